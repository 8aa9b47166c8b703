"""What stands around a lesson, put together from the timetable and the calendar."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from parta.journal.rules.facts import DayFacts
from parta.school.rules.calendar import CalendarFacts
from parta.school.rules.working_days import working_days

_ENOUGH = 3
"""How many next lessons a deadline may reach for."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The days of one journal: its calendar, the beginnings of its lessons that take place, its class's last lessons.

    `starts` are in order; `last_ends` tells for a date when the class's last lesson ends.
    """

    calendar: CalendarFacts
    zone: tzinfo
    starts: tuple[datetime, ...]
    last_ends: Mapping[date, datetime]
    _known: dict[date, DayFacts] = field(default_factory=dict, compare=False)

    def on(self, day: date) -> DayFacts:
        """Give what stands around the lessons of a day."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._around(day)
        return known

    def _around(self, day: date) -> DayFacts:
        term = self.calendar.term_of(day)
        first = bisect_left(self.starts, datetime.combine(day + timedelta(days=1), time(), self.zone))
        return DayFacts(
            working=working_days(self.calendar),
            class_last_lesson_end=self.last_ends.get(day),
            next_lessons=self.starts[first : first + _ENOUGH],
            period_start=term.start if term else None,
            period_end=term.end if term else None,
            year_end=max((each.end for each in self.calendar.terms), default=None),
        )


def taking_place(lessons: Iterable[tuple[datetime, bool]]) -> tuple[datetime, ...]:
    """Give the beginnings of lessons in order without the cancelled ones; a lesson is `(begins, cancelled)`."""
    return tuple(sorted(begins for begins, cancelled in lessons if not cancelled))


def last_ends(lessons: Iterable[tuple[datetime, bool]], zone: tzinfo) -> dict[date, datetime]:
    """Tell when the last lesson of each day ends; a lesson of the class or a part of it is `(ends, cancelled)`."""
    found: dict[date, datetime] = {}
    for ends, cancelled in lessons:
        if not cancelled:
            day = ends.astimezone(zone).date()
            found[day] = max(found.get(day, ends), ends)
    return found

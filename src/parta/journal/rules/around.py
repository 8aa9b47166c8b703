"""What stands around a lesson, put together from the timetable and the calendar."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from parta.journal.rules.facts import DayFacts
from parta.school.rules.calendar import CalendarFacts
from parta.school.rules.working_days import working_days

_ENOUGH = 3
"""How many next lessons a deadline may reach for."""


class Surroundings:
    """The days of one journal: its calendar, the beginnings of its lessons that take place, its class's last lessons.

    `starts` are in order; `last_ends` tells for a date when the class's last lesson ends.
    """

    def __init__(
        self, calendar: CalendarFacts, zone: tzinfo, starts: tuple[datetime, ...], last_ends: Mapping[date, datetime]
    ) -> None:
        self._calendar, self._zone, self._starts, self._last_ends = calendar, zone, starts, last_ends
        self._working = working_days(calendar)
        self._year_end = max((term.end for term in calendar.terms), default=None)
        self._known: dict[date, DayFacts] = {}

    def on(self, day: date) -> DayFacts:
        """Give what stands around the lessons of a day."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._around(day)
        return known

    def _around(self, day: date) -> DayFacts:
        term = self._calendar.term_of(day)
        return DayFacts(
            working=self._working,
            class_last_lesson_end=self._last_ends.get(day),
            next_lessons=following_lessons(self._starts, day, self._zone),
            period_start=term.start if term else None,
            period_end=term.end if term else None,
            year_end=self._year_end,
        )


def following_lessons(starts: tuple[datetime, ...], day: date, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the next lessons of a journal on later days; `starts` are in order, without the cancelled ones."""
    first = bisect_left(starts, datetime.combine(day + timedelta(days=1), time(), zone))
    return starts[first : first + _ENOUGH]


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

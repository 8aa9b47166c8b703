"""When a deadline ends: from an anchor, so many minutes, days, working days or lessons on or back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol

from parta.regulation.enums import Anchor, CountFrom, Direction, Unit
from parta.regulation.rules.deadlines import Deadline
from parta.school.rules.calendar import CalendarFacts
from parta.school.rules.working_days import WorkingDays, working_days

MIDNIGHT = time()
_DAY = timedelta(days=1)
# Looking a member up in its enumeration costs more than comparing it: a page asks hundreds of times.
_LESSON, _MINUTE, _WORKING_DAY, _CALENDAR_DAY = Unit.LESSON, Unit.MINUTE, Unit.WORKING_DAY, Unit.CALENDAR_DAY
_NEXT_LESSON, _BEFORE, _SAME_DAY = Anchor.NEXT_LESSON, Direction.BEFORE, CountFrom.SAME_DAY
ORDINARY_WEEK = working_days(CalendarFacts(weekdays=5, terms=()))
"""Working days where no calendar is known: Monday to Friday without the holidays of the law."""


class Anchors(Protocol):
    """What deadlines are counted from, as facts about a lesson, a period or a request give it."""

    @property
    def zone(self) -> tzinfo:
        """The school's time zone."""

    @property
    def working(self) -> WorkingDays:
        """The working days that terms are counted by."""

    @property
    def next_lessons(self) -> tuple[datetime, ...]:
        """When the next lessons of the subject begin, on later days, without the cancelled ones."""

    def day_of(self, anchor: Anchor) -> date | None:
        """Give the day of an anchor; None when there is none, or it is not known yet."""

    def moment_at(self, anchor: Anchor) -> datetime | None:
        """Give the moment of an anchor that minutes are counted from; None when only its day is known."""


@dataclass(frozen=True, slots=True)
class PlainAnchors:
    """Anchors that are days and nothing else: a registered request, results of an examination."""

    zone: tzinfo
    days: Mapping[Anchor, date]
    working: WorkingDays = field(default=ORDINARY_WEEK)
    next_lessons: tuple[datetime, ...] = ()

    def day_of(self, anchor: Anchor) -> date | None:
        """Give the day of an anchor, if it is known."""
        return self.days.get(anchor)

    def moment_at(self, _anchor: Anchor) -> datetime | None:
        """Give nothing: only days are known."""
        return None


def end_of_day(day: date, zone: tzinfo, at: time | None = None) -> datetime:
    """Give the first moment that is too late: midnight after the day, or the hour named on it."""
    return datetime.combine(day, at, zone) if at else datetime.combine(day + _DAY, MIDNIGHT, zone)


def moment_of(deadline: Deadline, anchors: Anchors) -> datetime | None:
    """Give the first moment when it is too late; None when the anchor has not come or is not known.

    Days end at midnight by the school's clock, or at the deadline's own hour. Minutes after a moment that is not known
    become the end of its day. A term that ends with the next lesson
    ends when that lesson begins; when the subject has no further lesson, with the school year.
    """
    unit, anchor = deadline.unit, deadline.anchor
    if unit is _LESSON or anchor is _NEXT_LESSON:
        return _with_a_lesson(deadline, anchors)
    sign = -1 if deadline.direction is _BEFORE else 1
    if unit is _MINUTE:
        moment = anchors.moment_at(anchor)
        if moment is not None:
            return moment + sign * timedelta(minutes=deadline.offset)
    day = anchors.day_of(anchor)
    if day is None:
        return None
    if unit is _MINUTE:
        return end_of_day(day, anchors.zone)
    if deadline.offset:
        day = _shifted(day, deadline, sign, anchors.working)
    return end_of_day(day, anchors.zone, deadline.at)


def _shifted(day: date, deadline: Deadline, sign: int, working: WorkingDays) -> date:
    count = deadline.offset
    if deadline.count_from is _SAME_DAY and count and (deadline.unit is _CALENDAR_DAY or day in working):
        count -= 1
    if deadline.unit is _WORKING_DAY:
        return working.shift(day, sign * count)
    return day + timedelta(days=sign * count)


def _with_a_lesson(deadline: Deadline, anchors: Anchors) -> datetime | None:
    lessons = anchors.next_lessons
    first = 0 if deadline.anchor is Anchor.NEXT_LESSON else -1
    place = first + (deadline.offset if deadline.unit is Unit.LESSON else 0)
    if place < 0:
        day = anchors.day_of(deadline.anchor)
        return None if day is None else end_of_day(day, anchors.zone, deadline.at)
    if place >= len(lessons):
        last = anchors.day_of(Anchor.YEAR_END)
        return None if last is None else end_of_day(last, anchors.zone)
    begins = lessons[place]
    days = deadline.offset if deadline.unit in {Unit.CALENDAR_DAY, Unit.WORKING_DAY} else 0
    if not days and deadline.at is None:
        return begins
    day = begins.astimezone(anchors.zone).date()
    return end_of_day(_shifted(day, deadline, 1, anchors.working), anchors.zone, deadline.at)

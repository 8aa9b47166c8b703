"""What the decisions of the journal need to know about a lesson and a term, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from parta.timetable.enums import LessonStatus


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A dated lesson: `zone` is the school's time zone, `start` and `end` are its clock times."""

    day: date
    start: time
    end: time
    zone: tzinfo
    grade_level: int
    status: LessonStatus = LessonStatus.PLANNED
    number: int = 0
    term_closed: bool = False
    year_closed: bool = False

    def local_day(self, now: datetime) -> date:
        """Tell the date in the school at this moment."""
        return now.astimezone(self.zone).date()

    def has_come(self, now: datetime) -> bool:
        """Tell whether the lesson's day has come in the school.

        The day and not the bell: lessons swap their hours, and a teacher prepares the list before the bell.
        """
        return self.day <= self.local_day(now)

    def end_of_day(self, days_later: int = 0) -> datetime:
        """Give the first moment after the lesson's day, or after the day that is `days_later`."""
        return datetime.combine(self.day + timedelta(days=days_later + 1), time(), self.zone)


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term, or a year when `kind` of the result is not a term's: its days and whether it is closed."""

    start: date
    end: date
    zone: tzinfo
    grade_level: int
    term_closed: bool = False
    year_closed: bool = False

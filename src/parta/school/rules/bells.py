"""Which bell schedule rings for a class on a day, and when a lesson begins and ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

_FEW_DAYS = 7
_ALWAYS = 10_000


@dataclass(frozen=True, slots=True)
class LessonTime:
    """When the lesson (a college's pair) of this number begins and ends."""

    number: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """Bells for some grades, dates and ISO weekdays; an empty set or no date means «any»."""

    key: int
    title: str
    lessons: tuple[LessonTime, ...]
    grades: frozenset[int] = frozenset()
    start: date | None = None
    end: date | None = None
    weekdays: frozenset[int] = frozenset()

    def fits(self, grade_level: int, day: date, weekday: int) -> bool:
        """Tell whether the schedule speaks about this grade on this day."""
        return (
            (not self.grades or grade_level in self.grades)
            and (not self.weekdays or weekday in self.weekdays)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )

    def time_of(self, number: int) -> LessonTime | None:
        """Give the times of the lesson with this number, if the schedule has it."""
        return next((lesson for lesson in self.lessons if lesson.number == number), None)

    def _breadth(self) -> tuple[bool, int, int, int, int]:
        days = (self.end - self.start).days + 1 if self.start and self.end else _ALWAYS
        if days == _ALWAYS and (self.start or self.end):
            days -= 1
        grades = len(self.grades) or _ALWAYS
        return (days > _FEW_DAYS, grades, days, len(self.weekdays) or _ALWAYS, self.key)


def choose_bells(
    schedules: Iterable[BellSchedule], *, grade_level: int, day: date, weekday: int
) -> BellSchedule | None:
    """Give the most specific schedule for the grade on the day, or None when no schedule speaks about it.

    A schedule of a few days (shortened lessons before a holiday) wins over all; then the one for the fewest grades,
    the shortest time, the fewest weekdays. `weekday` is the weekday of the timetable followed on that day: a Tuesday
    that follows Monday's timetable has Monday's bells.
    """
    fitting = [schedule for schedule in schedules if schedule.fits(grade_level, day, weekday)]
    return min(fitting, key=BellSchedule._breadth, default=None)


def lesson_time(
    schedules: Iterable[BellSchedule], *, grade_level: int, day: date, weekday: int, number: int
) -> LessonTime | None:
    """Give when the lesson of this number begins and ends on the day; None when the bells do not say."""
    chosen = choose_bells(schedules, grade_level=grade_level, day=day, weekday=weekday)
    return chosen.time_of(number) if chosen else None

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


@dataclass(frozen=True, slots=True, order=True)
class Learners:
    """Who hears the bells: the grade, the shift, the building where the lesson is, and the class's own (`home`)."""

    grade: int
    shift: int = 1
    building: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """Bells for some grades, dates, ISO weekdays, a shift, a building; what is empty means «any»."""

    key: int
    title: str
    lessons: tuple[LessonTime, ...]
    grades: frozenset[int] = frozenset()
    start: date | None = None
    end: date | None = None
    weekdays: frozenset[int] = frozenset()
    shift: int | None = None
    building: str = ""

    def rings_for(self, learners: Learners) -> bool:
        """Tell whether the schedule speaks about these learners on some days."""
        return (
            (not self.grades or learners.grade in self.grades)
            and self.shift in (None, learners.shift)
            and self._nearness(learners) is not None
        )

    def fits(self, learners: Learners, day: date, weekday: int) -> bool:
        """Tell whether the schedule speaks about these learners on this day."""
        return (
            self.rings_for(learners)
            and (not self.weekdays or weekday in self.weekdays)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )

    def time_of(self, number: int) -> LessonTime | None:
        """Give the times of the lesson with this number, if the schedule has it."""
        return next((lesson for lesson in self.lessons if lesson.number == number), None)

    def _nearness(self, learners: Learners) -> int | None:
        """Rank the bells of the building of the lesson, of any, of the class's own; None for another's."""
        here, building = learners.building.casefold(), self.building.casefold()
        if building and building == here:
            return 0
        if not building:
            return 1
        return 2 if building == learners.home.casefold() else None

    def _breadth(self, learners: Learners) -> tuple[bool | int, ...]:
        days = (self.end - self.start).days + 1 if self.start and self.end else _ALWAYS
        if days == _ALWAYS and (self.start or self.end):
            days -= 1
        grades = len(self.grades) or _ALWAYS
        weekdays = len(self.weekdays) or _ALWAYS
        # Bells that name no shift are the first one's: a shortened day of the morning rings no second shift.
        later = learners.shift > 1 and self.shift is None
        near = self._nearness(learners) or 0
        return (later, days > _FEW_DAYS, near, grades, self.shift is None, days, weekdays, self.key)


def choose_bells(
    schedules: Iterable[BellSchedule], *, learners: Learners, day: date, weekday: int
) -> BellSchedule | None:
    """Give the most specific schedule for the learners on the day, or None when no schedule speaks about them.

    A later shift has bells of its own wherever some name it. A schedule of a few days (shortened lessons before a
    holiday) wins over all; then the one of the building (else of any, else of the class's own), for the fewest grades,
    of the shift, the shortest time, the fewest weekdays. `weekday` is the weekday of the timetable followed on that
    day: a Tuesday that follows Monday's timetable has Monday's bells.
    """
    fitting = [schedule for schedule in schedules if schedule.fits(learners, day, weekday)]
    return min(fitting, key=lambda one: one._breadth(learners), default=None)


def lesson_time(
    schedules: Iterable[BellSchedule], *, learners: Learners, day: date, weekday: int, number: int
) -> LessonTime | None:
    """Give when the lesson of this number begins and ends on the day; None when the bells do not say."""
    chosen = choose_bells(schedules, learners=learners, day=day, weekday=weekday)
    return chosen.time_of(number) if chosen else None

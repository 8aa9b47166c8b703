"""Days of the practices of a year, as lessons of their own dates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, Practice
from parta.school.models import AcademicYear
from parta.school.queries.calendars import learners_of
from parta.school.rules.bells import BellSchedule, Learners, lesson_time
from parta.school.rules.calendar import CalendarFacts
from parta.timetable.rules.planning import Slot
from parta.timetable.rules.practice_days import PracticeDay, practice_days

FIRST_LESSON = time(8)
HOUR = timedelta(minutes=45)


@dataclass(slots=True)
class Practices:
    """Lessons of practices; the days of each journal that belong to them, and of each group those with their hours."""

    slots: list[Slot] = field(default_factory=list)
    days: dict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    of_groups: dict[int, set[date]] = field(default_factory=lambda: defaultdict(set))

    def give_way(self, course_id: int, class_id: int | None, day: date) -> bool:
        """Tell whether a weekly lesson is not given then: on a day of practice its group has nothing else."""
        return day in self.days[course_id] or (class_id is not None and day in self.of_groups[class_id])


def practices_of(
    year: AcademicYear, calendars: Mapping[int, CalendarFacts], bells: Sequence[BellSchedule]
) -> Practices:
    """Give the days of every practice, lessons where it has a journal: working days of its group (2 queries).

    A day begins with the group's first bell, where one rings, and is as long as its academic hours.
    """
    courses = {
        (course.school_class_id, course.subject_id): course
        for course in Course.objects.filter(year=year, kind=CourseKind.PRACTICE, study_group=None, title="")
    }
    found = Practices()
    blocks = Practice.objects.filter(school_class__year=year).select_related("school_class").order_by("starts_on", "pk")
    for block in blocks:
        school_days = list(calendars[block.school_class.calendar_id].school_days(block.starts_on, block.ends_on))
        course = courses.get((block.school_class_id, block.subject_id))
        taken = found.days[course.pk] if course else set()
        days = [day for day in school_days if day not in taken]
        hours = practice_days(days, block.hours)
        found.of_groups[block.school_class_id] |= {one.day for one in hours}
        if course is None:
            continue
        found.days[course.pk] |= set(days)
        learners = learners_of(block.school_class)
        for one in hours:
            start, end = _times(bells, learners, one)
            found.slots.append(
                Slot(
                    key=0,
                    course_id=course.pk,
                    weekday=one.day.isoweekday(),
                    number=0,
                    learners=learners,
                    employee_id=block.teacher_id,
                    on_day=one.day,
                    start=start,
                    end=end,
                    hours=one.hours,
                )
            )
    return found


def _times(bells: Sequence[BellSchedule], learners: Learners, one: PracticeDay) -> tuple[time, time]:
    """Give when a day of practice begins and ends; one that would end after midnight begins in the morning."""
    first = lesson_time(bells, learners=learners, day=one.day, weekday=one.day.isoweekday(), number=1)
    for start in (first.start if first else FIRST_LESSON, FIRST_LESSON):
        end = datetime.combine(one.day, start) + HOUR * one.hours
        if end.date() == one.day:
            break
    return start, end.time()

"""What may be chosen for a trial: the classes and journals that somebody sees, lessons by date, kinds of work in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.curriculum.models import Course, TeachingLoad
from parta.journal.models import Work, WorkKind
from parta.journal.rules.facts import WorkFacts
from parta.kernel.decisions import NotVisible
from parta.school.models import SchoolClass
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson

BEFORE, AFTER = 24, 12
"""How many lessons before the chosen one, and after it, stand in the list."""
JOINED = 0
"""Stands for the class of journals that several classes share."""


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A journal to choose."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class LessonChoice:
    """A lesson to choose; its teacher, by the timetable or by the load, and who stands in for them."""

    id: int
    date: date
    number: int | None
    starts_at: datetime
    cancelled: bool
    teacher: int | None
    substitute: int | None


@dataclass(frozen=True, slots=True)
class TrialChoice:
    """The lists to choose from and what is chosen; without a journal or a lesson there is nothing to try."""

    classes: list[tuple[int, str]]
    courses: list[CourseChoice]
    lessons: list[LessonChoice]
    class_id: int | None
    course: CourseChoice | None
    lesson: LessonChoice | None
    kinds: list[tuple[int, WorkFacts]]


def trial_choice(
    *, courses: QuerySet[Course], class_id: int | None, course_id: int | None, lesson_id: int | None, now: datetime
) -> TrialChoice:
    """Give the lists of a trial; what is not said, or does not belong together, is the first of its list.

    A lesson that is not said is the journal's latest that has begun. Raises `NotVisible` for a journal that is not
    among `courses`.
    """
    chosen = courses.filter(pk=course_id).values_list("school_class", flat=True) if course_id is not None else ()
    owners = list(chosen)
    if course_id is not None and not owners:
        raise NotVisible
    if class_id is None and owners:
        class_id = owners[0] or JOINED
    classes = _classes(courses)
    if class_id not in {ident for ident, _ in classes}:
        class_id = classes[0][0] if classes else None
    rows = _courses(courses, class_id) if class_id is not None else []
    course = next((row for row in rows if row.id == course_id), rows[0] if rows else None)
    lessons = _lessons(course.id, now) if course else []
    place = _place(lessons, lesson_id, now)
    return TrialChoice(
        classes=classes,
        courses=rows,
        lessons=lessons[max(0, place - BEFORE) : place + AFTER + 1],
        class_id=class_id,
        course=course,
        lesson=lessons[place] if lessons else None,
        kinds=_kinds(course.id) if course else [],
    )


def _classes(courses: QuerySet[Course]) -> list[tuple[int, str]]:
    rows = SchoolClass.objects.filter(pk__in=courses.values("school_class")).order_by("-year__starts_on", "sort_key")
    joined = [(JOINED, "")] if courses.filter(school_class=None).exists() else []
    return [*rows.values_list("pk", "name"), *joined]


def _courses(courses: QuerySet[Course], class_id: int | None) -> list[CourseChoice]:
    rows = courses.filter(school_class=class_id or None).order_by("sort_key", "pk")
    named = rows.values_list("pk", "title", "subject__name", "study_group__name")
    return [
        CourseChoice(pk, " · ".join(filter(None, (title or subject, group)))) for pk, title, subject, group in named
    ]


def _lessons(course_id: int, now: datetime) -> list[LessonChoice]:
    open_end = Q(ends_on=None) | Q(ends_on__gte=OuterRef("date"))
    load = TeachingLoad.objects.filter(open_end, starts_on__lte=OuterRef("date"), course=course_id)
    rows = (
        Lesson.objects.filter(course=course_id)
        .annotate(holder=load.order_by("starts_on").values("employee")[:1])
        .order_by("date", "starts_at")
        .values_list("pk", "date", "number", "starts_at", "status", "employee", "holder", "substitution__substitute")
    )
    return [
        LessonChoice(
            pk, day, number, starts.astimezone(now.tzinfo), status == LessonStatus.CANCELLED, teacher or holder, other
        )
        for pk, day, number, starts, status, teacher, holder, other in rows
    ]


def _place(lessons: Sequence[LessonChoice], lesson_id: int | None, now: datetime) -> int:
    chosen = next((place for place, row in enumerate(lessons) if row.id == lesson_id), None)
    if chosen is not None:
        return chosen
    begun = [place for place, row in enumerate(lessons) if row.starts_at <= now and not row.cancelled]
    return begun[-1] if begun else 0


def _kinds(course_id: int) -> list[tuple[int, WorkFacts]]:
    """Give the kinds of work that the journal has used; where none is oral or none written, the first such kind."""
    used = Work.objects.filter(kind=OuterRef("pk"), lesson__course=course_id, deleted=False)
    rows = list(WorkKind.objects.annotate(used=Exists(used)).order_by("position", "pk"))
    found = [row for row in rows if row.used]
    for written in (False, True):
        if all(row.is_written is not written for row in found):
            found += [row for row in rows if row.is_written is written][:1]
    return [(row.pk, WorkFacts(row.name, row.is_written)) for row in found]

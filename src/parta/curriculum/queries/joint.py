"""Journals of pupils of several classes: activities and extended-day groups, with who is in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import JOINT
from parta.curriculum.models import Course, StudyGroupMember, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, require
from parta.kernel.text import normal
from parta.people.models import Enrolment
from parta.school.models import SchoolClass


@dataclass(frozen=True, slots=True)
class JointRow:
    """A journal with its teachers and how many are in it on the day."""

    course: Course
    teachers: str
    pupils: int


@dataclass(frozen=True, slots=True)
class JointMember:
    """A pupil of the journal, of which class, from which day to which."""

    pupil_id: int
    name: str
    class_name: str
    starts_on: date
    ends_on: date | None


def partners_of(course: Course, *, today: date | None) -> list[Course]:
    """Give the journals of others that whoever teaches this one teaches too, of the same subject first (one query)."""
    held = TeachingLoad.objects.filter(in_force(today))
    same = held.filter(employee__in=held.filter(course=course).values("employee"))
    found = Course.objects.filter(pk__in=same.values("course"), year=course.year_id, kind=course.kind, ends_on=None)
    found = found.exclude(pk=course.pk).exclude(school_class=course.school_class_id)
    found = found.select_related("subject", "school_class", "study_group")
    return sorted(found, key=lambda one: one.subject_id != course.subject_id)


def joint_courses(*, actor: Actor, day: date) -> list[JointRow]:
    """List the journals of the year of a day, in two queries; raises `Forbidden`."""
    require(may_see_load(actor))
    inside = Q(study_group__members__starts_on__lte=day) & (
        Q(study_group__members__ends_on=None) | Q(study_group__members__ends_on__gte=day)
    )
    found = Course.objects.filter(kind__in=JOINT, year__starts_on__lte=day, year__ends_on__gte=day)
    found = found.select_related("subject", "school_class", "study_group").prefetch_related("loads__employee__person")
    rows = found.annotate(size=Count("study_group__members", inside)).order_by("kind", "sort_key", "pk")
    return [
        JointRow(
            one,
            ", ".join(
                load.employee.person.full_name for load in one.loads.all() if load.ends_on is None or load.ends_on >= day
            ),
            one.size,
        )
        for one in rows
    ]  # fmt: skip


def joint_course(*, actor: Actor, course_id: int) -> Course:
    """Give a journal of several classes; raises `Forbidden`, `NotVisible`."""
    require(may_see_load(actor))
    found = Course.objects.filter(pk=course_id, kind__in=JOINT, school_class=None, study_group__isnull=False)
    course = found.select_related("subject", "study_group", "year", "plan").first()
    if course is None:
        raise NotVisible
    return course


def members_of(course: Course, day: date) -> list[JointMember]:
    """Give who is in the journal on a day or later, by class and name (two queries)."""
    rows = list(
        StudyGroupMember.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), group=course.study_group_id)
        .select_related("pupil__person").order_by("pupil__person__sort_key")
    )  # fmt: skip
    places = Enrolment.objects.filter(in_force(day), pupil__in=[one.pupil_id for one in rows])
    classes = {one.pupil_id: one.school_class for one in places.select_related("school_class")}
    found = [
        JointMember(
            one.pupil_id, one.pupil.person.list_name,
            classes[one.pupil_id].name if one.pupil_id in classes else "", one.starts_on, one.ends_on,
        )
        for one in rows
    ]  # fmt: skip
    keys = {one.pupil_id: classes[one.pupil_id].sort_key if one.pupil_id in classes else "" for one in rows}
    return sorted(found, key=lambda one: keys[one.pupil_id])


def pupils_by_class(
    classes: Collection[int], day: date, *, words: str = "", besides: Collection[int] = ()
) -> list[tuple[SchoolClass, list[tuple[int, str]]]]:
    """Give the pupils of some classes on a day, to choose from (one query).

    `words`: only whose names have words that begin so; `besides`: pupils who are left out.
    """
    placed = Enrolment.objects.filter(in_force(day), school_class__in=classes).exclude(pupil__in=besides)
    for word in normal(words).split():
        begun = Q(pupil__person__sort_key__startswith=word) | Q(pupil__person__sort_key__contains=f" {word}")
        placed = placed.filter(begun)
    found: dict[int, tuple[SchoolClass, list[tuple[int, str]]]] = {}
    for one in placed.select_related("pupil__person", "school_class").order_by(
        "school_class__sort_key", "pupil__person__sort_key"
    ):
        own = found.setdefault(one.school_class_id, (one.school_class, []))
        own[1].append((one.pupil_id, one.pupil.person.list_name))
    return list(found.values())

"""The study groups of one class: by subject, who is in which from when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from parta.curriculum.enums import ALONE, CourseKind
from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, Subject, TeachingLoad
from parta.curriculum.queries.loads import teachers_from
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.people.models import Enrolment
from parta.school.models import SchoolClass


@dataclass(frozen=True, slots=True)
class Member:
    """A pupil in a group; `ends_on` is the last day there."""

    pupil_id: int
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class GroupMembers:
    """One group with who is in it on the day or will be."""

    id: int
    name: str
    members: tuple[Member, ...]
    teachers: str = ""
    ends_on: date | None = None
    course_id: int | None = None


@dataclass(frozen=True, slots=True)
class SubjectGroups:
    """The groups of one subject; `outside` are pupils of the class who are in none of them, where they are several."""

    subject_id: int | None
    title: str
    groups: tuple[GroupMembers, ...]
    outside: tuple[str, ...]
    of_lessons: bool = False
    """Whether the groups have journals of lessons, which can be joined."""


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The groups of a class and its pupils on a day."""

    subjects: tuple[SubjectGroups, ...]
    pupils: tuple[tuple[int, str], ...]
    wholes: tuple[tuple[int, str, str], ...]
    """Journals of the whole class that can be divided: id, name, who teaches."""


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A pupil of the class to be put into a group."""

    id: int
    name: str
    sex: str


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A journal of a whole class to be divided: who teaches it, the pupils of the class, who may teach."""

    course: Course
    teacher_id: int | None
    pupils: tuple[ListedPupil, ...]
    teachers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class DealPage:
    """The groups of a subject and where each pupil is on a day; None: in no group."""

    subject: Subject | None
    groups: tuple[tuple[int, str], ...]
    pupils: tuple[ListedPupil, ...]
    places: dict[int, int | None]
    teachers: tuple[tuple[int, str], ...]
    begins: date | None
    """When the groups get their first members, where nobody is in them on the day."""


def split_page(school_class: SchoolClass, course_id: int, *, day: date) -> SplitPage:
    """Read what a journal of a class is divided by, in four queries; raises `NotVisible` for another kind of journal."""
    found = Course.objects.filter(kind=CourseKind.LESSON, study_group=None, school_class=school_class)
    course = found.select_related("subject").filter(pk=course_id).first()
    if course is None:
        raise NotVisible
    held = TeachingLoad.objects.filter(in_force(day), course=course).order_by("starts_on", "pk")
    teacher = held.values_list("employee_id", flat=True).first()
    return SplitPage(course, teacher, _listed(school_class, day), tuple(teachers_from(day)))


def deal_page(school_class: SchoolClass, subject_id: int, *, day: date) -> DealPage:
    """Read the groups of a subject that go on on a day, with who is in them, in five queries."""
    subject = Subject.objects.filter(pk=subject_id).first()
    groups = StudyGroup.objects.filter(school_class=school_class, subject=subject_id).exclude(courses__kind__in=ALONE)
    going_on = Q(courses=None) | Q(courses__ends_on=None) | Q(courses__ends_on__gte=day)
    shown = tuple(groups.filter(going_on).distinct().order_by("name_key", "pk").values_list("pk", "name"))
    ahead = Q(ends_on=None) | Q(ends_on__gte=day)
    rows = list(StudyGroupMember.objects.filter(ahead, group__in=[pk for pk, _ in shown]).order_by("starts_on"))
    held = {one.pupil_id: one.group_id for one in rows if one.starts_on <= day}
    pupils = _listed(school_class, day)
    places = {one.id: held.get(one.id) for one in pupils}
    begins = rows[0].starts_on if rows and not held else None
    return DealPage(subject, shown, pupils, places, tuple(teachers_from(day)), begins)


def _listed(school_class: SchoolClass, day: date) -> tuple[ListedPupil, ...]:
    rows = Enrolment.objects.filter(in_force(day), school_class=school_class, individual=False)
    rows = rows.select_related("pupil__person").order_by("pupil__person__sort_key", "pk")
    return tuple(ListedPupil(one.pupil_id, one.pupil.person.list_name, one.pupil.person.sex) for one in rows)


def groups_of_pupil(pupil_id: int, day: date) -> QuerySet[StudyGroupMember]:
    """Give the study groups in which a pupil is on a day or later, by subject, for the card (one query)."""
    rows = StudyGroupMember.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), pupil_id=pupil_id)
    rows = rows.select_related("group__subject", "group__school_class")
    return rows.order_by("group__subject__name", "group__name", "starts_on")


def groups_page(school_class: SchoolClass, today: date) -> GroupsPage:
    """Read the groups of a class that go on on a day or later, in five queries."""
    loads = TeachingLoad.objects.select_related("employee__person").order_by("starts_on", "pk")
    courses = Course.objects.filter(school_class=school_class).exclude(kind__in=ALONE).select_related("subject")
    own = list(courses.prefetch_related(Prefetch("loads", loads)).order_by("sort_key", "pk"))
    found = StudyGroup.objects.filter(school_class=school_class).exclude(courses__kind__in=ALONE)
    found = found.select_related("subject")
    over = _over(own, today)
    groups = [one for one in found.order_by("subject__name_key", "name_key", "pk") if one.pk not in over]
    members: dict[int, list[Member]] = defaultdict(list)
    rows = StudyGroupMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), group__school_class=school_class
    )
    for row in rows.select_related("pupil__person").order_by("pupil__person__sort_key", "starts_on"):
        members[row.group_id].append(Member(row.pupil_id, row.pupil.person.list_name, row.starts_on, row.ends_on))
    enrolled = Enrolment.objects.filter(in_force(today), school_class=school_class).select_related("pupil__person")
    pupils = tuple((one.pupil_id, one.pupil.person.list_name) for one in enrolled.order_by("pupil__person__sort_key"))
    by_subject: dict[tuple[int | None, str], list[GroupMembers]] = defaultdict(list)
    named = {one.study_group_id: one for one in own if one.ends_on is None or one.ends_on >= today}
    for group in groups:
        title = group.subject.name if group.subject else ""
        course = named.get(group.pk)
        teachers = _teachers(course, today) if course else ""
        last, journal = (course.ends_on, course.pk) if course else (None, None)
        by_subject[group.subject_id, title].append(
            GroupMembers(group.pk, group.name, tuple(members[group.pk]), teachers, last, journal)
        )
    divided = {one.subject_id for one in named.values() if one.study_group_id and one.kind == CourseKind.LESSON}
    wholes = tuple(
        (one.pk, one.name, _teachers(one, today))
        for one in own
        if one.study_group_id is None and one.kind == CourseKind.LESSON and one.ends_on is None
        and one.subject_id not in divided
    )  # fmt: skip
    return GroupsPage(
        tuple(
            SubjectGroups(key, title, tuple(parts), _outside(parts, pupils), key in divided)
            for (key, title), parts in by_subject.items()
        ),
        pupils,
        wholes,
    )


def _over(courses: list[Course], today: date) -> set[int]:
    """Give the groups all of whose journals have ended."""
    going_on = {one.study_group_id for one in courses if one.ends_on is None or one.ends_on >= today}
    return {one.study_group_id for one in courses if one.study_group_id} - going_on


def _teachers(course: Course, today: date) -> str:
    names = [one.employee.person.list_name for one in course.loads.all() if one.ends_on is None or one.ends_on >= today]
    return ", ".join(dict.fromkeys(names))


def _outside(groups: list[GroupMembers], pupils: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    inside = {member.pupil_id for group in groups for member in group.members}
    return tuple(name for pk, name in pupils if pk not in inside) if len(groups) > 1 else ()

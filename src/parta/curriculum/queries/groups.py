"""The study groups of one class: by subject, who is in which from when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.curriculum.models import StudyGroup, StudyGroupMember
from parta.kernel.database import in_force
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


@dataclass(frozen=True, slots=True)
class SubjectGroups:
    """The groups of one subject; `outside` are pupils of the class who are in none of them, where they are several."""

    subject_id: int | None
    title: str
    groups: tuple[GroupMembers, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The groups of a class and its pupils on a day."""

    subjects: tuple[SubjectGroups, ...]
    pupils: tuple[tuple[int, str], ...]


def groups_page(school_class: SchoolClass, today: date) -> GroupsPage:
    """Read the groups of a class on a day and later, in three queries."""
    found = StudyGroup.objects.filter(school_class=school_class).select_related("subject")
    groups = list(found.order_by("subject__name_key", "name_key", "pk"))
    members: dict[int, list[Member]] = defaultdict(list)
    rows = StudyGroupMember.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), group__school_class=school_class
    )
    for row in rows.select_related("pupil__person").order_by("pupil__person__sort_key", "starts_on"):
        members[row.group_id].append(Member(row.pupil_id, row.pupil.person.list_name, row.starts_on, row.ends_on))
    enrolled = Enrolment.objects.filter(in_force(today), school_class=school_class).select_related("pupil__person")
    pupils = tuple((one.pupil_id, one.pupil.person.list_name) for one in enrolled.order_by("pupil__person__sort_key"))
    by_subject: dict[tuple[int | None, str], list[GroupMembers]] = defaultdict(list)
    for group in groups:
        title = group.subject.name if group.subject else ""
        by_subject[group.subject_id, title].append(GroupMembers(group.pk, group.name, tuple(members[group.pk])))
    return GroupsPage(
        tuple(SubjectGroups(key, title, tuple(own), _outside(own, pupils)) for (key, title), own in by_subject.items()),
        pupils,
    )


def _outside(groups: list[GroupMembers], pupils: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    inside = {member.pupil_id for group in groups for member in group.members}
    return tuple(name for pk, name in pupils if pk not in inside) if len(groups) > 1 else ()

"""Blocks of practice: of one journal, and of a group with all that can be set."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, Practice, Subject
from parta.curriculum.queries.loads import teachers_from
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.school.enums import ClassKind
from parta.school.models import SchoolClass


@dataclass(frozen=True, slots=True)
class PracticeBlock:
    """A block of practice; `is_staff` tells whether its leader is one of the staff and so may keep the journal."""

    start: date
    end: date
    hours: int | None
    place: str
    leader: str
    is_staff: bool


def practice_blocks(course_id: int) -> list[PracticeBlock]:
    """Give the blocks of practice of a journal, in order of days (1 query)."""
    blocks = Practice.objects.filter(school_class__courses=course_id, subject__courses=course_id).order_by("starts_on")
    return [
        PracticeBlock(one.starts_on, one.ends_on, one.hours, one.place, one.leader, one.teacher_id is not None)
        for one in blocks
    ]


@dataclass(frozen=True, slots=True)
class GroupPractices:
    """The practices of a group; `journals` by discipline."""

    group: SchoolClass
    blocks: tuple[Practice, ...]
    journals: dict[int, int]
    subjects: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]

    @property
    def stamp(self) -> str:
        """Tell this list from another one."""
        return blocks_stamp(self.blocks)


def practices_page(*, actor: Actor, class_id: int, day: date) -> GroupPractices:
    """Read the practices of a group and what can be set, in five queries; raises `Forbidden`, `NotVisible`."""
    require(may_see_load(actor))
    group = group_of_practices(class_id)
    blocks = tuple(
        Practice.objects.filter(school_class=group)
        .select_related("subject", "teacher__person")
        .order_by("starts_on", "pk")
    )
    journals = offered_subjects(group)
    named = {one.subject_id: _named(one.subject) for one in blocks}
    named |= {one.subject_id: _named(one.subject) for one in journals.values()}
    return GroupPractices(
        group,
        blocks,
        {pk: one.pk for pk, one in journals.items()},
        tuple(sorted(named.items(), key=lambda one: one[1])),
        tuple(teachers_from(day)),
    )


def group_of_practices(class_id: int) -> SchoolClass:
    """Give a group that may have practices; raises `NotVisible`."""
    group = SchoolClass.objects.select_related("year").filter(pk=class_id, kind=ClassKind.GROUP).first()
    if group is None:
        raise NotVisible
    return group


def offered_subjects(group: SchoolClass) -> dict[int, Course]:
    """Give the journals of practice of a group, by their disciplines (one query)."""
    found = Course.objects.filter(
        school_class=group, kind=CourseKind.PRACTICE, study_group=None, title="", ends_on=None
    )
    return {one.subject_id: one for one in found.select_related("subject")}


def blocks_stamp(blocks: Iterable[Practice]) -> str:
    """Say what stands in the blocks, to tell whether somebody has changed them since."""
    said = sorted(
        [one.pk, one.subject_id, str(one.starts_on), str(one.ends_on), one.hours, one.place, one.leader, one.teacher_id]
        for one in blocks
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _named(subject: Subject) -> str:
    return f"{subject.index} {subject.name}".strip()

"""A class is divided into groups, joined again, a journal closed: never from a day on which something is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from parta.audit.services import lock_chain
from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.enums import CHAIN, TeachingRefusal
from parta.curriculum.models import Course, GroupProposal, StudyGroupMember
from parta.curriculum.rules.splitting import Part, moves_of
from parta.curriculum.services import splitting as courses
from parta.curriculum.services.groups import move_pupil
from parta.curriculum.services.proposals import lay_proposal_aside, parts_of, propose_split, take_proposal
from parta.journal.models import PlannedWork
from parta.journal.queries.content import lessons_with_content, lessons_with_records
from parta.journal.services.groups import last_record
from parta.journal.services.planned_works import CHAIN as WORKS
from parta.journal.services.planned_works import carry_works
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import Refused, refusal, require
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson
from parta.timetable.services.planning import CHAIN as TIMETABLE
from parta.timetable.services.splitting import Heir, Placed, take_over


@dataclass(frozen=True, slots=True)
class Divided:
    """The journals that go on from the day, and what of the week they took."""

    courses: tuple[Course, ...]
    placed: Placed


@transaction.atomic
def divide_class(
    *, actor: Actor, course_id: int, parts: Sequence[Part], day: date, ground: str, now: datetime
) -> Divided:
    """Divide a journal of a class into groups from a day: their journals, load, places and lessons (S2: 17(5)).

    Control works of its schedule go over to the groups; a proposal that waits is taken back. Raises `Forbidden`,
    `NotVisible`; refuses as `decide_split`.
    """
    require(may_keep_load(actor))
    _lock()
    last = _last_taught([course_id], day, now)
    made = courses.split_course(
        actor=actor, course_id=course_id, parts=parts, day=day, ground=ground, last_taught=last, now=now
    )
    lay_proposal_aside(actor=actor, course_id=course_id, now=now)
    carry_works(actor=actor, leaving=[course_id], coming=made, day=day, now=now)
    heirs = [Heir(one.pk, part.employee_id, course_id) for one, part in zip(made, parts, strict=True)]
    placed = take_over(
        actor=actor, year=made[0].year, leaving=[course_id], heirs=heirs, day=day, now=now,
        with_content=lessons_with_content,
    )  # fmt: skip
    return Divided(tuple(made), placed)


@transaction.atomic
def propose_division(*, actor: Actor, course_id: int, parts: Sequence[Part], day: date, now: datetime) -> GroupProposal:
    """Propose how a class is divided from a day; raises and refuses as `propose_split`."""
    _lock()
    last = _last_taught([course_id], day, now)
    return propose_split(actor=actor, course_id=course_id, parts=parts, day=day, last_taught=last, now=now)


@transaction.atomic
def enter_proposal(*, actor: Actor, proposal_id: int, day: date, ground: str, now: datetime) -> Divided:
    """Divide a class from a day as it was agreed; raises and refuses as `take_proposal` and `divide_class`."""
    _lock()
    row = take_proposal(actor=actor, proposal_id=proposal_id, day=day, now=now)
    return divide_class(actor=actor, course_id=row.course_id, parts=parts_of(row), day=day, ground=ground, now=now)


@transaction.atomic
def join_class(
    *, actor: Actor, class_id: int, subject_id: int, employee_id: int, day: date, ground: str, now: datetime
) -> Divided:
    """Join the groups of a subject again from a day: the whole class takes the lessons of the biggest group.

    Raises `Forbidden`, `NotVisible`; refuses as `join_groups`.
    """
    require(may_keep_load(actor))
    _lock()
    ids = list(courses.group_courses(class_id, subject_id, day=day).values_list("pk", flat=True))
    last = _last_taught(ids, day, now)
    joined = courses.join_groups(
        actor=actor, class_id=class_id, subject_id=subject_id, employee_id=employee_id, day=day, ground=ground,
        last_taught=last, now=now,
    )  # fmt: skip
    carry_works(actor=actor, leaving=ids, coming=[joined.course], day=day, now=now)
    placed = take_over(
        actor=actor, year=joined.course.year, leaving=ids, day=day, now=now, with_content=lessons_with_content,
        heirs=[Heir(joined.course.pk, employee_id, joined.ended[0].pk)],
    )  # fmt: skip
    return Divided((joined.course,), placed)


@transaction.atomic
def close_course(*, actor: Actor, course_id: int, day: date, ground: str, now: datetime) -> Course:
    """Close a journal of lessons from a day: it has none from then on, what it holds stays.

    Raises `Forbidden`, `NotVisible`; refuses as `end_course`, and `course_has_works`.
    """
    require(may_keep_load(actor))
    _lock()
    last = _last_taught([course_id], day, now)
    course = courses.end_course(actor=actor, course_id=course_id, day=day, ground=ground, last_taught=last, now=now)
    _refuse_works([course_id], day)
    lay_proposal_aside(actor=actor, course_id=course_id, now=now)
    take_over(
        actor=actor, year=course.year, leaving=[course_id], heirs=(), day=day, now=now,
        with_content=lessons_with_content,
    )  # fmt: skip
    return course


@transaction.atomic
def deal_pupils(
    *, actor: Actor, class_id: int, subject_id: int | None, wanted: Mapping[int, int | None], day: date, now: datetime
) -> int:
    """Put pupils into the groups of a subject from a day, all at once; give how many changed theirs.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_group_move`, naming the pupil by id (`pupil`).
    """
    require(may_keep_groups(actor, class_id))
    lock_chain(CHAIN)
    held = StudyGroupMember.objects.filter(
        in_force(day), group__school_class=class_id, group__subject=subject_id, pupil__in=wanted
    )
    present: dict[int, int | None] = dict(held.values_list("pupil_id", "group_id"))
    moves = moves_of(wanted, present=present)
    if not moves:
        raise refusal(TeachingRefusal.GROUP_CHANGES_NOTHING)
    for pupil, group in moves:
        left = [present[pupil]] if present.get(pupil) else []
        try:
            move_pupil(
                actor=actor, class_id=class_id, subject_id=subject_id, pupil_id=pupil, group_id=group, day=day,
                last_record=last_record(pupil, left), now=now,
            )  # fmt: skip
        except Refused as refused:
            decision = refused.decision
            raise Refused(replace(decision, params={**decision.params, "pupil": pupil})) from refused
    return len(moves)


def _lock() -> None:
    """Take the chains in the order of everybody who writes in several: of the school, of courses, of the timetable."""
    for chain in (WORKS, CHAIN, TIMETABLE):
        lock_chain(chain)


def _last_taught(course_ids: Collection[int], day: date, now: datetime) -> date | None:
    """Give the last day from a day on at which lessons of the journals were given, or something is written.

    The lessons are locked: who writes at one waits for what is decided here.
    """
    ahead = Lesson.objects.select_for_update(of=("self",)).filter(course__in=course_ids, date__gte=day)
    rows = list(ahead.order_by("pk").values_list("pk", "date", "status", "starts_at"))
    written = lessons_with_records([pk for pk, *_ in rows])
    days = [
        on
        for pk, on, status, starts_at in rows
        if pk in written or status == LessonStatus.HELD or (status != LessonStatus.CANCELLED and starts_at <= now)
    ]
    return max(days, default=None)


def _refuse_works(course_ids: Collection[int], day: date) -> None:
    ahead = PlannedWork.objects.filter(course__in=course_ids, day__gte=day).order_by("day")
    first = ahead.values_list("day", flat=True).first()
    if first is not None:
        raise refusal(TeachingRefusal.COURSE_HAS_WORKS, day=first)

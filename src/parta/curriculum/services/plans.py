"""Lesson plans of the library: begun, copied, rewritten, sent, approved, returned; each approval keeps its edition."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum import access
from parta.curriculum.enums import CHAIN, Act, PlanRefusal, PlanState, PlanStep
from parta.curriculum.models import Course, LessonPlan, PlanLine
from parta.curriculum.queries.plans import LINE_FIELDS, editions_of, plan_lines
from parta.curriculum.rules.plans import AFTER, Line, decide_rewriting, decide_step
from parta.curriculum.services.materials import copy_materials, drop_unused_files
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require

_OPEN = (PlanState.DRAFT, PlanState.ON_APPROVAL)
_DECIDED = (PlanStep.APPROVE, PlanStep.RETURN, PlanStep.ARCHIVE)
_ACTS = {
    PlanStep.SEND: Act.PLAN_SENT,
    PlanStep.WITHDRAW: Act.PLAN_WITHDRAWN,
    PlanStep.APPROVE: Act.PLAN_APPROVED,
    PlanStep.RETURN: Act.PLAN_RETURNED,
    PlanStep.ARCHIVE: Act.PLAN_ARCHIVED,
}


@transaction.atomic
def begin_plan(
    *,
    actor: Actor,
    year_id: int,
    subject_id: int,
    grade_level: int,
    title: str,
    lines: Sequence[Line],
    like: int | None = None,
    now: datetime,
) -> LessonPlan:
    """Begin a draft of the actor's own, with these lines or those of the plan that it is `like`.

    Raises `Forbidden`, `NotVisible`; refuses with `plan_title_taken` and as `decide_rewriting`.
    """
    require(access.may_write_plans(actor))
    model = access.visible_plans(actor).filter(pk=like).first() if like is not None else None
    if like is not None and model is None:
        raise NotVisible
    same = LessonPlan.objects.filter(
        year=year_id, subject=subject_id, grade_level=grade_level, title=title, course__isnull=True
    )
    if same.exists():
        raise refusal(PlanRefusal.TITLE_TAKEN, title=title)
    plan = LessonPlan.objects.create(
        year_id=year_id,
        subject_id=subject_id,
        grade_level=grade_level,
        title=title,
        programme_code=model.programme_code if model else "",
        author_id=actor.person_id,
        based_on=model,
    )
    _fill(plan, plan_lines(model.pk) if model and not lines else lines, actor, now)
    if model and not lines:
        copy_materials(model.pk, plan.pk)
    return plan


@transaction.atomic
def begin_edition(*, actor: Actor, plan_id: int, now: datetime) -> LessonPlan:
    """Begin the next edition of an approved plan as a draft; the approved one stands until this is approved.

    Raises `Forbidden`, `NotVisible`; refuses with `plan_not_in_state`, `plan_draft_open`.
    """
    plan = _locked(actor, plan_id)
    require(access.may_edit_plan(actor, plan))
    if plan.state != PlanState.APPROVED:
        raise refusal(PlanRefusal.NOT_IN_STATE, state=plan.state)
    editions = editions_of(plan)
    if editions.filter(state__in=_OPEN).exists():
        raise refusal(PlanRefusal.DRAFT_OPEN, title=plan.title)
    following = LessonPlan.objects.create(
        year_id=plan.year_id,
        subject_id=plan.subject_id,
        grade_level=plan.grade_level,
        title=plan.title,
        programme_code=plan.programme_code,
        edition=editions.aggregate(last=Max("edition"))["last"] + 1,
        author_id=actor.person_id,
        based_on=plan,
    )
    _fill(following, plan_lines(plan.pk), actor, now)
    copy_materials(plan.pk, following.pk)
    return following


@transaction.atomic
def rewrite_plan(*, actor: Actor, plan_id: int, lines: Sequence[Line], base: int, now: datetime) -> LessonPlan:
    """Put these lines in place of a draft's; those with an id stay the same lines.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_rewriting`, and with `plan_changed_since` where somebody else
    has changed the draft since its version `base`.
    """
    plan = _locked(actor, plan_id)
    require(access.may_edit_plan(actor, plan))
    refuse_if(decide_rewriting(state=plan.state, lines=len(lines)))
    if plan.version != base:
        raise refusal(PlanRefusal.CHANGED_SINCE)
    before = plan_lines(plan.pk)
    put_lines(plan.pk, lines)
    was, became = _difference(before, plan_lines(plan.pk))
    if was or became:
        LessonPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
        plan.version += 1
        _tell(Act.PLAN_CHANGED, plan, was, became, actor, now)
    return plan


@transaction.atomic
def discard_plan(*, actor: Actor, plan_id: int, now: datetime) -> None:
    """Throw a draft away with its lines.

    Raises `Forbidden`, `NotVisible`; refuses with `plan_not_in_state`, and `plan_in_use` where a journal follows it.
    """
    plan = _locked(actor, plan_id)
    require(access.may_edit_plan(actor, plan))
    refuse_if(decide_rewriting(state=plan.state, lines=0))
    if Course.objects.filter(plan=plan).exists():
        raise refusal(PlanRefusal.IN_USE)
    _tell(Act.PLAN_DISCARDED, plan, {"title": plan.title, **_difference(plan_lines(plan.pk), ())[0]}, None, actor, now)
    plan.delete()
    drop_unused_files()


@transaction.atomic
def take_step(*, actor: Actor, plan_id: int, step: PlanStep, words: str = "", now: datetime) -> LessonPlan:
    """Send a plan to be approved or take it back; approve it, return it with words, put it away.

    An approved edition takes the place of the one before it: that one is archived, its journals follow the new one.
    Raises `Forbidden`, `NotVisible`; refuses as `decide_step`.
    """
    plan = _locked(actor, plan_id)
    require(access.may_decide_plan(actor, plan) if step in _DECIDED else access.may_edit_plan(actor, plan))
    refuse_if(decide_step(step, state=plan.state, lines=plan.lines.count(), words=words))
    before = {"state": plan.state}
    if step is PlanStep.APPROVE:
        _give_way(plan, actor, now)
        plan.approved_on, plan.approved_by_id = now.date(), actor.person_id
    plan.state = AFTER[step]
    plan.words = words.strip() if step is PlanStep.RETURN else ""
    plan.version += 1
    plan.save(update_fields=["state", "words", "approved_on", "approved_by", "version"])
    after = {"state": plan.state} | ({"words": plan.words} if plan.words else {})
    _tell(_ACTS[step], plan, before, after, actor, now)
    return plan


def put_lines(plan_id: int, lines: Sequence[Line]) -> None:
    """Store lines in this order, numbered from 1: known ones are changed, others made, those not named taken out."""
    known = {row.pk: row for row in PlanLine.objects.select_for_update().filter(plan=plan_id)}
    kept = {line.id for line in lines if line.id in known}
    PlanLine.objects.filter(pk__in=set(known) - kept).delete()
    PlanLine.objects.filter(plan=plan_id).update(number=F("number") + 10_000)
    stays: list[PlanLine] = []
    new: list[PlanLine] = []
    for number, line in enumerate(lines, 1):
        fields = asdict(line)
        pk = fields.pop("id")
        row = known[pk] if pk in kept else PlanLine(plan_id=plan_id)
        row.number = number
        for name, value in fields.items():
            setattr(row, name, value)
        (stays if pk in kept else new).append(row)
    PlanLine.objects.bulk_update(stays, ["number", *LINE_FIELDS])
    PlanLine.objects.bulk_create(new)


def _locked(actor: Actor, plan_id: int) -> LessonPlan:
    lock_chain(CHAIN)
    plan = access.visible_plans(actor).select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    return plan


def _fill(plan: LessonPlan, lines: Sequence[Line], actor: Actor, now: datetime) -> None:
    refuse_if(decide_rewriting(state=plan.state, lines=len(lines)))
    put_lines(plan.pk, lines)
    head = {"title": plan.title, "edition": plan.edition, "based_on": plan.based_on_id}
    _tell(Act.PLAN_BEGUN, plan, None, {**head, **_difference((), plan_lines(plan.pk))[1]}, actor, now)


def _give_way(plan: LessonPlan, actor: Actor, now: datetime) -> None:
    """Archive the edition that stood, and give this one to the journals that follow any edition of the same plan."""
    editions = editions_of(plan).exclude(pk=plan.pk)
    courses = list(Course.objects.select_for_update(no_key=True).filter(plan__in=editions).order_by("pk"))
    for one in editions.select_for_update().filter(state=PlanState.APPROVED):
        one.state = PlanState.ARCHIVED
        one.version += 1
        one.save(update_fields=["state", "version"])
        _tell(Act.PLAN_ARCHIVED, one, {"state": PlanState.APPROVED}, {"state": one.state}, actor, now)
    follow_plan(courses, plan, actor=actor, now=now)


def follow_plan(courses: Sequence[Course], plan: LessonPlan, *, actor: Actor, now: datetime) -> None:
    """Let journals follow a plan, one event each."""
    entries = [
        Entry(Act.COURSE_CHANGED, {"kind": "course", "id": one.pk}, {"plan_id": one.plan_id}, {"plan_id": plan.pk})
        for one in courses
        if one.plan_id != plan.pk
    ]
    Course.objects.filter(pk__in=[one.pk for one in courses]).update(plan=plan, version=F("version") + 1)
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _difference(before: Sequence[Line], after: Sequence[Line]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the lines that differ, by number, as they were and as they became."""
    was, became = (
        {number: {name: value for name, value in asdict(line).items() if value and name != "id"} for number, line in
         enumerate(lines, 1)}
        for lines in (before, after)
    )  # fmt: skip
    differ = [number for number in sorted({*was, *became}) if was.get(number) != became.get(number)]
    return (
        {str(number): was[number] for number in differ if number in was},
        {str(number): became[number] for number in differ if number in became},
    )


def _tell(
    act: Act, plan: LessonPlan, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    entry = Entry(act, {"kind": "lesson_plan", "id": plan.pk}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)

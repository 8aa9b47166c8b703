"""The schedule of control works: put into it from plans and by hand, moved by hand and after plans, taken out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, PlanLine
from parta.journal.enums import Act, PlannedWorkRefusal, WorkLevel
from parta.journal.models import PlannedWork
from parta.journal.queries.planned_fit import laid_plans, plan_days
from parta.journal.rules.planned_works import KIND_LENGTH, MOST_AT_ONCE, TITLE_LENGTH
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require

CHAIN = "school"


@dataclass(frozen=True, slots=True)
class WantedWork:
    """A work to be put into the schedule; `plan_line`: the line of the journal's plan that it comes from."""

    course_id: int
    day: date
    kind: str
    title: str
    plan_line: int | None = None
    level: WorkLevel = WorkLevel.SCHOOL


@transaction.atomic
def plan_works(*, actor: Actor, class_id: int, wanted: Sequence[WantedWork], now: datetime) -> int:
    """Put works of a class into the schedule (S4-08); give how many are new: what stands on that day is left alone.

    Raises `Forbidden`; `NotVisible` for a journal of another class, a line of another plan. Refuses
    `planned_work_outside_year`, `planned_work_without_kind`.
    """
    require(may_keep_load(actor))
    assert actor.person_id is not None
    lock_chain(CHAIN)
    wanted = wanted[:MOST_AT_ONCE]
    ids = {one.course_id for one in wanted}
    found = Course.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids, school_class=class_id)
    courses = {one.pk: one for one in found.select_related("year").order_by("pk")}
    named = {one.plan_line for one in wanted if one.plan_line is not None}
    lines = dict(PlanLine.objects.filter(pk__in=named).values_list("pk", "plan"))
    stands = set(PlannedWork.objects.filter(course__in=ids).values_list("course", "day"))
    taken = set(PlannedWork.objects.filter(course__in=ids, plan_line__in=named).values_list("course", "plan_line"))
    laid = laid_plans([courses[one.course_id] for one in wanted if one.plan_line and one.course_id in courses], now)
    falls = {
        (course, one.line.id): one.days[-1] for course, own in laid.items() for one in own if one.days and one.line.id
    }
    entries = []
    for one in wanted:
        course = courses.get(one.course_id)
        if course is None or (one.plan_line is not None and one.plan_line not in lines):
            raise NotVisible
        if one.plan_line is not None and lines[one.plan_line] != course.plan_id:
            raise NotVisible
        kind = " ".join(one.kind.split())[:KIND_LENGTH]
        if not kind:
            raise refusal(PlannedWorkRefusal.WITHOUT_KIND)
        _within(course, one.day)
        if (course.pk, one.day) in stands or (course.pk, one.plan_line) in taken:
            continue
        stands.add((course.pk, one.day))
        row = PlannedWork.objects.create(
            course=course, day=one.day, kind=kind, title=" ".join(one.title.split())[:TITLE_LENGTH],
            plan_line_id=one.plan_line, level=one.level, fitted_on=falls.get((course.pk, one.plan_line or 0)),
            planned_by_id=actor.person_id,
        )  # fmt: skip
        entries.append(Entry(Act.WORK_PLANNED, _subject(row), None, _told(row)))
    _write(entries, actor, now)
    return len(entries)


@transaction.atomic
def plan_for_parallel(
    *,
    actor: Actor,
    grade_level: int,
    subject_id: int,
    day: date,
    kind: str,
    title: str,
    level: WorkLevel,
    now: datetime,
) -> int:
    """Put one work into the schedule for every class and group of a parallel; give how many journals are new.

    Raises `Forbidden`; refuses `planned_work_no_journals` where the parallel has none of the subject in the year, and
    as `plan_works`.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    found = Course.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        kind=CourseKind.LESSON, marks_given=True, subject=subject_id, school_class__grade_level=grade_level,
        year__ends_on__gte=now.date(),
    ).order_by("year__starts_on", "pk")  # fmt: skip
    courses = list(found.values_list("year", "school_class", "pk"))
    of_year = [(class_id, pk) for year, class_id, pk in courses if year == courses[0][0] and class_id is not None]
    if not of_year:
        raise refusal(PlannedWorkRefusal.NO_JOURNALS)
    return sum(
        plan_works(
            actor=actor, class_id=class_id, now=now,
            wanted=[WantedWork(pk, day, kind, title, level=level) for of_class, pk in of_year if of_class == class_id],
        )
        for class_id in sorted({class_id for class_id, _ in of_year})
    )  # fmt: skip


@transaction.atomic
def change_planned_work(
    *, actor: Actor, work_id: int, day: date, level: WorkLevel | None, base: int, now: datetime
) -> PlannedWork:
    """Move a work of the schedule to another day, or say of which level it is (None: as it was).

    Where its plan has it now is remembered: the schedule tells of the plan again when that changes. The same day kept
    is such an answer to a plan that moved. Raises `Forbidden`, `NotVisible`. Refuses `planned_work_changed` where
    somebody has changed it since version `base`, `planned_work_outside_year`, `planned_work_stands`.
    """
    row = _locked(actor, work_id, base)
    _within(row.course, day)
    if day != row.day and PlannedWork.objects.filter(course=row.course_id, day=day).exists():
        raise refusal(PlannedWorkRefusal.STANDS, day=day)
    place = plan_days([row], laid_plans([row.course], now)).get(row) if row.plan_line_id else None
    fitted_on = place.day if place and place.day else row.fitted_on
    level = level or WorkLevel(row.level)
    if (day, level, fitted_on) == (row.day, row.level, row.fitted_on):
        return row
    act = Act.PLANNED_WORK_MOVED if day != row.day else Act.PLANNED_WORK_CHANGED
    before = _told(row)
    row.day, row.level, row.fitted_on = day, level, fitted_on
    _changed(row)
    _write([Entry(act, _subject(row), before, _told(row))], actor, now)
    return row


@transaction.atomic
def follow_plans(*, actor: Actor, works: Mapping[int, int], now: datetime) -> int:
    """Move works (id → the version that was seen) to where their plans have them now; give how many went.

    One whose day is taken in its journal, whose line is given or has no lesson left, or that somebody has changed
    since, stays. Raises `Forbidden`, `NotVisible`.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    ids = sorted(works)[:MOST_AT_ONCE]
    of_works = PlannedWork.objects.filter(pk__in=ids).values("course")
    locked = Course.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=of_works).order_by("pk")
    courses = list(locked.select_related("year"))
    rows = list(PlannedWork.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if len(rows) < len(ids):
        raise NotVisible
    every = {one.pk: one for one in courses}
    days = plan_days(PlannedWork.objects.filter(course__in=courses), laid_plans(courses, now))
    waiting = [
        (row, place.day)
        for row in rows
        if row.version == works[row.pk] and (place := days.get(row)) and place.day and not place.given
        and every[row.course_id].year.starts_on <= place.day <= every[row.course_id].year.ends_on
        and place.day != row.day
    ]  # fmt: skip
    taken = set(PlannedWork.objects.filter(course__in=courses).values_list("course", "day"))
    entries: list[Entry] = []
    while True:  # a work may wait until the one before it has left its day
        going = next(((row, day) for row, day in waiting if (row.course_id, day) not in taken), None)
        if going is None:
            break
        waiting.remove(going)
        row, day = going
        before = _told(row)
        taken = taken - {(row.course_id, row.day)} | {(row.course_id, day)}
        row.day = row.fitted_on = day
        _changed(row)
        entries.append(Entry(Act.PLANNED_WORK_MOVED, _subject(row), before, _told(row)))
    _write(entries, actor, now)
    return len(entries)


@transaction.atomic
def remove_planned_work(*, actor: Actor, work_id: int, base: int, now: datetime) -> None:
    """Take a work out of the schedule. Raises `Forbidden`, `NotVisible`; refuses `planned_work_changed`."""
    row = _locked(actor, work_id, base)
    _write([Entry(Act.PLANNED_WORK_REMOVED, _subject(row), _told(row), None)], actor, now)
    row.delete()


@transaction.atomic
def carry_works(*, actor: Actor, leaving: Collection[int], coming: Sequence[Course], day: date, now: datetime) -> int:
    """Carry the works of ending journals from a day on over to those that come in their place; give how many days.

    Each of these has a work of a day once; a line of a plan goes along where the journal follows that plan. Raises
    `Forbidden`.
    """
    require(may_keep_load(actor))
    found = PlannedWork.objects.select_for_update(of=("self",)).select_related("plan_line")
    rows = list(found.filter(course__in=leaving, day__gte=day).order_by("day", "pk"))
    entries = []
    for course in coming:
        stands = set(PlannedWork.objects.filter(course=course).values_list("day", flat=True))
        for row in rows:
            if row.day in stands:
                continue
            stands.add(row.day)
            line = row.plan_line if row.plan_line and row.plan_line.plan_id == course.plan_id else None
            made = PlannedWork.objects.create(
                course=course,
                day=row.day,
                kind=row.kind,
                title=row.title,
                level=row.level,
                plan_line=line,
                fitted_on=row.fitted_on if line else None,
                planned_by_id=row.planned_by_id,
            )
            entries.append(Entry(Act.WORK_PLANNED, _subject(made), None, _told(made)))
    entries += [Entry(Act.PLANNED_WORK_REMOVED, _subject(row), _told(row), None) for row in rows]
    PlannedWork.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _write(entries, actor, now)
    return len({row.day for row in rows})


def _locked(actor: Actor, work_id: int, base: int) -> PlannedWork:
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    course = PlannedWork.objects.filter(pk=work_id).values("course")
    if not Course.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=course):
        raise NotVisible
    found = PlannedWork.objects.select_for_update(of=("self",)).select_related("course__year").filter(pk=work_id)
    row = found.first()
    if row is None:
        raise NotVisible
    if row.version != base:
        raise refusal(PlannedWorkRefusal.CHANGED)
    return row


def _changed(row: PlannedWork) -> None:
    row.version += 1
    row.save(update_fields=["day", "level", "fitted_on", "version"])


def _within(course: Course, day: date) -> None:
    if not course.year.starts_on <= day <= course.year.ends_on:
        raise refusal(PlannedWorkRefusal.OUTSIDE_YEAR, day=day, start=course.year.starts_on, end=course.year.ends_on)


def _subject(row: PlannedWork) -> dict[str, Any]:
    return {"planned_work": row.pk, "course": row.course_id}


def _told(row: PlannedWork) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(), "work": row.kind, "title": row.title, "level": row.level,
        "plan_line": row.plan_line_id,
    }  # fmt: skip


def _write(entries: list[Entry], actor: Actor, now: datetime) -> None:
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)

"""The curriculum of a class set by hand, and the norms of the weekly load."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from parta.audit.bulk import plain
from parta.audit.services import Entry, append, lock_chain, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act, TeachingRefusal
from parta.curriculum.models import CurriculumLine, LoadNorm, Subject
from parta.curriculum.queries.norms import last_norms
from parta.curriculum.rules.curriculum import MOST_HOURS
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.text import normal
from parta.school.models import SchoolClass

_TOLD = ("subject_id", "profile", "programme_code", "hours_per_week", "hours_total", "semesters", "attestation")
NewLine = tuple[int, str, Decimal]
"""Subject, profile, hours a week."""
NormValues = tuple[int, int | None, int]
"""Lessons in a week of five days, of six, activities."""


@transaction.atomic
def set_class_plan(
    *,
    actor: Actor,
    class_id: int,
    seen: Mapping[int, Decimal | None],
    wanted: Mapping[int, Decimal | None],
    added: Sequence[NewLine],
    now: datetime,
) -> int:
    """Set the hours a week of a class's subjects (S2-41); give how many lines changed. None takes a line out.

    What is wanted as it was seen is left alone. Raises `Forbidden`, `NotVisible` (a year that is over too); refuses
    `curriculum_changed` where somebody has changed a line since it was seen, `curriculum_line_stands`,
    `curriculum_hours`.
    """
    require(may_keep_load(actor))
    going_on = SchoolClass.objects.filter(pk=class_id, year__ends_on__gte=now.date())
    school_class = going_on.select_for_update(no_key=True, of=("self",)).first()
    if school_class is None:
        raise NotVisible
    lines = list(CurriculumLine.objects.select_for_update(of=("self",)).filter(school_class=class_id).order_by("pk"))
    by_id = {line.pk: line for line in lines}
    entries = []
    for pk, hours in wanted.items():
        if hours == seen.get(pk):
            continue
        line = by_id.get(pk)
        if line is None or line.hours_per_week != seen.get(pk):
            raise refusal(TeachingRefusal.CURRICULUM_CHANGED)
        _bounded(hours)
        before = _told(line)
        line.hours_per_week = hours
        entries.append(_entry(line, before, None if hours is None else _told(line)))
        if hours is None:
            line.delete()
            by_id.pop(pk)
        else:
            line.save(update_fields=["hours_per_week"])
    stands = {(line.subject_id, normal(line.profile)) for line in by_id.values()}
    subjects = Subject.objects.in_bulk({subject for subject, _, _ in added})
    for subject_id, profile, hours in added:
        if subject_id not in subjects:
            raise NotVisible
        _bounded(hours)
        if (subject_id, normal(profile)) in stands:
            raise refusal(TeachingRefusal.CURRICULUM_LINE_STANDS, subject=subjects[subject_id].name)
        stands.add((subject_id, normal(profile)))
        line = CurriculumLine.objects.create(
            year_id=school_class.year_id, school_class=school_class, subject_id=subject_id, profile=profile,
            hours_per_week=hours,
        )  # fmt: skip
        entries.append(_entry(line, None, _told(line)))
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(entries)


@transaction.atomic
def copy_class_plan(*, actor: Actor, class_id: int, like_id: int, now: datetime) -> int:
    """Give a class the lines of another's curriculum that it lacks, of the same parallel; give how many.

    Raises `Forbidden`, `NotVisible`.
    """
    require(may_keep_load(actor))
    school_class = SchoolClass.objects.select_for_update(no_key=True, of=("self",)).filter(pk=class_id).first()
    like = SchoolClass.objects.filter(pk=like_id).first()
    if school_class is None or like is None or like.grade_level != school_class.grade_level:
        raise NotVisible
    stands = {(one.subject_id, normal(one.profile)) for one in CurriculumLine.objects.filter(school_class=class_id)}
    model = CurriculumLine.objects.filter(school_class=like_id, hours_per_week__gt=0).order_by("pk")
    added = [
        (one.subject_id, one.profile, one.hours_per_week)
        for one in model
        if one.hours_per_week is not None and (one.subject_id, normal(one.profile)) not in stands
    ]
    return set_class_plan(actor=actor, class_id=class_id, seen={}, wanted={}, added=added, now=now)


def _bounded(hours: Decimal | None) -> None:
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise refusal(TeachingRefusal.CURRICULUM_HOURS, most=MOST_HOURS)


def _told(line: CurriculumLine) -> dict[str, Any]:
    return {name: plain(getattr(line, name)) for name in _TOLD}


def _entry(line: CurriculumLine, before: Any, after: Any) -> Entry:
    subject = {"kind": "curriculum_line", "id": line.pk, "class": line.school_class_id}
    return Entry(Act.CURRICULUM_CHANGED, subject, before, after)


@transaction.atomic
def set_load_norms(
    *,
    actor: Actor,
    starts_on: date,
    source: str,
    seen: Mapping[int, NormValues],
    wanted: Mapping[int, NormValues],
    now: datetime,
) -> int:
    """Set the norms of the weekly load from a day, by parallel; give how many changed. Those before stay for before.

    What is wanted as it was seen is left alone. Raises `Forbidden`, `NotVisible` for a parallel without norms. Refuses
    `load_norm_later` where another begins later or the day is beyond what norms may speak of, `load_norm_changed` where
    somebody has set a norm since it was seen.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    last = last_norms()
    entries = []
    for grade, values in wanted.items():
        if values == seen.get(grade):
            continue
        if grade not in last:
            raise NotVisible
        stands = last[grade]
        if not stands.starts_on <= starts_on <= now.date() + timedelta(days=2 * 366):
            raise refusal(TeachingRefusal.LOAD_NORM_LATER, day=stands.starts_on)
        if _values(stands) != seen.get(grade):
            raise refusal(TeachingRefusal.LOAD_NORM_CHANGED)
        entries.append(_put_norm(stands, values, starts_on, source))
    append(head, actor=actor, entries=[entry for put in entries for entry in put], now=now)
    return len(entries)


def _put_norm(row: LoadNorm, values: NormValues, starts_on: date, source: str) -> list[Entry]:
    """Store the norm of a parallel; the one before it ends on the eve."""
    entries = []
    before: dict[str, Any] | None = _norm_told(row)
    if row.starts_on < starts_on:
        row.ends_on = starts_on - timedelta(days=1)
        row.save(update_fields=["ends_on"])
        entries.append(_norm_entry(row, before))
        row, before = LoadNorm(grade_level=row.grade_level, starts_on=starts_on), None
    row.five_days, row.six_days, row.extracurricular = values
    row.source = source
    row.save()
    return [*entries, _norm_entry(row, before)]


def _norm_entry(row: LoadNorm, before: dict[str, Any] | None) -> Entry:
    subject = {"kind": "load_norm", "id": row.pk, "grade": row.grade_level}
    return Entry(Act.LOAD_NORM_SET, subject, before, _norm_told(row))


def _values(row: LoadNorm) -> NormValues:
    return row.five_days, row.six_days, row.extracurricular


def _norm_told(row: LoadNorm) -> dict[str, Any]:
    ends_on = row.ends_on.isoformat() if row.ends_on else None
    return {"hours": _values(row), "starts_on": row.starts_on.isoformat(), "ends_on": ends_on, "source": row.source}

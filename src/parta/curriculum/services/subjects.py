"""A subject put on the list by hand, and called otherwise."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow
from parta.audit.services import lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, JOINT, TeachingRefusal
from parta.curriculum.models import Course, Subject
from parta.curriculum.rules.spelling import decide_name
from parta.curriculum.services.teaching import keep_subjects
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.text import normal
from parta.regulation.queries import versions


@dataclass(frozen=True, slots=True)
class SubjectNames:
    """What a subject is called; in a college a discipline has its index in one programme."""

    name: str
    short_name: str = ""
    index: str = ""
    programme_code: str = ""


@transaction.atomic
def add_subject(*, actor: Actor, names: SubjectNames, now: datetime) -> int:
    """Put a subject on the list and give its id (S2: 17(3) ¶11).

    Raises `Forbidden`; refuses `SUBJECT_KNOWN`, and a name spelt otherwise than the act asks (`decide_name`).
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    wanted = _values(names, own=0)
    refuse_if(decide_name(names.name, versions().on(now.date())))
    (made,) = keep_subjects(new=[NewRow(wanted)], changes=[], actor=actor, now=now)
    return made


@transaction.atomic
def rename_subject(*, actor: Actor, subject_id: int, names: SubjectNames, now: datetime) -> bool:
    """Call a subject otherwise, in every journal; tell whether anything changed.

    Raises `Forbidden`, `NotVisible`; refuses `SUBJECT_KNOWN`, another subject being called so, and a name spelt
    otherwise than the act asks (`decide_name`): what is taught in activities alone is no subject of the curriculum.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    row = Subject.objects.filter(pk=subject_id).first()
    if row is None:
        raise NotVisible
    wanted = _values(names, own=subject_id)
    if names.name != row.name and not _is_activity(row):
        refuse_if(decide_name(names.name, versions().on(now.date())))
    before = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    if before:
        after = {name: wanted[name] for name in before}
        keep_subjects(new=[], changes=[ChangedRow(subject_id, before, after)], actor=actor, now=now)
    return bool(before)


def _is_activity(row: Subject) -> bool:
    courses = Course.objects.filter(subject=row)
    return courses.exists() and not courses.exclude(kind__in=JOINT).exists()


def _values(names: SubjectNames, own: int) -> dict[str, Any]:
    wanted = {**asdict(names), "name_key": normal(names.name)}
    if not names.index:
        wanted["programme_code"] = ""
    same = {name: wanted[name] for name in ("name_key", "index", "programme_code")}
    if Subject.objects.filter(**same).exclude(pk=own).exists():
        raise refusal(TeachingRefusal.SUBJECT_KNOWN, name=names.name)
    return wanted

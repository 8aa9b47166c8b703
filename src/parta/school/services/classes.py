"""A class or a group opened by hand, and called otherwise."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.text import cyrillic, normal
from parta.school.access import may_arrange
from parta.school.enums import LAST_GRADE, ClassKind, ClassRefusal
from parta.school.models import Calendar, SchoolClass
from parta.school.services.frame import CHAIN, keep_classes


@dataclass(frozen=True, slots=True)
class ClassNames:
    """What a class or a group is called: its name, the letter of a class, the programme of a group."""

    name: str
    letter: str = ""
    programme_code: str = ""
    programme_title: str = ""


@transaction.atomic
def open_class(
    *, actor: Actor, calendar_id: int, kind: ClassKind, grade_level: int, names: ClassNames, now: datetime
) -> int:
    """Open a class or a group in the calendar's year and give its id (S2: 17(3) ¶11).

    Raises `Forbidden`, `NotVisible` for an unknown calendar and one of a year that is over; refuses `class_grade`,
    `class_name_taken` in the year.
    """
    require(may_arrange(actor))
    lock_chain(CHAIN)
    going_on = Calendar.objects.filter(pk=calendar_id, year__ends_on__gte=now.date())
    year_id = going_on.values_list("year_id", flat=True).first()
    if year_id is None:
        raise NotVisible
    if not 1 <= grade_level <= LAST_GRADE[kind]:
        raise refusal(ClassRefusal.GRADE, last=LAST_GRADE[kind])
    values = _values(names, grade_level, year_id, own=0)
    first = {"year_id": year_id, "calendar_id": calendar_id, "kind": kind, "grade_level": grade_level}
    (made,) = keep_classes(new=[NewRow({**first, **values})], changes=[], actor=actor, now=now)
    return made


@transaction.atomic
def rename_class(*, actor: Actor, class_id: int, names: ClassNames, now: datetime) -> bool:
    """Call a class or a group otherwise, with all its journals; tell whether anything changed.

    Raises `Forbidden`, `NotVisible` also for a year that is over; refuses `class_name_taken` in its year.
    """
    require(may_arrange(actor))
    lock_chain(CHAIN)
    row = SchoolClass.objects.filter(pk=class_id, year__ends_on__gte=now.date()).first()
    if row is None:
        raise NotVisible
    wanted = _values(names, row.grade_level, row.year_id, own=class_id)
    before = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    if before:
        after = {name: wanted[name] for name in before}
        keep_classes(new=[], changes=[ChangedRow(class_id, before, after)], actor=actor, now=now)
    return bool(before)


def _values(names: ClassNames, grade_level: int, year_id: int, own: int) -> dict[str, Any]:
    key = normal(cyrillic(names.name))
    if SchoolClass.objects.filter(year=year_id, name_key=key).exclude(pk=own).exists():
        raise refusal(ClassRefusal.NAME_TAKEN, name=names.name)
    return {**asdict(names), "name_key": key, "sort_key": f"{grade_level:02d}{normal(names.letter or names.name)}"}

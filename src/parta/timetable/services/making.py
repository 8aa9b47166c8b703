"""What a timetable is made with: wishes of teachers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.models import Employee
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act
from parta.timetable.models import TeacherWish
from parta.timetable.rules.week import Place
from parta.timetable.services.weekly import CHAIN


@transaction.atomic
def keep_wishes(*, actor: Actor, employee_id: int, wishes: Mapping[Place, bool], now: datetime) -> None:
    """Keep when a teacher cannot or would rather not teach, as a whole; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    if not Employee.objects.filter(pk=employee_id).exists():
        raise NotVisible
    lock_chain(CHAIN)  # a form sent twice is kept once
    rows = TeacherWish.objects.filter(employee_id=employee_id)
    before = {f"{one.weekday}/{one.number}": one.never for one in rows}
    after = {f"{weekday}/{number}": never for (weekday, number), never in sorted(wishes.items())}
    if before == after:
        return
    rows.delete()
    TeacherWish.objects.bulk_create(
        TeacherWish(employee_id=employee_id, weekday=weekday, number=number, never=never)
        for (weekday, number), never in wishes.items()
    )
    entry = Entry(Act.WISHES_CHANGED, {"kind": "wishes", "id": employee_id}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)

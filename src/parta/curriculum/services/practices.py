"""The blocks of practice of a group, as a whole list; inside a transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of, write_rows
from parta.audit.services import Entry, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import Practice
from parta.curriculum.rules.practices import PracticeChange
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.school.models import SchoolClass

_FIELDS = ("school_class_id", "subject_id", "starts_on", "ends_on", "hours", "place", "leader", "teacher_id")


def put_practices(*, group: SchoolClass, blocks: Sequence[PracticeChange], actor: Actor, now: datetime) -> bool:
    """Give a group these blocks of practice; tell whether anything changed. Raises `Forbidden`.

    One that is not named is taken out; what it was stays in its event.
    """
    require(may_keep_load(actor))
    found = rows_of(Practice, _FIELDS, school_class=group)
    wanted: dict[int, dict[str, Any]] = {one.id: _row(group, one) for one in blocks if one.id in found}
    changes = []
    for pk, row in wanted.items():
        after = {name: plain(value) for name, value in row.items() if found[pk][name] != plain(value)}
        if after:
            changes.append(ChangedRow(pk, {name: found[pk][name] for name in after}, after))
    gone = [pk for pk in found if pk not in wanted]
    new = [NewRow(_row(group, one)) for one in blocks if one.id not in found]
    Practice.objects.filter(pk__in=gone).delete()
    entries = [Entry(Act.CURRICULUM_CHANGED, {"kind": "practice", "id": pk}, found[pk], None) for pk in gone]
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    act = Act.CURRICULUM_CHANGED
    write_rows(Practice, kind="practice", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
    return bool(gone or changes or new)


def _row(group: SchoolClass, one: PracticeChange) -> dict[str, Any]:
    return {
        "school_class_id": group.pk, "subject_id": one.subject, "starts_on": one.first, "ends_on": one.last,
        "hours": one.hours, "place": one.place, "leader": one.leader, "teacher_id": one.teacher,
    }  # fmt: skip

"""The sessions of a part-time group, as a whole list; inside a transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of
from parta.kernel.actor import Actor
from parta.school.models import SchoolClass, StudySession
from parta.school.rules.sessions import SessionChange
from parta.school.services import year as service


def put_sessions(*, group: SchoolClass, spans: Sequence[SessionChange], actor: Actor, now: datetime) -> bool:
    """Give a group this list of sessions; tell whether anything changed. Raises `Forbidden`.

    One that is not named is taken out.
    """
    found = rows_of(StudySession, service.SESSION, school_class=group)
    wanted: dict[int | None, list[dict[str, Any]]] = {}
    for one in spans:
        known = one.id if one.id in found else None
        row = {"school_class_id": group.pk, "kind": str(one.kind), "starts_on": one.first, "ends_on": one.last}
        wanted.setdefault(known, []).append(row)
    changes = []
    for pk, stands in found.items():
        for row in wanted.get(pk, ()):
            after = {name: value for name, value in row.items() if stands[name] != plain(value)}
            if after:
                changes.append(ChangedRow(pk, {name: stands[name] for name in after}, after))
    gone = [pk for pk in found if pk not in wanted]
    new = [NewRow(row) for row in wanted.get(None, ())]
    service.take_out_sessions(ids=gone, actor=actor, now=now)
    service.keep_sessions(new=new, changes=changes, actor=actor, now=now)
    return bool(gone or changes or new)

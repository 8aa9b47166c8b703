"""Two lessons at one time: told of where many lessons follow something, else refused by the database, by name."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from parta.kernel.decisions import Refused, refusal
from parta.kernel.sql import sql
from parta.timetable.enums import ClashKind, MakingRefusal
from parta.timetable.queries.clashes import what_stands

_TELL = """
WITH was AS MATERIALIZED (SELECT COALESCE(current_setting('parta.clashes', true), '') AS it)
SELECT it, set_config('parta.clashes', 'told', true) FROM was
"""
_AS_BEFORE = "SELECT set_config('parta.clashes', %s, true)"
_JUDGE = "SELECT timetable_refuse_lesson(%s::bigint[], true, false, false)"
_CONSTRAINTS = {
    f"{table}_{kind}_in_one_place": (table, kind) for table in ("lesson", "slot") for kind in ClashKind
}  # fmt: skip


@contextmanager
def clashes_told() -> Iterator[None]:
    """Let the database take lessons at one time, inside a transaction: what follows a file or a calendar brings many.

    What clashes is said by the report of who writes and by the check of the timetable; a rollback ends it too.
    """
    before = sql(_TELL)[0][0]
    yield
    sql(_AS_BEFORE, (before,))


@contextmanager
def clashes_refused() -> Iterator[None]:
    """Turn the database's refusal of two lessons at one time into `timetable_taken`, with nothing written inside."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refused = taken(error)
        if refused is None:
            raise
        raise refused from error


def taken(error: IntegrityError) -> Refused | None:
    """Word the database's refusal of two lessons at one time as `timetable_taken`; None for any other refusal."""
    diagnosis = getattr(error.__cause__, "diag", None)
    found = _CONSTRAINTS.get(getattr(diagnosis, "constraint_name", None) or "")
    if found is None or diagnosis is None:
        return None
    table, kind = found
    place = json.loads(diagnosis.message_detail or "{}")
    who, what, where, (day, number) = what_stands(table, kind, whose=place["whose"], other=place["other"])
    said = {"kind": kind, "who": who, "what": what, "where": where, "day": day, "number": number}
    return refusal(MakingRefusal.TAKEN, **said)


def refuse_teachers_elsewhere(lesson_ids: Collection[int]) -> None:
    """Refuse `timetable_taken` where who gives one of the lessons, by now, has another at its time."""
    if not lesson_ids:
        return
    with clashes_refused():
        sql(_JUDGE, ([*lesson_ids],))

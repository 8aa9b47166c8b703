"""Writing every changed record with its events and answers: one statement, which holds whole or not at all."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from parta.audit.services import APPEND, Entry, Head, linked
from parta.journal.services.records.ledger import Ledger, Row
from parta.kernel.actor import Actor
from parta.kernel.sql import parts, sql
from parta.timetable.services.held import HELD_WITH_HEAD

_PARTS = {**parts(Path(__file__).parent / "writes.sql"), "held": HELD_WITH_HEAD}
_KEYS: dict[str, tuple[str, ...]] = {
    "works": ("id",),
    "marks": ("work", "pupil", "criterion"),
    "absences": ("lesson", "pupil"),
    "notes": ("lesson", "pupil"),
    "topics": ("lesson",),
    "homework": ("lesson", "pupil"),
    "results": ("pupil", "result", "term"),
}


def write_ledger(
    ledger: Ledger,
    *,
    course_id: int,
    actor: Actor,
    entries: Sequence[Entry],
    answers: Sequence[dict[str, Any]],
    now: datetime,
) -> Head | None:
    """Write all and give the chain's new head, or write nothing and give None: the chain has gone on since the reading.

    Raises `IntegrityError`, with nothing written, when somebody took one of the client's ids at this very moment (the
    same operation sent twice at once, a column of another journal): the request, sent again, is told so.
    """
    head, values = linked(ledger.head, actor=actor, entries=entries, now=now)
    values |= {"course": course_id, "answers": _json(answers)}
    values |= {table: _json(_rows(ledger, table)) for table in ledger.changed}
    lists = {"rolled": ledger.rolled, "unrolled": ledger.unrolled, "entered": ledger.entered, "held": ledger.held}
    values |= {name: sorted(ids) for name, ids in lists.items() if ids}
    written = sql(_statement(tuple(name for name in _PARTS if name in values)), values)
    return head if written else None


@lru_cache(maxsize=256)
def _statement(names: tuple[str, ...]) -> str:
    writes = ",\n".join(f"{name} AS ({_PARTS[name]})" for name in names)
    return f"WITH {APPEND},\n{writes}\nSELECT 1 FROM head"


def _rows(ledger: Ledger, table: str) -> list[Row]:
    states: dict[Any, Row] = getattr(ledger, table)
    rows = []
    for place, key in enumerate(ledger.changed[table]):
        named = dict(zip(_KEYS[table], key, strict=True))
        rows.append({"place": place, **named, **states[key[0] if table == "works" else key]})
    return rows


def _json(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False, default=str)

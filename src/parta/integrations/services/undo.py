"""Undoing the last import: what it added goes, what it changed comes back, unless something stands on it by now."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction
from psycopg import sql

from parta.audit.models import Event
from parta.audit.services import Entry, record
from parta.integrations.enums import Act, ImportRefusal, Work
from parta.integrations.models import HISTORY, ImportRun, ImportTouch
from parta.integrations.queries.undo import Undoing, keys_of_tables, run_to_undo, undoing
from parta.integrations.services.drafts import CHAIN
from parta.integrations.services.work import ask_unless_going_on
from parta.integrations.spreadsheets.importing.run import take_turn
from parta.integrations.spreadsheets.importing.touches import forget_touches
from parta.jobs.models import Job
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, refuse_if
from parta.timetable.services.clashes import clashes_told

Tell = Callable[[int, int], None]
_TOUCHED = """
SELECT t.id, t.table_name, t.after IS NULL, ARRAY(SELECT jsonb_object_keys(t.before)) FROM integrations_importtouch t
JOIN import_net n ON n.table_name = t.table_name AND n.row_id = t.row_id AND n.before IS NOT NULL
WHERE t.before IS NOT NULL ORDER BY t.id DESC
"""
_LOCK = """
SELECT count(*) FROM (SELECT FROM {table} t JOIN integrations_importtouch n
                      ON n.table_name = {name} AND t.{key} = n.row_id::{type} FOR UPDATE OF t) locked
"""
_DELETE = """
DELETE FROM {table} t USING import_net n
WHERE n.table_name = {name} AND t.{key} = n.row_id::{type} AND n.before IS NULL AND n.after IS NOT NULL
"""
_BACK = """
UPDATE {table} t SET ({columns}) = (SELECT {values} FROM jsonb_populate_record(NULL::{table}, h.before) old)
FROM integrations_importtouch h WHERE h.id = %s AND t.{key} = h.row_id::{type}
"""
_RESTORE = """
INSERT INTO {table} ({columns}) SELECT {values} FROM integrations_importtouch h,
    jsonb_populate_record(NULL::{table}, h.before) old WHERE h.id = %s
"""


def ask_for_undo(*, actor: Actor, run_id: int, title: str, now: dt.datetime) -> Job:
    """Have the last import undone; gives the work that goes on already, whoever asked for it.

    Raises `Forbidden` and `NotVisible`; refuses with `import_not_last`, `import_not_kept`, `job_too_many`.
    """
    run = run_to_undo(actor=actor, run_id=run_id)
    return ask_unless_going_on(kind=Work.UNDO, parameters={"run": run.pk}, actor=actor, title=title, now=now)


@transaction.atomic
def undo_import(*, actor: Actor, run_id: int, now: dt.datetime, progress: Tell | None = None) -> Undoing:
    """Undo the last import whole, or not at all.

    Rows that it added are taken out, rows that it changed get back what they held, rows that it took out come back.
    Raises `Forbidden` and `NotVisible`; refuses with `import_not_last`, `import_not_kept`, `import_stood_on` and
    `import_changed_since`.
    """
    take_turn()
    run_to_undo(actor=actor, run_id=run_id)
    tables = _Tables()
    for name in ImportTouch.objects.order_by("table_name").values_list("table_name", flat=True).distinct():
        tables.run(_LOCK, name)
    found = undoing(actor=actor, run_id=run_id)
    refuse_if(found.decision)
    tell = progress or (lambda done, total: None)
    try:
        with transaction.atomic(), clashes_told():
            _take_back(tables, found, tell)
    except IntegrityError as error:  # what came back is held by somebody else now
        diagnosis = getattr(error.__cause__, "diag", None)
        what = {str(getattr(diagnosis, "table_name", "") or ""): 1}
        raise refusal(ImportRefusal.CHANGED_SINCE, what=what) from error
    _tell_of(found, actor, now)
    forget_touches()
    ImportRun.objects.filter(pk=run_id).update(undone_at=now, undone_by_id=actor.person_id)
    return found


def _take_back(tables: "_Tables", found: Undoing, tell: Tell) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED)
        touched = cursor.fetchall()
    adding = [name for name, counts in found.tables.items() if counts[0]]
    total = len(adding) + len(touched)
    for number, name in enumerate(adding):
        tell(number, total)
        tables.run(_DELETE, name)
    # One after another, backwards: so every state on the way is one that the tables have held already.
    for number, (touch, name, taken_out, columns) in enumerate(touched):
        tell(len(adding) + number, total)
        tables.run(_RESTORE if taken_out else _BACK, name, (touch,), columns)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class _Tables:
    """Statements about the school's tables, by name."""

    def __init__(self) -> None:
        self._keys = keys_of_tables()

    def run(self, statement: str, name: str, values: tuple[Any, ...] = (), columns: list[str] | None = None) -> None:
        key, kind = self._keys[name]
        names = [sql.Identifier(one) for one in columns or ()]
        composed = sql.SQL(statement).format(
            name=sql.Literal(name),
            table=sql.Identifier(name),
            key=sql.Identifier(key),
            type=sql.SQL(kind),
            columns=sql.SQL(", ").join(names),
            values=sql.SQL(", ").join(sql.SQL("old.{}").format(one) for one in names),
        )
        with connection.cursor() as cursor:
            cursor.execute(composed, values or None)


def _tell_of(found: Undoing, actor: Actor, now: dt.datetime) -> None:
    """Write the act itself, and for every change of the import the way back where its own event stands."""
    run = found.run
    changes = Event.objects.filter(
        at=run.at, account_id=run.account_id, person_id=run.person_id, after__isnull=False
    ).exclude(chain=CHAIN)
    if run.act != HISTORY:  # marks are told of one by one: a journal's own chain is what its readers follow
        changes = changes.filter(before__isnull=False)
    chains: dict[str, list[Entry]] = {}
    for event in changes.order_by("chain", "-seq"):
        entry = Entry(Act.IMPORT_UNDONE, {**event.subject, "run": run.pk}, event.after, event.before)
        chains.setdefault(event.chain, []).append(entry)
    counts = {name: list(row) for name, row in found.tables.items()}
    chains[CHAIN] = [Entry(Act.IMPORT_UNDONE, {"run": run.pk}, {"rows": counts}, None)]
    for chain, entries in sorted(chains.items()):
        record(chain=chain, actor=actor, entries=entries, now=now)

"""What undoing the last import would do, and what stands in its way."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from psycopg import sql

from parta.installation.models import InvitationCode, Membership
from parta.integrations.enums import ImportRefusal
from parta.integrations.models import HISTORY, ImportRun, ImportTouch
from parta.journal.models import TermClosure
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, refusal, require
from parta.people.access import may_bring_in
from parta.people.rules.permissions import Action, Relation, Resource, may_do

_TABLES = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'integrations_importtouch'
"""
_REFERENCES = """
SELECT r.relname, a.attname, t.relname, b.attname
FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.conkey[1]
JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = k.confkey[1]
WHERE k.contype = 'f' AND r.relnamespace = current_schema()::regnamespace
"""
NET = """
SELECT table_name, row_id, (array_agg(before ORDER BY id))[1] AS before,
       (array_agg(after ORDER BY id DESC))[1] AS after
FROM integrations_importtouch GROUP BY table_name, row_id
"""
_COUNTS = """
SELECT table_name, count(*) FILTER (WHERE before IS NULL AND after IS NOT NULL),
       count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL),
       count(*) FILTER (WHERE before IS NOT NULL AND after IS NULL)
FROM import_net GROUP BY table_name
"""
_CHANGED = """
SELECT {name}, count(*) FROM import_net n LEFT JOIN {table} t ON t.{key} = n.row_id::{type}
WHERE n.table_name = {name} AND n.after IS NOT NULL AND (
    t.{key} IS NULL
    OR to_jsonb(t) <> n.after AND EXISTS (
        SELECT FROM jsonb_each(n.after) kept WHERE to_jsonb(t) -> kept.key IS DISTINCT FROM kept.value))
"""
_STOOD = """
SELECT {name}, r.{key}::text FROM import_net n JOIN {referring} r ON r.{column} = (n.after ->> {target})::{type}
WHERE n.table_name = {table} AND n.before IS NULL AND n.after IS NOT NULL
  AND NOT EXISTS (SELECT FROM integrations_importtouch own WHERE own.table_name = {name} AND own.row_id = r.{key}::text)
"""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What an undo would do, by table: (added rows to go, changed rows to come back, rows taken out to come back).

    `changed` and `stood_on` count, by table, what keeps it from being done; `doors` are people's ways in, periods
    closed since stand on marks of earlier ones.
    """

    run: ImportRun
    tables: dict[str, tuple[int, int, int]]
    changed: dict[str, int] = field(default_factory=dict)
    stood_on: dict[str, int] = field(default_factory=dict)

    @property
    def decision(self) -> Decision:
        """Tell whether it may be done: refused with `import_changed_since` or `import_stood_on`."""
        if self.stood_on:
            return refusal(ImportRefusal.STOOD_ON, what=self.stood_on).decision
        if self.changed:
            return refusal(ImportRefusal.CHANGED_SINCE, what=self.changed).decision
        return Decision(allowed=True)


def undoable_run(actor: Actor) -> int | None:
    """Give the last import where what it wrote is kept, it is not undone, and the person may undo it."""
    noted = ImportTouch.objects.values_list("run_id", flat=True).first()
    run = ImportRun.objects.filter(pk=noted, undone_at=None).first() if noted else None
    if run is None or _followed(run):
        return None
    may = run.act != HISTORY or may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL)
    return run.pk if may else None


def _followed(run: ImportRun) -> bool:
    """Tell whether a later import changed anything."""
    return any(not one.changed_nothing for one in ImportRun.objects.filter(pk__gt=run.pk))


def run_to_undo(*, actor: Actor, run_id: int) -> ImportRun:
    """Give the run that is to be undone.

    Raises `Forbidden` and `NotVisible`; refuses with `import_not_last` and `import_not_kept`.
    """
    require(may_bring_in(actor))
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotVisible
    if run.act == HISTORY:
        require(may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL))
    if _followed(run):
        raise refusal(ImportRefusal.NOT_LAST)
    if run.undone_at is not None or not run.touches.exists():
        raise refusal(ImportRefusal.NOT_KEPT)
    return run


def undoing(*, actor: Actor, run_id: int) -> Undoing:
    """Tell what undoing a run would do and what stands in its way; inside a transaction.

    Raises `Forbidden` and `NotVisible`; refuses with `import_not_last` and `import_not_kept`.
    """
    run = run_to_undo(actor=actor, run_id=run_id)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_net")
        cursor.execute(f"CREATE TEMPORARY TABLE import_net ON COMMIT DROP AS {NET}")
        cursor.execute("CREATE INDEX ON pg_temp.import_net (table_name)")
        cursor.execute("ANALYZE pg_temp.import_net")
        cursor.execute(_COUNTS)
        tables = {name: counts for name, *counts in cursor.fetchall()}
        keys = keys_of_tables()
        cursor.execute(_union(_changed(name, keys) for name in tables))
        changed = {name: count for name, count in cursor.fetchall() if count}
        cursor.execute(_REFERENCES)
        references = cursor.fetchall()
        cursor.execute(
            _union(
                _stood(name, column, table, target, keys)
                for name, column, table, target in references
                if table in tables and name in keys
            )
        )
        stood = Counter(name for name, _ in set(cursor.fetchall()))
        cursor.execute("SELECT row_id::bigint FROM import_net WHERE table_name = 'people_person' AND before IS NULL")
        people = [row[0] for row in cursor.fetchall()]
    closed = TermClosure.objects.filter(reopened_at=None, closed_at__gte=run.at)
    if run.act == HISTORY and (count := closed.count()):
        stood["journal_termclosure"] = count
    doors = {"school__slug": actor.school_slug, "person_id__in": people}
    codes = InvitationCode.objects.filter(used_at=None, withdrawn_at=None, **doors)
    if count := Membership.objects.filter(**doors).count() + codes.count():
        stood["doors"] = count
    found = {name: (added, back, restored) for name, (added, back, restored) in tables.items()}
    return Undoing(run, found, changed, dict(stood))


def keys_of_tables() -> dict[str, tuple[str, str]]:
    """Give the primary key of every table of the school and its type."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return {name: (key, kind) for name, key, kind in cursor.fetchall()}


def _changed(name: str, keys: dict[str, tuple[str, str]]) -> sql.Composed:
    key, kind = keys[name]
    return sql.SQL(_CHANGED).format(
        name=sql.Literal(name), table=sql.Identifier(name), key=sql.Identifier(key), type=sql.SQL(kind)
    )


def _stood(name: str, column: str, table: str, target: str, keys: dict[str, tuple[str, str]]) -> sql.Composed:
    return sql.SQL(_STOOD).format(
        name=sql.Literal(name), key=sql.Identifier(keys[name][0]), referring=sql.Identifier(name),
        column=sql.Identifier(column), target=sql.Literal(target), table=sql.Literal(table),
        type=sql.SQL(keys[table][1]),
    )  # fmt: skip


def _union(parts: Iterable[sql.Composed]) -> sql.Composed:
    return sql.SQL(" UNION ALL ").join(parts)

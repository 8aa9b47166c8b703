"""What tables hold, told shortly: rows and a hash of each table, constraints, sequences that are behind."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

LEFT_OUT = ("public.installation_session", "public.installation_cache")
"""Tables whose rows no backup takes: open sessions and counters of sign-ins."""
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY(%s) ORDER BY 1, 2
"""
# Sums do not depend on the order of rows; sha256 and the text of a value are the same on every server.
_ROWS = """
SELECT count(*), coalesce(sum(('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)
FROM {table} t
"""
_PARTS = """
SELECT n.nspname, count(*) FILTER (WHERE contype = 'p'), count(*) FILTER (WHERE contype = 'u'),
       count(*) FILTER (WHERE contype = 'f'), count(*) FILTER (WHERE contype = 'c'),
       count(*) FILTER (WHERE contype = 'x'),
       (SELECT count(*) FROM pg_class i WHERE i.relnamespace = n.oid AND i.relkind = 'i'),
       (SELECT count(*) FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
        WHERE r.relnamespace = n.oid AND NOT t.tgisinternal),
       (SELECT count(*) FROM pg_proc p WHERE p.pronamespace = n.oid)
FROM pg_namespace n LEFT JOIN pg_constraint k ON k.connamespace = n.oid AND k.contype <> 'n'
WHERE n.nspname = ANY(%s) GROUP BY n.oid, n.nspname
"""
_NUMBERED = """
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), quote_ident(a.attname),
       pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND a.attidentity <> '' AND n.nspname = ANY(%s)
"""
_SAME_TEXT = """
SET LOCAL datestyle = ISO; SET LOCAL timezone = UTC; SET LOCAL intervalstyle = postgres; SET LOCAL bytea_output = hex;
SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0
"""
_SCHEMAS = """
SELECT nspname FROM pg_namespace WHERE nspname = 'public' OR nspname LIKE 'school\\_%' ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """Of each table («schema.table») its rows and hash; of each schema how many constraints of each kind it has."""

    tables: Mapping[str, tuple[int, str]]
    parts: Mapping[str, tuple[int, ...]]

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> "Contents":
        """Take it from JSON; raises `KeyError`, `TypeError`, `ValueError` for what is none."""
        tables = {str(name): (int(rows), str(summed)) for name, (rows, summed) in dict(found["tables"]).items()}
        return cls(tables, {str(name): tuple(map(int, counts)) for name, counts in dict(found["parts"]).items()})

    @property
    def rows(self) -> int:
        """Count all rows."""
        return sum(rows for rows, _ in self.tables.values())

    def moved(self, old: str, new: str) -> "Contents":
        """Give the same with a schema called otherwise."""
        tables = {new + name.removeprefix(old): found for name, found in self.tables.items()}
        return Contents(tables, {new if name == old else name: found for name, found in self.parts.items()})


def schemas_of(cursor: Any) -> list[str]:
    """Name the schemas of an installation: the shared one, and one a school."""
    cursor.execute(_SCHEMAS)
    return [row[0] for row in cursor.fetchall()]


def contents(cursor: Any, schemas: Iterable[str]) -> Contents:
    """Count and hash every table of the schemas, inside the caller's transaction."""
    names = list(schemas)
    cursor.execute(_SAME_TEXT)
    cursor.execute(_TABLES, [names])
    tables = {}
    for schema, table in cursor.fetchall():
        if f"{schema}.{table}" not in LEFT_OUT:
            cursor.execute(_ROWS.format(table=f'"{schema}"."{table}"'))
            rows, summed = cursor.fetchone()
            tables[f"{schema}.{table}"] = (int(rows), f"{int(summed):x}")
    cursor.execute(_PARTS, [names])
    return Contents(tables, {schema: tuple(counts) for schema, *counts in cursor.fetchall()})


def differences(wanted: Contents, found: Contents) -> list[str]:
    """Name the tables and schemas that are not the same in both."""
    tables = {name for name in {*wanted.tables, *found.tables} if wanted.tables.get(name) != found.tables.get(name)}
    schemas = {name for name in {*wanted.parts, *found.parts} if wanted.parts.get(name) != found.parts.get(name)}
    return sorted(tables | schemas)


def sequences_behind(cursor: Any, schemas: Iterable[str]) -> list[str]:
    """Name the tables whose next number was given to a row already."""
    cursor.execute(_NUMBERED, [list(schemas)])
    behind = []
    for table, column, sequence in cursor.fetchall():
        cursor.execute(
            f"SELECT coalesce(max({column}), 0) > (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END"
            f" FROM {sequence}) FROM {table}"
        )
        if cursor.fetchone()[0]:
            behind.append(table)
    return behind


@contextmanager
def one_moment() -> Iterator[str]:
    """Hold the sight of one moment for this connection, and give its name to those who shall see the same."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]

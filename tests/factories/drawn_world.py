"""The small school drawn once a process: later tests get its rows by one statement and a copy of its objects."""

import json
import pickle
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from tests.factories.small_school import World, build_world

SHARED = ("installation_account", "installation_membership")


@dataclass(frozen=True)
class Drawn:
    """The rows as one script, the objects as they were when made."""

    script: str
    objects: bytes


_drawn: dict[tuple[str, str], Drawn] = {}


def drawn_world(school: Any, preset: str = "school_2") -> World:
    """Give what `build_world` makes in a school without rows; ids are those of the first making in this process."""
    key = (school.schema_name, preset)
    if key not in _drawn:
        return _draw(key, school)
    with connection.cursor() as cursor:
        cursor.execute(_drawn[key].script)
    world: World = pickle.loads(_drawn[key].objects)  # noqa: S301
    world.school = school
    return world


def _draw(key: tuple[str, str], school: Any) -> World:
    touched: dict[str, None] = {}

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        if statement.startswith('INSERT INTO "'):
            touched.setdefault(statement.split('"')[1])
        return execute(statement, params, many, context)

    with connection.cursor() as cursor:
        last = {table: _one(cursor, f"SELECT COALESCE(max(id), 0) FROM {table}") for table in SHARED}
    with connection.execute_wrapper(note):
        world = build_world(school, key[1])
    with connection.cursor() as cursor:
        lines = [_rows(cursor, table, last.get(table)) for table in touched]
    _drawn[key] = Drawn("".join(lines), pickle.dumps(world))
    return world


def _rows(cursor: CursorWrapper, table: str, last: int | None) -> str:
    columns = _one(
        cursor,
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        table,
    )
    where = "" if last is None else f" WHERE id > {last}"
    found = _one(cursor, f"SELECT json_agg(t)::text FROM (SELECT {columns} FROM {table}{where}) t")
    text = json.dumps(json.loads(found), ensure_ascii=False).replace("'", "''").replace("%", "%%")
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, '{text}');"


def _one(cursor: CursorWrapper, statement: str, *params: Any) -> Any:
    cursor.execute(statement, params or None)
    return cursor.fetchone()[0]

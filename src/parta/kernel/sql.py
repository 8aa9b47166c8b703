"""Prepared statements for the few queries that carry the load; everything else goes through the ORM.

The connection's own loader leaves jsonb as text: cast to json where a value is to be read.
"""

import re
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Params = Sequence[Any] | Mapping[str, Any]
_PART = re.compile(r"^-- (\w+)\n(.*?)(?=^-- \w+\n|\Z)", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|s|%)")


def sql(statement: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """Run one statement, prepared on the server, on the school's schema; give its rows.

    A statement is prepared once a school: the server plans one anew whenever the search path is not the one that it
    was planned with, and a worker goes from school to school.
    Counts as a query of the request like any other. Errors come as Django's.
    """
    database = connections[DEFAULT_DB_ALIAS]
    cursor = database.pointed()  # type: ignore[attr-defined]
    text, names = numbered(statement)
    values = [params[name] for name in names] if isinstance(params, Mapping) else params
    started = time.perf_counter()
    with database.wrap_database_errors:
        cursor.execute(_of_school(text, database.schema_name), values, prepare=True)  # type: ignore[attr-defined]
        result = cursor.pgresult
        rows: list[tuple[Any, ...]] = cursor.fetchall() if result is not None and result.nfields else []
    if database.queries_logged:
        database.queries_log.append({"sql": statement, "time": f"{time.perf_counter() - started:.3f}"})
    return rows


@lru_cache(maxsize=1000)
def numbered(statement: str) -> tuple[str, tuple[str, ...]]:
    """Write `%s` and `%(name)s` as PostgreSQL's own `$1`, `$2`…, once a statement; give the names in their order."""
    places: list[str] = []

    def place(found: re.Match[str]) -> str:
        name = found[1]
        if found[0] == "%%":
            return "%"
        if name is None or name not in places:
            places.append(name or "")
            return f"${len(places)}"
        return f"${places.index(name) + 1}"

    return _PLACEHOLDER.sub(place, statement), tuple(places)


@lru_cache(maxsize=4000)
def _of_school(text: str, schema: str) -> bytes:
    """Give one and the same object each time: prepared statements are found by it, and a text is long to compare."""
    return f"{text}\n-- {schema}".encode()


def parts(file: Path) -> dict[str, str]:
    """Read a file of queries, each under a line `-- its_name`, of which statements are put together."""
    return {name: text.strip() for name, text in _PART.findall(file.read_text())}

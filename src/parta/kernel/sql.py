"""Prepared statements for the few queries that carry the load; everything else goes through the ORM.

The connection's own loader leaves jsonb as text: cast to json where a value is to be read.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection

Params = Sequence[Any] | Mapping[str, Any]


def sql(statement: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """Run one statement, prepared on the server, on the school's schema; give its rows.

    Counts as a query of the request like any other. Errors come as Django's.
    """
    raw = connection.pointed()  # type: ignore[attr-defined]
    started = time.perf_counter()
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, params, prepare=True)
        rows = cursor.fetchall() if cursor.description is not None else []
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": f"{time.perf_counter() - started:.3f}"})
    return rows

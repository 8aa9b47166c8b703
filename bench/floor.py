"""The floor: the smallest WSGI program on the same server, the same database and the same bytes.

A read runs the one query that brings what the page shows (the same text and values as the application's), prepared,
takes all its rows and returns the bytes that the application answered. A save inserts and updates the same rows as
the application by plain SQL in one durable transaction and returns an answer of the same size. Nobody is asked who
they are and what they may.
"""

import hashlib
import json
import os
import pickle
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg

_local = threading.local()
_kept: dict[str, tuple[str, bytes, str, list[Any]]] = pickle.loads(Path(os.environ["PARTA_BENCH_KEPT"]).read_bytes())  # noqa: S301
_OPERATIONS = """
INSERT INTO journal_operation (id, account_id, digest, answer, at)
SELECT r.id, %s, r.digest, r.answer, now() FROM jsonb_to_recordset(%s::jsonb) AS r(id uuid, digest text, answer jsonb)
"""
_MARKS = """
UPDATE journal_mark m SET value = r.value, version = m.version + 1
FROM jsonb_to_recordset(%s::jsonb) AS r(work uuid, pupil bigint, criterion smallint, value text, base integer)
WHERE m.work_id = r.work AND m.pupil_id = r.pupil AND m.criterion = r.criterion
"""
_LESSON = """
UPDATE timetable_lesson SET status = 'held', version = version + 1 WHERE status = 'planned' AND id IN (
    SELECT w.lesson_id FROM journal_work w WHERE w.id = ANY(%s::uuid[]))
"""
_HEAD = "UPDATE audit_chainhead SET seq = seq + %s, hash = %s WHERE chain = %s RETURNING seq"
_EVENTS = """
INSERT INTO audit_event (chain, seq, act, account_id, person_id, subject, before, after, at, prev_hash, hash)
SELECT %s, %s + r.n, 'bench.floor', %s, %s, r.subject, r.record, r.record, now(), %s, %s
FROM jsonb_to_recordset(%s::jsonb) AS r(n integer, subject jsonb, record jsonb)
"""


def _connection() -> Any:
    if not hasattr(_local, "connection"):
        settings = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
        _local.connection = psycopg.connect(os.environ["PARTA_DATABASE_URL"], autocommit=True, options=settings)
        _local.connection.execute(f"SET search_path = {os.environ['PARTA_BENCH_SCHEMA']}, public")
        _local.cursor = _local.connection.cursor()
        _local.raw = psycopg.RawCursor(_local.connection)
    return _local.connection


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a read by its path, a save by its rows."""
    connection = _connection()
    if environ["REQUEST_METHOD"] == "POST":
        body = _save(connection, json.loads(environ["wsgi.input"].read()))
        kind = "application/json"
    else:
        kind, body, text, values = _kept[environ["PATH_INFO"]]
        _local.raw.execute(text, values, prepare=True).fetchall()
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def _save(connection: Any, order: dict[str, Any]) -> bytes:
    cursor, rows = _local.cursor, order["operations"]
    chain, account, person, shape = order["chain"], order["account"], order["person"], order["answer"]
    answers = [{**shape, "op": row["op"], "version": row["base"] + 1} for row in rows]
    digest = hashlib.sha256(order["chain"].encode()).hexdigest()
    stored = [{"id": row["op"], "digest": digest, "answer": answer} for row, answer in zip(rows, answers, strict=True)]
    events = [
        {"n": n, "subject": {"kind": "mark", "work": row["work"], "pupil": row["pupil"]}, "record": shape["record"]}
        for n, row in enumerate(rows, 1)
    ]
    with connection.transaction():
        cursor.execute(_OPERATIONS, (account, json.dumps(stored)), prepare=True)
        cursor.execute(_MARKS, (json.dumps(rows),), prepare=True)
        cursor.execute(_LESSON, ([row["work"] for row in rows],), prepare=True)
        seq = cursor.execute(_HEAD, (len(rows), digest, chain), prepare=True).fetchone()[0]
        cursor.execute(
            _EVENTS, (chain, seq - len(rows), account, person, digest, digest, json.dumps(events)), prepare=True
        )
    return json.dumps({"answers": answers, "seq": seq}, ensure_ascii=False).encode()

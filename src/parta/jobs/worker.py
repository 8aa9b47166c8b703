"""The worker: a process that takes up the jobs of every school, one at a time.

A worker holds a lock of the database on the job it does. The lock goes with the connection: a job that stands as
running without a lock was left by a worker that died, and the next one begins it again.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection
from psycopg import sql

from parta.installation.models import School
from parta.installation.schools import enter_public
from parta.jobs.enums import WORKER
from parta.jobs.running import ATTEMPTS, Taken, end_crashed, end_stopped, perform
from parta.jobs.services import CHANNEL

log = logging.getLogger(__name__)

LOOK_EVERY = 30
"""Seconds between looks at every school when nobody calls: jobs of dead workers are found so."""
PAUSE = 2

_OPEN = "SELECT id FROM {} WHERE state IN ('waiting', 'running') ORDER BY id"
_LOCK = "SELECT pg_try_advisory_lock(hashtextextended(%s, 2))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtextextended(%s, 2))"
_TAKE = """
UPDATE {} SET state = 'running', attempt = attempt + 1, started_at = COALESCE(started_at, clock_timestamp()),
              done = 0, total = 0, words = ''
WHERE id = %s AND state IN ('waiting', 'running')
RETURNING id, kind, parameters, account_id, person_id, attempt, stop_asked_at IS NOT NULL
"""
_FORGET = "DELETE FROM {} WHERE kept_until < now()"


def work_for_ever() -> None:
    """Do jobs until the process is told to leave; a lost database is waited for."""
    while True:
        try:
            with side_connection() as side:
                side.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                while True:
                    work_off(side)
                    for _ in side.notifies(timeout=LOOK_EVERY, stop_after=1):
                        pass
        except (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError) as problem:
            log.warning("jobs: the database is away: %s", str(problem).strip().split("\n")[0])
            connection.close()
            time.sleep(PAUSE)


@contextmanager
def side_connection() -> Iterator["psycopg.Connection[Any]"]:
    """Open the worker's second connection: locks, steps and calls, each statement at once in force."""
    settings = connection.settings_dict
    place = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    named = {key: settings[name] for key, name in place.items() if settings[name]}
    with psycopg.connect(**named, autocommit=True, application_name=WORKER) as side:
        yield side


def work_off(side: "psycopg.Connection[Any]") -> int:
    """Do what is open in every school, a job a school in turn; give how many jobs were done."""
    done, before = 0, -1
    while done != before:
        before = done
        enter_public()
        for school in School.objects.order_by("pk"):
            done += _one(school, side)
    return done


def _one(school: School, side: "psycopg.Connection[Any]") -> int:
    try:
        jobs = side.execute(_of(school, _OPEN, "jobs_job")).fetchall()
        side.execute(_of(school, _FORGET, "jobs_jobfile"))
    except psycopg.errors.UndefinedTable:  # a school that is just being made or brought up to date
        return 0
    for (job_id,) in jobs:
        name = f"{school.schema_name} {job_id}"
        row = side.execute(_LOCK, (name,)).fetchone()
        if row is None or not row[0]:
            continue
        try:
            if _take(job_id, school, side):
                return 1
        finally:
            if not side.closed:
                side.execute(_UNLOCK, (name,))
    return 0


def _take(job_id: int, school: School, side: "psycopg.Connection[Any]") -> bool:
    row = side.execute(_of(school, _TAKE, "jobs_job"), (job_id,)).fetchone()
    if row is None:
        return False
    *values, stopped = row
    taken = Taken(*values)
    if stopped:
        end_stopped(taken, school=school, side=side)
    elif taken.attempt > ATTEMPTS:
        end_crashed(taken, school=school, side=side)
    else:
        perform(taken, school=school, side=side)
    return True


def _of(school: School, statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(school.schema_name, table))

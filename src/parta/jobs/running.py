"""Performing one job: as the person who asked, in one transaction together with its end.

A body that speaks with another server gives `Later`: what it wrote is kept first, so that nothing is locked meanwhile.
"""

import json
import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.module_loading import import_string
from psycopg import sql

from parta.installation.models import School
from parta.installation.schools import inside
from parta.jobs.enums import RefusalCode, State
from parta.jobs.models import JobFile
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.queries.actors import Frame, actor_for

log = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often a job is taken up whose worker died over it."""
KEPT = timedelta(days=3)
_TELL_EVERY = 0.3


class Stopped(Exception):
    """Somebody asked to stop the job."""


class Overtaken(Exception):
    """Another worker has the job: what this one did must not be stored."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that a job made."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What a job gives back: a report that its page understands, and a file if there is one."""

    report: Mapping[str, Any] = field(default_factory=dict)
    file: MadeFile | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """What is left when the body's transaction is kept: `apart` without any, `then` in one together with the end."""

    apart: Callable[[], None]
    then: Callable[[], Made | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that this worker holds the lock of."""

    id: int
    kind: str
    parameters: dict[str, Any]
    account_id: int
    person_id: int
    attempt: int


class Run:
    """What the body of a job works with: who asked, when, where, for what, and how to tell how far it is.

    The body runs inside one transaction that also stores its end, unless it gives `Later`. It tells its steps over
    another connection, so they are seen at once.
    """

    def __init__(self, *, frame: Frame, school: School, taken: Taken, side: "psycopg.Connection[Any]") -> None:
        self.frame = frame
        self.school = school
        self.parameters = taken.parameters
        self._taken = taken
        self._side = side
        self._told = 0.0

    @property
    def actor(self) -> Actor:
        """Who asked for the job, with the roles of the moment when it runs."""
        return self.frame.actor

    @property
    def now(self) -> datetime:
        """When the job began, in the school's zone."""
        return self.frame.now

    def step(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the job is, some times a second at most; raises `Stopped` when somebody asked to stop."""
        moment = time.monotonic()
        if moment - self._told < _TELL_EVERY and 0 < done < total:
            return
        self._told = moment
        statement = (
            "UPDATE {} SET done = %s, total = %s, words = %s WHERE id = %s AND state = 'running' AND attempt = %s"
            " RETURNING stop_asked_at"
        )
        total = max(total, 0)
        values = (min(done, total), total, words[:200], self._taken.id, self._taken.attempt)
        row = self._side.execute(_in(self.school, statement), values).fetchone()
        if row is None:
            raise Overtaken
        if row[0] is not None:
            raise Stopped


Body = Callable[[Run], Made | Later | None]


def perform(taken: Taken, *, school: School, side: "psycopg.Connection[Any]") -> None:
    """Do a job that was taken up and store how it ended. A lost database is raised: the job is then taken up anew."""
    try:
        with inside(school):
            with transaction.atomic():
                run = _run(taken, school, side)
                body: Body = import_string(settings.JOBS[taken.kind])
                made = body(run)
                if not isinstance(made, Later):
                    _keep(taken, made or Made(), now=run.now)
            if isinstance(made, Later):
                made.apart()
                with transaction.atomic():
                    _keep(taken, made.then() or Made(), now=run.now)
    except Overtaken:
        log.warning("job %s of %s went on without this worker", taken.id, school.slug)
    except Stopped:
        _end(side, school, taken, State.STOPPED)
    except Refused as refused:
        decision = refused.decision
        _end(side, school, taken, State.FAILED, {"code": str(decision.code), "params": dict(decision.params)})
    except (Forbidden, NotVisible):
        _end(side, school, taken, State.FAILED, {"code": RefusalCode.JOB_FORBIDDEN, "params": {}})
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("job %s of %s broke", taken.id, school.slug)
        _end(side, school, taken, State.FAILED, {"code": RefusalCode.JOB_BROKEN, "params": {}})
    except BaseException:  # the worker is asked to leave: the next one begins the job again
        give_back = "UPDATE {} SET state = 'waiting', attempt = attempt - 1 WHERE id = %s AND attempt = %s"
        side.execute(_in(school, give_back), (taken.id, taken.attempt))
        raise
    finally:
        if not connection.is_usable():
            connection.close()


def end_crashed(taken: Taken, *, school: School, side: "psycopg.Connection[Any]") -> None:
    """Give up a job over which worker after worker died."""
    _end(side, school, taken, State.FAILED, {"code": RefusalCode.JOB_CRASHED, "params": {}})


def end_stopped(taken: Taken, *, school: School, side: "psycopg.Connection[Any]") -> None:
    """End a job that somebody had stopped while no worker was there."""
    _end(side, school, taken, State.STOPPED)


def _run(taken: Taken, school: School, side: "psycopg.Connection[Any]") -> Run:
    frame = actor_for(account_id=taken.account_id, school=school, request_id=str(uuid.uuid4()), device="job")
    if frame is None or frame.actor.person_id != taken.person_id:
        raise Forbidden
    return Run(frame=frame, school=school, taken=taken, side=side)


def _keep(taken: Taken, made: Made, *, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_job SET state = 'done', ended_at = clock_timestamp(), report = %s, words = '',"
            " total = GREATEST(total, 1), done = GREATEST(total, 1)"
            " WHERE id = %s AND state = 'running' AND attempt = %s",
            [_json(dict(made.report)), taken.id, taken.attempt],
        )
        if cursor.rowcount != 1:
            raise Overtaken
    if made.file is not None:
        JobFile.objects.create(
            job_id=taken.id, name=made.file.name[:200], mime=made.file.mime, size=len(made.file.content),
            content=made.file.content, kept_until=now + KEPT,
        )  # fmt: skip


def _end(
    side: "psycopg.Connection[Any]", school: School, taken: Taken, state: State, problem: dict[str, Any] | None = None
) -> None:
    statement = (
        "UPDATE {} SET state = %s, ended_at = clock_timestamp(), problem = %s, words = ''"
        " WHERE id = %s AND state = 'running' AND attempt = %s"
    )
    values = (str(state), None if problem is None else _json(problem), taken.id, taken.attempt)
    side.execute(_in(school, statement), values)


def _in(school: School, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(school.schema_name, "jobs_job"))


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)

"""Asking for a job and stopping it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from parta.audit.services import Entry, record
from parta.jobs.access import may_stop
from parta.jobs.enums import OPEN, Act, RefusalCode, State
from parta.jobs.models import Job, JobFile
from parta.jobs.queries import file_of_job
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require

CHANNEL = "parta_jobs"
MOST_OPEN = 20
"""How many open jobs one person may have."""


@transaction.atomic
def ask_for_job(*, actor: Actor, kind: str, parameters: Mapping[str, Any], title: str, now: datetime) -> Job:
    """Put a job in the queue, or give the open one when the same person asked for the same already.

    Whether the person may do what the job does is asked here by the caller, and by the job once more when it runs.
    An unknown kind is an error of the caller (`KeyError`). Refuses `job_too_many`.
    """
    settings.JOBS[kind]
    assert actor.account_id is not None
    assert actor.person_id is not None
    known = json.dumps([kind, dict(parameters), actor.person_id], sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(known.encode()).hexdigest()
    with connection.cursor() as cursor:  # two clicks at once ask one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"{actor.school_slug} {fingerprint}"])
    open_jobs = Job.objects.filter(state__in=OPEN, person_id=actor.person_id)
    same = open_jobs.filter(fingerprint=fingerprint).first()
    if same is not None:
        return same
    if open_jobs.count() >= MOST_OPEN:
        raise refusal(RefusalCode.JOB_TOO_MANY, most=MOST_OPEN)
    job = Job.objects.create(
        kind=kind, parameters=dict(parameters), title=title[:200], account_id=actor.account_id,
        person_id=actor.person_id, fingerprint=fingerprint, created_at=now,
    )  # fmt: skip
    with connection.cursor() as cursor:  # heard by the workers when this transaction commits
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return job


def stop_job(*, actor: Actor, job: Job, now: datetime) -> Job:
    """Stop a waiting job, or ask the running one to stop at its next step; nothing for one that has ended."""
    require(may_stop(actor, job))
    waiting = Job.objects.filter(pk=job.pk, state=State.WAITING)
    if not waiting.update(state=State.STOPPED, ended_at=now, stop_asked_at=now):
        Job.objects.filter(pk=job.pk, state=State.RUNNING, stop_asked_at=None).update(stop_asked_at=now)
    job.refresh_from_db()
    return job


@transaction.atomic
def take_file(*, actor: Actor, job_id: int, now: datetime) -> JobFile:
    """Give what a job made to the person who asked for it, and write down that it was taken.

    Raises `NotVisible` to anybody else and after its time.
    """
    file = file_of_job(actor, job_id)
    entry = Entry(Act.FILE_TAKEN, {"job": job_id, "kind": file.job.kind})
    record(chain="school", actor=actor, entries=[entry], now=now)
    return file

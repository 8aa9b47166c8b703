"""What the pages of jobs show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from parta.jobs.access import may_stop, visible_jobs
from parta.jobs.enums import OPEN, WORKER
from parta.jobs.models import Job, JobFile
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.people.queries.persons import names_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as its list and its page show it; `file` is (name, size) while the person may take it."""

    id: int
    kind: str
    title: str
    state: str
    attempt: int
    done: int
    total: int
    words: str
    person: str
    own: bool
    open: bool
    stopping: bool
    may_stop: bool
    created_at: datetime
    ended_at: datetime | None
    parameters: dict[str, Any]
    report: dict[str, Any]
    problem: dict[str, Any] | None
    file: tuple[str, int] | None
    kept_until: datetime | None

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return self.done * 100 // self.total if self.total else 0


def job_lines(actor: Actor, *, page: int = 1, per_page: int = PER_PAGE) -> tuple[list[JobLine], bool]:
    """List the jobs that the actor may see, newest first, and tell whether there are more."""
    start = (max(page, 1) - 1) * per_page
    lines = _lines(actor, visible_jobs(actor).order_by("-pk")[start : start + per_page + 1])
    return lines[:per_page], len(lines) > per_page


def job_line(actor: Actor, job_id: int) -> JobLine:
    """Give one job; raise `NotVisible` for one that the actor does not see."""
    lines = _lines(actor, visible_jobs(actor).filter(pk=job_id))
    if not lines:
        raise NotVisible
    return lines[0]


def newest_job(actor: Actor, kinds: Iterable[str]) -> JobLine | None:
    """Give the newest job of some kinds that the actor may see."""
    lines = _lines(actor, visible_jobs(actor).filter(kind__in=list(kinds)).order_by("-pk")[:1])
    return lines[0] if lines else None


def waits_in_queue(kind: str, parameters: Mapping[str, Any]) -> bool:
    """Tell whether such a job waits or runs, whoever asked for it (one query)."""
    return Job.objects.filter(state__in=OPEN, kind=kind, parameters=dict(parameters)).exists()


def in_queue(kind: str) -> list[dict[str, Any]]:
    """Give what the jobs of a kind that wait or run were asked for with (one query)."""
    return list(Job.objects.filter(state__in=OPEN, kind=kind).values_list("parameters", flat=True))


def worker_is_there() -> bool:
    """Tell whether a worker is connected: without one, nothing in the queue begins."""
    rows = sql(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s)",
        (WORKER,),
    )
    return bool(rows[0][0])


def file_of_job(actor: Actor, job_id: int) -> JobFile:
    """Give what a job made to the person who asked for it; raise `NotVisible` to anybody else and after its time."""
    file = (
        JobFile.objects.select_related("job")
        .filter(job_id=job_id, job__person_id=actor.person_id or 0, kept_until__gt=Now())
        .first()
    )
    if file is None:
        raise NotVisible
    return file


def _lines(actor: Actor, jobs: QuerySet[Job]) -> list[JobLine]:
    found = list(jobs.annotate(file_name=F("file__name"), file_size=F("file__size"), kept=F("file__kept_until")))
    names = names_of({job.person_id for job in found})
    return [_line(actor, job, names.get(job.person_id, "")) for job in found]


def _line(actor: Actor, job: Any, person: str) -> JobLine:
    own = job.person_id == actor.person_id
    is_open = job.state in OPEN
    return JobLine(
        id=job.pk, kind=job.kind, title=job.title, state=job.state, attempt=job.attempt, done=job.done,
        total=job.total, words=job.words, person=person, own=own, open=is_open,
        stopping=is_open and job.stop_asked_at is not None,
        may_stop=is_open and job.stop_asked_at is None and may_stop(actor, job), created_at=job.created_at,
        ended_at=job.ended_at, parameters=job.parameters, report=job.report, problem=job.problem,
        file=(job.file_name, job.file_size) if own and job.file_name else None, kept_until=job.kept,
    )  # fmt: skip

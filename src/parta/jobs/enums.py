"""Words about jobs."""

from enum import StrEnum


class State(StrEnum):
    """Where a job stands. `running` says that a worker took it up; whether that worker lives, its lock says."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


WORKER = "parta-jobs"
"""How a worker calls itself to the database."""
OPEN = (State.WAITING, State.RUNNING)


class Act(StrEnum):
    """What is done with jobs, as the audit names it."""

    FILE_TAKEN = "jobs.file_taken"


class RefusalCode(StrEnum):
    """Why a job came to nothing, beside the refusals of what it did."""

    JOB_BROKEN = "job_broken"
    JOB_CRASHED = "job_crashed"
    JOB_FORBIDDEN = "job_forbidden"
    JOB_TOO_MANY = "job_too_many"

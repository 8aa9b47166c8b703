"""`parta jobs`: the process that does long work, and how `parta serve` keeps two."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from parta.cli.terminal import fail, say

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10
PAUSE = 2
NICE = 10
TOGETHER = 2
"""A timetable is drawn for minutes: who prints or brings tables in meanwhile does not wait for it."""
_PARENT = "PARTA_JOBS_PARENT"

log = logging.getLogger(__name__)


def jobs(
    once: Annotated[bool, typer.Option("--once", help="Сделать то, что ждёт, и закончить.")] = False,
) -> None:
    """Делать долгие задания: печать, загрузку (`parta serve` запускает это само)."""
    _leave_with(os.environ.pop(_PARENT, ""))
    from parta.cli.installation import open_installation

    open_installation()
    os.nice(NICE)  # pages come first
    from parta.installation.services.setup import is_up_to_date
    from parta.jobs.worker import side_connection, work_for_ever, work_off

    if not is_up_to_date():
        fail("Таблицы устарели: выполните parta setup.")
    if once:
        with side_connection() as side:
            say(f"Заданий сделано: {work_off(side)}")
        return
    work_for_ever()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep worker processes while something is served, and begin one again should it die."""
    leaving = threading.Event()
    keepers = [threading.Thread(target=_keep, args=(leaving,), name="jobs", daemon=True) for _ in range(TOGETHER)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        leaving.set()
        for keeper in keepers:
            keeper.join(STOP_SECONDS + PAUSE)


def _keep(leaving: threading.Event) -> None:
    environment = {**os.environ, _PARENT: str(os.getpid())}
    while not leaving.is_set():
        child = subprocess.Popen(
            [sys.executable, "-m", "parta.cli", "jobs"], stdin=subprocess.DEVNULL, env=environment, process_group=0
        )
        while child.poll() is None and not leaving.wait(0.2):
            pass
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        elif not leaving.is_set():
            log.warning("the worker of jobs ended by itself (%s), another is begun", child.returncode)
            leaving.wait(PAUSE)


def _leave_with(parent: str) -> None:
    """Die with the server that keeps this worker, should it be killed."""
    if not parent:
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if str(os.getppid()) != parent:
        sys.exit(0)

"""Jobs as a server does them: each once, whatever dies; stopped when asked; nothing half stored."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from parta.installation.embedded import Cluster
from tests.database import lend_blank

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("commands")
ASK = """
import json, sys
from parta.cli.installation import open_installation, database_now
open_installation()
from parta.installation.models import Account, School
from parta.installation.schools import inside
from parta.jobs.services import ask_for_job, stop_job
from parta.jobs.models import Job
from parta.people.queries.actors import actor_for
school = School.objects.get(slug="one")
with inside(school):
    frame = actor_for(account_id=Account.objects.get().pk, school=school, request_id="")
    match sys.argv[1]:
        case "ask":
            job = ask_for_job(actor=frame.actor, kind=sys.argv[2], parameters=json.loads(sys.argv[3]), title="Работа",
                              now=frame.now)
        case "stop":
            job = stop_job(actor=frame.actor, job=Job.objects.get(pk=sys.argv[2]), now=frame.now)
    print(job.pk)
"""


class Installation:
    """One school with one administrator, and as many workers as a test wants."""

    def __init__(self, var: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARTA_", "PYTHON"))}
        self.environment = {
            **kept, "PARTA_VAR": str(var), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.jobs.settings", "PARTA_NEW_PASSWORD": "очень-длинный-пароль-7",
        }  # fmt: skip
        lend_blank(var)
        self.server = Cluster.at(var / "pg")
        self.server.use()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.parta("school", "create", "one", "Школа")
        self.parta("account", "create", "admin", "Ёлкина Анна Ильинична", "--school", "one")

    def python(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, cwd="/", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def parta(self, *arguments: str) -> str:
        return self.python("-m", "parta.cli", *arguments)

    def ask(self, kind: str, **parameters: object) -> int:
        return int(self.python("-c", ASK, "ask", kind, json.dumps(parameters)))

    def stop(self, job: int) -> None:
        self.python("-c", ASK, "stop", str(job))

    def worker(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "parta.cli", "jobs"]
        self.workers.append(subprocess.Popen(command, env=self.environment, cwd="/", stderr=subprocess.DEVNULL))
        return self.workers[-1]

    def row(self, job: int, *columns: str):
        with psycopg.connect(self.server.url("parta")) as connection:
            return connection.execute(
                f"SELECT {', '.join(columns)} FROM school_one.jobs_job WHERE id = %s", [job]
            ).fetchone()

    def rooms(self, name: str) -> int:
        with psycopg.connect(self.server.url("parta")) as connection:
            statement = "SELECT count(*) FROM school_one.school_room WHERE number = %s"
            return connection.execute(statement, [name]).fetchone()[0]

    def wait(self, job: int, *states: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.row(job, "state")[0] in states:
                return
            time.sleep(0.05)
        raise AssertionError(f"still {self.row(job, 'state', 'done', 'attempt', 'problem')}")


@pytest.fixture(scope="module")
def house(own_folder):
    made = Installation(own_folder)
    yield made
    made.server.leave()


@pytest.fixture(autouse=True)
def _no_workers_left(house):
    yield
    for worker in house.workers:
        worker.kill()
        worker.wait()
    house.workers.clear()


def test_a_job_is_done_with_its_file_and_its_report_at_once(house):
    job = house.ask("slow", room="первая", steps=12)
    again = house.ask("slow", room="первая", steps=12)
    assert again == job
    house.worker()
    house.wait(job, "running")
    steps = set()
    while house.row(job, "state")[0] == "running":
        steps.add(house.row(job, "done")[0])
        time.sleep(0.05)
    assert len(steps) > 2
    assert house.row(job, "state", "done", "total", "attempt", "report") == ("done", 12, 12, 1, {"steps": 12})
    with psycopg.connect(house.server.url("parta")) as connection:
        file = connection.execute(
            "SELECT name, mime, size, content FROM school_one.jobs_jobfile WHERE job_id = %s", [job]
        ).fetchone()
    assert file == ("Файл «ё».pdf", "application/pdf", 15, b"%PDF-" + bytes(10))
    assert house.rooms("первая") == 1


def test_a_killed_worker_neither_loses_nor_doubles_its_job(house):
    job = house.ask("slow", room="убитая", steps=30)
    first = house.worker()
    house.wait(job, "running")
    time.sleep(0.2)  # in the middle of it, far from its end on a slow machine too
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert house.row(job, "state")[0] == "running"
    assert house.rooms("убитая") == 0
    workers = [house.worker() for _ in range(2)]
    house.wait(job, "done")
    assert all(worker.poll() is None for worker in workers)
    assert house.row(job, "state", "attempt") == ("done", 2)
    assert house.rooms("убитая") == 1


def test_two_workers_share_the_queue_without_doing_a_job_twice(house):
    jobs = [house.ask("slow", room=f"общая {n}", steps=3) for n in range(4)]
    for _ in range(2):
        house.worker()
    for job in jobs:
        house.wait(job, "done")
    assert [house.row(job, "attempt")[0] for job in jobs] == [1] * 4
    assert [house.rooms(f"общая {n}") for n in range(4)] == [1] * 4


def test_a_worker_that_is_asked_to_leave_gives_its_job_back(house):
    job = house.ask("slow", room="отданная", steps=20)
    first = house.worker()
    house.wait(job, "running")
    first.terminate()
    assert first.wait(10) != 0
    assert house.row(job, "state", "attempt") == ("waiting", 0)
    assert house.rooms("отданная") == 0
    assert house.parta("jobs", "--once") == "Заданий сделано: 1"
    assert house.row(job, "state", "attempt") == ("done", 1)


def test_stopped_jobs_leave_nothing(house):
    waiting = house.ask("slow", room="не начатая", steps=1)
    house.stop(waiting)
    running = house.ask("slow", room="остановленная", steps=200)
    house.worker()
    house.wait(running, "running")
    house.stop(running)
    house.wait(running, "stopped", seconds=5)
    assert house.row(waiting, "state", "attempt") == ("stopped", 0)
    assert house.rooms("не начатая") == house.rooms("остановленная") == 0


def test_what_breaks_or_is_refused_or_kills_ends_and_the_queue_goes_on(house):
    broken, refused, deadly = house.ask("breaks"), house.ask("refuses"), house.ask("dies")
    after = house.ask("slow", room="последняя", steps=1)
    for _ in range(4):
        try:
            house.worker().wait(8)
        except subprocess.TimeoutExpired:
            break
    house.wait(after, "done")
    assert house.row(broken, "state", "problem->>'code'") == ("failed", "job_broken")
    assert house.row(refused, "state", "problem") == (
        "failed", {"code": "job_too_many", "params": {"most": 20}},
    )  # fmt: skip
    assert house.row(deadly, "state", "problem->>'code'") == ("failed", "job_crashed")
    assert house.rooms("сломанная") == house.rooms("отказанная") == 0

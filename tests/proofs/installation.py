"""A throw-away installation: its own cluster with durable settings, the real server, and ways to kill both."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from parta.installation.embedded import Cluster
from tests.database import lend_blank
from tests.proofs.clients import Promises, Teacher

ROOT = Path(__file__).resolve().parents[2]
_SERVE = (
    "from parta.cli.serve import run;"
    "run(host='127.0.0.1', port={port}, workers=2, threads=1, program='tests.proofs.server:application')"
)


class Installation:
    """One folder with everything in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cluster = folder, Cluster(folder / "pg")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.server: subprocess.Popen[bytes] | None = None
        self.page: dict[str, Any] = {}

    def make(self) -> None:
        """Start the database and fill it."""
        import psycopg

        lend_blank(self.folder)
        self.cluster.use()
        with psycopg.connect(self.cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE parta")
        self.page = json.loads(self.python("tests.proofs.prepare"))

    def environment(self) -> dict[str, str]:
        """Give the environment of processes of this installation."""
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("PARTA_", "PROOF_", "PYTEST_"))}
        return {
            **plain, "PARTA_VAR": str(self.folder), "PARTA_DATABASE_URL": self.cluster.url("parta"),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip

    def python(self, module: str, data: str = "") -> str:
        """Run a module in a process of its own and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            text=True,
            env=self.environment(),
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip().splitlines()[-1]

    def serve(self, sabotage: str = "") -> None:
        """Start the server and wait until it listens."""
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-c", _SERVE.format(port=self.port)],
                env={**self.environment(), "PROOF_SABOTAGE": sabotage}, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "server.log").read_text()[-2000:])

    def kill_application(self) -> None:
        """Kill -9 the server with all its workers."""
        if self.server is not None:
            _kill_with_children(self.server)
            self.server = None

    def kill_database(self) -> None:
        """Kill -9 the database server with all its processes, then start it again."""
        child = self.cluster._child
        assert child is not None
        _kill_with_children(child)
        self.cluster._start()

    def close(self) -> None:
        """Leave nothing running."""
        self.kill_application()
        self.cluster.leave()

    def teachers(self, count: int = 4) -> list[Teacher]:
        """Give teachers with fresh cells of their own and one cell that all of them share."""
        cells = [(work, pupil) for work in self.page["works"].pop() for pupil in self.page["pupils"]]
        shared, rest = cells[0], cells[1:]
        return [
            Teacher(self.port, self.page, self.page["sessions"][n % 2], rest[n::count], shared, n) for n in range(count)
        ]

    def checked(self, teachers: list[Teacher]) -> list[str]:
        """Stop the teachers and give what does not fit."""
        for teacher in teachers:
            teacher.stop()
        for teacher in teachers:
            teacher.join()
        whole = Promises()
        for teacher in teachers:
            whole.acknowledged |= teacher.promises.acknowledged
            for key, count in teacher.promises.intents.items():
                whole.intents[key] = whole.intents.get(key, 0) + count
            whole.overwrites += teacher.promises.overwrites
            whole.unanswered += teacher.promises.unanswered
            whole.strange += teacher.promises.strange
        assert not whole.strange, whole.strange[:3]
        found: list[str] = json.loads(self.python("tests.proofs.check", json.dumps(vars(whole))))
        return found


def _kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """Kill -9 a process and its children at one stroke, and wait until all are gone."""
    os.kill(process.pid, signal.SIGSTOP)  # no new child while the old ones are counted
    children = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    for pid in (*children, process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    while any(_runs(pid) for pid in children):
        time.sleep(0.002)


def _runs(pid: int) -> bool:
    """Tell whether a killed process still holds anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False

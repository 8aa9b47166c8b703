"""The embedded server: any path, counted by those who live, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from parta.installation.embedded import Cluster

ROOT = Path(__file__).resolve().parents[2]
USE = """
import sys
from pathlib import Path
from parta.installation.embedded import Cluster
cluster = Cluster.at(Path(sys.argv[1]))
cluster.use()
print(cluster.url("postgres"), flush=True)
sys.stdin.read()
"""


def user_of(folder: Path) -> subprocess.Popen[str]:
    """Another process that uses the cluster until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    process.url = process.stdout.readline().strip()
    return process


def runs(folder: Path) -> bool:
    return Cluster(folder)._postmaster() is not None


@pytest.fixture(scope="module")
def folder(own_folder: Path) -> Path:
    """A place whose path has a space and Russian letters and is too long for a socket."""
    return own_folder / ("школа № 1 " + "д" * 40) / "pg"


def test_the_last_to_leave_stops_the_server(folder):
    first, second = user_of(folder), user_of(folder)
    assert first.url == second.url
    first.communicate(timeout=30)
    assert runs(folder)
    with psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT upper('ёлка'), current_setting('server_encoding')").fetchone() == (
            "ЁЛКА",
            "UTF8",
        )
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    second.communicate(timeout=30)
    assert not runs(folder)


def test_a_killed_user_is_not_counted(folder):
    killed = user_of(folder)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    assert runs(folder)  # nobody was there to stop it…
    user_of(folder).communicate(timeout=30)
    assert not runs(folder)  # …and the next one does


def test_a_killed_server_starts_again_with_what_it_kept(folder):
    user = user_of(folder)
    with psycopg.connect(user.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 12 AS number")
    os.kill(Cluster(folder)._postmaster(), signal.SIGKILL)
    deadline = time.monotonic() + 20
    while runs(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    again = user_of(folder)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (12,)
    user.communicate(timeout=30)
    again.communicate(timeout=30)
    assert not runs(folder)


def test_nobody_else_on_the_machine_may_read_it(folder):
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.with_name("pg.log").stat().st_mode & 0o077 == 0
    assert Cluster(folder)._socket_folder().stat().st_mode & 0o077 == 0

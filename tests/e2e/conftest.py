"""The real application for browser journeys: `parta serve` on a database of its own, a fresh school for each test."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.database import lend_blank
from tests.e2e.people import PATIENCE, Someone
from tests.e2e.small_town import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FIRST = "original"


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium, once for all journeys; it ends with them: its event loop is nothing for other tests of the process."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        started = chromium.launch(playwright)
        yield started
        started.close()


class Town:
    """The running application and the database beneath it."""

    def __init__(self, address: str, database: str, first: dict[str, Any], dump: str) -> None:
        import psycopg

        self.address = address
        self.first = first
        self.database = psycopg.connect(database, autocommit=True)
        self.dump = dump
        self.count = 0

    def new_school(self) -> "School":
        """Copy the first school, with sign-ins of its own."""
        self.count += 1
        slug = f"school{self.count}"
        schema = f"school_{slug}"
        with self.database.cursor() as cursor:
            cursor.execute(self.dump.replace(f"school_{FIRST}", schema).encode())
            cursor.execute("SELECT set_config('search_path', 'public', false)")
            cursor.execute(
                "INSERT INTO installation_school (slug, schema_name, name, created_at) VALUES (%s, %s, %s, now()) RETURNING id",
                (slug, schema, "Школа № 7"),
            )
            (ident,) = cursor.fetchone() or (0,)
            for name, person in self.first["people"].items():
                cursor.execute(
                    "WITH a AS (INSERT INTO installation_account (username, password, email, display_name, is_active, created_at)"
                    " SELECT %s, a.password, '', a.display_name, true, now() FROM installation_account a"
                    " JOIN installation_membership m ON m.account_id = a.id JOIN installation_school s ON s.id = m.school_id"
                    " WHERE s.slug = %s AND m.person_id = %s RETURNING id)"
                    " INSERT INTO installation_membership (account_id, school_id, person_id, is_active, created_at)"
                    " SELECT id, %s, %s, true, now() FROM a",
                    (f"{slug}-{name}", FIRST, person, ident, person),
                )
        return School(self, slug, schema)


class School:
    """One school of the journeys: its addresses, ids and tables."""

    def __init__(self, town: Town, slug: str, schema: str) -> None:
        self.town = town
        self.slug = slug
        self.schema = schema
        self.ids = town.first

    def url(self, path: str = "") -> str:
        """Give the full address of a page of this school."""
        return f"{self.town.address}/{self.slug}/{path}"

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask this school's tables."""
        with self.town.database.cursor() as cursor:
            cursor.execute(f"SET search_path = {self.schema}, public")
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def marks(self, lesson: int, pupil: int) -> list[str]:
        """Give what stands for a pupil at a lesson: «2→4», work after work, criterion after criterion."""
        found = self.rows(
            "SELECT m.value, m.attempts FROM journal_mark m JOIN journal_work w ON w.id = m.work_id"
            " WHERE w.lesson_id = %s AND m.pupil_id = %s AND m.value <> '' ORDER BY w.position, w.id, m.criterion",
            lesson,
            pupil,
        )
        return ["→".join([*attempts, value]) for value, attempts in found]

    def absence(self, lesson: int, pupil: int) -> str:
        """Give the code of an absence, or nothing."""
        found = self.rows("SELECT code FROM journal_attendance WHERE lesson_id = %s AND pupil_id = %s", lesson, pupil)
        return found[0][0] if found else ""

    def entry(self, lesson: int) -> tuple[Any, ...]:
        """Give a lesson's topic, its line of the plan, and whether the roll was called."""
        query = (
            "SELECT topic, plan_line_id, EXISTS (SELECT 1 FROM journal_rollcall r WHERE r.lesson_id = e.lesson_id)"
            " FROM journal_lessonentry e WHERE lesson_id = %s"
        )
        found = self.rows(query, lesson)
        return found[0] if found else ("", None, False)

    def events(self, act: str) -> int:
        """Count the audit's events of an act."""
        return int(self.rows("SELECT count(*) FROM audit_event WHERE act = %s", act)[0][0])

    def end_sessions(self, name: str) -> None:
        """End every session of an account, as the idle lock would."""
        self.rows(
            "DELETE FROM installation_session WHERE account_id = (SELECT id FROM installation_account WHERE username = %s)",
            f"{self.slug}-{name}",
        )


@pytest.fixture(scope="package")
def town() -> Iterator[Town]:
    """Start `parta serve` on a database of its own in the embedded test cluster."""
    import psycopg

    from parta.installation.embedded import Cluster

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"journeys_{worker}"
    cluster = Cluster.at(ROOT / "var" / "pg-test")
    cluster.use()
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as server:
        for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
            server.execute(f"ALTER SYSTEM SET {setting}")
        server.execute("SELECT pg_reload_conf()")
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    url = cluster.url(name)
    environment = {
        **os.environ,
        "PARTA_DATABASE_URL": url,
        "PARTA_VAR": str(ROOT / "var" / f"journeys-{worker}"),
        "PARTA_PRODUCTION": "0",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    lend_blank(Path(environment["PARTA_VAR"]))
    made = subprocess.run(
        [sys.executable, "-m", "tests.e2e.small_town", FIRST],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    port = _free_port()
    log = (ROOT / "var" / f"journeys-{worker}.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "parta.cli", "serve", "--port", str(port)],
        env=environment, cwd=ROOT, stdout=log, stderr=log,
    )  # fmt: skip
    found = Town(f"http://127.0.0.1:{port}", url, json.loads(made.stdout), _dump(url))
    try:
        _wait(found.address, server, log.name)
        yield found
    finally:
        server.terminate()
        server.wait(20)
        log.close()
        found.database.close()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dump(url: str) -> str:
    from parta.installation.embedded import programs

    command = [str(programs() / "pg_dump"), "--inserts", "--no-owner", f"--schema=school_{FIRST}", f"--dbname={url}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in text.splitlines() if not line.startswith("\\"))


def _wait(address: str, server: subprocess.Popen[bytes], log: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address + "/doors/login/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, Path(log).read_text()
            assert time.monotonic() < end, "the application did not start"
            time.sleep(0.1)


@pytest.fixture
def school(town: Town) -> School:
    """A small school that no other journey touches."""
    return town.new_school()


@pytest.fixture
def enter(browser: Any, school: School) -> Iterator[Any]:
    """Sign somebody in by the door: `enter("teacher")`, with any options of a browser's context.

    At the end of the journey nothing may stand in any of its consoles.
    """
    everybody: list[Someone] = []

    def sign_in(name: str, **options: Any) -> Someone:
        one = Someone(browser, school, name, options)
        everybody.append(one)
        one.sign_in(f"{school.slug}-{name}", PASSWORD)
        return one

    yield sign_in
    problems = [problem for one in everybody for problem in one.problems]
    for one in everybody:
        one.context.close()
    assert problems == []


@pytest.fixture
def visitor(browser: Any, school: School) -> Iterator[Any]:
    """A browser that nobody signed in with yet."""
    everybody: list[Someone] = []

    def come(**options: Any) -> Someone:
        everybody.append(Someone(browser, school, "visitor", options))
        return everybody[-1]

    yield come
    problems = [problem for one in everybody for problem in one.problems]
    for one in everybody:
        one.context.close()
    assert problems == []

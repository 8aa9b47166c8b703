"""The strict harness: a real PostgreSQL, two schools with equal ids, no network, no forgotten CSRF token."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests import chromium, database

ROOT = Path(__file__).resolve().parents[1]
LONG = 32  # shorter than a UUID


class WithDjango:
    """Fixtures of every test but those of rules alone."""

    @pytest.fixture(scope="session", autouse=True)
    def _static_files_without_manifest(self) -> None:
        from django.conf import settings

        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }

    @pytest.fixture(autouse=True)
    def _fresh_register(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Read the register of schools once a test: read anew after seconds, it came into counts of queries at random."""
        from parta.web.middleware import schools

        monkeypatch.setattr(schools, "KEPT_SECONDS", 3600.0)
        yield
        from parta.web.middleware.schools import forget_schools

        forget_schools()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let the rules be tried without Django (`-p no:django`), whose plugin alone would know this setting."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django")


def pytest_configure(config: pytest.Config) -> None:
    """Bring in what every test with Django needs."""
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.register(WithDjango(), "with-django")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none; a journey through one that fails is tried once more."""
    reason = "no Chromium on this machine: install it with `apt-get install chromium`"
    for item in items:
        if chromium.program() is None and "e2e" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=reason))
        elif "e2e" in item.keywords:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Number long values: some are made anew in each process, and processes must know tests by the same names."""
    return argname if isinstance(val, str | bytes) and len(val) > LONG else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """See that groups are kept together: otherwise each process makes every group's server and import anew."""
    if session.config.getoption("loadgroup", False):
        loose = [item for item in session.items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid]
        assert not loose, "this pytest and this pytest-xdist do not group tests"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what tests have counted (`record_property("said", …)`), whichever process ran them, and what failed at first."""
    for report in terminalreporter.stats.get("rerun", ()):
        terminalreporter.write_line(f"AT FIRST FAILED {report.nodeid}\n{report.longreprtext}")
    reports = [report for rows in terminalreporter.stats.values() for report in rows]
    said = [text for report in reports for name, text in getattr(report, "user_properties", ()) if name == "said"]
    for text in dict.fromkeys(said):
        terminalreporter.write_line(text)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Start the database that comes with Parta, unless another one is named, and only when a test needs it."""
    from django.db import connection

    from config.settings import _database
    from parta.installation.embedded import ensure_database

    embedded = "PARTA_DATABASE_URL" not in os.environ
    url = ensure_database(ROOT / "var" / "pg-test")
    fresh = _database(url)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = fresh[key]
    connection.settings_dict["TEST"]["NAME"] = "_".join(part for part in ("test_parta", worker) if part)
    if embedded:
        import psycopg

        with psycopg.connect(url, autocommit=True) as server:
            for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
                server.execute(f"ALTER SYSTEM SET {setting}")
            server.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: None, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database with the shared schema and two schools, once a session."""
    from django.db import connection

    from parta.installation.services.schools import create_school
    from parta.installation.services.setup import bring_up_to_date

    def draw() -> None:
        bring_up_to_date(progress=lambda what, schema: None)
        for slug in ("alpha", "beta"):
            create_school(slug=slug, name=f"Школа {slug}")

    with django_db_blocker.unblock():
        database.make(connection.settings_dict["TEST"]["NAME"], draw=draw)
    yield
    with django_db_blocker.unblock():
        others = _other_sessions(connection)
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    assert not others, f"a test left a session open: {others}"


def _other_sessions(connection: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, application_name, state, backend_start, left(query, 300) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@pytest.fixture(scope="module")
def own_folder() -> Iterator[Path]:
    """A folder for a database server of the test's own.

    Pytest's folder is shut to other users by every new run of pytest, while root's server runs as another user.
    """
    with TemporaryDirectory(prefix="parta-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def checked(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", checked)


@pytest.fixture
def alpha(db: None) -> Iterator[Any]:
    """The first school, entered."""
    from parta.installation.models import School
    from parta.installation.schools import enter_public, inside

    enter_public()
    with inside(School.objects.get(slug="alpha")) as school:
        yield school


@pytest.fixture
def world(alpha: Any) -> Any:
    """A small school inside `alpha`: class 7А, three pupils, a mother, teachers, courses, lessons."""
    from tests.factories.drawn_world import drawn_world

    return drawn_world(alpha)


@pytest.fixture
def browser_of(client: Any) -> Any:
    """Sign a person in: `browser_of(world.teacher)` gives a client that checks CSRF tokens."""
    from django.test import Client

    def sign_in(person: Any) -> Client:
        from parta.installation.models import Account, Membership

        membership = Membership.objects.filter(person_id=person.pk, school__slug="alpha").first()
        account = membership.account if membership else Account.objects.create(username=f"p{person.pk}")
        browser = Client(enforce_csrf_checks=False, raise_request_exception=True)
        browser.force_login(account)
        return browser

    return sign_in


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Hash passwords cheaply where a test sets many of them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

"""The database of a test session: drawn once for these migrations, copied in every later session."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
DRAWN_FROM = ("src/parta/*/migrations/*.py", "src/config/settings.py", "requirements/base.txt", "tests/conftest.py")
PREFIX = "parta_drawn_"
LOCK = 20261130


def fingerprint() -> str:
    """Give a name for everything that an empty database is drawn from."""
    digest = hashlib.sha256()
    for pattern in DRAWN_FROM:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def make(name: str, *, draw: Callable[[], None]) -> None:
    """Make the database `name` on the server of Django's connection: a copy of the drawn one, or drawn by `draw`.

    Sessions side by side wait for the first one's drawing. Django's connection points at the new database after it.
    """
    from django.conf import settings
    from django.db import connection

    template = PREFIX + fingerprint()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        kept = {
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (PREFIX + "%",))
        }
        known = template in kept
        server.execute(f'DROP DATABASE IF EXISTS "{name}" (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if known else ""))
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        if known:
            return
        draw()
        connection.close()
        for old in kept:
            server.execute(f'DROP DATABASE IF EXISTS "{old}" (FORCE)')
        server.execute(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')


def lend_blank(var: Path) -> None:
    """Give an installation of a test's own the blank of a school that this session has drawn, if it has by now."""
    drawn = ROOT / "var" / "blank-schools"
    if drawn.is_dir():
        shutil.copytree(drawn, var / "blank-schools", dirs_exist_ok=True)


@contextmanager
def _server() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    from django.db import connection

    place = connection.settings_dict
    parts = {
        "dbname": "postgres",
        "user": place["USER"],
        "password": place["PASSWORD"],
        "host": place["HOST"],
        "port": place["PORT"],
    }
    known = {key: value for key, value in parts.items() if value}
    with psycopg.connect(**known, autocommit=True) as server:
        yield server

"""Tables of a new school: drawn by Django once, written down in `var`, read back for every later school."""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from parta.installation.services.dumps import describe
from parta.installation.services.migrating import migrate
from parta.kernel.decisions import Refused

_SCHEMA = "this_new_school"
_END = "-- PostgreSQL database dump complete"


def draw_tables(schema: str) -> None:
    """Draw the tables of a new school as all changes of tables leave them.

    They are read from the blank of these changes and this server where there is one; otherwise Django draws them, and
    what it drew becomes the blank.
    """
    blank = blank_file()
    if _read_back(blank, schema):
        return
    migrate(schema)
    if not connection.in_atomic_block:  # or pg_dump would not see it
        with suppress(OSError, Refused):
            _write_down(blank, schema)


def blank_file() -> Path:
    """Give the place of the blank: its name tells the changes of tables, the version of Django and of the server."""
    connection.ensure_connection()
    digest = hashlib.sha256(f"{django.get_version()} {connection.pg_version}".encode())  # type: ignore[attr-defined]
    of_schools = [config for config in apps.get_app_configs() if config.name in settings.TENANT_APPS]
    for config in sorted(of_schools, key=lambda config: config.label):
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label} {file.name}\0".encode() + file.read_bytes())
    return Path(settings.VAR_DIR / "blank-schools" / f"{digest.hexdigest()[:32]}.sql")


def _read_back(blank: Path, schema: str) -> bool:
    """Tell whether the whole blank was read into a new schema; otherwise nothing of it stays."""
    try:
        text = blank.read_text(encoding="utf-8")
        if _END not in text:
            return False
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL check_function_bodies = off")  # they name tables that are made after them
            cursor.execute(text.replace(_SCHEMA, schema))
    except (OSError, DatabaseError):
        return False
    return True


def _write_down(blank: Path, schema: str) -> None:
    """Keep a school's tables under the name of none; blanks of other changes go."""
    text = re.sub(rf"(?<![\w$]){re.escape(schema)}(?![\w$])", _SCHEMA, describe(schema))
    blank.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in blank.parent.iterdir():
        old.unlink(missing_ok=True)
    number, name = tempfile.mkstemp(dir=blank.parent)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(blank)

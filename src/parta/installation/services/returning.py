"""Bringing a backup of the whole installation back, beside what is there, and only then in its place."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from parta.installation.queries.contents import Contents, contents, differences, schemas_of, sequences_behind
from parta.installation.schools import enter_public
from parta.installation.services.archives import unpack
from parta.installation.services.backups import ABOUT, CONTENT, FORMAT
from parta.installation.services.dumps import replay
from parta.installation.services.migrating import known_migrations
from parta.installation.services.setup import bring_up_to_date
from parta.kernel.decisions import refusal

# The tables are of packages above this one: told by name, as a backup tells them.
_SCHOOLS_WITH_ACTS = """
SELECT slug, schema_name FROM public.installation_school
WHERE to_regclass(format('%I.destruction_destructionact', schema_name)) IS NOT NULL ORDER BY slug
"""
_ACTS = """
SELECT r.number || '/' || r.year FROM "{schema}".destruction_destructionact a
JOIN "{schema}".public_service_registration r ON r.id = a.registration_id
WHERE a.done_at > %s OR a.state = 'approved' AND a.approved_at > %s ORDER BY r.year, r.number
"""
Progress = Callable[[str, str], None]
_NAMED = 5
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass(frozen=True, slots=True)
class Returned:
    """How many schools and rows came back, the moment they are of, and where the former data were put aside.

    `acts`: acts of destruction that the former data know and the backup does not, each with its school: what they
    destroyed is back.
    """

    schools: int
    rows: int
    made_at: datetime
    aside: str
    acts: tuple[str, ...] = ()


def restore_installation(*, file: Path, replace: bool, now: datetime, progress: Progress) -> Returned:
    """Bring a backup into a new database of the same server, compare every table, and only then take it into use.

    A database that holds schools or accounts is put aside under another name, and only with `replace`. Nothing changes
    until the copy is whole. Refuses `restore_unreadable`, `restore_damaged`, `restore_format`, `restore_newer`,
    `restore_not_empty`, `restore_in_use`, `restore_no_right`, `restore_differs`, `restore_failed`, `export_no_program`.
    """
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.VAR_DIR) as folder:
        content = Path(folder) / CONTENT
        records = unpack(file, about=ABOUT, content=content)
        wanted, made_at = _judged(records, file)
        lives = _lives()
        if lives and not replace:
            raise refusal("restore_not_empty")
        _require_nobody_else()
        name = connection.settings_dict["NAME"]
        fresh = f"{name}_restored_{now:%Y%m%d%H%M%S}"
        with _empty_database(fresh) as admin:
            progress("rows", fresh)
            replay(content, database=fresh)
            progress("compare", fresh)
            _require_the_same(fresh, wanted)
            _require_nobody_else()
            aside = _take_into_use(admin, fresh=fresh, name=name, aside=f"{name}_before_{now:%Y%m%d%H%M%S}")
        acts = _acts_since(aside, made_at) if lives else ()
        if not lives:
            _execute(f'DROP DATABASE IF EXISTS "{aside}"')
            aside = ""
    enter_public()
    bring_up_to_date(progress=progress)
    return Returned(len(records["schools"]), wanted.rows, made_at, aside, acts)


def _acts_since(database: str, moment: datetime) -> tuple[str, ...]:
    """Name the acts of destruction that a database has carried out, or begun to, after a moment: «school 3/2026»."""
    with _connect(database, autocommit=False) as former, former.cursor() as cursor:
        cursor.execute(_SCHOOLS_WITH_ACTS)
        found = []
        for slug, schema in cursor.fetchall():
            cursor.execute(_ACTS.format(schema=schema), [moment, moment])
            found += [f"{slug} {number}" for (number,) in cursor.fetchall()]
    return tuple(found)


def _judged(records: dict[str, Any], file: Path) -> tuple[Contents, datetime]:
    if records.get("format") != FORMAT:
        raise refusal("restore_format")
    try:
        wanted, made_at = Contents.read(records["contents"]), datetime.fromisoformat(records["made_at"])
        migrations = {tuple(one.split(".", 1)) for one in records["migrations"]}
        len(records["schools"])
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise refusal("restore_unreadable", file=str(file)) from problem
    if not migrations <= known_migrations():
        raise refusal("restore_newer")
    return wanted, made_at


def _lives() -> bool:
    """Tell whether the database holds schools or accounts; it may have no tables at all."""
    enter_public()
    with connection.cursor() as cursor:
        for table in ("installation_school", "installation_account"):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM public.{table})")  # noqa: S608 - a name of our own
                if cursor.fetchone()[0]:
                    return True
    return False


def _require_nobody_else() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        count = cursor.fetchone()[0]
    if count:
        raise refusal("restore_in_use", count=count)


def _connect(database: str, *, autocommit: bool) -> "psycopg.Connection[Any]":
    known = connection.get_connection_params()
    place = {key: known[key] for key in ("user", "password", "host", "port") if known.get(key)}
    return psycopg.connect(dbname=database, autocommit=autocommit, **place)


def _execute(statement: str) -> None:
    with _connect("postgres", autocommit=True) as admin:
        admin.execute(statement)


@contextmanager
def _empty_database(name: str) -> Iterator["psycopg.Connection[Any]"]:
    """Make a database beside, give a connection that may rename it; after a failure nothing of it stays."""
    try:
        admin = _connect("postgres", autocommit=True)
    except psycopg.OperationalError as problem:
        raise refusal("restore_no_right") from problem
    with admin:
        try:
            admin.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        except psycopg.errors.InsufficientPrivilege as problem:
            raise refusal("restore_no_right") from problem
        try:
            yield admin
        except BaseException:
            with suppress(psycopg.Error):
                admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            raise


def _require_the_same(database: str, wanted: Contents) -> None:
    with _connect(database, autocommit=False) as copy, copy.cursor() as cursor:
        schemas = schemas_of(cursor)
        wrong = differences(wanted, contents(cursor, schemas)) + sequences_behind(cursor, schemas)
    if wrong:
        raise refusal("restore_differs", tables=", ".join(wrong[:_NAMED]), count=len(wrong))


def _take_into_use(admin: "psycopg.Connection[Any]", *, fresh: str, name: str, aside: str) -> str:
    """Put the former database aside and the fresh one in its place: either both or neither."""
    connection.close()
    try:
        with admin.transaction():
            admin.execute(f'ALTER DATABASE "{name}" RENAME TO "{aside}"')
            admin.execute(f'ALTER DATABASE "{fresh}" RENAME TO "{name}"')
    except psycopg.errors.ObjectInUse as problem:
        raise refusal("restore_in_use", count=1) from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise refusal("restore_no_right") from problem
    return aside

"""Bringing the tables of an installation up to the code: the shared schema, every school, the cache."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django_tenants.utils import quote_schema_name

from parta.installation.models import School
from parta.installation.schools import enter_public
from parta.installation.services.migrating import Step, follow, known_migrations, migrate, migrate_shared, migrations_of

Progress = Callable[[str, str], None]
_ONE_AT_A_TIME = 8_020_601


def bring_up_to_date(*, progress: Progress, jobs: int = 0) -> bool:
    """Draw what is missing, telling `progress(what, schema)` of each that is ready; give whether it was needed.

    Safe to repeat, to stop and to ask for twice at the same time; costs some milliseconds a school when nothing is
    behind. So many schools (`jobs`) are changed at the same time, by default one a core; a failure in one stops no
    other, and the first is raised in the end.
    """
    if is_up_to_date():
        return False
    with _alone():
        if not _shared_up_to_date():
            progress("tables", "public")
            migrate_shared()
            call_command("createcachetable", verbosity=0)
        problems: list[Exception] = []
        for schemas in _late():
            problems += _bring_together(schemas, jobs or os.cpu_count() or 1, progress)
        enter_public()
        if problems:
            raise problems[0]
    return True


def is_up_to_date() -> bool:
    """Tell whether every schema has every table that the code expects."""
    enter_public()
    return _shared_up_to_date() and not _late()


def knows_tables_of(schema: str) -> bool:
    """Tell whether this program knows every change that a schema's tables went through: it may be of a newer one."""
    applied = applied_migrations(schema)
    return bool(applied) and applied <= known_migrations()


def applied_migrations(schema: str) -> set[tuple[str, str]]:
    """Give the changes that a schema's tables went through; none where it has no tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{quote_schema_name(schema)}.django_migrations"])
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute(f"SELECT app, name FROM {quote_schema_name(schema)}.django_migrations")  # noqa: S608
        return set(cursor.fetchall())


def _shared_up_to_date() -> bool:
    cache = settings.CACHES["default"]["LOCATION"]
    if cache not in connection.introspection.table_names():
        return False
    return applied_migrations("public") >= migrations_of(settings.SHARED_APPS)


def _late() -> list[list[str]]:
    """Give the schemas that are behind, those that stand at the same change together."""
    wanted = migrations_of(settings.TENANT_APPS)
    found: dict[frozenset[tuple[str, str]], list[str]] = {}
    for schema in School.objects.order_by("pk").values_list("schema_name", flat=True):
        applied = applied_migrations(schema)
        if not applied >= wanted:
            found.setdefault(frozenset(applied), []).append(schema)
    return list(found.values())


def _bring_together(schemas: list[str], jobs: int, progress: Progress) -> list[Exception]:
    """Change the first school that Django can, the others after it; give what failed."""
    problems: list[Exception] = []
    rest = list(schemas)
    while rest:
        schema = rest.pop(0)
        try:
            steps = migrate(schema)
        except Exception as problem:  # it is raised when all are done
            problems.append(problem)
        else:
            progress("tables", schema)
            return problems + _follow_together(rest, steps, jobs, progress)
    return problems


def _follow_together(schemas: list[str], steps: tuple[Step, ...], jobs: int, progress: Progress) -> list[Exception]:
    problems: list[Exception] = []
    pool = ThreadPoolExecutor(jobs)
    try:
        works = {pool.submit(_follow_in_thread, schema, steps): schema for schema in schemas}
        for work in as_completed(works):
            problem = work.exception()
            if isinstance(problem, Exception):
                problems.append(problem)
            else:
                progress("tables", works[work])
    finally:
        pool.shutdown(cancel_futures=True)
    return problems


def _follow_in_thread(schema: str, steps: tuple[Step, ...]) -> None:
    try:
        follow(schema, steps)
    finally:
        connection.close()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process changes tables of this database, and let none begin; a killed one lets go."""
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        yield
    finally:
        keeper.close()

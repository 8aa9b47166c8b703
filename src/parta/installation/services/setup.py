"""Bringing the tables of an installation up to the code: the shared schema, every school, the cache."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import quote_schema_name

from parta.installation.models import School
from parta.installation.schools import enter_public
from parta.installation.services.workers import begin, migrate_here

Progress = Callable[[str, str], None]
_WORTH_A_PROCESS = 2  # schools a process, or its own start costs more than it brings


def bring_up_to_date(*, progress: Progress, jobs: int = 0) -> bool:
    """Draw what is missing; tell `progress(what, schema)` of each schema. Gives whether anything was done.

    Safe to repeat; costs some milliseconds a school when nothing is behind. So many `jobs` work at the same time, by
    default one a core; a failure in one school stops no other.
    """
    enter_public()
    behind = 0
    if not applied_migrations("public") >= migrations_of(settings.SHARED_APPS):
        behind += 1
        progress("tables", "public")
        migrate("public")
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        behind += 1
        call_command("createcachetable", verbosity=0)
    wanted = migrations_of(settings.TENANT_APPS)
    schemas = School.objects.order_by("pk").values_list("schema_name", flat=True)
    late = [schema for schema in schemas if not applied_migrations(schema) >= wanted]
    jobs = min(jobs or os.cpu_count() or 1, len(late) // _WORTH_A_PROCESS)
    if jobs > 1:
        _migrate_together(late, jobs, progress)
    else:
        for schema in late:
            progress("tables", schema)
            migrate(schema)
    enter_public()
    return behind + len(late) > 0


def is_up_to_date() -> bool:
    """Tell whether every schema has every table that the code expects."""
    enter_public()
    if not applied_migrations("public") >= migrations_of(settings.SHARED_APPS):
        return False
    wanted = migrations_of(settings.TENANT_APPS)
    return all(applied_migrations(schema) >= wanted for schema in School.objects.values_list("schema_name", flat=True))


def knows_tables_of(schema: str) -> bool:
    """Tell whether this program knows every change that a schema's tables went through: it may be of a newer one."""
    applied = applied_migrations(schema)
    return bool(applied) and applied <= known_migrations()


def known_migrations() -> set[tuple[str, str]]:
    """Give every change of tables that this program knows."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def migrate(schema: str) -> None:
    """Draw or change the tables of one schema."""
    call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)


def _migrate_together(schemas: list[str], jobs: int, progress: Progress) -> None:
    """Share the schools among processes; raises the first failure after all have come to an end."""
    place = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    connection.close()
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=begin, initargs=(place,)) as pool:
        works = {pool.submit(migrate_here, schema): schema for schema in schemas}
        for work in as_completed(works):
            if work.exception() is None:
                progress("tables", works[work])
    for work in works:
        work.result()


def migrations_of(apps: list[str]) -> set[tuple[str, str]]:
    """Names of the migrations on disk that belong to these applications."""
    from django.apps import apps as registry

    labels = {config.label for config in registry.get_app_configs() if config.name in apps}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key for key in loader.disk_migrations or {} if key[0] in labels}


def applied_migrations(schema: str) -> set[tuple[str, str]]:
    """Give the changes that a schema's tables went through; none where it has no tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{quote_schema_name(schema)}.django_migrations"])
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute(f"SELECT app, name FROM {quote_schema_name(schema)}.django_migrations")  # noqa: S608
        return set(cursor.fetchall())

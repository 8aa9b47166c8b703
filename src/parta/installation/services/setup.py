"""Bringing the tables of an installation up to the code: the shared schema, every school, the cache."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import quote_schema_name

from parta.installation.models import School
from parta.installation.schools import enter_public

Progress = Callable[[str, str], None]


def schemas_behind() -> list[str]:
    """Name the schemas whose tables are older than the code; `public` stands first. One query for all schools."""
    enter_public()
    wanted = _migrations_of(settings.SHARED_APPS)
    if not _applied("public") >= wanted:
        return ["public", *School.objects.values_list("schema_name", flat=True)] if _has_register() else ["public"]
    wanted = _migrations_of(settings.TENANT_APPS)
    schools = list(School.objects.order_by("pk").values_list("schema_name", flat=True))
    return [schema for schema in schools if not _applied(schema) >= wanted]


def bring_up_to_date(*, progress: Progress) -> bool:
    """Draw what is missing; tell `progress(what, schema)` before each schema. Gives whether anything was done.

    Safe to repeat; costs some milliseconds when nothing is behind.
    """
    worked = False
    for schema in _one_by_one():
        progress("tables", schema)
        call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)
        worked = True
    enter_public()
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        progress("cache", "public")
        call_command("createcachetable", verbosity=0)
        worked = True
    return worked


def _one_by_one() -> Iterator[str]:
    done: set[str] = set()
    while behind := [schema for schema in schemas_behind() if schema not in done]:
        done.add(behind[0])
        yield behind[0]


def _migrations_of(apps: list[str]) -> set[tuple[str, str]]:
    """Names of the migrations on disk that belong to these applications."""
    from django.apps import apps as registry

    labels = {config.label for config in registry.get_app_configs() if config.name in apps}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key for key in loader.disk_migrations or {} if key[0] in labels}


def _applied(schema: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{quote_schema_name(schema)}.django_migrations"])
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute(f"SELECT app, name FROM {quote_schema_name(schema)}.django_migrations")  # noqa: S608
        return set(cursor.fetchall())


def _has_register() -> bool:
    return School._meta.db_table in connection.introspection.table_names()

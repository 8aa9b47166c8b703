"""Bringing the tables of an installation up to the code: the shared schema, every school, the cache."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import quote_schema_name

from parta.installation.models import School
from parta.installation.schools import enter_public

Progress = Callable[[str, str], None]


def bring_up_to_date(*, progress: Progress) -> bool:
    """Draw what is missing; tell `progress(what, schema)` before each schema. Gives whether anything was done.

    Safe to repeat; costs some milliseconds a school when nothing is behind.
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
    for schema in School.objects.order_by("pk").values_list("schema_name", flat=True):
        if not applied_migrations(schema) >= wanted:
            behind += 1
            progress("tables", schema)
            migrate(schema)
    enter_public()
    return behind > 0


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

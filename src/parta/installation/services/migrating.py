"""Changes of schools' tables: made by Django in one, their statements repeated in those that stood where it did."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps as registry
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django_tenants.utils import get_public_schema_name, quote_schema_name

from parta.installation.schools import connection, enter_public


@dataclass(frozen=True, slots=True)
class Step:
    """One change of tables: as what it is recorded, and what it said to the server.

    `repeatable` unless it works on rows by Python, or outside a transaction.
    """

    names: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]
    repeatable: bool


def migrate(schema: str) -> tuple[Step, ...]:
    """Draw or change the tables of one school by Django's own hand; give what was done, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {quote_schema_name(schema)}")
    return _migrate(schema, settings.TENANT_APPS)


def migrate_shared() -> None:
    """Draw or change the tables that all schools share."""
    _migrate(get_public_schema_name(), settings.SHARED_APPS)


def migrations_of(apps: Sequence[str]) -> set[tuple[str, str]]:
    """Names of the migrations on disk that belong to these applications."""
    labels = _labels(apps)
    return {key for key in known_migrations() if key[0] in labels}


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Give every change of tables that this program knows."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def _migrate(schema: str, apps: Sequence[str]) -> tuple[Step, ...]:
    """Apply the changes of these applications only: reckoning those of the others costs as much as making them."""
    labels = _labels(apps)
    try:
        # Without this the table of changes of the shared schema would be taken for the school's.
        connection.set_schema(schema, include_public=False)
        MigrationRecorder(connection).ensure_schema()
        connection.set_schema(schema)
        executor = _Noting(connection)
        executor.loader.check_consistent_history(connection)
        executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] in labels])
    finally:
        enter_public()
    return tuple(executor.steps)


def follow(schema: str, steps: Sequence[Step]) -> None:
    """Bring a school where `steps` brought another one that stood at the same change.

    By their statements where all can be repeated: Django's own way costs a quarter of a second of reckoning. A school
    whose tables do not take them (names of constraints may be of another history) goes that way, and fails by it.
    """
    if all(step.repeatable for step in steps):
        with suppress(DatabaseError):
            _repeat(schema, steps)
            return
    migrate(schema)


def _repeat(schema: str, steps: Sequence[Step]) -> None:
    try:
        connection.set_schema(schema)
        recorder = MigrationRecorder(connection)
        for step in steps:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in step.statements:
                    cursor.execute(statement)
                for app, name in step.names:
                    recorder.record_applied(app, name)
    finally:
        enter_public()


def _labels(apps: Sequence[str]) -> set[str]:
    return {config.label for config in registry.get_app_configs() if config.name in apps}


class _Noting(MigrationExecutor):
    """Django's executor, which notes what it does."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.steps: list[Step] = []

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        with connection.noting_changes() as statements:
            state = super().apply_migration(state, migration, fake, fake_initial)
        names = tuple(migration.replaces) or ((migration.app_label, migration.name),)
        repeatable = migration.atomic and all(operation.reduces_to_sql for operation in migration.operations)
        self.steps.append(Step(names, tuple(statements), repeatable))
        return state

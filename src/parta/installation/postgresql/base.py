"""`django-tenants`' backend that points a connection at a school only when it points elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django_tenants.postgresql_backend import base
from psycopg._preparing import Prepare, PrepareManager
from psycopg.adapt import Dumper, PyFormat
from psycopg.types.numeric import IntDumper

PREPARED_AT_MOST = 2000
"""Statements kept by one connection, all schools together, about 0.2 MB each; the longest unused goes first."""
CHANGES_TABLES = (b"DROP", b"ALTER", b"DISCARD ALL", b"DEALLOCATE ALL")


class KeptStatements(PrepareManager):
    """Keeps prepared statements through a rollback, as the server does.

    psycopg gives all of them up, also at a savepoint: one refused mark would make the server plan the statements of
    every school anew.
    """

    def clear(self) -> bool:
        """Keep everything: called at every rollback."""
        return False

    def _should_discard(self, prep: Prepare, results: Sequence[Any], *_: Any) -> bool:
        changed = any((result.command_status or b"").startswith(CHANGES_TABLES) for result in results)
        return super().clear() if changed else False

    def validate(self, key: Any, prep: Prepare, name: bytes, results: Sequence[Any]) -> None:
        """Take a statement that failed at its first run from the server too."""
        super().validate(key, prep, name, results)
        if prep is Prepare.SHOULD and key not in self._names:
            self._to_flush.append(name)


class Numbers(IntDumper):
    """Sends a short number as a bigint too, or a statement is prepared anew for each mixture of short and long ones."""

    def upgrade(self, obj: int, _: PyFormat) -> Dumper:
        """Choose what writes a number; what no bigint holds goes as numeric and is found nowhere."""
        return self._int8_dumper if -(2**63) <= obj < 2**63 else self._int_numeric_dumper


class SchemaEditor(DatabaseSchemaEditor):
    """Lets the connection note the statements that change tables."""

    connection: "DatabaseWrapper"

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Run one statement, its values put in, and note it when somebody wants to repeat it."""
        whole = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        super().execute(whole, None)
        if self.connection.noted is not None:
            self.connection.noted.append(whole)


class DatabaseWrapper(base.DatabaseWrapper):
    """Remembers which search path is in force on the server, so that the same school costs no statement.

    `search_path_set_schemas` is empty whenever the server's setting is not known for sure: on a new connection and
    after a rollback, which may have taken the setting back.
    """

    SchemaEditorClass = SchemaEditor
    search_path_set_schemas: list[str] | None
    noted: list[str] | None = None
    _in_force: tuple[str, bool] | None = None
    _cursor_kept: "psycopg.RawCursor[Any] | None" = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> "psycopg.Connection[Any]":
        """Connect, with room for the prepared statements of many schools."""
        connection: psycopg.Connection[Any] = super().get_new_connection(conn_params)
        threshold = connection.prepare_threshold
        connection._prepared = KeptStatements()
        connection.prepare_threshold = threshold
        connection.prepared_max = PREPARED_AT_MOST
        return connection

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Choose the schema; the next statement sets it on the server when another one is in force."""
        known = self.search_path_set_schemas
        super().set_tenant(tenant, include_public)
        self.search_path_set_schemas = known

    @contextmanager
    def noting_changes(self) -> Iterator[list[str]]:
        """Give a list that fills with the statements by which tables are changed."""
        self.noted = []
        try:
            yield self.noted
        finally:
            self.noted = None

    def pointed(self) -> "psycopg.RawCursor[Any]":
        """Give the one cursor that this connection's prepared statements go through, pointed at the chosen schema."""
        self.ensure_connection()
        self._handle_search_path()
        if self._cursor_kept is None or self._cursor_kept.connection is not self.connection:
            self._cursor_kept = psycopg.RawCursor(self.connection)
            self._cursor_kept.adapters.register_dumper(int, Numbers)
        return self._cursor_kept

    def _handle_search_path(self, cursor: Any = None) -> None:
        wanted = (self.schema_name, self.include_public_schema)
        if self.search_path_set_schemas and self._in_force == wanted:
            return
        if self._setting_search_path:
            return
        self.search_path_set_schemas = None
        super()._handle_search_path(cursor)
        self._in_force = wanted if self.search_path_set_schemas else None

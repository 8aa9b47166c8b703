"""Looking at the database of an installation. Facts only; `rules.checkup` judges."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from parta.installation.models import School
from parta.installation.schools import enter_public
from parta.installation.services.migrating import known_migrations, migrations_of
from parta.installation.services.setup import applied_migrations

_SERVER = """
SELECT current_setting('server_version_num')::int, clock_timestamp(),
       current_setting('max_locks_per_transaction')::int
           * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int),
       (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'S')),
       (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::int FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend')
"""
_LEFT = """
SELECT datname FROM pg_database
WHERE datname LIKE current_database() || '\\_restored\\_%%' OR datname LIKE current_database() || '\\_before\\_%%'
UNION ALL
SELECT nspname FROM pg_namespace WHERE nspname LIKE 'school\\_%%' AND nspname <> ALL(%s)
"""

# The tables are of packages above this one: told by name, as a backup tells them.
_ADMINISTRATOR = """
SELECT EXISTS (
    SELECT FROM "{schema}".people_appointment a
    JOIN public.installation_membership m ON m.person_id = a.employee_id AND m.school_id = %s AND m.is_active
    JOIN public.installation_account c ON c.id = m.account_id AND c.is_active
    WHERE a.role = 'administrator' AND current_date BETWEEN a.starts_on AND coalesce(a.ends_on, 'infinity'))
"""
_JOBS = """
SELECT count(*) FILTER (WHERE state = 'failed' AND ended_at > now() - interval '1 day'),
       count(*) FILTER (WHERE state = 'waiting' AND created_at < now() - interval '1 hour')
FROM "{schema}".jobs_job
"""


def server() -> tuple[int, datetime, int, int, int]:
    """Give version, clock, slots for locks, tables with sequences, and seconds of the oldest open transaction."""
    enter_public()
    with connection.cursor() as cursor:
        cursor.execute(_SERVER)
        found: tuple[int, datetime, int, int, int] = cursor.fetchone()
    return found


def schemas_behind() -> tuple[list[str], list[str], int]:
    """Name the schemas that lack changes, those with changes that this program does not know, and count all."""
    enter_public()
    known = known_migrations()
    behind, newer = [], []
    schemas = ["public", *_schools()]
    for schema in schemas:
        applied = applied_migrations(schema)
        wanted = migrations_of(settings.SHARED_APPS if schema == "public" else settings.TENANT_APPS)
        behind += [] if applied >= wanted else [schema]
        newer += [] if applied <= known else [schema]
    return behind, newer, len(schemas)


def unknown_zones() -> dict[str, str]:
    """Give schools whose time zone this machine does not know."""
    found = {}
    for school in _drawn("school_schoolcard"):
        zone = _row(f'SELECT max(time_zone) FROM "{school.schema_name}".school_schoolcard', [])[0]
        try:
            ZoneInfo(zone or "UTC")
        except (ValueError, OSError, KeyError):
            found[school.schema_name] = zone
    return found


def schools_without_administrator() -> list[str]:
    """Name the schools where nobody with an account is administrator today."""
    return [
        school.slug
        for school in _drawn("people_appointment")
        if not _row(_ADMINISTRATOR.format(schema=school.schema_name), [school.pk])[0]
    ]


def jobs() -> tuple[dict[str, int], dict[str, int]]:
    """Count by school the jobs that failed within a day, and those that nobody took up for an hour."""
    failed: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for school in _drawn("jobs_job"):
        gone, left = _row(_JOBS.format(schema=school.schema_name), [])
        failed |= {school.slug: gone} if gone else {}
        waiting |= {school.slug: left} if left else {}
    return failed, waiting


def leftovers() -> list[str]:
    """Name databases put aside by restores and schemas of no school."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [_schools()])
        return [row[0] for row in cursor.fetchall()]


def _drawn(table: str) -> Iterator[School]:
    """Give the schools that have a table already."""
    if not _row("SELECT to_regclass('public.installation_school') IS NOT NULL", [])[0]:
        return
    for school in School.objects.order_by("pk"):
        if _row("SELECT to_regclass(%s) IS NOT NULL", [f"{school.schema_name}.{table}"])[0]:
            yield school


def _row(statement: str, params: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: tuple[Any, ...] = cursor.fetchone()
    return found


def _schools() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.installation_school') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
    return list(School.objects.order_by("pk").values_list("schema_name", flat=True))

"""Looking at the database of an installation. Facts only; `rules.checkup` judges."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from parta.installation.models import School
from parta.installation.schools import enter_public
from parta.installation.services.setup import applied_migrations, known_migrations, migrations_of

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
    with connection.cursor() as cursor:
        for schema in _schools():
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.school_schoolcard"])
            if not cursor.fetchone()[0]:
                continue
            cursor.execute(f'SELECT time_zone FROM "{schema}".school_schoolcard')
            for (zone,) in cursor.fetchall():
                try:
                    ZoneInfo(zone)
                except (ValueError, OSError, KeyError):
                    found[schema] = zone
    return found


def leftovers() -> list[str]:
    """Name databases put aside by restores and schemas of no school."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [_schools()])
        return [row[0] for row in cursor.fetchall()]


def _schools() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.installation_school') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
    return list(School.objects.order_by("pk").values_list("schema_name", flat=True))

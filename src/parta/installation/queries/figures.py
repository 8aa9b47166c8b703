"""Figures of the installation for the operator's programs."""

from dataclasses import dataclass

from django.db import connection

from parta.installation.schools import enter_public

_FIGURES = """
SELECT (SELECT count(*) FROM public.installation_school),
       (SELECT count(*) FROM public.installation_session WHERE expire_date > now()),
       pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend')
"""


@dataclass(frozen=True, slots=True)
class InstallationFigures:
    """Schools, open sessions, bytes of the database, connections to it."""

    schools: int
    sessions: int
    bytes: int
    connections: int


def installation_figures() -> InstallationFigures:
    """Count; one query."""
    enter_public()
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES)
        return InstallationFigures(*cursor.fetchone())

"""Opening the installation for a command: the database, then Django."""

import os
from datetime import datetime

from parta.cli.terminal import fail, progress
from parta.installation.embedded import DatabaseDidNotStart, ensure_database


def open_installation() -> None:
    """Start or find the database and set Django up; end with a plain sentence when either fails."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        ensure_database()
    except DatabaseDidNotStart as problem:
        fail(f"Встроенная база данных не запустилась.\n{problem}")
    import django
    from django.db import OperationalError, connection

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        fail(f"База данных не отвечает: {str(problem).strip().splitlines()[0]}")


def open_ready_installation() -> None:
    """Open the installation with tables as new as the code."""
    open_installation()
    bring_tables_up_to_date()


def bring_tables_up_to_date(jobs: int = 0) -> bool:
    """Draw or change tables where they are behind, saying so; `jobs` processes at the same time (0: one a core)."""
    from parta.installation.services.setup import bring_up_to_date

    def told(what: str, schema: str) -> None:
        progress("Готовлю общие таблицы…" if schema == "public" else f"Таблицы школы ({schema})…")

    return bring_up_to_date(progress=told, jobs=jobs)


def database_now() -> datetime:
    """Give the moment by the database's clock: the only clock that decides."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment

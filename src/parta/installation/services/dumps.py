"""Dumps made and read back by PostgreSQL's own programs."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection

from parta.installation.embedded import programs
from parta.installation.queries.contents import LEFT_OUT
from parta.kernel.decisions import refusal

_NEWER_SETTING = b"SET transaction_timeout ="  # servers before 17 do not know it


def dump(file: Path, *, snapshot: str, schema: str = "") -> None:
    """Dump the database or one schema in pg_dump's compressed format with the newest pg_dump at hand.

    `snapshot` names the moment that it shall see. Refuses `export_no_program`, `export_failed`.
    """
    options = ["--format=custom", f"--file={file}", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data={table}" for table in LEFT_OUT]
    _pg_dump(*options, *([f"--schema={schema}"] if schema else []))


def describe(schema: str) -> str:
    """Give the statements that make a schema of few rows again, nothing else of the server's settings.

    Refuses as `dump`.
    """
    options = ("--no-tablespaces", "--no-table-access-method", "--inserts", "--rows-per-insert=100")
    words = _pg_dump("--format=plain", f"--schema={schema}", *options)
    # Before it stand settings of the session, around it what psql alone understands.
    text = words[words.index("CREATE SCHEMA ") :]
    return re.sub(r"^\\(un)?restrict .*$", "", text, flags=re.MULTILINE)


def replay(file: Path, *, schema: tuple[str, str] | None = None, database: str = "") -> None:
    """Bring a dump back.

    `schema` names the dump's schema and what it is called here: then it is one transaction, all of it or nothing.
    `database` names another database of the same server, empty, that whoever asked removes after a failure: a
    transaction over fifty schools would need more locks than a server has. Refuses `export_no_program`,
    `restore_failed`.
    """
    reading = [_program("pg_restore"), "--no-owner", "--file=-", str(file)]
    writing = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-", *_place(database)]
    if schema:
        writing.append("--single-transaction")
    with tempfile.TemporaryFile() as words:
        try:
            with (
                subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=words, env=_environment()) as source,  # noqa: S603
                subprocess.Popen(  # noqa: S603
                    writing, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words, env=_environment()
                ) as target,
            ):
                assert source.stdout is not None
                assert target.stdin is not None
                with suppress(BrokenPipeError), target.stdin:
                    target.stdin.writelines(_moved(source.stdout, schema))
                    if source.wait() != 0:
                        target.stdin.write(b"\nSELECT 1 / 0;\n")
        except OSError as problem:
            raise refusal("export_no_program", program="pg_restore") from problem
        if source.returncode != 0 or target.returncode != 0:
            words.seek(0)
            raise refusal("restore_failed", reason=_last_words(words.read(), "pg_restore"))


def _moved(lines: Iterable[bytes], schema: tuple[str, str] | None) -> Iterator[bytes]:
    """Give the statements with the schema called by its new name; the data between them stay as they are."""
    old, new = (re.escape(schema[0].encode()), schema[1].encode()) if schema else (b"", b"")
    name = re.compile(rb"(?<![\w$])" + old + rb"(?![\w$])") if schema else None
    data = False
    for line in lines:
        if data:
            data = line != b"\\.\n"
        elif line.startswith(_NEWER_SETTING):
            continue
        else:
            data = line.startswith(b"COPY ") and line.endswith(b" FROM stdin;\n")
            if name is not None:
                yield name.sub(new, line)
                continue
        yield line


def _pg_dump(*options: str) -> str:
    command = [_program("pg_dump"), "--no-owner", *options, *_place()]
    try:
        result = subprocess.run(command, capture_output=True, check=False, env=_environment())  # noqa: S603
    except OSError as problem:
        raise refusal("export_no_program", program="pg_dump") from problem
    if result.returncode != 0:
        raise refusal("export_failed", reason=_last_words(result.stderr, "pg_dump"))
    return result.stdout.decode()


def _program(name: str) -> str:
    own = programs() / name
    return str(own) if own.exists() else name


def _place(database: str = "") -> list[str]:
    settings = {**connection.settings_dict, **({"NAME": database} if database else {})}
    named = (("host", "HOST"), ("port", "PORT"), ("username", "USER"), ("dbname", "NAME"))
    return [f"--{option}={settings[key]}" for option, key in named if settings[key]]


def _environment() -> dict[str, str]:
    return {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"] or ""), "LC_ALL": "C"}


def _last_words(words: bytes, program: str) -> str:
    lines = words.decode(errors="replace").strip().splitlines() or [program]
    return next((line for line in lines if "ERROR" in line), lines[-1])

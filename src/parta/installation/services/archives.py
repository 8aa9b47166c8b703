"""The file of an export or a backup: a tar of what it is about (JSON) and a dump, with the dump's checksum inside."""

import hashlib
import io
import json
import os
import tarfile
from pathlib import Path
from typing import IO, Any

from parta.kernel.decisions import refusal

_PIECE = 1 << 20
_SUMS = "SHA256SUMS"


def pack(file: Path, about: Path, content: Path) -> None:
    """Write both into one file readable by its owner only; it has its name only when it is whole.

    Refuses `export_file_exists`, `export_failed`.
    """
    if file.exists():
        raise refusal("export_file_exists", file=str(file))
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                with tarfile.open(fileobj=out, mode="w") as archive:
                    sums = "".join(f"{_checksum(one.open('rb'))}  {one.name}\n" for one in (about, content)).encode()
                    listed = tarfile.TarInfo(_SUMS)
                    listed.size = len(sums)
                    archive.addfile(listed, io.BytesIO(sums))
                    archive.add(about, about.name)
                    archive.add(content, content.name)
                out.flush()
                os.fsync(out.fileno())
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as problem:
        raise refusal("export_failed", reason=str(problem.strerror)) from problem


def unpack(file: Path, *, about: str, content: Path) -> dict[str, Any]:
    """Give what the file is about and write its dump to `content`.

    Refuses `restore_unreadable` for what is no such file, `restore_damaged` where a checksum does not fit.
    """
    try:
        with tarfile.open(file, "r:") as archive:
            lines = _member(archive, _SUMS).read().decode().splitlines()
            sums = {name: value for value, name in (line.split() for line in lines)}
            with content.open("wb") as out:
                source = _member(archive, content.name)
                while piece := source.read(_PIECE):
                    out.write(piece)
            words = _member(archive, about).read()
        whole = sums.get(about) == hashlib.sha256(words).hexdigest() and sums.get(content.name) == _checksum(
            content.open("rb")
        )
        found: Any = json.loads(words)
    except (OSError, tarfile.TarError, KeyError, ValueError) as problem:
        raise refusal("restore_unreadable", file=str(file)) from problem
    if not whole:
        raise refusal("restore_damaged", file=str(file))
    if not isinstance(found, dict):
        raise refusal("restore_unreadable", file=str(file))
    return found


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _checksum(source: IO[bytes]) -> str:
    with source:
        return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]

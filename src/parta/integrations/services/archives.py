"""Files as they are brought: single ones, or a whole set in a .zip; names without folders that lead out."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from parta.integrations.enums import ImportRefusal
from parta.integrations.spreadsheets.grid import SPREADSHEETS
from parta.integrations.spreadsheets.guard import MAX_FILE, MAX_FILES
from parta.kernel.decisions import refusal

MAX_ALL = 200 * 2**20
LONGEST_NAME = 120
_HIDDEN = (".", "~$")
_NOBODY_MEANT = (*_HIDDEN, "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The spreadsheets by name, and the names of what is none: letters, pictures."""

    files: dict[str, bytes]
    passed: list[str]


def unpacked(files: Iterable[tuple[str, bytes]]) -> Unpacked:
    """Give the spreadsheets among the files, those of a .zip among them, and what was passed over.

    Refuses with `import_bad_file` (nothing here is a spreadsheet, a broken archive) and `import_too_much`.
    """
    found: dict[str, bytes] = {}
    passed: list[str] = []
    whole = 0
    for name, content in files:
        whole += len(content)
        if whole > MAX_ALL:
            raise refusal(ImportRefusal.TOO_MUCH, name="", limit=MAX_ALL // 2**20)
        taken: set[str] = set()
        members = _members(name, content) if name.lower().endswith(".zip") else [(name, content)]
        for own, data in members:
            short = _name(own)
            # «5А/ктп.xlsx» and «6А/ктп.xlsx» of one set are two files.
            short = _name(" - ".join(_parts(own))) if short in taken else short
            taken.add(short)
            if PurePosixPath(short).suffix.lower() not in SPREADSHEETS or short.startswith(_HIDDEN):
                passed.append(short)
                continue
            if len(data) > MAX_FILE:
                raise refusal(ImportRefusal.TOO_MUCH, name=short, limit=MAX_FILE // 2**20)
            if not data:
                raise refusal(ImportRefusal.BAD_FILE, name=short, why="empty")
            found[short] = data
    if len(found) > MAX_FILES or sum(map(len, found.values())) > MAX_ALL:
        raise refusal(ImportRefusal.TOO_MUCH, name="", limit=MAX_ALL // 2**20)
    if not found:
        raise refusal(ImportRefusal.BAD_FILE, name=", ".join(passed[:5]), why="kind")
    return Unpacked(found, [name for name in passed if not name.lower().startswith(_NOBODY_MEANT)])


def _members(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist()[: MAX_FILES * 2]:
                if part.is_dir() or PurePosixPath(part.filename).parts[:1] == ("__MACOSX",):
                    continue
                with archive.open(part) as stream:
                    # The header may lie about the size: read no more than the limit.
                    data = stream.read(MAX_FILE + 1)
                total += len(data)
                if total > MAX_ALL:
                    raise refusal(ImportRefusal.TOO_MUCH, name=name, limit=MAX_ALL // 2**20)
                yield _decoded(part), data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refusal(ImportRefusal.BAD_FILE, name=name, why="archive") from error


def _decoded(part: zipfile.ZipInfo) -> str:
    """Give the name of a part; archives made by Windows in Russia name them in cp866 without saying so."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("cp866")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return part.filename


def _parts(name: str) -> list[str]:
    return [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("..", "/")]


def _name(name: str) -> str:
    """Give the file's own name: printable, without folders, not too long."""
    own = "".join(sign for sign in PurePosixPath(name.replace("\\", "/")).name if sign.isprintable()).strip()
    stem, dot, ending = own.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}" if dot else own[:LONGEST_NAME]

"""Which file is this, by its bytes: documents and pictures that may be kept and given back, and nothing that acts."""

from collections.abc import Collection
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from parta.kernel.decisions import refusal
from parta.kernel.enums import FileKind, FileRefusal
from parta.kernel.pdf import MAGIC as PDF
from parta.kernel.pdf import pages_of

MEBIBYTE = 1 << 20
NAME_LENGTH = 120
MIME = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.ODP: "application/vnd.oasis.opendocument.presentation",
}
PICTURES = (FileKind.PNG, FileKind.JPEG)
_STARTS = ((b"\x89PNG\r\n\x1a\n", FileKind.PNG), (b"\xff\xd8\xff", FileKind.JPEG))
_ZIP = b"PK\x03\x04"
_PARTS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
}
_OPEN = {MIME[kind]: kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_MOST_PARTS = 10_000
_MACROS, _MACRO_FOLDERS = frozenset({"vbaproject.bin", "activex"}), frozenset({"basic", "scripts"})
_ENCRYPTED = 1


def recognise(content: bytes, *, limit: int, kinds: Collection[FileKind] = tuple(FileKind)) -> FileKind:
    """Tell what a file is by its bytes, whatever it is called; `limit`: the most bytes.

    Nothing is unpacked but the list of what an office document holds. Refuses `file_empty`, `file_too_big`,
    `file_unknown` (also for a kind that is not among `kinds`), `file_locked`, `file_active` (macros, scripts).
    """
    if not content:
        raise refusal(FileRefusal.EMPTY)
    if len(content) > limit:
        raise refusal(FileRefusal.TOO_BIG, limit=limit // MEBIBYTE)
    kind = _kind(content)
    if kind is None or kind not in kinds:
        raise refusal(FileRefusal.UNKNOWN)
    if kind is FileKind.PDF:
        pages_of(content)
    return kind


def safe_name(name: str, kind: FileKind) -> str:
    """Give the name under which a file is given back: without folders and hidden signs, with its true ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    known = dot and (ending.casefold() == kind or (kind is FileKind.JPEG and ending.casefold() == "jpeg"))
    return f"{(stem if known else plain)[:NAME_LENGTH].strip() or 'file'}.{kind}"


def _kind(content: bytes) -> FileKind | None:
    if content.startswith(PDF):
        return FileKind.PDF
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    return _office(content) if content.startswith(_ZIP) else None


def _office(content: bytes) -> FileKind | None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS:
                return None
            names = {part.filename for part in parts}
            said = b""
            if "mimetype" in names and packed.getinfo("mimetype").file_size <= max(map(len, _OPEN)):
                said = packed.read("mimetype")
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, KeyError):
        return None
    kind = next((kind for part, kind in _PARTS.items() if part in names), None) or _OPEN.get(
        said.decode("ascii", "replace").strip()
    )
    if kind is None:
        return None
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refusal(FileRefusal.LOCKED)
    paths = [name.casefold().split("/") for name in names]
    if any(not _MACROS.isdisjoint(path) or path[0] in _MACRO_FOLDERS for path in paths):
        raise refusal(FileRefusal.ACTIVE)
    return kind

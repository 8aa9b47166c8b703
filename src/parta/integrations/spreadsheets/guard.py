"""What is refused before a file is opened: too big, packed to explode, cells scattered over a million rows."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAX_FILE = 40 * 2**20
MAX_UNPACKED = 400 * 2**20
MAX_PART = 200 * 2**20
MAX_CELLS = 2_000_000
MAX_FILES = 500
_ROWS = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_CELLS = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})\d+"')
_LAST_CELLS = 4096


class TooBig(Exception):
    """The file or a sheet is larger than any office's table."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check(path: Path) -> None:
    """Raise `TooBig` for a file that must not be opened; an unreadable archive is left for the reader to tell."""
    size = path.stat().st_size
    if size > MAX_FILE:
        raise TooBig("file_too_big", size=size // 2**20, limit=MAX_FILE // 2**20)
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED or any(part.file_size > MAX_PART for part in parts):
                raise TooBig(
                    "file_too_big", size=sum(part.file_size for part in parts) // 2**20, limit=MAX_UNPACKED // 2**20
                )
            for part in parts:
                if re.search(r"worksheets/[^/]+\.xml$", part.filename):
                    _check_sheet(_read(archive, part))
                elif part.filename == "content.xml":
                    _check_ods(archive, part)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        ElementTree.ParseError,
    ):
        return


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    # The header may lie about the size: read no more than the limit.
    with archive.open(part) as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise TooBig("file_too_big", size=len(data) // 2**20, limit=MAX_PART // 2**20)
    return data


def _check_sheet(data: bytes) -> None:
    rows = max((int(number) for number in _ROWS.findall(data)), default=0)
    rows = max(rows, data.count(b"<row"))
    width = 1
    for letters in set(_CELLS.findall(data)):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        width = max(width, column)
    if rows * width > MAX_CELLS:
        raise TooBig("sheet_too_big", rows=rows, columns=width, limit=MAX_CELLS)


def _check_ods(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    rows = width = cells = 0
    repeat = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-"
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):  # noqa: S314 - expat refuses entity bombs, the size is capped
            name = element.tag.rpartition("}")[2]
            if name in ("table-cell", "covered-table-cell"):
                cells += int(element.get(repeat + "columns-repeated", 1))
                if len(element) or element.attrib.get("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"):
                    width = max(width, cells)
            elif name == "table-row":
                if width:
                    rows += int(element.get(repeat + "rows-repeated", 1))
                if rows * max(width, 1) > MAX_CELLS:
                    raise TooBig("sheet_too_big", rows=rows, columns=width, limit=MAX_CELLS)
                cells = 0
                element.clear()
            elif name == "table":
                rows = width = 0

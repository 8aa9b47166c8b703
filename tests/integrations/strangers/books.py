"""Writers of the files that offices keep: .xlsx, .xls, .ods, .csv, and what only looks like them."""

import csv
import datetime as dt
import html
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

Rows = Sequence[Sequence[Any]]


@dataclass
class Sheet:
    """A sheet: its rows, merged areas («A1:C1»), and whether it is hidden."""

    name: str
    rows: Rows
    merge: Sequence[str] = field(default_factory=list)
    hidden: bool = False
    filtered: bool = False


def xlsx(path: Path, *sheets: Sheet) -> Path:
    """Write a workbook of Excel; a text that begins with «=» stays a text, `Formula` is a formula with its result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            for area in one.merge:
                sheet.merge_range(area, "")
            for at, row in enumerate(one.rows):
                for column, value in enumerate(row):
                    if isinstance(value, Formula):
                        sheet.write_formula(at, column, value.text, None, value.result)
                    elif value not in (None, ""):
                        sheet.write(at, column, value)
            if one.filtered:
                sheet.autofilter(xl_range(0, 0, len(one.rows), 5))
            if one.hidden:
                sheet.hide()
    return path


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel has computed: «#N/A» where it failed."""

    text: str
    result: Any


def comma_separated(path: Path, rows: Rows, *, encoding: str = "cp1251", delimiter: str = ";") -> Path:
    """Write a table as Excel saves it in Russia."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["" if value is None else _shown(value) for value in row] for row in rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def ods(path: Path, *sheets: Sheet) -> Path:
    """Write a workbook of LibreOffice."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    tables = "".join(
        f'<table:table table:name="{html.escape(one.name)}">{"".join(_ods_row(row) for row in one.rows)}</table:table>'
        for one in sheets
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?>'
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _ods_row(row: Sequence[Any]) -> str:
    return "<table:table-row>" + "".join(_ods_cell(value) for value in row) + "</table:table-row>"


def _ods_cell(value: Any) -> str:
    if value in (None, ""):
        return "<table:table-cell/>"
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, dt.date):
        day = value.isoformat()
        return f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p>{day}</text:p></table:table-cell>'
    paragraphs = "".join(f"<text:p>{html.escape(part)}</text:p>" for part in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def web_page(path: Path, title: str, rows: Rows, *, encoding: str = "utf-8") -> Path:
    """Write what journals call «Экспорт в Excel»: an HTML table under the name of a workbook."""
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(value))}</td>" for value in row) + "</tr>" for row in rows
    )
    text = (
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"><title>{html.escape(title)}</title>'
        f"<style>td {{ mso-number-format: '@' }}</style></head><body><table border=1>{body}</table></body></html>"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def xls(path: Path, *sheets: Sheet) -> Path:
    """Write a workbook of Excel 97–2003; dates become the numbers that Excel keeps them as."""
    streams = [_biff_sheet(one) for one in sheets]
    heads = [_biff_name(one.name) for one in sheets]
    start = 20 + 6 + sum(4 + 6 + len(head) for head in heads) + 4
    bounds, at = b"", start
    for one, head, stream in zip(sheets, heads, streams, strict=True):
        bounds += struct.pack("<HHIBB", 0x85, 6 + len(head), at, 1 if one.hidden else 0, 0) + head
        at += len(stream)
    globals_ = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + _record(0x42, struct.pack("<H", 1200))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_compound({"Workbook": globals_ + bounds + _record(0x0A, b"") + b"".join(streams)}))
    return path


def locked(path: Path) -> Path:
    """Write a workbook that asks for a password."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_compound({"EncryptionInfo": b"\x04\x00\x04\x00" * 1024, "EncryptedPackage": b"\x00" * 4096}))
    return path


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _biff_sheet(one: Sheet) -> bytes:
    out = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0))]
    width = max((len(row) for row in one.rows), default=0)
    out.append(_record(0x200, struct.pack("<IIHHH", 0, len(one.rows), 0, width, 0)))
    for at, row in enumerate(one.rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                value = (value - dt.date(1899, 12, 30)).days
            if isinstance(value, (int, float)):
                out.append(_record(0x203, struct.pack("<HHHd", at, column, 0, float(value))))
            elif value not in (None, ""):
                text = str(value)
                data = struct.pack("<HHHHB", at, column, 0, len(text), 1) + text.encode("utf-16-le")
                out.append(_record(0x204, data))
    boxes = [_box(area) for area in one.merge]
    if boxes:
        out.append(_record(0xE5, struct.pack("<H", len(boxes)) + b"".join(struct.pack("<4H", *box) for box in boxes)))
    return b"".join(out) + _record(0x0A, b"")


def _box(area: str) -> tuple[int, int, int, int]:
    (top, left), (bottom, right) = (_place(part) for part in area.split(":"))
    return top, bottom, left, right


def _place(cell: str) -> tuple[int, int]:
    letters = "".join(letter for letter in cell if letter.isalpha())
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def _compound(streams: dict[str, bytes]) -> bytes:
    """Pack streams into the container that Office files were before 2007."""
    size = 512
    padded = {name: data + b"\0" * (-len(data) % size or 0) for name, data in streams.items()}
    padded = {name: data if len(data) >= 4096 else data + b"\0" * (4096 - len(data)) for name, data in padded.items()}
    counts = [len(data) // size for data in padded.values()]
    fat_sectors = 1 + sum(counts) // 126
    directory_at = fat_sectors
    fat = [0xFFFFFFFD] * fat_sectors + [0xFFFFFFFE]
    starts, at = [], directory_at + 1
    for count in counts:
        starts.append(at)
        fat += [*range(at + 1, at + count), 0xFFFFFFFE]
        at += count
    fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, start) in enumerate(zip(padded, starts, strict=True), 1):
        right = number + 1 if number < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(padded[name]), right=right))
    entries += [b"\0" * 128] * (4 - len(entries))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory_at, 0)
        + struct.pack("<IIIII", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", *[*range(fat_sectors), *[0xFFFFFFFF] * (109 - fat_sectors)])
    )
    return header + struct.pack(f"<{len(fat)}I", *fat) + b"".join(entries) + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )

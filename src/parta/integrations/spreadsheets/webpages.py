"""Tables of a web page: what journals give out as «Экспорт в Excel» is HTML under the name of a workbook."""

import re
from html.parser import HTMLParser
from pathlib import Path

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_NESTED = ("script", "style", "title")
_WIDEST = 200


def is_web_page(path: Path) -> bool:
    """Tell whether a file is a web page, whatever its name says."""
    with path.open("rb") as stream:
        head = stream.read(2048).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")) or (
        head.startswith(b"<") and b"<table" in head and b"<?xml" not in head
    )


def tables_of(path: Path) -> list[list[list[str]]]:
    """Give the tables of a page as rows of texts; cells that span columns or rows leave the others empty."""
    data = path.read_bytes()
    said = _CHARSET.search(data[:4096])
    try:
        text = data.decode(said[1].decode("ascii") if said else "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("cp1251", errors="replace")
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [rows for rows in reader.tables if rows]


class _Tables(HTMLParser):
    """Collects rows and cells; a table inside a cell is read as that cell's text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._depth = 0
        self._hidden = 0
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif tag in _NESTED:
            self._hidden += 1
        elif self._depth == 1 and tag == "tr":
            self._finish()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th") and self.tables[-1]:
            self._finish()
            self._cell = []
            span = next((value or "" for name, value in attrs if name == "colspan"), "")
            self._span = min(int(span), _WIDEST) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._finish()
            self._depth -= 1
        elif tag in _NESTED and self._hidden:
            self._hidden -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _finish(self) -> None:
        if self._cell is not None and self.tables[-1]:
            self.tables[-1][-1] += ["".join(self._cell).strip(), *[""] * (self._span - 1)]
        self._cell = None

"""Tables as spreadsheets: one exporter for every list, no formulas in it; who took it out and when stands beneath."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from parta.people.services.looks import note_taken
from parta.regulation.enums import Terminology
from parta.wording.college import as_college
from parta.wording.roles import terminology_of

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
"""How many rows a file holds; a longer list says at its end that it was cut."""

_LONGEST_TEXT = 32_767  # a cell of the format holds no more
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "quiet": {"font_color": "#566070"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
    "text": {"text_wrap": True, "valign": "top"},
    # «=1+1» is text in the file already; the mark keeps it text when somebody presses F2 and Enter there.
    "quoted": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "number": {"valign": "top"},
    "date": {"valign": "top", "align": "left", "num_format": "dd.mm.yyyy"},
    "moment": {"valign": "top", "align": "left", "num_format": "dd.mm.yyyy hh:mm"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; `width` in signs."""

    title: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Second:
    """A further sheet of the same file."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def asked_for_sheet(request: HttpRequest) -> bool:
    """Tell whether the list is wanted as a file: its address with `as=xlsx`."""
    return request.GET.get("as") == "xlsx"


def sheet(
    request: HttpRequest,
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    chosen: str = "",
    persons: Iterable[int] | None = None,
    second: Second | None = None,
) -> HttpResponse:
    """Answer with a list as an XLSX file: a title, what was chosen, the rows, and who took it out and when.

    A list of people names them by id in `persons`, as far as it knows them: that it was taken out is written down.
    Values of rows: text, whole or decimal numbers, dates, moments, None. Nothing in the file is ever a formula.
    """
    now = request.now
    if persons is not None and request.resolver_match:
        what = request.resolver_match.view_name
        note_taken(actor=request.actor, what=what, persons=list(persons), now=now)
    footer = f"Выгружено: {request.frame.person_name}, {now:%d.%m.%Y %H:%M}. {request.frame.school_name}, Парта."
    if terminology_of(request.frame.school_kind) is Terminology.COLLEGE:
        columns = [replace(one, title=as_college(one.title)) for one in columns]
    content = write_sheet(title=title, columns=columns, rows=rows, chosen=chosen, footer=footer, second=second)
    answer = HttpResponse(content, content_type=MIME)
    answer["Content-Disposition"] = content_disposition_header(True, f"{title} {now:%d.%m.%Y}.xlsx") or "attachment"
    return answer


def write_sheet(
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    chosen: str | Sequence[str],
    footer: str,
    hints: Sequence[str] = (),
    second: Second | None = None,
) -> bytes:
    """Write the file itself; at most `MOST_ROWS` rows. `hints` become notes at the heads of the columns.

    What was chosen stands above them, of several parts each in a cell of its own.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
    page = book.add_worksheet("Лист")
    for place, hint in enumerate(hints):
        if hint:
            page.write_comment(2, place, hint, {"x_scale": 1.5, "y_scale": 0.6})
    said = [chosen] if isinstance(chosen, str) else chosen
    _fill(page, formats, title=title, columns=columns, rows=rows, chosen=said, footer=footer)
    if second:
        other = book.add_worksheet(second.name)
        _fill(other, formats, title=title, columns=second.columns, rows=second.rows, chosen=said, footer=footer)
    book.close()
    return buffer.getvalue()


def _fill(
    page: Any,
    formats: dict[str, Any],
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    chosen: Sequence[str],
    footer: str,
) -> None:
    page.write_string(0, 0, title[:_LONGEST_TEXT], formats["title"])
    for place, words in enumerate(chosen):
        page.write_string(1, place, words[:_LONGEST_TEXT], formats["quiet"])
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(2, place, column.title, formats["head"])
    line, cut = 2, False
    for line, row, cut in _counted(rows):
        if cut:
            break
        for place, value in enumerate(row):
            _write(page, line, place, value, formats)
    last = line if not cut else line - 1
    page.autofilter(2, 0, max(last, 2), len(columns) - 1)
    page.freeze_panes(3, 0)
    if cut:
        page.write_string(last + 1, 0, f"Показаны первые {MOST_ROWS} строк: сузьте отбор.", formats["quiet"])
    page.write_string(last + 3, 0, footer, formats["quiet"])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer(f"&L{footer.replace('&', '&&')[:200]}&R&P / &N")


def _counted(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any], bool]]:
    for count, row in enumerate(rows):
        yield count + 3, row, count >= MOST_ROWS
        if count >= MOST_ROWS:
            return


def _write(page: Any, line: int, place: int, value: Any, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            page.write_blank(line, place, None, formats["text"])
        case bool():
            page.write_string(line, place, "да" if value else "нет", formats["text"])
        case int() | float() | Decimal():
            page.write_number(line, place, value, formats["number"])
        case datetime():
            page.write_datetime(line, place, value.replace(tzinfo=None), formats["moment"])
        case date():
            page.write_datetime(line, place, value, formats["date"])
        case _:
            text = str(value)[:_LONGEST_TEXT]
            look = "quoted" if text.startswith(_LOOKS_LIKE_FORMULA) else "text"
            page.write_string(line, place, text, formats[look])

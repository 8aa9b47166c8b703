"""The sheets of a class: marks of a period, and the summary of the year; from page dataclasses to plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parta.journal.queries.class_marks import ClassMarks, MarksCell
from parta.journal.queries.class_results import ClassResults, Missed, Period
from parta.paper.layout import runs
from parta.paper.words import capital
from parta.wording.plurals import number_text
from parta.wording.terms import RESULT_TITLES, term_numeral

_SUM_WIDTH = 8.0
_MARK_WIDTH, _RESULT_WIDTH = 9.6, 6.4
_LOW, _HIGH = 3.6, 6.0
_SIGN, _BREAKS = 1.75, 24
"""Width of a bold letter in a head, and how long a word has to be for the templates to break it."""
_TALL = 126.0
"""What heads set upright and the signatures leave of a sheet for the lines."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet of a class shows before it is cut: groups of columns, lines, sums at the end, lines beneath."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, tuple[tuple[Any, ...], ...], tuple[str, ...]], ...]
    sums: tuple[str, ...]
    foot: tuple[tuple[str, tuple[str, ...]], ...]
    width: float


def term_sheet(page: ClassMarks, missed: Mapping[int, Missed], *, college: bool) -> list[dict[str, Any]]:
    """Lay out the marks of a period: in each cell the mark that stands, and beneath it the average."""
    rows = tuple(
        (
            row.name,
            tuple((_cell(cell),) for cell in row.cells),
            (_number(row.mean), *_missed(missed.get(row.id, Missed()))),
        )
        for row in page.rows
    )
    foot = (
        ("В среднем", tuple(_number(one.mean) for one in page.foot)),
        ("На 4 и 5, %", tuple(_whole(one.quality) for one in page.foot)),
        ("Без двоек, %", tuple(_whole(one.passed) for one in page.foot)),
    )
    groups = tuple((capital(column.title), ("",)) for column in page.columns)
    return _cut(Sheet(groups, rows, ("Средний балл", *_missed_titles(college)), foot if groups else (), _MARK_WIDTH))


def year_sheet(page: ClassResults, missed: Mapping[int, Missed], *, college: bool) -> list[dict[str, Any]]:
    """Lay out the results of the year: under each subject the periods, the year and what stands beyond it."""
    periods: list[Period] = [("term", term.pk) for term in page.terms] + list(page.beyond)
    heads = (
        *(term_numeral(term.kind, term.number) for term in page.terms),
        *(RESULT_TITLES[k] for k, _ in page.beyond),
    )
    rows = tuple(
        (
            row.name,
            tuple(tuple({"mark": one.get(period, ""), "average": ""} for period in periods) for one in row.results),
            _missed(missed.get(row.id, Missed())),
        )
        for row in page.rows
    )
    groups = tuple((capital(title), heads) for title in page.subjects)
    longest = max((len(word) for title in page.subjects for word in title.split()), default=0)
    width = max(_RESULT_WIDTH, round((_SIGN * min(longest, _BREAKS) + 2) / len(heads), 1))
    return _cut(Sheet(groups, rows, _missed_titles(college), (), width))


def _cut(sheet: Sheet) -> list[dict[str, Any]]:
    last = _SUM_WIDTH * len(sheet.sums)
    cut = runs([sheet.width * len(heads) for _, heads in sheet.groups], last=last)
    height = min(_HIGH, max(_LOW, _TALL / max(len(sheet.rows) + len(sheet.foot), 1)))
    found = []
    for number, places in enumerate(cut):
        ends = number == len(cut) - 1
        found.append(
            {
                "groups": [{"title": sheet.groups[n][0], "span": len(sheet.groups[n][1])} for n in places],
                "heads": [head for n in places for head in sheet.groups[n][1]],
                "width": sheet.width,
                "height": round(height, 2),
                "sums": list(sheet.sums) if ends else [],
                "sum_width": _SUM_WIDTH,
                "rows": [
                    {
                        "no": no,
                        "name": name,
                        "cells": [cell for n in places for cell in cells[n]],
                        "sums": list(sums) if ends else [],
                    }
                    for no, (name, cells, sums) in enumerate(sheet.rows, 1)
                ],
                "foot": [{"title": title, "cells": [values[n] for n in places]} for title, values in sheet.foot],
            }
        )
    return found


def _cell(cell: MarksCell | None) -> dict[str, str] | None:
    return None if cell is None else {"mark": cell.result, "average": _number(cell.average)}


def _missed(missed: Missed) -> tuple[str, ...]:
    counts: Sequence[int] = (missed.days, missed.days_ill, missed.hours, missed.hours_ill)
    return tuple(str(count) if count else "" for count in counts)


def _missed_titles(college: bool) -> tuple[str, ...]:
    ill = "из них по болезни"
    return "Пропущено дней", ill, f"Пропущено {'часов' if college else 'уроков'}", ill


def _number(value: Decimal | None) -> str:
    return "" if value is None else number_text(value)


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)

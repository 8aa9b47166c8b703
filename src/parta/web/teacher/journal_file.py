"""The journal of a course in a period as a file: marks and absences by lesson, results, topics on a second sheet."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from parta.journal.access import CourseView, TermRow
from parta.journal.queries.grid import GridRows
from parta.paper.journal_part import Letters, cells_of, given_results, lesson_line, results_of
from parta.regulation.enums import Terminology
from parta.web.ui.sheets import Column, Second, sheet
from parta.wording.dates import full_date
from parta.wording.roles import terminology_of
from parta.wording.terms import term_title

_TOPICS = (
    Column("№", 6), Column("Дата", 12), Column("Тема", 60), Column("Задание", 60), Column("Примечание", 30),
)  # fmt: skip


def journal_file(request: HttpRequest, view: CourseView, term: TermRow, rows: GridRows) -> HttpResponse:
    """Give the journal to who reads it whole; raises `NotVisible` for a substitute."""
    view.refuse_older(None)
    rules = view.regulation.on(min(term.end, request.now.date()))
    letters = Letters(rules.absence_letters(), rules.homework.homework_none_text.value)
    college = terminology_of(request.frame.school_kind) is Terminology.COLLEGE
    grid = json.loads(rows.text)
    lessons, results = grid["lessons"], results_of(view, term, grid)
    name = ", ".join(part for part in (view.title, view.class_name, view.group_name) if part)
    days = [Column(f"{date.fromisoformat(one['date']):%d.%m}", 8) for one in lessons]
    return sheet(
        request,
        title=f"Журнал, {name}",
        columns=[
            Column("№", 5), Column("Студент" if college else "Ученик", 34), *days,
            *(Column(title, 9) for title, _, _ in results),
        ],
        rows=_lines(grid, letters, results),
        chosen=f"{term_title(term.kind, term.number)}: {full_date(term.start)} – {full_date(term.end)}",
        persons=[one["id"] for one in grid["pupils"]],
        second=Second("Темы", _TOPICS, _topics(lessons, letters, college)),
    )  # fmt: skip


def _lines(
    grid: Mapping[str, Any], letters: Letters, results: list[tuple[str, str, int | None]]
) -> Iterator[tuple[Any, ...]]:
    cells, given = cells_of(grid, letters), given_results(grid)
    for pupil in grid["pupils"]:
        stood = (cells.get((lesson["id"], pupil["id"])) for lesson in grid["lessons"])
        yield (
            pupil["no"],
            pupil["full"].strip(),
            *(f"{cell.away} {cell.marks}".strip() if cell else "" for cell in stood),
            *(given.get((pupil["id"], kind, of), "") for _, kind, of in results),
        )


def _topics(lessons: list[dict[str, Any]], letters: Letters, college: bool) -> Iterator[tuple[Any, ...]]:
    for number, lesson in enumerate(lessons, 1):
        line = lesson_line(number, lesson, letters, college)
        yield (number, date.fromisoformat(lesson["date"]), line["topic"], line["homework"], line["note"])

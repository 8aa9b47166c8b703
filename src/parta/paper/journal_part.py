"""The journal of a course in one period, as its sheets show it: from the rows of the page to plain data."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from parta.journal.access import CourseView, TermRow
from parta.paper.layout import column_width, lines_for, runs, stretched
from parta.paper.words import capital
from parta.wording.absences import absence_title
from parta.wording.dates import MONTHS, full_date
from parta.wording.marks import mark_text
from parta.wording.plurals import counted
from parta.wording.terms import RESULT_TITLES, term_short, term_title

RESULT_WIDTH = 7.5
_KINDS_OF_YEAR = ("year", "exam", "gia", "final")


@dataclass(frozen=True, slots=True)
class Letters:
    """The school's own letters of absence and words of homework."""

    absences: Mapping[str, str]
    no_homework: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What a past period says: names of those days, words about orders by who left and the last day here."""

    names: Mapping[int, str]
    left: Mapping[tuple[int, date], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands of a pupil at a lesson."""

    away: str
    marks: str


def journal_part(
    view: CourseView,
    term: TermRow,
    rows: str,
    *,
    teachers: Sequence[str],
    letters: Letters,
    traces: Traces,
    college: bool,
) -> dict[str, Any]:
    """Give what the sheets of a course in a period show; `rows` is the text of its `grid_rows`."""
    grid = json.loads(rows)
    cells = cells_of(grid, letters)
    lessons: list[dict[str, Any]] = grid["lessons"]
    return {
        "title": " · ".join(part for part in (capital(view.title), view.class_name, view.group_name) if part),
        "period": f"{term_title(term.kind, term.number)}: {full_date(term.start)} – {full_date(term.end)}",
        "teachers": _taught(teachers, college),
        "signed": list(teachers) or [""],
        "sheets": _sheets(view, term, grid, cells, letters, traces),
        "lessons": [lesson_line(no, one, letters, college) for no, one in enumerate(lessons, 1)],
        "given": _given(lessons, college),
    }


def cells_of(grid: Mapping[str, Any], letters: Letters) -> dict[tuple[int, int], Cell]:
    """Write each pupil at each lesson as the journal does: the letter of absence, and works, criteria by a stroke."""
    lesson_of = {
        work["id"]: (lesson["id"], place) for lesson in grid["lessons"] for place, work in enumerate(lesson["works"])
    }
    works: dict[tuple[int, int], dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for work, pupil, criterion, value, attempts, *_ in grid["marks"]:
        if value and work in lesson_of:
            lesson, place = lesson_of[work]
            works[lesson, pupil][place].append((criterion, mark_text(value, attempts)))
    away = {(lesson, pupil): letters.absences.get(code, code) for lesson, pupil, code, *_ in grid["absences"] if code}
    marks = {
        key: " ".join("/".join(text for _, text in sorted(by_work[place])) for place in sorted(by_work))
        for key, by_work in works.items()
    }
    return {key: Cell(away.get(key, ""), marks.get(key, "")) for key in (*away, *marks)}


def _sheets(
    view: CourseView,
    term: TermRow,
    grid: Mapping[str, Any],
    cells: Mapping[tuple[int, int], Cell],
    letters: Letters,
    traces: Traces,
) -> list[dict[str, Any]]:
    lessons, pupils = grid["lessons"], grid["pupils"]
    longest: dict[int, int] = defaultdict(int)
    for (lesson, _), cell in cells.items():
        longest[lesson] = max(longest[lesson], len(f"{cell.away} {cell.marks}".strip()))
    results = results_of(view, term, grid)
    last = RESULT_WIDTH * len(results)
    widths = [column_width(longest[lesson["id"]]) for lesson in lessons]
    kinds = {kind["id"]: kind for kind in grid["kinds"]}
    given = given_results(grid)
    lines = lines_for(len(pupils))
    used = [code for code in letters.absences if any(code == row[2] for row in grid["absences"])]
    cut = runs(widths, last=last)
    sheets = []
    for number, places in enumerate(cut):
        own = [lessons[place] for place in places]
        ends = number == len(cut) - 1
        room = stretched([widths[place] for place in places], last=last if ends else 0.0)
        sheets.append(
            {
                "size": lines.size,
                "pad": lines.pad,
                "months": _months(own),
                "columns": [_column(lesson, width, kinds) for lesson, width in zip(own, room, strict=True)],
                "results": [title for title, _, _ in results] if ends else [],
                "result_width": RESULT_WIDTH,
                "rows": [
                    {
                        "no": pupil["no"],
                        "name": traces.names.get(pupil["id"], pupil["name"]),
                        "gone": bool(pupil["to"]) and date.fromisoformat(pupil["to"]) < term.end,
                        "about": _moved(pupil, term),
                        "cells": [
                            _shown(cells.get((lesson["id"], pupil["id"])), placed=_placed(pupil, lesson))
                            for lesson in own
                        ],
                        "results": [given.get((pupil["id"], kind, of), "") for _, kind, of in results] if ends else [],
                    }
                    for pupil in pupils
                ],
                "legend": "; ".join(
                    [
                        *(f"{letters.absences[code]} — {absence_title(code)}" for code in used),
                        *(f"{one['name']}: {said}" for one in pupils if (said := traces.left.get(_gone(one)))),
                    ]
                ),
            }
        )
    return sheets


def given_results(grid: Mapping[str, Any]) -> dict[tuple[int, str, int | None], str]:
    """Give the results by pupil, kind and period, as they stand after retakes."""
    return {(pupil, kind, of): now[0] if now else value for pupil, kind, of, value, _, *now in grid["terms"]}


def results_of(view: CourseView, term: TermRow, grid: Mapping[str, Any]) -> list[tuple[str, str, int | None]]:
    """Name the columns after the last lesson: the period, and in the last one the year and what stands beyond it."""
    if not view.marks_given:
        return []
    found: list[tuple[str, str, int | None]] = [(term_short(term.kind, term.number), "term", term.id)]
    if view.terms and term.id == view.terms[-1].id:
        there = {kind for _, kind, _, value, *_ in grid["terms"] if value}
        found += [(RESULT_TITLES[kind], kind, None) for kind in _KINDS_OF_YEAR if kind == "year" or kind in there]
    return found


def _column(lesson: Mapping[str, Any], width: float, kinds: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    own = [kinds[work["kind"]] for work in lesson["works"]]
    named = [kind["short"] for kind in own if kind["control"] or kind["written"]]
    return {
        "day": f"{date.fromisoformat(lesson['date']).day}",
        "kind": ", ".join(dict.fromkeys(named)),
        "width": width,
        "cancelled": lesson["status"] == "cancelled",
    }


def _months(lessons: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for lesson in lessons:
        title = MONTHS[date.fromisoformat(lesson["date"]).month - 1]
        if found and found[-1]["title"] == title:
            found[-1]["span"] += 1
        else:
            found.append({"title": title, "span": 1})
    return [{**one, "title": one["title"] if one["span"] > 1 else one["title"][:3]} for one in found]


def _shown(cell: Cell | None, *, placed: bool) -> str | list[str] | None:
    """Give the marks alone, or with the letter before them: it is set paler, since «б» looks like «6» in print."""
    if cell is None:
        return "" if placed else None
    return [cell.away, cell.marks] if cell.away else cell.marks


def _gone(pupil: Mapping[str, Any]) -> tuple[int, date]:
    return pupil["id"], date.fromisoformat(pupil["to"]) if pupil["to"] else date.max


def _placed(pupil: Mapping[str, Any], lesson: Mapping[str, Any]) -> bool:
    return bool(pupil["from"] <= lesson["date"] and (pupil["to"] is None or lesson["date"] <= pupil["to"]))


def _moved(pupil: Mapping[str, Any], term: TermRow) -> str:
    came, left = date.fromisoformat(pupil["from"]), pupil["to"] and date.fromisoformat(pupil["to"])
    parts = [f"с {came:%d.%m}"] if came > term.start else []
    return " ".join([*parts, *([f"по {left:%d.%m}"] if left and left < term.end else [])])


def lesson_line(no: int, lesson: Mapping[str, Any], letters: Letters, college: bool) -> dict[str, Any]:
    """Give a lesson's date, topic, homework and what became of it."""
    cancelled = lesson["status"] == "cancelled"
    homework = lesson["hw"]
    note = ""
    if cancelled:
        note = "занятие не состоялось" if college else "урок не состоялся"
    elif lesson["subst"]:
        note = f"замена: {lesson['subst']}"
    return {
        "no": no,
        "date": f"{date.fromisoformat(lesson['date']):%d.%m.%y}",
        "topic": lesson["topic"]["text"],
        "homework": homework["text"] or (letters.no_homework if homework["none"] else ""),
        "note": note,
    }


def _given(lessons: Sequence[Mapping[str, Any]], college: bool) -> str:
    held = [lesson for lesson in lessons if lesson["topic"]["text"] and lesson["status"] != "cancelled"]
    hours = sum(lesson["hours"] for lesson in held)
    forms = ("занятие", "занятия", "занятий") if college else ("урок", "урока", "уроков")
    return f"Записано: {counted(len(held), *forms)}, часов: {hours}."


def _taught(teachers: Sequence[str], college: bool) -> str:
    if not teachers:
        return ""
    one, many = ("Преподаватель", "Преподаватели") if college else ("Учитель", "Учителя")
    return f"{one if len(teachers) == 1 else many}: {', '.join(teachers)}"

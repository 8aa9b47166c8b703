"""What the journal's pages embed for their script: rights, scales and locks, around the rows from the database."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from parta.journal.access import CourseView, TermRow
from parta.journal.queries.grid import GridRows, purpose_kept, rights
from parta.web.teacher.page_rules import page_rules
from parta.wording.marks import PURPOSES
from parta.wording.roles import terminology_of
from parta.wording.terms import RESULT_TITLES, term_short, term_title

GRADES_WITH_FINALS = (9, 11)
_ESCAPES = (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def grid_json(
    request: HttpRequest,
    view: CourseView,
    term: TermRow,
    rows: GridRows,
    *,
    sparse: dict[int, str] | None = None,
) -> str:
    """Give the grid's data as JSON: the page's own part first, then the rows as PostgreSQL wrote them.

    `sparse` says of pupils that they have few marks or were not asked.
    """
    today = request.now.date()
    regulation = view.regulation.on(today)
    can = rights(view, term, day=today)
    words = terminology_of(request.frame.school_kind)
    page: dict[str, Any] = {
        "course": {
            "id": view.id,
            "title": view.title,
            "subject": view.subject,
            "class": view.class_name,
            "group": view.group_name,
        },
        "term": {
            "id": term.id,
            "title": term_title(term.kind, term.number),
            "from": term.start.isoformat(),
            "to": term.end.isoformat(),
            "closed": term.closed,
        },
        "now": request.now.isoformat(timespec="seconds"),
        "today": today.isoformat(),
        "scale": regulation.marks.marks_allowed_current.value,
        "term_scale": regulation.results.marks_allowed_period.value,
        "letters": regulation.absence_letters(),
        "thresholds": [str(value) for value in regulation.results.period_thresholds.value],
        "only": sorted(only) if (only := view.only_pupils(day=today)) is not None else None,
        "can": can,
        "rules": page_rules(view, rows, can, now=request.now, terminology=words),
        "sparse": sparse or {},
        "purposes": PURPOSES if purpose_kept(view, rows.start, rows.end) else None,
        "year_columns": _result_columns(view, term),
    }
    head = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    return f"{head[:-1]},{rows.text[1:]}"


def _result_columns(view: CourseView, term: TermRow) -> list[dict[str, Any]]:
    """Name the columns after the last lesson: periods so far, and at the end of the year its own results."""
    columns: list[dict[str, Any]] = [
        {"kind": "term", "term": row.id, "title": term_short(row.kind, row.number), "locked": row.closed}
        for row in view.terms
        if row.start <= term.start
    ]
    if view.terms and term.id == view.terms[-1].id:
        kinds = ("year", "exam", "gia", "final") if view.grade_level in GRADES_WITH_FINALS else ("year",)
        columns += [
            {"kind": kind, "term": None, "title": RESULT_TITLES[kind], "locked": view.year_closed} for kind in kinds
        ]
    return columns


def embedded(text: str) -> SafeString:
    """Make JSON safe to stand inside a script element."""
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return mark_safe(text)  # noqa: S308 - every character that could end the element is escaped

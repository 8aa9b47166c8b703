"""The report of an import as it is kept for the page: plain values, bounded, each problem with its row."""

from dataclasses import asdict
from typing import Any

from parta.audit.bulk import plain

from ..problems import Problem
from ..seen import row_picture, sheets_seen
from .report import ImportReport, ReportRow

MOST_ROWS = 200
NAMED = ("room", "class", "employee", "pupil", "guardian", "subject", "study_group", "course", "lesson_plan")
"""The kinds whose new records are listed by name: a slip of the hand shows there."""
MOST_PROBLEMS = 2000
MOST_PICTURES = 400


def report_shown(report: ImportReport) -> dict[str, Any]:
    """Give the report as JSON can hold it: counts whole, lists bounded by `MOST_*`."""
    reading = report.sheets
    problems = report.problems[:MOST_PROBLEMS]
    return {
        "stored": report.stored,
        "errors": len(report.errors),
        "problem_count": len(report.problems),
        "counts": report.counts(),
        "rows": {
            kind: {
                name: [_row(row) for row in rows[:MOST_ROWS]]
                for name in ("created", "changed", "left", "gone")
                if (rows := getattr(part, name)) and (name != "created" or kind in NAMED)
            }
            for kind, part in report.kinds.items()
        },
        "problems": [
            problem_shown(problem, asdict(picture) if picture else None)
            for place, problem in enumerate(problems)
            for picture in [row_picture(reading, problem) if reading and place < MOST_PICTURES else None]
        ],
        "sheets": [asdict(sheet) for sheet in sheets_seen(reading)] if reading else [],
    }


def _row(row: ReportRow) -> dict[str, Any]:
    values = [[name, _plain(was), _plain(becomes)] for name, was, becomes in row.values]
    source = {"file": row.source.file, "sheet": row.source.sheet, "cell": row.source.cell}
    return {"name": row.name, "source": source, "values": values}


def problem_shown(problem: Problem, picture: dict[str, Any] | None) -> dict[str, Any]:
    """Give a problem as JSON can hold it."""
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "params": {name: _plain(value) for name, value in problem.params.items()},
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "picture": picture,
    }


def _plain(value: Any) -> Any:
    try:
        return plain(value)
    except TypeError:
        return str(value)

"""The report of an import as it is kept for the page: plain values, bounded, each problem with its row."""

from dataclasses import asdict
from typing import Any

from parta.audit.bulk import plain

from ..problems import Problem
from ..seen import row_picture, sheets_seen
from .report import ImportReport, ReportRow

MOST_ROWS = 200
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
            kind: {name: [_row(row) for row in getattr(part, name)[:MOST_ROWS]] for name in ("changed", "left", "gone")}
            for kind, part in report.kinds.items()
            if part.changed or part.left or part.gone
        },
        "problems": [
            _problem(problem, asdict(picture) if picture else None)
            for place, problem in enumerate(problems)
            for picture in [row_picture(reading, problem) if reading and place < MOST_PICTURES else None]
        ],
        "sheets": [asdict(sheet) for sheet in sheets_seen(reading)] if reading else [],
    }


def _row(row: ReportRow) -> dict[str, Any]:
    values = [[name, _plain(was), _plain(becomes)] for name, was, becomes in row.values]
    source = {"file": row.source.file, "sheet": row.source.sheet, "cell": row.source.cell}
    return {"name": row.name, "source": source, "values": values}


def _problem(problem: Problem, picture: dict[str, Any] | None) -> dict[str, Any]:
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

"""Words of the marks that a pupil brings from another school."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from parta.wording.absences import absence_title
from parta.wording.plurals import counted
from parta.wording.terms import RESULT_TITLES, term_title


class BroughtLine(NamedTuple):
    """One subject: marks with their days, the average, results of periods."""

    subject: str
    marks: list[str]
    average: str
    results: list[str]


def brought_lines(subjects: Iterable[Mapping[str, Any]]) -> list[BroughtLine]:
    """Say what `BroughtMarks.subjects` holds, subject by subject."""
    return [
        BroughtLine(
            line["subject"],
            [_mark(*mark) for mark in line["marks"]],
            line["average"].replace(".", ","),
            [f"{_period(*period)}: {value}" for *period, value in line["results"]],
        )
        for line in subjects
    ]


def brought_absences(absences: Mapping[str, Any]) -> str:
    """Say what was missed in the year before: «12 уроков, из них: болеет 8; опозданий 2»; "" where nobody counted."""
    if not absences:
        return ""
    lessons = counted(absences["lessons"], "урок", "урока", "уроков")
    reasons = ", ".join(f"{absence_title(code)} {count}" for code, count in absences["reasons"])
    days = f", целых дней {absences['days']}" if absences["days"] else ""
    late = f"; опозданий {absences['late']}" if absences["late"] else ""
    return f"{lessons}{days}{f' ({reasons})' if reasons else ''}{late}"


def _mark(day: str, value: str, weight: str) -> str:
    told = f"{value} ({date.fromisoformat(day):%d.%m}"
    return f"{told})" if weight == "1" else f"{told}, вес {weight.replace('.', ',')})"


def _period(result: str, kind: str, number: int) -> str:
    return term_title(kind, number) if result == "term" else RESULT_TITLES[result]

"""The summary of a class: results of all periods of the year by subject, and what each pupil missed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parta.journal.queries.class_marks import NOT_MISSED, SEATS
from parta.journal.queries.illness import explained
from parta.journal.queries.retakes import STANDING
from parta.kernel.sql import sql
from parta.school.models import SchoolClass, Term

_HERE = Path(__file__).parent
_RESULTS = (_HERE / "class_results.sql").read_text().format(seats=SEATS, standing=STANDING)
_ABSENCES = (
    (_HERE / "class_absences.sql").read_text().format(seats=SEATS, code=explained("a.code", "seat.pupil_id", "l.date"))
)
Period = tuple[str, int | None]
"""The kind of a result and the term that it is of."""
_OF_YEAR: tuple[Period, ...] = (("year", None), ("exam", None), ("gia", None), ("final", None))


@dataclass(frozen=True, slots=True)
class Missed:
    """What a pupil missed: whole days and hours, and how many of each by illness."""

    days: int = 0
    days_ill: int = 0
    hours: int = 0
    hours_ill: int = 0


@dataclass(frozen=True, slots=True)
class PupilResults:
    """A pupil's line: for each subject the results by period."""

    id: int
    name: str
    results: tuple[Mapping[Period, str], ...]


@dataclass(frozen=True, slots=True)
class ClassResults:
    """The year of a class; `beyond` are the results after the periods that somebody has."""

    terms: tuple[Term, ...]
    beyond: tuple[Period, ...]
    subjects: tuple[str, ...]
    rows: tuple[PupilResults, ...]


def class_results(school_class: SchoolClass, *, today: date) -> ClassResults:
    """Read the results of a class in its year (two queries); subgroups of a subject stand together."""
    terms = tuple(Term.objects.filter(calendar=school_class.calendar_id).order_by("starts_on"))
    if not terms:
        return ClassResults((), (), (), ())
    start, end = terms[0].starts_on, terms[-1].ends_on
    found = sql(_RESULTS, _span(school_class, start, end, today))
    subjects: dict[tuple[Any, ...], str] = {}
    for row in sorted(found, key=lambda one: (one[6], one[7])):
        subjects.setdefault(row[2:5], row[5])
    pupils: dict[int, tuple[str, dict[tuple[Any, ...], dict[Period, str]]]] = {}
    for pupil, name, *key, _, _, _, results in found:
        own = pupils.setdefault(pupil, (name, {}))[1].setdefault(tuple(key), {})
        own.update({(kind, term): value for kind, term, value in results or ()})
    rows = tuple(
        PupilResults(pupil, name, tuple(own.get(key, {}) for key in subjects)) for pupil, (name, own) in pupils.items()
    )
    given = {period for row in rows for one in row.results for period in one}
    beyond = tuple(period for period in _OF_YEAR if period in given or period[0] == "year")
    return ClassResults(terms, beyond, tuple(subjects.values()), rows)


def class_absences(school_class: SchoolClass, *, start: date, end: date, today: date) -> dict[int, Missed]:
    """Count what the pupils of a class missed between two days, up to today (one query)."""
    params = {**_span(school_class, start, end, today), "today": today, "not_missed": sorted(map(str, NOT_MISSED))}
    return {pupil: Missed(*counts) for pupil, *counts in sql(_ABSENCES, params)}


def _span(school_class: SchoolClass, start: date, end: date, today: date) -> dict[str, Any]:
    return {"class": school_class.pk, "start": start, "end": end, "day": max(start, min(today, end))}

"""The class at a glance: subjects by pupils in a period, averages, proposals, who is near which mark, absences."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from parta.journal.queries.illness import explained
from parta.journal.queries.retakes import STANDING, current
from parta.journal.rules.averages import WeightedMark, round_half_up
from parta.journal.rules.forecast import forecast, one_mark_from
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.regulation.enums import AbsenceCode
from parta.regulation.queries import versions
from parta.school.models import SchoolClass, Term

_HERE = Path(__file__).parent
SEATS = (_HERE / "class_seats.sql").read_text()
_ROWS = (
    (_HERE / "class_marks.sql")
    .read_text()
    .format(seats=SEATS, standing=STANDING, code=explained("a.code", "a.pupil_id", "given.date"))
)
NOT_MISSED = frozenset({AbsenceCode.LATE, AbsenceCode.DISTANCE, AbsenceCode.EXEMPT})
_GOOD, _PASSED = frozenset("45"), frozenset("345")
Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class SubjectColumn:
    """A subject of the class; its subgroups stand in one column."""

    title: str
    short: str


@dataclass(frozen=True, slots=True)
class MarksCell:
    """A pupil in a subject: the average, the term's mark or the proposal, the mark that one more would bring."""

    course_id: int
    average: Decimal | None
    count: int
    result: str
    proposal: str
    near: str

    @property
    def value(self) -> str:
        """The mark that stands, of «2→4» the last, or else the one that comes out now."""
        return current(self.result) or self.proposal


@dataclass(frozen=True, slots=True)
class PupilMarks:
    """A pupil's line: a cell or None for each subject, the mean of the averages, missed hours by kind."""

    id: int
    name: str
    cells: tuple[MarksCell | None, ...]
    mean: Decimal | None
    absences: Mapping[str, int]

    @property
    def missed(self) -> int:
        """Hours missed in all."""
        return sum(hours for code, hours in self.absences.items() if code not in NOT_MISSED)


@dataclass(frozen=True, slots=True)
class SubjectFoot:
    """A subject in the whole class: the mean of averages, how many of hundred have 4 or 5, how many not below 3."""

    mean: Decimal | None
    quality: int | None
    passed: int | None


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """The page of a class's marks in a period."""

    term: Term | None
    terms: tuple[Term, ...]
    columns: tuple[SubjectColumn, ...]
    rows: tuple[PupilMarks, ...]
    foot: tuple[SubjectFoot, ...]
    codes: tuple[str, ...]
    no_marks: bool

    @property
    def failing(self) -> tuple[PupilMarks, ...]:
        """Pupils with a «2», standing or coming out."""
        return tuple(row for row in self.rows if any(cell and cell.value == "2" for cell in row.cells))

    @property
    def one_three(self) -> tuple[PupilMarks, ...]:
        """Pupils whom a single «3» parts from good marks only."""
        found = []
        for row in self.rows:
            values = [cell.value for cell in row.cells if cell and cell.value]
            if values.count("3") == 1 and "2" not in values:
                found.append(row)
        return tuple(found)


def class_marks(school_class: SchoolClass, *, term_id: int | None, today: date) -> ClassMarks:
    """Read the marks of a class in a period, the one of today unless named (three queries).

    Raises `NotVisible` for a period of another calendar.
    """
    terms = tuple(Term.objects.filter(calendar=school_class.calendar_id).order_by("starts_on"))
    term = _term(terms, term_id, today)
    rules = versions().on(min(today, term.ends_on) if term else today)
    if term is None:
        return ClassMarks(None, terms, (), (), (), (), no_marks=False)
    params = {
        "class": school_class.pk,
        "term": term.pk,
        "start": term.starts_on,
        "end": term.ends_on,
        "day": max(term.starts_on, min(today, term.ends_on)),
    }
    no_marks = school_class.grade_level in rules.marks.no_marks_grades.value
    found = sql(_ROWS, params)
    columns: dict[Key, SubjectColumn] = {}
    for row in sorted(found, key=lambda one: (one[8], one[2])):
        if row[9] and not no_marks:
            columns.setdefault((row[3], row[4], row[5]), SubjectColumn(row[6], row[7]))
    by_pupil: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in found:
        by_pupil[row[0]].append(row)
    thresholds = rules.results.period_thresholds.value
    rows = tuple(_line(own, tuple(columns), thresholds) for own in by_pupil.values())
    foot = tuple(_foot([cell for line in rows if (cell := line.cells[n]) is not None]) for n in range(len(columns)))
    seen = {code for line in rows for code in line.absences}
    codes = tuple(row.code for row in rules.attendance.absence_codes.value if row.code in seen)
    return ClassMarks(term, terms, tuple(columns.values()), rows, foot, codes, no_marks)


def _term(terms: Sequence[Term], term_id: int | None, today: date) -> Term | None:
    if term_id is not None:
        found = next((term for term in terms if term.pk == term_id), None)
        if found is None:
            raise NotVisible
        return found
    begun = [term for term in terms if term.starts_on <= today]
    return begun[-1] if begun else next(iter(terms), None)


def _line(rows: Sequence[Sequence[Any]], keys: Sequence[Key], thresholds: Sequence[Decimal]) -> PupilMarks:
    cells: dict[Key, MarksCell] = {}
    absences: Counter[str] = Counter()
    for row in rows:
        absences.update(row[12] or {})
        key = (row[3], row[4], row[5])
        if key in keys:
            cell = _cell(row, thresholds)
            # Who changed subgroups has two journals: the one with something in it is shown.
            if key not in cells or (cell.count, cell.result) > (cells[key].count, cells[key].result):
                cells[key] = cell
    averages = [cell.average for cell in cells.values() if cell.average is not None]
    mean = round_half_up(sum(averages, Decimal(0)) / len(averages)) if averages else None
    return PupilMarks(rows[0][0], rows[0][1], tuple(cells.get(key) for key in keys), mean, absences)


def _cell(row: Sequence[Any], thresholds: Sequence[Decimal]) -> MarksCell:
    marks = [WeightedMark(value, Decimal(weight)) for value, weight in row[10] or ()]
    now = forecast(marks, thresholds)
    result = row[11] or ""
    near = "" if result else one_mark_from(marks, thresholds) or ""
    return MarksCell(row[2], now.average, now.count, result, now.proposal or "", near)


def _foot(cells: Sequence[MarksCell]) -> SubjectFoot:
    averages = [cell.average for cell in cells if cell.average is not None]
    values = [cell.value for cell in cells if cell.value]
    mean = round_half_up(sum(averages, Decimal(0)) / len(averages)) if averages else None
    if not values:
        return SubjectFoot(mean, None, None)
    return SubjectFoot(mean, _share(values, _GOOD), _share(values, _PASSED))


def _share(values: Sequence[str], wanted: frozenset[str]) -> int:
    return round(100 * sum(value in wanted for value in values) / len(values))

"""Marks of terms, of the year, of exams and final ones: subjects by periods."""

from dataclasses import dataclass

from parta.curriculum.queries.own import MINE
from parta.journal.enums import ResultKind
from parta.journal.queries.diary.calendar import DiaryCalendar, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.sql import COURSE_NAME, parsed
from parta.journal.queries.retakes import STANDING
from parta.kernel.sql import sql

_RESULTS = f"""
WITH {MINE}
SELECT c.id, {COURSE_NAME}, (
    SELECT json_agg(json_build_array(r.kind, t.kind, t.number, {STANDING}))
    FROM journal_termresult r LEFT JOIN school_term t ON t.id = r.term_id
    WHERE r.course_id = c.id AND r.pupil_id = %(pupil)s AND r.value <> '')
FROM curriculum_course c JOIN curriculum_subject s ON s.id = c.subject_id
WHERE c.year_id = %(year)s AND (c.marks_given AND c.id IN (SELECT id FROM mine) OR EXISTS (
    SELECT 1 FROM journal_termresult r WHERE r.course_id = c.id AND r.pupil_id = %(pupil)s AND r.value <> ''))
ORDER BY c.sort_key, c.id
"""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A period: a term by kind and number, or `year`, `exam`, `final`."""

    result: str
    term_kind: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A subject with a value a column; empty while not given."""

    course_id: int
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Subjects by periods of this year; exams stand only where there are some."""

    diary: Diary
    calendar: DiaryCalendar
    columns: tuple[ResultColumn, ...]
    rows: tuple[ResultRow, ...]
    any_given: bool
    no_marks: bool


def results_page(diary: Diary) -> ResultsPage:
    """Read the results of the year: two queries."""
    child = diary.child
    calendar = diary_calendar(child, diary.today)
    found = [] if child.paper_only else sql(_RESULTS, {"pupil": child.id, "year": child.year_id})
    table = []
    given: dict[ResultColumn, None] = {}
    for course_id, name, results in found:
        values = {}
        for kind, term_kind, number, value in parsed(results) or ():
            column = ResultColumn(kind, term_kind or "", number or 0)
            values[column] = value
            given[column] = None
        table.append((course_id, name, values))
    terms = dict.fromkeys(ResultColumn(ResultKind.TERM, term.kind, term.number) for term in calendar.terms)
    terms |= {column: None for column in given if column.result == ResultKind.TERM}
    closing = [ResultColumn(kind) for kind in (ResultKind.YEAR, ResultKind.EXAM, ResultKind.GIA, ResultKind.FINAL)]
    shown = [column for column in closing if column in given or column.result == ResultKind.YEAR]
    columns = (*sorted(terms, key=lambda column: (column.term_kind, column.number)), *shown)
    regulation = calendar.regulation.on(diary.today)
    return ResultsPage(
        diary=diary,
        calendar=calendar,
        columns=columns,
        rows=tuple(ResultRow(id_, name, tuple(values.get(c, "") for c in columns)) for id_, name, values in table),
        any_given=bool(given),
        no_marks=child.grade_level in regulation.marks.no_marks_grades.value,
    )

"""Marks of periods and of the year that should be put about now and are not, with the moment when they are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parta.journal.enums import ResultKind
from parta.journal.queries.owed import CALENDARS, calendar_days
from parta.journal.rules.duties import Duty
from parta.journal.rules.facts import OrderedDays, TermFacts
from parta.journal.rules.result_terms import DUTIES, result_term
from parta.kernel.decisions import Clause
from parta.kernel.sql import sql
from parta.regulation.queries import Versions

_HERE = Path(__file__).parent
_UNPUT = (_HERE / "unput.sql").read_text()
_GAPS = (_HERE / "gaps.sql").read_text()
_BY_PERSON = _UNPUT.format(
    gaps=_GAPS.format(
        narrow="c.id IN (SELECT l.course_id FROM curriculum_teachingload l WHERE l.employee_id = %(person)s::bigint)"
    )
)
_OF_SCHOOL = _UNPUT.format(
    gaps=_GAPS.format(
        narrow="""(%(class)s::bigint IS NULL OR c.school_class_id = %(class)s::bigint)
      AND (%(subject)s::bigint IS NULL OR c.subject_id = %(subject)s::bigint)"""
    )
)


@dataclass(frozen=True, slots=True)
class Unput:
    """A journal whose period (`kind` year: the year) lacks marks of `missing` of its pupils; `due` is the first late moment."""

    course_id: int
    pupils: int
    missing: int
    term_id: int | None
    kind: str
    number: int
    duty: Duty
    due: datetime
    clause: Clause
    order_no: str
    title: str
    class_name: str
    group_name: str
    person_id: int | None
    teacher: str
    teacher_key: str

    def is_over(self, now: datetime) -> bool:
        """Tell whether they should have been there by now."""
        return now >= self.due


def unput_by(*, person_id: int, rules: Versions, now: datetime) -> list[Unput]:
    """Give what a teacher has to put, the nearest moment first (2 queries)."""
    return _unput(_BY_PERSON, {"person": person_id}, rules, now)


def unput_in_school(
    *, class_id: int | None, subject_id: int | None, person_id: int | None, rules: Versions, now: datetime
) -> list[Unput]:
    """Give what teachers of the school have to put, the nearest moment first (2 queries)."""
    return _unput(_OF_SCHOOL, {"class": class_id, "subject": subject_id, "person": person_id}, rules, now)


def _unput(statement: str, wanted: Mapping[str, Any], rules: Versions, now: datetime) -> list[Unput]:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    today = now.date()
    no_marks = list(rules.on(today).marks.no_marks_grades.value)
    values = {"today": today, "no_marks": no_marks, "term": None, "calendar": None, **wanted}
    calendars = {ident: calendar_days(text) for ident, text in sql(CALENDARS)}
    found = []
    for row in sql(statement, values):
        (
            course, pupils, missing, term, kind, number, start, end, year_end, attested, calendar, grade, subject, title,
            class_name, group, person, teacher, teacher_key, opens, closes, order,
        ) = row  # fmt: skip
        facts = TermFacts(
            start=start,
            end=end,
            zone=zone,
            grade_level=grade,
            subject=subject,
            year_end=year_end,
            attestation=attested,
            working=calendars[calendar],
            ordered=OrderedDays(opens, closes, order) if order else None,
        )
        result = ResultKind.YEAR if term is None else ResultKind.TERM
        asked = result_term(result, rules.on(end), facts)
        if asked is not None and asked.is_asked(now):
            found.append(
                Unput(
                    course, pupils, missing, term, kind, number, DUTIES[result], asked.due, asked.clause, asked.order_no, title,
                    class_name, group, person, teacher, teacher_key,
                )
            )  # fmt: skip
    return sorted(found, key=lambda row: (row.due, row.kind, row.number))

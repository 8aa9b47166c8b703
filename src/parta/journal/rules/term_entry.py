"""May a period, year, exam or final mark be put now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode, ResultKind
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import TermFacts
from parta.journal.rules.windows import first_told, refuse
from parta.kernel.decisions import Decision
from parta.regulation.rules.tree import Regulation

_ACTS = {
    ResultKind.TERM: EntryAct.PERIOD_MARK,
    ResultKind.YEAR: EntryAct.YEAR_MARK,
    ResultKind.EXAM: EntryAct.EXAM_MARK,
    ResultKind.GIA: EntryAct.GIA_RESULT,
    ResultKind.FINAL: EntryAct.FINAL_MARK,
}


def act_of(result: ResultKind) -> EntryAct:
    """Tell what putting such a result is, as far as time is concerned."""
    return _ACTS[result]


def decide_term_entry(
    *,
    regulation: Regulation,
    term: TermFacts,
    value: str,
    now: datetime,
    result: ResultKind = ResultKind.TERM,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a result of the term (the year, the exam) may be put, changed or cleared (empty value)."""
    decision = decide(_ACTS[result], regulation, term, now, opened_until=opened_until)
    return first_told(decision, _refusal_of_value(regulation, term, value) if value else None)


def _refusal_of_value(regulation: Regulation, term: TermFacts, value: str) -> Decision | None:
    grades = regulation.marks.no_marks_grades
    if term.grade_level in grades.value:
        return refuse(RefusalCode.NO_MARKS_IN_GRADE, clause=grades.clause, grade=term.grade_level)
    scale = regulation.results.marks_allowed_period
    if value not in scale.value:
        return refuse(RefusalCode.TERM_MARK_NOT_ON_SCALE, clause=scale.clause, value=value, scale=scale.value)
    return None

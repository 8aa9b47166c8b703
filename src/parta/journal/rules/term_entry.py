"""May a period, year, exam or final mark be put now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode
from parta.journal.rules.facts import TermFacts
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation


def decide_term_entry(*, regulation: Regulation, term: TermFacts, value: str, now: datetime) -> Decision:
    """Tell whether a result of the term (the year, the exam) may be put, changed or cleared (empty value)."""
    if term.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=term.end)
    if term.term_closed:
        return refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=term.end)
    if now.astimezone(term.zone).date() < term.start:
        return refuse(RefusalCode.TERM_NOT_STARTED, day=term.start)
    if not value:
        return ALLOWED
    grades = regulation.marks.no_marks_grades
    if term.grade_level in grades.value:
        return refuse(RefusalCode.NO_MARKS_IN_GRADE, clause=grades.clause, grade=term.grade_level)
    scale = regulation.results.marks_allowed_period
    if value not in scale.value:
        return refuse(RefusalCode.TERM_MARK_NOT_ON_SCALE, clause=scale.clause, value=value, scale=scale.value)
    return ALLOWED

"""Marks of periods, of the year, of exams, and final ones."""

from functools import partial

from parta.curriculum.enums import AssessmentDayKind
from parta.journal.access import CourseView
from parta.journal.enums import Act, OperationKind, RefusalCode, ResultKind
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.facts import TermFacts
from parta.journal.rules.operations import SetResult
from parta.journal.rules.term_entry import act_of, decide_term_entry
from parta.journal.services.records.desk import Applied, Conflict, Desk, put
from parta.kernel.decisions import refusal


def set_result(desk: Desk, content: SetResult, base: int) -> Applied | Conflict:
    """Put, change or clear the mark of a period, the year, an exam, or the final one."""
    desk.require_marks()
    view = desk.view
    facts = facts_of_result(desk, content.result, content.term)
    if content.pupil not in desk.ledger.places:
        raise refusal(RefusalCode.UNKNOWN_RECORD)
    may = partial(CourseView.may_put_results, start=facts.start, today=desk.now.date(), pupil=content.pupil)
    if not desk.trial and not may(view):
        raise refusal(RefusalCode.NOT_YOUR_DUTY)
    desk.stand_in(may)
    if not desk.ledger.in_course(content.pupil, facts.start, facts.end):
        raise refusal(RefusalCode.PUPIL_NOT_ON_ROSTER, day=facts.end)
    regulation = view.regulation.on(facts.end)
    decide = partial(
        decide_term_entry,
        regulation=regulation,
        term=facts,
        value=content.value,
        now=desk.now,
        result=content.result,
    )
    desk.allow(decide, Cell(OperationKind.TERM, pupil=content.pupil, result=content.result, term=content.term))
    desk.measure(act_of(content.result), regulation, facts)
    subject = {
        "kind": OperationKind.TERM,
        "pupil": content.pupil,
        "result": content.result,
        "term": content.term,
    }
    acts = (Act.TERM_RESULT_RECORDED, Act.TERM_RESULT_CHANGED, Act.TERM_RESULT_CHANGED)
    key = (content.pupil, content.result.value, content.term)
    return put(desk, "results", key, subject, {"value": content.value}, base, acts)


def facts_of_result(desk: Desk, result: ResultKind, term_id: int | None) -> TermFacts:
    """Give what rules ask of a period of this journal, or of its year; refuse a period from elsewhere."""
    view = desk.view
    start, end, closed = view.year_from, view.year_to, view.year_closed
    if result is ResultKind.TERM:
        term = next((term for term in view.terms if term.id == term_id), None)
        if term is None:
            raise refusal(RefusalCode.UNKNOWN_RECORD)
        start, end, closed = term.start, term.end, term.closed
    return TermFacts(
        start=start,
        end=end,
        zone=desk.zone,
        grade_level=view.grade_level,
        term_closed=closed,
        year_closed=view.year_closed,
        subject=view.subject,
        year_end=view.last_day,
        attestation=view.assessed_on(AssessmentDayKind.ATTESTATION, term_id)
        if result is ResultKind.TERM
        else view.assessed_on(AssessmentDayKind.EXAM),
        gia_announced=view.assessed_on(AssessmentDayKind.GIA_ANNOUNCED),
        gia_entered=view.assessed_on(AssessmentDayKind.GIA_ENTERED),
        working=desk.ledger.working,
        ordered=view.ordered.get(term_id if result is ResultKind.TERM else None),
    )

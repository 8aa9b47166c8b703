"""Is an act on the journal allowed now, until when, by which clause, and who can lift a refusal: the one judge of time.

Before the strictest term of the act everything is free. After it an entry is late, and measured; it stays free up to
the most lenient term, or to the end of the window that the regulation leaves open from the lesson's day, whichever
is later. Then the policy of late entries holds: nothing, the deputy's permission, or a trace.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode
from parta.journal.rules.duties import Due, Duty, due_moment, mark_duty, ordered_days
from parta.journal.rules.facts import LessonFacts, TermFacts, WorkFacts
from parta.journal.rules.windows import decide_state, refuse
from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import Role
from parta.regulation.enums import LatePolicy, Source
from parta.regulation.rules.moments import MIDNIGHT, moment_of
from parta.regulation.rules.tree import Regulation, Setting


class EntryAct(StrEnum):
    """What somebody does in the journal, as far as time is concerned."""

    NEW_MARK = "new_mark"
    MARK_CHANGE = "mark_change"
    WORK_CHANGE = "work_change"
    ATTENDANCE = "attendance"
    ABSENCE_REASON = "absence_reason"
    TOPIC = "topic"
    HOMEWORK = "homework"
    PERIOD_MARK = "period_mark"
    YEAR_MARK = "year_mark"
    EXAM_MARK = "exam_mark"
    GIA_RESULT = "gia_result"
    FINAL_MARK = "final_mark"


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one act is judged: its refusal, its term, its window and policy, whether it may be done ahead."""

    refusal: RefusalCode
    duty: Duty | None
    policy: Callable[[Regulation], Setting[LatePolicy]]
    window: Callable[[Regulation], Setting[int | None]] | None = None
    ahead: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """What the regulation says of the time of an act: when it is due, from which moment it is shut and what then.

    `shut` is None where nothing shuts the page; `days` is given when a window says so.
    """

    due: Due | None
    shut: datetime | None
    clause: Clause | None
    days: int | None
    policy: Setting[LatePolicy]


def _records(rules: Regulation) -> Setting[LatePolicy]:
    return rules.lessons.late_record_policy


def _changes(rules: Regulation) -> Setting[LatePolicy]:
    return rules.marks.late_edit_policy


def _attendance(rules: Regulation) -> Setting[LatePolicy]:
    return rules.attendance.late_attendance_policy


def _results(rules: Regulation) -> Setting[LatePolicy]:
    return rules.results.late_result_policy


_TOO_LATE = RefusalCode.TERM_MARK_TOO_LATE
_RULES: dict[EntryAct, _Rule] = {
    EntryAct.NEW_MARK: _Rule(
        RefusalCode.NEW_MARK_TOO_LATE,
        None,  # by the kind of work
        lambda rules: rules.marks.late_mark_policy,
        lambda rules: rules.marks.new_mark_window_days,
    ),
    EntryAct.MARK_CHANGE: _Rule(
        RefusalCode.MARK_CHANGE_TOO_LATE, None, _changes, lambda rules: rules.marks.edit_window_days
    ),
    EntryAct.WORK_CHANGE: _Rule(
        RefusalCode.WORK_CHANGE_TOO_LATE, None, _changes, lambda rules: rules.marks.edit_window_days, ahead=True
    ),
    EntryAct.ATTENDANCE: _Rule(
        RefusalCode.ATTENDANCE_TOO_LATE,
        Duty.ATTENDANCE,
        _attendance,
        lambda rules: rules.attendance.attendance_window_days,
    ),
    EntryAct.ABSENCE_REASON: _Rule(
        RefusalCode.ABSENCE_REASON_TOO_LATE,
        None,
        _attendance,
        lambda rules: rules.attendance.absence_reason_window_days,
    ),
    EntryAct.TOPIC: _Rule(
        RefusalCode.TOPIC_TOO_LATE, Duty.TOPIC, _records, lambda rules: rules.lessons.record_window_days, ahead=True
    ),
    EntryAct.HOMEWORK: _Rule(
        RefusalCode.HOMEWORK_TOO_LATE,
        Duty.HOMEWORK,
        _records,
        lambda rules: rules.lessons.record_window_days,
        ahead=True,
    ),
    EntryAct.PERIOD_MARK: _Rule(_TOO_LATE, Duty.PERIOD_MARK, _results, opens=True),
    EntryAct.YEAR_MARK: _Rule(_TOO_LATE, Duty.YEAR_MARK, _results, opens=True),
    EntryAct.EXAM_MARK: _Rule(_TOO_LATE, Duty.EXAM_MARK, _results),
    EntryAct.GIA_RESULT: _Rule(_TOO_LATE, Duty.GIA_RESULT, _results),
    EntryAct.FINAL_MARK: _Rule(_TOO_LATE, Duty.FINAL_MARK, _results),
}


def decide(
    act: EntryAct,
    regulation: Regulation,
    facts: LessonFacts | TermFacts,
    now: datetime,
    *,
    work: WorkFacts | None = None,
    ahead: bool | None = None,
    opened_until: datetime | None = None,
    terms: EntryTerms | None = None,
) -> Decision:
    """Tell whether the act is allowed now, until when, by which clause, and who can lift a refusal.

    `work` is the column of a mark; None where its kind is not known: then the most lenient of oral and written holds.
    `ahead` says otherwise than usual whether the lesson must have come. `opened_until` is a permission given by
    somebody who may lift the refusal. `terms` are those of `entry_terms`, where they are at hand. A decision that
    allows has the code `after_due` when the term is over and nothing else follows, `entered_late` when the entry goes
    on by permission or by a trace. `open_until` is the first moment when the act is shut.
    """
    rule = _RULES[act]
    if isinstance(facts, TermFacts):
        decision = _decide_term(rule, regulation, facts, now, opened_until)
        day = facts.end
    else:
        decision = decide_state(facts, now=None if (rule.ahead if ahead is None else ahead) else now)
        day = facts.day
    if not decision.allowed:
        return decision
    terms = terms or entry_terms(act, regulation, facts, work=work)
    due, shut, clause, policy = terms.due, terms.shut, terms.clause, terms.policy
    if shut is None or now < shut:
        if due is not None and now >= due.moment:
            return Decision(True, AFTER_DUE, {"due": due.moment}, due.clause, shut)
        return Decision(True, open_until=shut) if shut else ALLOWED
    if policy.value is LatePolicy.LOG_ONLY:
        return Decision(True, ENTERED_LATE, clause=clause, open_until=shut)
    if policy.value is LatePolicy.APPROVE and opened_until is not None and now < opened_until:
        return Decision(True, ENTERED_LATE, clause=clause, open_until=opened_until)
    denied = policy.value is LatePolicy.DENY
    return refuse(
        rule.refusal,
        clause=policy.clause if denied and policy.source is not Source.DEFAULT else clause,
        open_until=shut,
        who_can_lift="" if denied else Role.DEPUTY,
        day=day,
        days=terms.days,
        denied=denied,
        order=due.order_no if due else "",
    )


def entry_terms(
    act: EntryAct, regulation: Regulation, facts: LessonFacts | TermFacts, *, work: WorkFacts | None = None
) -> EntryTerms:
    """Tell when an act is due and when its page is shut, whatever the moment: what `decide` judges by."""
    rule = _RULES[act]
    due = _due_of(act, rule, regulation, facts, work)
    shut, clause, days = _shut(facts, due, rule.window(regulation) if rule.window else None)
    return EntryTerms(due, shut, clause, days, rule.policy(regulation))


def _decide_term(
    rule: _Rule, regulation: Regulation, term: TermFacts, now: datetime, opened_until: datetime | None
) -> Decision:
    if term.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=term.end)
    if term.term_closed:
        return refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=term.end)
    if now < datetime.combine(term.start, MIDNIGHT, term.zone):
        return refuse(RefusalCode.TERM_NOT_STARTED, day=term.start)
    opens, clause, order = opening_of(regulation, term) if rule.opens else (None, None, "")
    if opens is None or now >= opens or (opened_until is not None and now < opened_until):
        return ALLOWED
    return refuse(
        RefusalCode.TERM_MARK_TOO_EARLY,
        clause=clause,
        who_can_lift=Role.DEPUTY,
        day=term.end,
        opens=opens,
        order=order,
    )


def opening_of(regulation: Regulation, term: TermFacts) -> tuple[datetime | None, Clause, str]:
    """Give the first moment of the marks of a period, by which clause, and the number of the order that names it."""
    if ordered := ordered_days(regulation, term):
        opens = datetime.combine(ordered.opens, MIDNIGHT, term.zone)
        return opens, regulation.results.period_marks_by_order.clause, ordered.order_no
    opening = regulation.results.period_mark_opening
    deadline = next((row for row in opening.value if row.scope.fits(term.grade_level, term.subject, "", "")), None)
    return (moment_of(deadline, term) if deadline is not None else None), opening.clause, ""


def _due_of(
    act: EntryAct, rule: _Rule, regulation: Regulation, facts: LessonFacts | TermFacts, work: WorkFacts | None
) -> Due | None:
    if act is not EntryAct.NEW_MARK:
        return due_moment(rule.duty, regulation, facts) if rule.duty else None
    if work is not None:
        return due_moment(mark_duty(work), regulation, facts, work)
    both = (due_moment(duty, regulation, facts) for duty in (Duty.ORAL_MARK, Duty.WRITTEN_MARK))
    return max((due for due in both if due), key=lambda due: due.lenient, default=None)


def _shut(
    facts: LessonFacts | TermFacts, due: Due | None, window: Setting[int | None] | None
) -> tuple[datetime | None, Clause | None, int | None]:
    """Give the first moment when the page is shut, by which clause, and by how many days when a window says so."""
    if window is not None and isinstance(facts, LessonFacts):
        if window.value is None:
            return None, None, None
        end = facts.end_of_day(window.value)
        if due is None or end >= due.lenient:
            return end, window.clause, window.value
    return (due.lenient, due.lenient_clause, None) if due else (None, None, None)

"""The state of a period in the permission table, and the rules that decide on each record: they say the same.

Friday, 20 November 2026, of the second quarter, under five acts and the default.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from parta.journal.enums import ENTERED_LATE, RefusalCode
from parta.journal.rules.arranging import ArrangingFacts, decide_arranging
from parta.journal.rules.cancelling import CancellingFacts, decide_cancelling, decide_restoring
from parta.journal.rules.closing import PeriodFacts, decide_closing, decide_reopening
from parta.journal.rules.decide import EntryAct, decide, entry_terms
from parta.journal.rules.edit_requests import decide_edit_request, may_be_asked
from parta.journal.rules.voiding import decide_voiding
from parta.people.enums import Role
from parta.people.rules.permissions import STATES, Action, Leave, PeriodState, Relation, Resource, allowed
from parta.regulation.enums import LatePolicy
from parta.timetable.enums import LessonStatus, MoveRefusal
from parta.timetable.rules.moving import Move, decide_moving
from tests.journal.rules.facts import REGULATIONS, ZONE, lesson, term

FRIDAY, LAST = date(2026, 11, 20), date(2026, 12, 30)
FLAGS = {
    PeriodState.OPEN: {},
    PeriodState.OVER: {},
    PeriodState.CLOSED: {"term_closed": True},
    PeriodState.SEALED: {"term_closed": True, "year_closed": True},
}
LESSON_ACTS = {
    Action.MARK: (EntryAct.NEW_MARK, EntryAct.MARK_CHANGE),
    Action.ATTENDANCE: (EntryAct.ATTENDANCE, EntryAct.ABSENCE_REASON),
    Action.TOPIC: (EntryAct.TOPIC,),
    Action.HOMEWORK: (EntryAct.HOMEWORK,),
    Action.WORK: (EntryAct.WORK_CHANGE,),
    Action.NOTE: (EntryAct.TOPIC,),  # a word to the family is of its lesson as the topic is
}
TERM_ACTS = (EntryAct.PERIOD_MARK, EntryAct.YEAR_MARK, EntryAct.EXAM_MARK, EntryAct.GIA_RESULT, EntryAct.FINAL_MARK)
ENTRIES = [(action, act) for action, acts in LESSON_ACTS.items() for act in acts]
ENTRIES += [(Action.TERM_RESULT, act) for act in TERM_ACTS]
GROUND = "приказ № 31"


def test_every_writing_of_the_table_is_asked_here():
    assert {(Resource.JOURNAL, action) for action, _ in ENTRIES} == {duty for duty in STATES if duty[0] == "journal"}


def judged(action, act, state, regulation):
    """Ask the judge of time at a moment of the state; None where the act never shuts such a page."""
    facts = lesson(FRIDAY, **FLAGS[state])
    open_at = datetime(2026, 11, 20, 12, tzinfo=ZONE)
    if action is Action.TERM_RESULT:
        days = {"attestation": date(2026, 12, 25), "gia_announced": LAST, "gia_entered": LAST, "year_end": LAST}
        facts, open_at = term(**days, **FLAGS[state]), datetime(2026, 12, 24, 12, tzinfo=ZONE)
    shut = entry_terms(act, regulation, facts).shut
    if state is PeriodState.OVER and shut is None:
        return None
    early = replace(facts, term_closed=False, year_closed=False)
    if state is PeriodState.OPEN and shut is not None:
        open_at = min(open_at, shut - timedelta(minutes=1))
    opened = decide(act, regulation, early, open_at)
    if opened.code in (RefusalCode.TERM_MARK_TOO_EARLY, RefusalCode.TERM_NOT_STARTED):
        open_at = opened.params.get("opens", open_at)
    return decide(act, regulation, facts, shut if state is PeriodState.OVER else open_at)


@pytest.mark.parametrize("name", sorted(REGULATIONS))
@pytest.mark.parametrize("state", PeriodState)
def test_the_judge_of_time_says_what_the_table_says(name, state):
    regulation, told = REGULATIONS[name], 0
    for action, act in ENTRIES:
        found = judged(action, act, state, regulation)
        if found is None:
            continue
        told += 1
        facts = (name, state, action, act, found)
        match STATES[Resource.JOURNAL, action][state]:
            case Leave.YES:
                assert found.allowed and found.code != ENTERED_LATE, facts
            case Leave.BY_ACT:
                terms = entry_terms(act, regulation, term() if action is Action.TERM_RESULT else lesson(FRIDAY))
                if terms.policy.value is LatePolicy.LOG_ONLY:
                    assert found.allowed and found.code == ENTERED_LATE, facts
                else:
                    assert not found.allowed, facts
                    assert bool(found.who_can_lift) == (terms.policy.value is LatePolicy.APPROVE), facts
            case Leave.NO:
                code = RefusalCode.TERM_CLOSED if state is PeriodState.CLOSED else RefusalCode.YEAR_CLOSED
                assert (found.allowed, found.code) == (False, code), facts
                lifts = Action.REOPEN if state is PeriodState.CLOSED else Action.REOPEN_YEAR
                assert allowed([found.who_can_lift], Resource.TERM, lifts, Relation.SAME_SCHOOL), facts
    assert told


@pytest.mark.parametrize("state", PeriodState)
def test_a_cell_is_asked_for_and_opened_where_the_table_says(state):
    regulation = REGULATIONS["school_2"]
    without = judged(Action.TOPIC, EntryAct.TOPIC, state, regulation)
    shut = entry_terms(EntryAct.TOPIC, regulation, lesson(FRIDAY)).shut
    until = shut + timedelta(days=3)
    with_it = decide(EntryAct.TOPIC, regulation, lesson(FRIDAY, **FLAGS[state]), shut, opened_until=until)
    asked = decide_edit_request(without=without, with_permission=with_it, waiting=False)
    assert asked.allowed == (STATES[Resource.EDIT_REQUEST, Action.ASK][state] is Leave.BY_ACT)
    assert asked.allowed == may_be_asked(without)
    assert with_it.allowed == (STATES[Resource.EDIT_REQUEST, Action.DECIDE][state] is not Leave.NO)


@pytest.mark.parametrize("state", PeriodState)
def test_lessons_periods_and_orders_are_decided_as_the_table_says(state):
    regulation = REGULATIONS["stakhanovskaya"]
    facts = CancellingFacts(FRIDAY, cancelled=False, **FLAGS[state])
    arranging = ArrangingFacts(facts, number=2, base=0, stands=0, written=False, instead=False, reason=GROUND)
    closed = state in (PeriodState.CLOSED, PeriodState.SEALED)
    move = Move(
        day=FRIDAY,
        status=LessonStatus.PLANNED,
        happened=False,
        to_day=date(2026, 11, 27),
        number=2,
        study_day=True,
        begins=datetime(2026, 11, 27, 9, tzinfo=ZONE),
        same=False,
        closed=FRIDAY if closed else None,
        ground=GROUND,
    )
    period = PeriodFacts(LAST, closed=closed, year_closed=state is PeriodState.SEALED)
    void = {"ground": GROUND, "chosen": 3, "void": 0, "own": False, "closed": 3 if closed else 0}
    moved = decide_moving(move, now=datetime(2026, 11, 20, 12, tzinfo=ZONE))
    assert moved.allowed or moved.code == MoveRefusal.PERIOD_CLOSED
    found = {
        (Resource.LESSON, Action.CANCEL): decide_cancelling(regulation=regulation, lesson=facts, reason=GROUND),
        (Resource.LESSON, Action.SUBSTITUTE): decide_arranging(arranging),
        (Resource.LESSON, Action.MOVE): moved,
        (Resource.TERM, Action.CLOSE): decide_closing(period=period, today=LAST),
        (Resource.TERM, Action.REOPEN): decide_reopening(period=period, ground=GROUND),
        (Resource.COMPROMISE, Action.VOID): decide_voiding(**void, closed_too=False),
    }
    for duty, decision in found.items():
        assert decision.allowed == (STATES[duty][state] is Leave.YES), (duty, state, decision)
    restored = decide_restoring(lesson=replace(facts, cancelled=True), time_taken=False)
    assert restored.allowed == (STATES[Resource.LESSON, Action.CANCEL][state] is Leave.YES)
    named = decide_voiding(**void, closed_too=True)
    assert named.allowed == (STATES[Resource.COMPROMISE, Action.VOID][state] is not Leave.NO)
    # a year is a period that lies in no other
    year = PeriodFacts(LAST, closed=state is PeriodState.SEALED)
    opened = decide_reopening(period=year, ground=GROUND)
    assert opened.allowed == (STATES[Resource.TERM, Action.REOPEN_YEAR][state] is Leave.YES)


def test_who_reopens_is_not_who_is_refused():
    for role in (Role.TEACHER, Role.HOMEROOM_TEACHER):
        for action in (Action.CLOSE, Action.REOPEN, Action.REOPEN_YEAR):
            assert not allowed([role], Resource.TERM, action, Relation.SAME_SCHOOL)

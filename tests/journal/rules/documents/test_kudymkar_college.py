"""Положение техникума: one day, seven days for written works, a trace and no lock, the day after the attestation."""

from datetime import date

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode, ResultKind
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark
from parta.journal.rules.term_entry import decide_term_entry
from parta.regulation.enums import Terminology
from parta.regulation.rules.parse import load_preset
from tests.journal.rules.school_year import ORAL, TEST_PAPER, college, last_moment, on, period
from tests.school.rules.year_2026_27 import COLLEGE

C = RefusalCode
RULES = load_preset("kudymkar_college")
MON_9 = date(2026, 11, 9)


@pytest.mark.parametrize("act", [EntryAct.TOPIC, EntryAct.ATTENDANCE, EntryAct.NEW_MARK])
@pytest.mark.parametrize(
    ("now", "code"),
    [
        (on("9.11", "18:00"), ""),
        (on("10.11", "23:59"), ""),
        (on("11.11", "00:00"), AFTER_DUE),
        (on("16.11", "23:59"), AFTER_DUE),
        (on("17.11", "00:00"), ENTERED_LATE),  # Parta's week is over: with a trace, and never refused
        (on("20.12"), ENTERED_LATE),
    ],
)
def test_3_2_2_no_more_than_a_day_and_nothing_is_locked(act, now, code) -> None:
    decision = decide(act, RULES, college(MON_9), now, work=ORAL)
    assert (decision.allowed, decision.code) == (True, code)


@pytest.mark.parametrize(
    ("now", "code"), [(on("16.11", "23:59"), ""), (on("17.11", "00:00"), ENTERED_LATE), (on("9.12"), ENTERED_LATE)]
)
def test_3_2_2_written_works_in_seven_days(now, code) -> None:
    decision = decide_new_mark(regulation=RULES, lesson=college(MON_9), value="4", now=now, work=TEST_PAPER)
    assert decision.code == code


def test_4_1_earlier_marks_are_changed_with_a_trace() -> None:
    given = {"regulation": RULES, "lesson": college(MON_9), "value": "5"}
    assert decide_mark_change(**given, now=on("16.11", "23:59")).code == ""
    assert decide_mark_change(**given, now=on("17.11", "00:00")).code == ENTERED_LATE


def test_the_day_after_a_saturday_lesson_is_a_sunday() -> None:
    """The act counts a day, not a working day: the working Saturday of 20 February is due by Sunday."""
    due = due_moment(Duty.ATTENDANCE, RULES, college(date(2027, 2, 20)))
    assert last_moment(due.moment) == "21.2 23:59"


@pytest.mark.parametrize(
    ("now", "code"), [(on("23.12", "23:59"), ""), (on("24.12", "00:00"), ENTERED_LATE), (on("25.1"), ENTERED_LATE)]
)
def test_3_2_2_attestation_marks_by_the_next_day(now, code) -> None:
    facts = period(1, calendar=COLLEGE, attestation=date(2026, 12, 22))
    decision = decide_term_entry(regulation=RULES, term=facts, value="4", now=now)
    assert (decision.allowed, decision.code) == (True, code)


def test_without_a_date_of_its_own_the_attestation_ends_the_semester() -> None:
    due = due_moment(Duty.PERIOD_MARK, RULES, period(1, calendar=COLLEGE))
    assert last_moment(due.moment) == "30.12 23:59"
    exam = due_moment(Duty.EXAM_MARK, RULES, period(2, calendar=COLLEGE, attestation=date(2027, 6, 10)))
    assert last_moment(exam.moment) == "11.6 23:59"


def test_a_first_course_has_marks() -> None:
    assert decide_new_mark(regulation=RULES, lesson=college(MON_9, grade=1), value="4", now=on("9.11")).allowed
    given = {"regulation": RULES, "term": period(1, calendar=COLLEGE, grade_level=1), "value": "4"}
    assert decide_term_entry(**given, now=on("28.12"), result=ResultKind.TERM).allowed


def test_a_cancelled_pair_takes_nothing() -> None:
    facts = college(MON_9, cancelled=[MON_9])
    for act in (EntryAct.TOPIC, EntryAct.ATTENDANCE, EntryAct.NEW_MARK, EntryAct.HOMEWORK):
        assert decide(act, RULES, facts, on("9.11", "18:00")).code == C.LESSON_CANCELLED


def test_the_words_are_those_of_a_college() -> None:
    assert RULES.words.terminology.value is Terminology.COLLEGE

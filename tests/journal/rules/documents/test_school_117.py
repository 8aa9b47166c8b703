"""Регламент школы № 117: five days for everything, a period mark a day before the period ends, no marks in grade 1."""

from datetime import UTC, date

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode
from parta.journal.rules.attendance_entry import decide_attendance_entry
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark
from parta.journal.rules.term_entry import decide_term_entry
from parta.regulation.rules.parse import load_preset
from tests.journal.rules.school_year import DICTATION, ORAL, last_moment, lesson, on, period, year

C = RefusalCode
RULES = load_preset("school_117")
TUE_3 = date(2026, 11, 3)
FRI_23 = date(2026, 10, 23)


@pytest.mark.parametrize("work", [ORAL, DICTATION])
@pytest.mark.parametrize(
    ("now", "code"),
    [
        (on("3.11", "09:00"), ""),
        (on("8.11", "23:59"), ""),  # a Sunday: the act counts days, not working days
        (on("9.11", "00:00"), C.NEW_MARK_TOO_LATE),
    ],
)
def test_5_2_no_more_than_five_days_from_the_lesson_or_the_work(work, now, code) -> None:
    decision = decide_new_mark(regulation=RULES, lesson=lesson(TUE_3), value="4", now=now, work=work)
    assert decision.code == code
    if not decision.allowed:
        assert (decision.clause.number, decision.who_can_lift) == ("5.2", "deputy")
        assert "не более пяти дней" in decision.clause.quote


def test_the_five_days_end_by_the_clock_of_the_school() -> None:
    due = due_moment(Duty.ORAL_MARK, RULES, lesson(TUE_3))
    assert due.moment.astimezone(UTC).isoformat() == "2026-11-08T19:00:00+00:00"


def test_the_days_run_through_the_vacation() -> None:
    assert last_moment(due_moment(Duty.ORAL_MARK, RULES, lesson(FRI_23)).moment) == "28.10 23:59"
    assert last_moment(due_moment(Duty.WRITTEN_MARK, RULES, lesson(FRI_23), DICTATION).moment) == "28.10 23:59"


@pytest.mark.parametrize(("now", "code"), [(on("8.11", "23:59"), ""), (on("9.11", "00:00"), C.ATTENDANCE_TOO_LATE)])
def test_5_2_absences_no_more_than_five_days(now, code) -> None:
    decision = decide_attendance_entry(regulation=RULES, lesson=lesson(TUE_3), code="ill", now=now)
    assert decision.code == code


def test_a_changed_old_mark_is_another_act_than_a_late_new_one() -> None:
    """On the sixth day a new mark is too late (5.2); of changing one the act is silent, Parta's week holds."""
    day_six = on("9.11")
    assert not decide_new_mark(regulation=RULES, lesson=lesson(TUE_3), value="4", now=day_six).allowed
    change = decide_mark_change(regulation=RULES, lesson=lesson(TUE_3), value="4", now=day_six)
    assert change.allowed
    later = decide_mark_change(regulation=RULES, lesson=lesson(TUE_3), value="4", now=on("11.11"))
    assert (later.code, later.clause.act) == (C.MARK_CHANGE_TOO_LATE, "Parta")


@pytest.mark.parametrize("value", ["5", "4", "3", "2"])
def test_5_5_no_marks_in_grade_1(value) -> None:
    facts = lesson(TUE_3, grade=1)
    decision = decide_new_mark(regulation=RULES, lesson=facts, value=value, now=on("3.11"))
    assert (decision.code, decision.clause.number) == (C.NO_MARKS_IN_GRADE, "5.5")
    assert decide_attendance_entry(regulation=RULES, lesson=facts, code="ill", now=on("3.11")).allowed
    assert decide(EntryAct.TOPIC, RULES, facts, on("3.11")).allowed


@pytest.mark.parametrize(
    ("grade", "now", "code"),
    [
        (7, on("23.10", "23:59"), ""),  # the quarter of grades 5–9 ends on Saturday, 24 October
        (7, on("24.10", "00:00"), ENTERED_LATE),
        (3, on("22.10", "23:59"), ""),  # that of grades 1–4 on Friday, the 23rd
        (3, on("23.10", "00:00"), ENTERED_LATE),
    ],
)
def test_5_2_period_marks_at_the_latest_a_day_before_the_end(grade, now, code) -> None:
    decision = decide_term_entry(regulation=RULES, term=period(1, grade=grade), value="4", now=now)
    assert (decision.allowed, decision.code) == (True, code)


def test_a_year_mark_as_a_period_mark() -> None:
    assert last_moment(due_moment(Duty.YEAR_MARK, RULES, year()).moment) == "25.5 23:59"


def test_of_topics_and_homework_the_act_is_silent_and_the_letter_speaks() -> None:
    facts = lesson(TUE_3)
    topic, homework = due_moment(Duty.TOPIC, RULES, facts), due_moment(Duty.HOMEWORK, RULES, facts)
    assert (last_moment(topic.moment), topic.clause.act) == ("3.11 23:59", "Письмо АП-147/07")
    assert (last_moment(homework.moment), homework.clause.act) == ("3.11 14:09", "Письмо АП-147/07")
    late = decide(EntryAct.TOPIC, RULES, facts, on("4.11"))
    assert (late.allowed, late.code, late.open_until) == (True, AFTER_DUE, on("11.11", "00:00"))

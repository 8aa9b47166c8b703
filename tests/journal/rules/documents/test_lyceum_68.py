"""Положение лицея № 68: the day of the lesson, two terms for written works, nothing «задним числом»."""

from datetime import date, timedelta

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode, ResultKind
from parta.journal.rules.attendance_entry import decide_attendance_entry
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.homework_entry import homework_is_missing
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark
from parta.journal.rules.term_entry import decide_term_entry
from parta.journal.rules.topic_entry import decide_topic_entry
from parta.regulation.rules.parse import load_preset
from tests.journal.rules.school_year import DICTATION, ESSAY, ORAL, TEST_PAPER, last_moment, lesson, on, period, year

C = RefusalCode
RULES = load_preset("lyceum_68")
MON_2, TUE_3, THU_12 = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 12)


def put(facts, now, work, **more):
    return decide_new_mark(regulation=RULES, lesson=facts, value="4", now=now, work=work, **more)


@pytest.mark.parametrize(("now", "code"), [(on("3.11", "23:59"), ""), (on("4.11", "00:00"), C.NEW_MARK_TOO_LATE)])
def test_5_3_oral_marks_on_the_day_and_3_6_8_nothing_after_it(now, code) -> None:
    decision = put(lesson(TUE_3), now, ORAL)
    assert decision.code == code
    if code:
        assert (decision.clause.number, decision.who_can_lift, decision.params["denied"]) == ("3.6.8", "", True)
        assert "задним числом" in decision.clause.quote


def test_nobody_opens_what_the_act_forbids() -> None:
    assert put(lesson(TUE_3), on("5.11"), ORAL, opened_until=on("6.11")).code == C.NEW_MARK_TOO_LATE


@pytest.mark.parametrize(
    ("now", "code"),
    [
        # an essay of Monday, 2 November; Wednesday the 4th is a holiday, the week has six days
        (on("9.11", "23:59"), ""),  # 3.6.4: a week
        (on("10.11", "00:00"), AFTER_DUE),  # 5.4 still has days: reminded and measured, not blocked
        (on("14.11", "23:59"), AFTER_DUE),  # the tenth working day: 3, 5, 6, 7, 9, 10, 11, 12, 13, 14
        (on("15.11", "00:00"), C.NEW_MARK_TOO_LATE),
    ],
)
def test_two_clauses_about_written_works_in_literature(now, code) -> None:
    decision = put(lesson(MON_2, subject="литература"), now, ESSAY)
    assert decision.code == code
    if code == AFTER_DUE:
        assert decision.clause.number == "3.6.4"


@pytest.mark.parametrize(
    ("day", "grade", "strict", "lenient"),
    [
        # five working days in other subjects, and the week of 3.6.4
        (THU_12, 7, ("18.11 23:59", "5.4"), ("19.11 23:59", "3.6.4")),
        (MON_2, 3, ("9.11 23:59", "3.6.4"), ("10.11 23:59", "5.4")),  # the five-day week, over the holiday
        (MON_2, 7, ("9.11 23:59", "5.4"), ("9.11 23:59", "5.4")),  # the six-day week: both fall on one day
        # over the vacation, which is worked: 24, 26, 27, 28, 29 October
        (date(2026, 10, 23), 7, ("29.10 23:59", "5.4"), ("30.10 23:59", "3.6.4")),
        # over the New Year: 9, 11, 12, 13, 14 January, the 31st of December being a day off
        (date(2026, 12, 30), 7, ("6.1 23:59", "3.6.4"), ("14.1 23:59", "5.4")),
    ],
)
def test_5_4_five_working_days_and_3_6_4_a_week(day, grade, strict, lenient) -> None:
    due = due_moment(Duty.WRITTEN_MARK, RULES, lesson(day, grade=grade), TEST_PAPER)
    assert (last_moment(due.moment), due.clause.number) == strict
    assert (last_moment(due.lenient), due.lenient_clause.number) == lenient


def test_the_fourth_and_the_fifth_working_day_over_a_holiday() -> None:
    facts = lesson(TUE_3)  # the 4th is a holiday: 5, 6, 7, 9, 10 November
    fourth, fifth = date(2026, 11, 9), date(2026, 11, 10)
    assert facts.working.shift(TUE_3, 4) == fourth
    assert facts.working.shift(TUE_3, 5) == fifth
    for day, allowed in ((fourth, True), (fifth, True), (fifth + timedelta(days=1), False)):
        assert put(facts, on(f"{day.day}.{day.month}", "23:59"), DICTATION).allowed == allowed


@pytest.mark.parametrize(
    ("now", "entered_at", "code"),
    [
        (on("3.11", "23:59"), on("3.11", "09:00"), ""),
        (on("4.11", "00:00"), on("3.11", "09:00"), C.MARK_CHANGE_TOO_LATE),
        (on("9.11", "18:00"), on("9.11", "17:00"), ENTERED_LATE),  # a slip in a mark put within its term today
        (on("10.11", "00:00"), on("9.11", "17:00"), C.MARK_CHANGE_TOO_LATE),
    ],
)
def test_3_6_8_a_mark_is_not_changed_after_its_day(now, entered_at, code) -> None:
    decision = decide_mark_change(regulation=RULES, lesson=lesson(TUE_3), value="5", now=now, entered_at=entered_at)
    assert decision.code == code
    if not decision.allowed:
        assert (decision.clause.number, decision.who_can_lift) == ("3.6.8", "")


def test_5_1_topics_and_absences_on_the_day_measured_but_not_forbidden_later() -> None:
    """«Задним числом» is said of marks: an absence or a topic of yesterday is late, and goes in."""
    for decide in (
        lambda now: decide_topic_entry(regulation=RULES, lesson=lesson(TUE_3), now=now),
        lambda now: decide_attendance_entry(regulation=RULES, lesson=lesson(TUE_3), code="ill", now=now),
    ):
        assert decide(on("3.11", "23:59")).code == ""
        late = decide(on("4.11", "00:00"))
        assert (late.allowed, late.code, late.clause.number) == (True, AFTER_DUE, "5.1")


def test_5_2_homework_where_there_is_any() -> None:
    assert not homework_is_missing(regulation=RULES, has_text=False, none_said=False)
    assert last_moment(due_moment(Duty.HOMEWORK, RULES, lesson(TUE_3)).moment) == "3.11 23:59"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        # the first quarter of grades 5–9 ends on Saturday, 24 October
        (on("17.10", "23:59"), C.TERM_MARK_TOO_EARLY),
        (on("18.10", "00:00"), ""),
        (on("24.10", "23:59"), ""),
        (on("25.10", "00:00"), C.TERM_MARK_TOO_LATE),  # the vacation
    ],
)
def test_3_6_5_period_marks_in_the_last_week_before_the_vacation(now, code) -> None:
    decision = decide_term_entry(regulation=RULES, term=period(1), value="4", now=now)
    assert decision.code == code
    if code:
        assert decision.who_can_lift == "deputy"
        opened = decide_term_entry(
            regulation=RULES, term=period(1), value="4", now=now, opened_until=now + timedelta(hours=1)
        )
        assert opened.allowed


def test_3_6_5_the_year_as_a_period() -> None:
    assert last_moment(due_moment(Duty.YEAR_MARK, RULES, year()).moment) == "26.5 23:59"
    early = decide_term_entry(regulation=RULES, term=year(), value="4", now=on("19.5"), result=ResultKind.YEAR)
    assert early.code == C.TERM_MARK_TOO_EARLY


@pytest.mark.parametrize(
    ("announced", "last"),
    [
        (date(2027, 6, 8), "11.6 23:59"),  # Tuesday: 9, 10, 11 June
        (date(2027, 6, 10), "15.6 23:59"),  # Thursday: 11, then the 12th is a holiday, 14 and 15 in a six-day week
    ],
)
def test_5_5_results_of_the_state_examination_in_three_working_days(announced, last) -> None:
    facts = year(grade=9, gia_announced=announced)
    due = due_moment(Duty.GIA_RESULT, RULES, facts)
    assert (last_moment(due.moment), due.clause.number) == (last, "5.5")


def test_5_6_final_marks_three_working_days_after_them() -> None:
    due = due_moment(Duty.FINAL_MARK, RULES, year(grade=9, gia_entered=date(2027, 6, 10)))
    assert (last_moment(due.moment), due.clause.number) == ("15.6 23:59", "5.6")
    assert due_moment(Duty.FINAL_MARK, RULES, year(grade=9)) is None, "not entered yet"
    assert due_moment(Duty.FINAL_MARK, RULES, year(grade=7)).clause.number == "3.6.5", "no examination, the year's mark"


def test_3_5_1_and_3_9_2_homeroom_teacher_and_director_write_on_every_page() -> None:
    assert {"homeroom_edit_all_pages", "director_edit_all_pages"} <= RULES.conditions()

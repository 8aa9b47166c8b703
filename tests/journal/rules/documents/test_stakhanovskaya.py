"""Стахановская школа: homework ninety minutes after the class's last lesson, the next lesson and the week, density."""

from datetime import UTC, date, datetime

import pytest

from parta.journal.enums import AFTER_DUE, RefusalCode
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.density import PupilLesson, PupilPeriod, marks_needed, shortages, unmarked_runs
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.facts import OrderedDays
from parta.journal.rules.homework_entry import homework_is_missing
from parta.journal.rules.lateness import lateness
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark
from parta.journal.rules.term_entry import decide_term_entry
from parta.journal.rules.windows import decide_substitute_access
from parta.regulation.enums import Anchor
from parta.regulation.rules.moments import PlainAnchors, moment_of
from parta.regulation.rules.parse import load_preset
from parta.school.rules.working_days import working_days
from tests.journal.rules.school_year import CRIMEA, ESSAY, ORAL, TEST_PAPER, last_moment, lesson, on, period
from tests.school.rules.year_2026_27 import GRADES_2_4

C = RefusalCode
RULES = load_preset("stakhanovskaya")
TUE_3, THU_12 = date(2026, 11, 3), date(2026, 11, 12)


def at(day: str, clock: str = "12:00"):
    return on(day, clock, CRIMEA)


def ours(day: date, **facts):
    return lesson(day, zone=CRIMEA, **facts)


@pytest.mark.parametrize(
    ("class_ends", "last"),
    [
        ({"12:15": False, "13:10": False}, "3.11 14:39"),
        ({"12:15": False, "13:10": True}, "3.11 13:44"),  # the class's last lesson is cancelled
        ({"09:30": False}, "3.11 10:59"),
        ({}, "3.11 23:59"),  # not known: the day
    ],
)
def test_2_10_homework_ninety_minutes_after_the_class_has_finished(class_ends, last) -> None:
    due = due_moment(Duty.HOMEWORK, RULES, ours(TUE_3, class_ends=class_ends))
    assert (last_moment(due.moment), due.clause.number) == (last, "2.10")


@pytest.mark.parametrize(("clock", "code"), [("14:39", ""), ("14:40", AFTER_DUE), ("14:41", AFTER_DUE)])
def test_a_homework_of_14_41_is_late_and_goes_in(clock, code) -> None:
    decision = decide(EntryAct.HOMEWORK, RULES, ours(TUE_3), at("3.11", clock))
    assert (decision.allowed, decision.code) == (True, code)


def test_the_hours_are_those_of_simferopol() -> None:
    due = due_moment(Duty.HOMEWORK, RULES, ours(TUE_3))
    assert due.moment.astimezone(UTC) == datetime(2026, 11, 3, 11, 40, tzinfo=UTC)


def test_2_10_without_homework_one_says_so() -> None:
    assert homework_is_missing(regulation=RULES, has_text=False, none_said=False)
    assert not homework_is_missing(regulation=RULES, has_text=False, none_said=True)
    assert RULES.homework.homework_none_text.value == "Без задания"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (at("12.11", "23:59"), ""),
        (at("13.11", "00:00"), AFTER_DUE),  # the day of the lesson is over (2.10)
        (at("18.11", "23:59"), AFTER_DUE),  # the working week of the service (3.14): 13, 14, 16, 17, 18
        (at("19.11", "00:00"), C.NEW_MARK_TOO_LATE),
    ],
)
def test_oral_marks_the_day_measures_and_the_working_week_blocks(now, code) -> None:
    decision = decide_new_mark(regulation=RULES, lesson=ours(THU_12), value="4", now=now, work=ORAL)
    assert decision.code == code
    if code == C.NEW_MARK_TOO_LATE:
        assert (decision.clause.act, decision.clause.number) == ("Регламент предоставления услуги", "3.14")
        assert decision.who_can_lift == "deputy"


@pytest.mark.parametrize(
    ("work", "strict", "lenient"),
    [
        (TEST_PAPER, ("13.11 08:49", "4.2.4(в)"), ("19.11 23:59", "2.10")),  # the next lesson is tomorrow
        (ESSAY, ("19.11 23:59", "2.10"), ("19.11 23:59", "2.10")),  # not a control work: the week alone
    ],
)
def test_control_works_by_the_next_lesson_and_by_the_week(work, strict, lenient) -> None:
    due = due_moment(Duty.WRITTEN_MARK, RULES, ours(THU_12), work)
    assert (last_moment(due.moment), due.clause.number) == strict
    assert (last_moment(due.lenient), due.lenient_clause.number) == lenient


def test_a_control_work_before_the_vacation_is_due_by_the_first_lesson_after_it_and_by_the_week() -> None:
    """The next lesson is on 2 November, the week ends on 30 October: the strictest is now the week."""
    due = due_moment(Duty.WRITTEN_MARK, RULES, ours(date(2026, 10, 23)), TEST_PAPER)
    assert (last_moment(due.moment), due.clause.number) == ("30.10 23:59", "2.10")
    assert (last_moment(due.lenient), due.lenient_clause.number) == ("2.11 08:49", "4.2.4(в)")


@pytest.mark.parametrize(("now", "code"), [(at("19.11", "23:59"), AFTER_DUE), (at("20.11"), C.NEW_MARK_TOO_LATE)])
def test_what_blocks_a_control_work_is_the_week(now, code) -> None:
    decision = decide_new_mark(regulation=RULES, lesson=ours(THU_12), value="4", now=now, work=TEST_PAPER)
    assert decision.code == code


def test_corrections_go_through_the_deputy_after_partas_week() -> None:
    change = decide_mark_change(regulation=RULES, lesson=ours(THU_12), value="4", now=at("20.11"))
    assert (change.code, change.who_can_lift) == (C.MARK_CHANGE_TOO_LATE, "deputy")


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (at("10.11", "23:59"), False),
        (at("11.11", "00:00"), True),
        (at("13.11", "23:59"), True),
        (at("14.11", "00:00"), False),
    ],
)
def test_2_15_the_substitute_from_a_day_before_to_a_day_after(now, is_open) -> None:
    decision = decide_substitute_access(regulation=RULES, lesson=ours(THU_12), now=now)
    assert decision.allowed == is_open
    assert is_open or decision.clause.number == "2.15"


@pytest.mark.parametrize(
    ("value", "now", "code"),
    [
        ("4", at("17.10", "23:59"), C.TERM_MARK_TOO_EARLY),
        ("4", at("18.10", "00:00"), ""),
        ("н/а", at("24.10", "23:59"), ""),
        ("осв", at("24.10"), C.TERM_MARK_NOT_ON_SCALE),
        ("4", at("25.10", "00:00"), C.TERM_MARK_TOO_LATE),
    ],
)
def test_2_12_period_marks_in_the_last_week(value, now, code) -> None:
    facts = period(1, zone=CRIMEA)
    assert decide_term_entry(regulation=RULES, term=facts, value=value, now=now).code == code


ORDER = OrderedDays(date(2026, 10, 14), date(2026, 10, 22), "118-о")


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (at("13.10", "23:59"), C.TERM_MARK_TOO_EARLY),
        (at("14.10", "00:00"), ""),
        (at("22.10", "23:59"), ""),
        (at("23.10", "00:00"), C.TERM_MARK_TOO_LATE),  # the last week would last to the period's end
    ],
)
def test_2_12_period_marks_on_the_days_of_the_directors_order(now, code) -> None:
    decision = decide_term_entry(regulation=RULES, term=period(1, zone=CRIMEA, ordered=ORDER), value="4", now=now)
    assert decision.code == code
    if code:
        assert (decision.params["order"], decision.clause.number) == ("118-о", "2.12")


def test_2_12_an_order_moves_what_is_late_too() -> None:
    facts = period(1, zone=CRIMEA, ordered=ORDER)
    late = lateness(EntryAct.PERIOD_MARK, RULES, facts, at("23.10", "08:00"))
    assert (last_moment(late.due), late.clause.number) == ("22.10 23:59", "2.12")
    assert lateness(EntryAct.PERIOD_MARK, RULES, facts, at("22.10", "08:00")) is None
    assert lateness(EntryAct.EXAM_MARK, RULES, facts, at("23.10", "08:00")) is None


def test_an_act_that_does_not_speak_of_orders_does_not_heed_one() -> None:
    lyceum = load_preset("lyceum_68")
    facts = period(1, ordered=ORDER)
    assert due_moment(Duty.PERIOD_MARK, lyceum, facts) == due_moment(Duty.PERIOD_MARK, lyceum, period(1))
    early = decide_term_entry(regulation=lyceum, term=facts, value="4", now=on("14.10"))
    assert early.code == C.TERM_MARK_TOO_EARLY


@pytest.mark.parametrize(("hours", "grade", "needed"), [(1, 7, 3), (2, 7, 5), (5, 7, 5), (0, 7, 0), (5, 1, 0)])
def test_4_2_4_how_many_marks_a_period_needs(hours, grade, needed) -> None:
    assert marks_needed(RULES, weekly_hours=hours, grade=grade) == needed


def test_4_2_4_density_leaves_absentees_out() -> None:
    pupils = [
        PupilPeriod(1, lessons=30, attended=28, marks=5),
        PupilPeriod(2, lessons=30, attended=28, marks=4),
        PupilPeriod(3, lessons=30, attended=0, marks=0),  # ill for the whole quarter
        PupilPeriod(4, lessons=30, attended=3, marks=2),  # came to three lessons: three marks at most
        PupilPeriod(5, lessons=4, attended=4, marks=4),  # came from another class in the last week
    ]
    found = list(shortages(RULES, weekly_hours=4, grade=7, pupils=pupils))
    assert [(row.pupil_id, row.marks, row.needed) for row in found] == [(2, 4, 5), (4, 2, 3)]
    assert found[0].clause.number == "4.2.4(г)"
    assert not list(shortages(load_preset("lyceum_68"), weekly_hours=4, grade=7, pupils=pupils))


@pytest.mark.parametrize(
    ("lessons", "runs"),
    [
        ("++", [(1, 2)]),
        ("+", []),
        ("+5+", []),
        ("++5", [(1, 2)]),
        ("+-+", []),  # an absence between: not in a row
        ("+++5++", [(1, 2, 3), (5, 6)]),
        ("", []),
    ],
)
def test_4_2_4_two_attended_lessons_in_a_row_ask_for_a_mark(lessons, runs) -> None:
    rows = [PupilLesson(place, sign != "-", sign == "5") for place, sign in enumerate(lessons, 1)]
    found = list(unmarked_runs(RULES, grade=7, lessons=rows))
    assert [run.lessons for run in found] == runs
    assert not list(unmarked_runs(RULES, grade=1, lessons=rows))
    assert not list(unmarked_runs(load_preset("school_117"), grade=7, lessons=rows))


def test_access_in_three_working_days_counted_from_the_next_day() -> None:
    """Registered on Tuesday, 3 November: Thursday, Friday and Monday, for the 4th is a holiday."""
    request = PlainAnchors(CRIMEA, {Anchor.REQUEST: TUE_3}, working_days(GRADES_2_4))
    setting = RULES.service.access_request_sla
    assert last_moment(moment_of(setting.value[0], request)) == "9.11 23:59"

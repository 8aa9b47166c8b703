"""Положение школы № 2: 21:00, the next lesson, four and seven days, the free week and the administration after it."""

from datetime import UTC, date

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode, ResultKind
from parta.journal.rules.attendance_entry import decide_absence_reason, decide_attendance_entry
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.enrolment import RosterSpan, is_on_roster
from parta.journal.rules.facts import WorkFacts
from parta.journal.rules.homework_entry import decide_homework_entry
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark, decide_work_entry
from parta.journal.rules.term_entry import decide_term_entry
from parta.regulation.rules.parse import load_preset
from tests.journal.rules.school_year import DICTATION, ESSAY, ORAL, TEST_PAPER, last_moment, lesson, on, period, year

C = RefusalCode
RULES = load_preset("school_2")
TUE_3 = date(2026, 11, 3)
FRI_23 = date(2026, 10, 23)


def put(facts, now, work=ORAL, **more):
    return decide_new_mark(regulation=RULES, lesson=facts, value="4", now=now, work=work, **more)


@pytest.mark.parametrize("act", [EntryAct.TOPIC, EntryAct.HOMEWORK, EntryAct.ATTENDANCE, EntryAct.NEW_MARK])
@pytest.mark.parametrize(
    ("now", "code"), [(on("3.11", "20:59"), ""), (on("3.11", "21:00"), AFTER_DUE), (on("3.11", "21:01"), AFTER_DUE)]
)
def test_17_4_everything_of_a_lesson_till_21_00(act, now, code) -> None:
    """The term measures: at 21:01 the record is late, and goes in."""
    decision = decide(act, RULES, lesson(TUE_3), now, work=ORAL)
    assert (decision.allowed, decision.code) == (True, code)
    if code:
        assert decision.clause.number == "17(4)"


def test_21_00_is_the_hour_of_the_school_and_not_of_the_server() -> None:
    due = due_moment(Duty.TOPIC, RULES, lesson(TUE_3))
    assert due.moment.astimezone(UTC).isoformat() == "2026-11-03T16:00:00+00:00"
    assert decide(EntryAct.TOPIC, RULES, lesson(TUE_3), on("3.11", "20:59").astimezone(UTC)).code == ""
    assert decide(EntryAct.TOPIC, RULES, lesson(TUE_3), on("3.11", "21:01").astimezone(UTC)).code == AFTER_DUE


def test_an_evening_lesson_is_not_due_before_it_ends() -> None:
    facts = lesson(TUE_3, start="20:30", end="21:15")
    assert last_moment(due_moment(Duty.TOPIC, RULES, facts).moment) == "3.11 21:14"


@pytest.mark.parametrize(
    ("day", "cancelled", "last"),
    [
        (date(2026, 11, 9), (), "10.11 08:49"),  # Monday, and mathematics again on Tuesday
        (date(2026, 11, 9), (date(2026, 11, 10),), "12.11 08:49"),  # that one is cancelled
        (FRI_23, (), "2.11 08:49"),  # the last day of the quarter: the first lesson after the vacation
        (FRI_23, (date(2026, 11, 2),), "3.11 08:49"),
        (TUE_3, (), "5.11 08:49"),  # over the holiday of the 4th
        (date(2027, 2, 19), (), "20.2 08:49"),  # Friday: Saturday the 20th follows Monday's timetable
        (date(2027, 5, 25), (), "26.5 23:59"),  # the last lesson of the year: the year's last day
    ],
)
def test_17_4_written_works_of_grades_2_4_by_the_next_lesson(day, cancelled, last) -> None:
    due = due_moment(Duty.WRITTEN_MARK, RULES, lesson(day, grade=3, cancelled=cancelled), TEST_PAPER)
    assert last_moment(due.moment) == last


def test_the_subgroup_waits_for_its_own_next_lesson() -> None:
    """English is on Tuesdays and Fridays for the first subgroup, on Mondays and Thursdays for the second."""
    english = "иностранный язык (английский)"
    first = lesson(date(2026, 11, 10), grade=3, subject=english, weekdays=(2, 5))
    second = lesson(date(2026, 11, 9), grade=3, subject=english, weekdays=(1, 4))
    assert last_moment(due_moment(Duty.WRITTEN_MARK, RULES, first, TEST_PAPER).moment) == "13.11 08:49"
    assert last_moment(due_moment(Duty.WRITTEN_MARK, RULES, second, TEST_PAPER).moment) == "12.11 08:49"


def test_a_term_longer_than_the_free_week_blocks_by_the_term() -> None:
    """The work of 23 October in grade 3 is due on 2 November: till then a new mark is in time, a change is not."""
    facts = lesson(FRI_23, grade=3)
    assert put(facts, on("31.10"), TEST_PAPER).code == ""
    assert put(facts, on("2.11", "08:49"), TEST_PAPER).code == ""
    assert put(facts, on("2.11", "08:50"), TEST_PAPER).code == C.NEW_MARK_TOO_LATE
    change = decide_mark_change(regulation=RULES, lesson=facts, value="5", now=on("31.10"))
    assert change.code == C.MARK_CHANGE_TOO_LATE


@pytest.mark.parametrize(
    ("subject", "work", "last"),
    [
        ("математика", TEST_PAPER, "7.11 23:59"),  # four days: a Saturday
        ("математика", ESSAY, "7.11 23:59"),  # an essay, and not in a subject that the act names
        ("литература", ESSAY, "10.11 23:59"),  # a creative work: seven days
        ("русский язык", DICTATION, "7.11 23:59"),  # a dictation is not creative
        ("русский язык", WorkFacts("изложение", written=True), "10.11 23:59"),
        ("иностранный язык (английский)", ESSAY, "10.11 23:59"),
        ("История", ESSAY, "10.11 23:59"),
        ("история (гуманитарный профиль)", WorkFacts("реферат", written=True), "10.11 23:59"),
        ("литературное чтение", ESSAY, "7.11 23:59"),
        ("математика", ORAL, "3.11 20:59"),
    ],
)
def test_17_4_four_days_and_seven_for_creative_works_in_five_subjects(subject, work, last) -> None:
    duty = Duty.WRITTEN_MARK if work.written else Duty.ORAL_MARK
    due = due_moment(duty, RULES, lesson(TUE_3, subject=subject), work)
    assert last_moment(due.moment) == last
    assert due.clause.number == "17(4)"


@pytest.mark.parametrize(
    ("now", "new", "change"),
    [
        (on("3.11", "20:59"), "", ""),
        (on("3.11", "21:01"), AFTER_DUE, ""),
        (on("10.11", "23:59"), AFTER_DUE, ""),
        (on("11.11", "00:00"), C.NEW_MARK_TOO_LATE, C.MARK_CHANGE_TOO_LATE),
    ],
)
def test_17_4_a_free_week_and_then_the_administration(now, new, change) -> None:
    facts = lesson(TUE_3)
    assert put(facts, now).code == new
    decision = decide_mark_change(regulation=RULES, lesson=facts, value="5", now=now)
    assert decision.code == change
    if change:
        assert (decision.who_can_lift, decision.params["denied"]) == ("deputy", False)
        assert "по прошествии 7 дней" in decision.clause.quote
        opened = decide_mark_change(
            regulation=RULES, lesson=facts, value="5", now=now, opened_until=on("12.11", "00:00")
        )
        assert (opened.code, opened.open_until) == (ENTERED_LATE, on("12.11", "00:00"))


@pytest.mark.parametrize(("now", "code"), [(on("10.11", "23:59"), AFTER_DUE), (on("11.11"), C.ATTENDANCE_TOO_LATE)])
def test_17_4_attendance_of_the_teacher_for_seven_days(now, code) -> None:
    given = {"regulation": RULES, "lesson": lesson(TUE_3), "code": "ill", "now": now}
    assert decide_attendance_entry(**given).code == code
    assert decide_absence_reason(**given).allowed, "17(5): the reasons are the homeroom teacher's, without a term"


@pytest.mark.parametrize(
    ("due", "now", "code"),
    [
        (date(2026, 11, 5), on("3.11"), ""),
        (date(2026, 11, 5), on("4.11", "23:59"), AFTER_DUE),
        (date(2026, 11, 5), on("5.11", "07:30"), C.HOMEWORK_DUE_TODAY),
        (date(2026, 11, 5), on("6.11"), C.HOMEWORK_DUE_IN_PAST),
    ],
)
def test_17_4_homework_never_for_today_or_the_past(due, now, code) -> None:
    decision = decide_homework_entry(regulation=RULES, given=lesson(TUE_3), due=lesson(due), now=now)
    assert decision.code == code


def test_17_4_the_kind_of_work_is_obligatory() -> None:
    given = {"regulation": RULES, "lesson": lesson(TUE_3), "changes": False, "now": on("3.11")}
    assert decide_work_entry(**given, has_kind=False, has_purpose=True).code == C.WORK_KIND_REQUIRED
    assert decide_work_entry(**given, has_kind=True, has_purpose=True, work=TEST_PAPER).allowed


def test_17_4_every_work_is_formative_or_summative() -> None:
    for changes in (False, True):
        given = {"lesson": lesson(TUE_3), "changes": changes, "has_kind": True, "now": on("3.11")}
        refused = decide_work_entry(regulation=RULES, has_purpose=False, **given)
        assert refused.code == C.WORK_PURPOSE_REQUIRED
        assert refused.clause is not None and "формирующего/констатирующего" in refused.clause.quote
        assert decide_work_entry(regulation=RULES, has_purpose=True, **given).allowed
        assert decide_work_entry(regulation=load_preset("lyceum_68"), has_purpose=False, **given).allowed


@pytest.mark.parametrize(
    ("number", "grade", "last"),
    [
        (1, 3, "26.10 23:59"),  # Friday the 23rd; Monday of the vacation is a working day
        (1, 7, "26.10 23:59"),  # Saturday the 24th in a six-day week
        (2, 3, "11.1 23:59"),  # Wednesday, 30 December: after the New Year holidays
        (2, 7, "9.1 23:59"),  # and a day sooner where Saturdays are worked
    ],
)
def test_17_4_period_marks_by_the_working_day_after_the_last_day(number, grade, last) -> None:
    due = due_moment(Duty.PERIOD_MARK, RULES, period(number, grade=grade))
    assert last_moment(due.moment) == last


def test_17_4_the_year_and_the_examination() -> None:
    assert last_moment(due_moment(Duty.YEAR_MARK, RULES, year()).moment) == "27.5 23:59"
    exam = year(attestation=date(2027, 5, 28))  # a Friday; grades 5–9 work on Saturdays
    assert last_moment(due_moment(Duty.EXAM_MARK, RULES, exam).moment) == "29.5 23:59"
    given = {"regulation": RULES, "term": exam, "value": "5", "result": ResultKind.EXAM}
    assert decide_term_entry(**given, now=on("29.5", "23:59")).code == ""
    assert decide_term_entry(**given, now=on("30.5", "00:00")).code == ENTERED_LATE


def test_a_moved_pupil_has_marks_where_he_was() -> None:
    """From 7А to 7Б on 9 November: the old journal takes a mark of the 3rd and not of the 10th, the new the other way."""
    old, new = RosterSpan(5, date(2026, 9, 1), date(2026, 11, 8)), RosterSpan(5, date(2026, 11, 9))
    for day, spans, code in (
        (TUE_3, [old], ""),
        (date(2026, 11, 10), [old], C.PUPIL_NOT_ON_ROSTER),
        (date(2026, 11, 10), [new], ""),
        (TUE_3, [new], C.PUPIL_NOT_ON_ROSTER),
    ):
        facts = lesson(day)
        now = on(f"{day.day}.{day.month}", "20:00")
        assert put(facts, now, on_roster=is_on_roster(spans, 5, day)).code == code

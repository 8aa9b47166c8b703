from datetime import date

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode
from parta.journal.rules.attendance_entry import decide_absence_reason, decide_attendance_entry
from parta.journal.rules.homework_entry import decide_homework_entry, homework_is_missing
from parta.journal.rules.term_entry import decide_term_entry
from parta.journal.rules.topic_entry import decide_topic_entry
from parta.journal.rules.windows import decide_substitute_access
from parta.timetable.enums import LessonStatus
from tests.journal.rules.facts import REGULATIONS, at, lesson, ours, term

C = RefusalCode
CANCELLED = LessonStatus.CANCELLED
NOV = {day: date(2026, 11, day) for day in range(1, 31)}


@pytest.mark.parametrize(
    ("school", "code", "now", "facts", "entry", "reason"),
    [
        ("default", "absent", "2026-11-02 23:59", {}, C.LESSON_IN_FUTURE, C.LESSON_IN_FUTURE),
        ("default", "absent", "2026-11-03 08:00", {}, "", ""),
        ("default", "ill", "2026-11-10 23:59", {}, AFTER_DUE, ""),
        ("default", "ill", "2026-11-11 00:00", {}, C.ATTENDANCE_TOO_LATE, ""),
        ("default", "ill", "2026-12-03 23:59", {}, C.ATTENDANCE_TOO_LATE, ""),
        ("default", "ill", "2026-12-04 00:00", {}, C.ATTENDANCE_TOO_LATE, C.ABSENCE_REASON_TOO_LATE),
        ("school_117", "ill", "2026-11-08 23:59", {}, "", ""),
        ("school_117", "ill", "2026-11-09 00:00", {}, C.ATTENDANCE_TOO_LATE, ""),
        ("lyceum_68", "ill", "2026-11-10 12:00", {}, AFTER_DUE, ""),  # «задним числом» is said of marks only
        ("school_2", "", "2026-11-11 00:00", {}, C.ATTENDANCE_TOO_LATE, ""),
        ("default", "abducted", "2026-11-03 12:00", {}, C.ABSENCE_UNKNOWN, C.ABSENCE_UNKNOWN),
        ("default", "", "2026-11-03 12:00", {"status": CANCELLED}, C.LESSON_CANCELLED, C.LESSON_CANCELLED),
        ("default", "ill", "2026-11-03 12:00", {"grade_level": 1}, "", ""),
        ("default", "ill", "2026-11-03 12:00", {"year_closed": True}, C.YEAR_CLOSED, C.YEAR_CLOSED),
    ],
)
def test_attendance(school: str, code: str, now: str, facts: dict, entry: str, reason: str) -> None:
    given = {"regulation": REGULATIONS[school], "lesson": lesson(NOV[3], **facts), "code": code, "now": at(now)}
    assert decide_attendance_entry(**given).code == entry
    assert decide_absence_reason(**given).code == reason


def test_only_pupils_of_the_list_can_be_absent() -> None:
    given = {"regulation": REGULATIONS["default"], "lesson": lesson(NOV[3]), "now": at("2026-11-03 12:00")}
    assert decide_attendance_entry(**given, code="ill", on_roster=False).code == C.PUPIL_NOT_ON_ROSTER
    assert decide_attendance_entry(**given, code="", on_roster=False).allowed


def test_attendance_too_late_names_the_clause_of_the_act() -> None:
    decision = decide_attendance_entry(
        regulation=REGULATIONS["school_2"], lesson=lesson(NOV[3]), code="ill", now=at("2026-11-20 12:00")
    )
    assert decision.clause is not None
    assert (decision.clause.number, decision.who_can_lift) == ("17(4)", "deputy")


@pytest.mark.parametrize(
    ("now", "facts", "code"),
    [
        ("2026-10-20 12:00", {}, ""),  # prepared ahead
        ("2026-11-03 23:59", {}, ""),
        ("2026-11-10 23:59", {}, AFTER_DUE),
        ("2026-11-11 00:00", {}, C.TOPIC_TOO_LATE),
        ("2026-11-03 12:00", {"status": CANCELLED}, C.LESSON_CANCELLED),
        ("2026-11-03 12:00", {"term_closed": True}, C.TERM_CLOSED),
    ],
)
def test_topics(now: str, facts: dict, code: str) -> None:
    decision = decide_topic_entry(regulation=REGULATIONS["default"], lesson=lesson(NOV[3], **facts), now=at(now))
    assert decision.code == code


@pytest.mark.parametrize(
    ("school", "given", "due", "now", "stands", "code"),
    [
        ("default", 16, 18, "2026-11-16 12:00", False, ""),
        ("school_2", 16, 18, "2026-11-16 12:00", False, ""),
        ("default", 16, None, "2026-11-16 12:00", False, ""),
        ("default", 18, 16, "2026-11-16 12:00", False, C.HOMEWORK_DUE_BEFORE_GIVEN),
        ("default", 16, 16, "2026-11-16 12:00", False, C.HOMEWORK_DUE_BEFORE_GIVEN),  # the same lesson
        # entered on the day when it is due
        ("default", 16, 18, "2026-11-18 07:30", False, AFTER_DUE),
        ("school_2", 16, 18, "2026-11-18 07:30", False, C.HOMEWORK_DUE_TODAY),
        ("school_2", 16, 18, "2026-11-17 23:59", False, AFTER_DUE),
        # entered when it is over
        ("default", 16, 18, "2026-11-19 07:30", False, C.HOMEWORK_DUE_IN_PAST),
        ("school_2", 16, 18, "2026-11-19 07:30", False, C.HOMEWORK_DUE_IN_PAST),
        ("default", 16, 18, "2026-11-19 07:30", True, AFTER_DUE),  # a misprint put right
        ("school_2", 16, 18, "2026-11-19 07:30", True, C.HOMEWORK_DUE_IN_PAST),
        # the window of the lesson where it was given
        ("default", 3, 30, "2026-11-10 23:59", False, AFTER_DUE),
        ("default", 3, 30, "2026-11-11 00:00", False, C.HOMEWORK_TOO_LATE),
        ("default", 3, None, "2026-11-11 00:00", False, C.HOMEWORK_TOO_LATE),
        # set ahead
        ("school_2", 18, 20, "2026-11-16 12:00", False, ""),
    ],
)
def test_homework(school: str, given: int, due: int | None, now: str, stands: bool, code: str) -> None:
    decision = decide_homework_entry(
        regulation=REGULATIONS[school],
        given=lesson(NOV[given]),
        due=lesson(NOV[due]) if due else None,
        now=at(now),
        due_stands=stands,
    )
    assert decision.code == code
    if code in {C.HOMEWORK_DUE_TODAY, C.HOMEWORK_DUE_IN_PAST}:
        assert decision.clause is not None
        assert decision.clause.act == REGULATIONS[school].homework.homework_due_rule.clause.act


def test_homework_for_a_later_lesson_of_the_same_day() -> None:
    facts = {"given": lesson(NOV[16], number=1), "due": lesson(NOV[16], number=5), "now": at("2026-11-16 09:00")}
    assert decide_homework_entry(regulation=REGULATIONS["default"], **facts).allowed
    assert decide_homework_entry(regulation=REGULATIONS["school_2"], **facts).code == C.HOMEWORK_DUE_TODAY


def test_homework_is_not_set_at_or_for_a_cancelled_lesson() -> None:
    facts = {"regulation": REGULATIONS["default"], "now": at("2026-11-16 12:00")}
    cancelled, live = lesson(NOV[16], status=CANCELLED), lesson(NOV[16])
    later = lesson(NOV[18], status=CANCELLED)
    assert decide_homework_entry(**facts, given=cancelled, due=None).code == C.LESSON_CANCELLED
    assert decide_homework_entry(**facts, given=live, due=later).code == C.HOMEWORK_DUE_CANCELLED
    assert decide_homework_entry(**facts, given=live, due=later, due_stands=True).allowed


@pytest.mark.parametrize(
    ("school", "has_text", "none_said", "missing"),
    [
        ("stakhanovskaya", False, False, True),
        ("stakhanovskaya", True, False, False),
        ("stakhanovskaya", False, True, False),
        ("lyceum_68", False, False, False),
    ],
)
def test_silence_about_homework(school: str, has_text: bool, none_said: bool, missing: bool) -> None:
    regulation = REGULATIONS[school]
    assert homework_is_missing(regulation=regulation, has_text=has_text, none_said=none_said) == missing


@pytest.mark.parametrize(
    ("school", "value", "now", "facts", "code"),
    [
        ("default", "4", "2026-12-28 12:00", {}, ""),
        ("default", "4", "2026-11-02 00:00", {}, ""),
        ("default", "4", "2026-11-01 23:59", {}, C.TERM_NOT_STARTED),
        ("default", "4", "2026-12-30 23:59", {}, ""),
        ("default", "4", "2027-01-12 12:00", {}, ENTERED_LATE),
        ("default", "н/а", "2026-12-28 12:00", {}, ""),
        ("default", "осв", "2026-12-28 12:00", {}, ""),
        ("stakhanovskaya", "н/а", "2026-12-28 12:00", {}, ""),
        ("stakhanovskaya", "осв", "2026-12-28 12:00", {}, C.TERM_MARK_NOT_ON_SCALE),
        ("default", "4 5", "2026-12-28 12:00", {}, C.TERM_MARK_NOT_ON_SCALE),
        ("school_117", "5", "2026-12-28 12:00", {"grade_level": 1}, C.NO_MARKS_IN_GRADE),
        ("default", "", "2026-12-28 12:00", {"grade_level": 1}, ""),
        ("default", "4", "2026-12-28 12:00", {"term_closed": True}, C.TERM_CLOSED),
        ("default", "", "2026-12-28 12:00", {"year_closed": True}, C.YEAR_CLOSED),
    ],
)
def test_term_marks(school: str, value: str, now: str, facts: dict, code: str) -> None:
    decision = decide_term_entry(regulation=REGULATIONS[school], term=term(**facts), value=value, now=at(now))
    assert decision.code == code


def test_the_schools_own_window_for_topics() -> None:
    regulation = ours(lessons={"record_window_days": {"value": 0, "clause": "3.1"}})
    decision = decide_topic_entry(regulation=regulation, lesson=lesson(NOV[3]), now=at("2026-11-04 00:00"))
    assert decision.clause is not None
    assert (decision.code, decision.clause.number) == (C.TOPIC_TOO_LATE, "3.1")


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-17 23:59", False),
        ("2026-11-18 00:00", True),
        ("2026-11-19 12:00", True),
        ("2026-11-20 23:59", True),
        ("2026-11-21 00:00", False),
    ],
)
def test_a_substitute_writes_a_day_before_and_a_day_after(now: str, is_open: bool) -> None:
    decision = decide_substitute_access(regulation=REGULATIONS["stakhanovskaya"], lesson=lesson(NOV[19]), now=at(now))
    assert decision.allowed == is_open
    assert is_open or decision.clause.number == "2.15"

from datetime import date

import pytest

from parta.journal.enums import AFTER_DUE, ENTERED_LATE, RefusalCode
from parta.journal.rules.mark_entry import decide_mark_change, decide_new_mark, decide_work_entry
from parta.kernel.decisions import Decision
from parta.timetable.enums import LessonStatus
from tests.journal.rules.facts import REGULATIONS, at, lesson, ours

C = RefusalCode
TUE_3 = date(2026, 11, 3)


def new(school: str, day: date, now: str, value: str = "4", **facts) -> Decision:
    return decide_new_mark(regulation=REGULATIONS[school], lesson=lesson(day, **facts), value=value, now=at(now))


def change(school: str, day: date, now: str, value: str = "4", **facts) -> Decision:
    return decide_mark_change(regulation=REGULATIONS[school], lesson=lesson(day, **facts), value=value, now=at(now))


@pytest.mark.parametrize(
    ("school", "now", "new_code", "change_code"),
    [
        # the lesson was on Tuesday 3 November; codes: "" in time, otherwise the refusal or «late»; the kind of work is
        # not known, so the most lenient term of the act holds (the letter's week, ten working days, …)
        ("default", "2026-11-02 23:59", C.LESSON_IN_FUTURE, C.LESSON_IN_FUTURE),
        ("default", "2026-11-03 00:00", "", ""),
        ("default", "2026-11-03 07:00", "", ""),
        ("default", "2026-11-10 23:59", "", ""),
        ("default", "2026-11-11 00:00", C.NEW_MARK_TOO_LATE, C.MARK_CHANGE_TOO_LATE),
        ("school_117", "2026-11-08 23:59", "", ""),
        ("school_117", "2026-11-09 00:00", C.NEW_MARK_TOO_LATE, ""),
        ("lyceum_68", "2026-11-03 23:59", "", ""),
        ("lyceum_68", "2026-11-04 00:00", "", C.MARK_CHANGE_TOO_LATE),
        ("lyceum_68", "2026-11-11 23:59", AFTER_DUE, C.MARK_CHANGE_TOO_LATE),
        ("lyceum_68", "2026-11-12 00:00", C.NEW_MARK_TOO_LATE, C.MARK_CHANGE_TOO_LATE),
        ("school_2", "2026-11-07 23:59", "", ""),
        ("school_2", "2026-11-10 23:59", AFTER_DUE, ""),
        ("school_2", "2026-11-11 00:00", C.NEW_MARK_TOO_LATE, C.MARK_CHANGE_TOO_LATE),
        ("kudymkar_college", "2026-11-11 00:00", ENTERED_LATE, ENTERED_LATE),
    ],
)
def test_windows_of_new_and_changed_marks(school: str, now: str, new_code: str, change_code: str) -> None:
    assert new(school, TUE_3, now).code == new_code
    assert change(school, TUE_3, now).code == change_code
    for decision in (new(school, TUE_3, now), change(school, TUE_3, now)):
        assert decision.allowed == (decision.code in {"", AFTER_DUE, ENTERED_LATE})


def test_a_refusal_names_clause_moment_and_who_can_lift() -> None:
    decision = change("school_2", TUE_3, "2026-11-20 12:00")
    assert decision.clause is not None
    assert (decision.clause.act, decision.clause.number) == ("Положение школы № 2", "17(4)")
    assert "по прошествии 7 дней" in decision.clause.quote
    assert decision.open_until == at("2026-11-11 00:00")
    assert decision.who_can_lift == "deputy"
    assert decision.params == {"day": TUE_3, "days": 7, "denied": False, "order": ""}


def test_where_the_act_forbids_nobody_can_lift() -> None:
    decision = change("lyceum_68", TUE_3, "2026-11-04 09:00")
    assert (decision.who_can_lift, decision.params["denied"]) == ("", True)


def test_an_allowed_decision_tells_how_long_it_holds() -> None:
    assert change("school_2", TUE_3, "2026-11-05 12:00").open_until == at("2026-11-11 00:00")


@pytest.mark.parametrize(
    ("school", "opened_until", "code"),
    [
        ("school_2", "2026-11-21 00:00", ENTERED_LATE),
        ("school_2", "2026-11-20 12:00", C.MARK_CHANGE_TOO_LATE),  # the permission is over
        ("lyceum_68", "2026-11-21 00:00", C.MARK_CHANGE_TOO_LATE),  # nothing to permit
    ],
)
def test_a_permission_opens_the_lesson_for_a_while(school: str, opened_until: str, code: str) -> None:
    decision = decide_mark_change(
        regulation=REGULATIONS[school],
        lesson=lesson(TUE_3),
        value="5",
        now=at("2026-11-20 12:00"),
        opened_until=at(opened_until),
    )
    assert decision.code == code


@pytest.mark.parametrize(
    ("entered", "code"),
    [("2026-11-12 08:00", ENTERED_LATE), ("2026-11-11 23:59", C.MARK_CHANGE_TOO_LATE), (None, C.MARK_CHANGE_TOO_LATE)],
)
def test_a_slip_of_the_finger_is_put_right_the_same_day(entered: str | None, code: str) -> None:
    decision = decide_mark_change(
        regulation=REGULATIONS["lyceum_68"],
        lesson=lesson(TUE_3),
        value="5",
        now=at("2026-11-12 18:00"),
        entered_at=at(entered) if entered else None,
    )
    assert decision.code == code


@pytest.mark.parametrize(
    ("school", "facts", "value", "code", "clause"),
    [
        ("school_117", {"grade_level": 1}, "5", C.NO_MARKS_IN_GRADE, "5.5"),
        ("default", {"grade_level": 1}, "5", C.NO_MARKS_IN_GRADE, ""),
        ("default", {"grade_level": 1}, "", "", None),
        ("kudymkar_college", {"grade_level": 1}, "5", "", None),
        ("stakhanovskaya", {}, "1", C.MARK_NOT_ON_SCALE, "2.10"),
        ("stakhanovskaya", {}, "н/а", C.MARK_NOT_ON_SCALE, "2.10"),
        ("default", {}, "5+", C.MARK_NOT_ON_SCALE, ""),
        ("default", {"status": LessonStatus.CANCELLED}, "5", C.LESSON_CANCELLED, None),
        ("default", {"status": LessonStatus.CANCELLED}, "", C.LESSON_CANCELLED, None),
        ("default", {"status": LessonStatus.HELD}, "5", "", None),
        ("default", {"term_closed": True}, "5", C.TERM_CLOSED, None),
        ("default", {"year_closed": True, "term_closed": True}, "5", C.YEAR_CLOSED, None),
    ],
)
def test_what_may_stand_in_the_cell(school: str, facts: dict, value: str, code: str, clause: str | None) -> None:
    for decide in (new, change):
        decision = decide(school, TUE_3, "2026-11-03 12:00", value, **facts)
        assert decision.code == code
        if clause is not None:
            assert decision.clause is not None
            assert decision.clause.number == clause


def test_a_pupil_who_is_not_in_the_list_gets_no_mark() -> None:
    facts = {"regulation": REGULATIONS["default"], "lesson": lesson(TUE_3), "now": at("2026-11-03 12:00")}
    assert decide_new_mark(**facts, value="5", on_roster=False).code == C.PUPIL_NOT_ON_ROSTER
    assert decide_mark_change(**facts, value="", on_roster=False).allowed


def test_a_window_without_end() -> None:
    regulation = ours(marks={"new_mark_window_days": {"value": "always"}, "edit_window_days": {"value": "always"}})
    facts = {"regulation": regulation, "lesson": lesson(date(2026, 9, 1)), "value": "5", "now": at("2027-05-20 12:00")}
    assert decide_new_mark(**facts).allowed
    assert decide_mark_change(**facts).allowed


@pytest.mark.parametrize(
    ("school", "has_kind", "changes", "now", "facts", "code"),
    [
        ("default", False, False, "2026-11-03 12:00", {}, ""),
        ("school_2", False, False, "2026-11-03 12:00", {}, C.WORK_KIND_REQUIRED),
        ("school_2", True, False, "2026-11-03 12:00", {}, ""),
        ("school_2", True, False, "2026-10-30 12:00", {}, ""),  # planned ahead
        ("school_2", True, False, "2026-11-11 00:00", {}, C.NEW_MARK_TOO_LATE),
        ("school_2", True, True, "2026-11-10 23:59", {}, ""),
        ("school_2", True, True, "2026-11-11 00:00", {}, C.WORK_CHANGE_TOO_LATE),
        ("lyceum_68", True, True, "2026-11-04 00:00", {}, C.WORK_CHANGE_TOO_LATE),
        ("lyceum_68", True, False, "2026-11-04 00:00", {}, ""),
        ("default", True, False, "2026-11-03 12:00", {"grade_level": 1}, C.NO_MARKS_IN_GRADE),
        ("default", True, False, "2026-11-03 12:00", {"status": LessonStatus.CANCELLED}, C.LESSON_CANCELLED),
    ],
)
def test_works(school: str, has_kind: bool, changes: bool, now: str, facts: dict, code: str) -> None:
    decision = decide_work_entry(
        regulation=REGULATIONS[school],
        lesson=lesson(TUE_3, **facts),
        has_kind=has_kind,
        has_purpose=True,
        changes=changes,
        now=at(now),
    )
    assert decision.code == code

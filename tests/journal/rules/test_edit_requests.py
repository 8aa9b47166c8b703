"""Writing late by permission, in real dates of autumn 2026."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parta.journal.enums import EditState, OperationKind, RefusalCode
from parta.journal.rules.edit_requests import (
    Cell,
    CellFacts,
    days_over,
    decide_edit_decision,
    decide_edit_request,
    decide_ground,
    decide_until,
    latest_until,
    state_of,
    usual_until,
)
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED
from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts, Span, SpecialDay, TermSpan

ZONE = ZoneInfo("Asia/Yekaterinburg")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOW = at("2026-11-20 12:00")
LATE = refuse(RefusalCode.MARK_CHANGE_TOO_LATE, denied=False, days=7)
DENIED = refuse(RefusalCode.MARK_CHANGE_TOO_LATE, denied=True, days=0)
MARK, ABSENCE, TERM = OperationKind.MARK, OperationKind.ABSENCE, OperationKind.TERM


@pytest.mark.parametrize(
    ("permission", "cell", "opens"),
    [
        (Cell(MARK, 5, 1), Cell(MARK, 5, 1), True),
        (Cell(MARK, 5, 1), Cell(MARK, 5, 2), False),
        (Cell(MARK, 5, 1), Cell(MARK, 6, 1), False),
        (Cell(MARK, 5, 1), Cell(ABSENCE, 5, 1), False),
        (Cell(MARK, 5, 1), Cell(MARK, 5), False),
        (Cell(MARK, 5), Cell(MARK, 5, 2), True),
        (Cell(MARK, 5), Cell(MARK, 6, 2), False),
        (Cell(TERM, None, 1, "term", 3), Cell(TERM, None, 1, "term", 3), True),
        (Cell(TERM, None, 1, "term", 3), Cell(TERM, None, 2, "term", 3), False),
        (Cell(TERM, None, 1, "term", 3), Cell(TERM, None, 1, "year"), False),
    ],
)
def test_a_permission_is_for_its_cells_only(permission: Cell, cell: Cell, opens: bool) -> None:
    assert permission.covers(cell) is opens


@pytest.mark.parametrize(
    ("facts", "now", "state"),
    [
        (CellFacts(), NOW, EditState.WAITING),
        (CellFacts(withdrawn_at=NOW), NOW, EditState.WITHDRAWN),
        (CellFacts(decided_at=NOW), NOW, EditState.REFUSED),
        (CellFacts(NOW, at("2026-11-24 00:00")), at("2026-11-23 23:59:59"), EditState.OPEN),
        (CellFacts(NOW, at("2026-11-24 00:00")), at("2026-11-24 00:00"), EditState.EXPIRED),
        (CellFacts(NOW, at("2026-11-24 00:00"), entered_at=NOW), at("2026-12-01 00:00"), EditState.ENTERED),
    ],
)
def test_a_permission_closes_by_itself_at_the_very_moment(facts: CellFacts, now: datetime, state: EditState) -> None:
    assert state_of(facts, now=now) is state


@pytest.mark.parametrize(("ground", "allowed"), [("", False), ("нет", False), ("болел", True), ("не было связи", True)])
def test_a_request_says_why(ground: str, allowed: bool) -> None:
    assert decide_ground(ground).allowed is allowed


@pytest.mark.parametrize(
    ("without", "opened", "waiting", "code"),
    [
        (LATE, ALLOWED, False, ""),
        (LATE, ALLOWED, True, RefusalCode.EDIT_ALREADY_ASKED),
        (ALLOWED, ALLOWED, False, RefusalCode.EDIT_NOT_NEEDED),
        (DENIED, DENIED, False, RefusalCode.MARK_CHANGE_TOO_LATE),
        (LATE, refuse(RefusalCode.TERM_CLOSED), False, RefusalCode.TERM_CLOSED),
    ],
)
def test_only_what_a_permission_would_open_may_be_asked(without, opened, waiting, code) -> None:
    decision = decide_edit_request(without=without, with_permission=opened, waiting=waiting)
    assert decision.code == code
    assert decision.allowed is (code == "")


@pytest.mark.parametrize(
    ("facts", "asked_by", "decided_by", "code"),
    [
        (CellFacts(), 1, 2, ""),
        (CellFacts(), 1, 1, RefusalCode.EDIT_OWN_REQUEST),
        (CellFacts(), None, None, RefusalCode.EDIT_OWN_REQUEST),
        (CellFacts(), 1, None, RefusalCode.EDIT_OWN_REQUEST),
        (CellFacts(decided_at=NOW), 1, 2, RefusalCode.EDIT_ALREADY_DECIDED),
        (CellFacts(withdrawn_at=NOW), 1, 2, RefusalCode.EDIT_WITHDRAWN),
    ],
)
def test_nobody_decides_the_own_request_and_nobody_decides_twice(facts, asked_by, decided_by, code) -> None:
    decision = decide_edit_decision(cell=facts, asked_by=asked_by, decided_by=decided_by)
    assert decision.code == code


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("2026-11-20 11:59", RefusalCode.EDIT_UNTIL_PAST),
        ("2026-11-20 12:00", RefusalCode.EDIT_UNTIL_PAST),
        ("2026-11-20 12:01", ""),
        ("2026-12-05 00:00", ""),
        ("2026-12-05 00:01", RefusalCode.EDIT_UNTIL_TOO_FAR),
    ],
)
def test_a_permission_has_an_end_in_sight(until: str, code: str) -> None:
    assert decide_until(until=at(until), now=NOW).code == code
    assert latest_until(NOW) == at("2026-12-05 00:00")


day = date.fromisoformat
CALENDAR = CalendarFacts(
    weekdays=6,
    terms=(
        TermSpan(1, "1", day("2026-09-01"), day("2026-10-24")),
        TermSpan(2, "2", day("2026-11-02"), day("2026-12-30")),
    ),
    vacations=(Span(day("2026-10-25"), day("2026-11-01")), Span(day("2026-12-31"), day("2027-01-10"))),
    special_days=(SpecialDay(day("2026-11-04"), day("2026-11-04"), SpecialDayKind.HOLIDAY),),
)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-20 12:00", "2026-11-22 00:00"),  # Friday: Saturday is a school day
        ("2026-11-21 12:00", "2026-11-24 00:00"),  # Saturday: over Sunday
        ("2026-11-03 12:00", "2026-11-06 00:00"),  # over the holiday of 4 November
        ("2026-10-24 12:00", "2026-11-03 00:00"),  # the last day before the vacation: the first day after it
        ("2026-12-30 12:00", "2027-01-01 00:00"),  # the year has no more school days: tomorrow
    ],
)
def test_the_usual_end_is_that_of_the_next_working_day(now: str, until: str) -> None:
    assert usual_until(CALENDAR, now=at(now)) == at(until)
    assert decide_until(until=at(until), now=at(now)).allowed


def test_the_usual_end_is_never_out_of_bounds() -> None:
    for days in range(365):
        now = at("2026-09-01 12:00") + timedelta(days=days)
        assert decide_until(until=usual_until(CALENDAR, now=now), now=now).allowed


@pytest.mark.parametrize(
    ("sla", "asked", "today", "days"),
    [
        (1, "2026-11-19", "2026-11-19", 0),
        (1, "2026-11-19", "2026-11-20", 0),  # «в течение 1 дня»: the day after is the last
        (1, "2026-11-19", "2026-11-21", 1),
        (1, "2026-11-19", "2026-11-22", 2),
        (None, "2026-09-01", "2026-11-22", 0),  # the act sets no term
    ],
)
def test_s4_30_an_error_waits_no_longer_than_the_act_says(sla, asked, today, days):
    assert days_over(sla, date.fromisoformat(asked), date.fromisoformat(today)) == days

"""The term of a request by real days of 2026/27: holidays, the new year, a school's own day off."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from parta.public_service.rules.terms import USUAL, access_due, answer_due, working_days_left
from parta.regulation.rules.parse import load_preset
from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts, SpecialDay
from parta.school.rules.working_days import working_days

ZONE = ZoneInfo("Europe/Moscow")
OWN_DAY = SpecialDay(date(2026, 12, 3), date(2026, 12, 3), SpecialDayKind.DAY_OFF)
PLAIN = working_days(CalendarFacts(weekdays=5, terms=()))
WITH_OWN_DAY = working_days(CalendarFacts(weekdays=5, terms=(), special_days=(OWN_DAY,)))
SAID = load_preset("stakhanovskaya").service.access_request_sla.value


def day(text: str) -> date:
    year = 2027 if text[:2] < "09" else 2026
    return date.fromisoformat(f"{year}-{text}")


@pytest.mark.parametrize(
    ("registered", "due", "working"),
    [
        ("11-30", "12-03", PLAIN),  # Monday: the day itself is not counted
        ("12-01", "12-04", PLAIN),
        ("12-04", "12-09", PLAIN),  # Friday: over the weekend
        ("12-05", "12-09", PLAIN),  # Saturday: as on Friday
        ("10-30", "11-05", PLAIN),  # 4 November is a holiday
        ("11-02", "11-06", PLAIN),
        ("11-03", "11-09", PLAIN),
        ("11-04", "11-09", PLAIN),
        ("12-28", "01-11", PLAIN),  # 31 December is off, then the new year's holidays to 8 January, then a weekend
        ("12-30", "01-13", PLAIN),
        ("01-08", "01-13", PLAIN),
        ("02-18", "02-24", PLAIN),  # Saturday the 20th is worked for Monday the 22nd; the 23rd is off
        ("04-30", "05-06", PLAIN),  # 3 May is off for the 1st
        ("12-01", "12-07", WITH_OWN_DAY),
    ],
)
def test_three_working_days_from_the_next_day(registered, due, working):
    for said in ((), SAID):
        assert access_due(said, registered_on=day(registered), zone=ZONE, working=working) == day(due)


def test_the_usual_term_is_that_of_the_only_act_that_says_one():
    assert SAID == USUAL


@pytest.mark.parametrize(
    ("due", "today", "left"),
    [
        ("12-04", "12-01", 3),
        ("12-04", "12-02", 2),
        ("12-04", "12-04", 0),
        ("12-04", "12-05", 0),  # Saturday: over, by no working day yet
        ("12-04", "12-07", -1),
        ("11-05", "11-03", 1),  # the 4th is not counted
        ("01-11", "12-30", 1),
        ("12-30", "01-11", -1),
    ],
)
def test_what_is_left_of_a_term(due, today, left):
    assert working_days_left(day(due), today=day(today), working=PLAIN) == left


@pytest.mark.parametrize(("days", "due"), [(None, "12-20"), (30, "12-20"), (10, "11-30")])
def test_a_written_answer_has_calendar_days(days, due):
    assert answer_due(days, registered_on=day("11-20")) == day(due)

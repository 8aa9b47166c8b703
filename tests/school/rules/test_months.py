"""A calendar drawn by months: every kind of day of 2026/27."""

from datetime import date

import pytest

from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts, Span, SpecialDay, TermSpan
from parta.school.rules.months import day_kind, months_of

FACTS = CalendarFacts(
    weekdays=5,
    terms=(
        TermSpan(1, "1", date(2026, 9, 1), date(2026, 10, 24)),
        TermSpan(2, "2", date(2026, 11, 2), date(2026, 12, 30)),
    ),
    vacations=(Span(date(2026, 10, 25), date(2026, 11, 1)),),
    special_days=(
        SpecialDay(date(2026, 11, 4), date(2026, 11, 4), SpecialDayKind.HOLIDAY),
        SpecialDay(date(2026, 11, 14), date(2026, 11, 14), SpecialDayKind.AS_WEEKDAY, follows_weekday=3),
    ),
)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 3), "lessons"),
        (date(2026, 11, 4), "holiday"),
        (date(2026, 11, 7), "off"),
        (date(2026, 11, 14), "moved"),
        (date(2026, 10, 28), "vacation"),
        (date(2026, 12, 31), "off"),
    ],
)
def test_what_a_day_is(day, kind):
    assert day_kind(FACTS, day) == kind


def test_months_go_from_the_first_term_to_the_last_by_whole_weeks():
    months = list(months_of(FACTS))
    assert [(one.first.year, one.first.month) for one in months] == [(2026, n) for n in (9, 10, 11, 12)]
    assert all(len(week) == 7 for month in months for week in month.weeks)
    september = months[0]
    assert september.weeks[0][0] is None and september.weeks[0][1] == (date(2026, 9, 1), "lessons")
    assert september.lesson_days == 22 and sum(one.lesson_days for one in months) == 22 + 17 + 21 + 22
    assert list(months_of(CalendarFacts(weekdays=5, terms=()))) == []

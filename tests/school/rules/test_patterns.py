"""Suggested years: the ministry's dates of 2025/26 and 2026/27, shifted years, regional days off."""

from datetime import date

import pytest

from parta.school.enums import TermKind, VacationKind
from parta.school.rules.patterns import DrawnRest, DrawnTerm, DrawnYear, Pattern, draw_year, later, shift_year
from parta.school.rules.regional import days_not_known, orthodox_easter, regional_days

QUARTERS = {
    2025: ["09-01 10-24", "11-03 12-30", "01-12 03-27", "04-06 05-26"],
    2026: ["09-01 10-23", "11-02 12-30", "01-11 03-26", "04-05 05-26"],
}


def spans(rows):
    return [f"{one.first:%m-%d} {one.last:%m-%d}" for one in rows]


@pytest.mark.parametrize("begins", QUARTERS)
def test_quarters_are_those_that_the_ministry_recommends(begins):
    drawn = draw_year(Pattern(TermKind.QUARTER, 5, extra=True), begins)
    assert spans(drawn.terms) == QUARTERS[begins]
    extra = next(one for one in drawn.rests if one.kind is VacationKind.EXTRA)
    assert extra.first == date(2026, 2, 16) if begins == 2025 else extra.first == date(2027, 2, 15)
    assert (extra.last - extra.first).days == 6 and drawn.rests[-1].kind is VacationKind.SUMMER


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (TermKind.HALF_YEAR, ["09-01 12-30", "01-11 05-26"]),
        (TermKind.TRIMESTER, ["09-01 11-15", "11-23 02-14", "02-22 05-26"]),
        (TermKind.SEMESTER, ["09-01 12-27", "01-11 06-30"]),
        (TermKind.MODULE, ["09-01 10-04", "10-12 11-15", "11-23 12-30", "01-11 02-14", "02-22 04-04", "04-12 05-26"]),
    ],
)
def test_other_divisions_of_2026_27(kind, expected):
    assert spans(draw_year(Pattern(kind, 5), 2026).terms) == expected


def test_days_off_depend_on_the_week():
    five = dict(draw_year(Pattern(TermKind.QUARTER, 5), 2026).days)
    six = dict(draw_year(Pattern(TermKind.QUARTER, 6), 2026).days)
    assert date(2027, 2, 22) in five and date(2027, 2, 22) not in six
    assert date(2027, 5, 1) in six and date(2027, 5, 1) not in five
    assert five[date(2026, 11, 4)] == "День народного единства"


def test_a_year_is_shifted_by_weekdays_but_dates_of_the_calendar_stay():
    assert later(date(2026, 9, 1)) == date(2027, 9, 1) and later(date(2026, 12, 31)) == date(2027, 12, 31)
    assert later(date(2026, 10, 23)) == date(2027, 10, 22) and later(date(2027, 5, 26)) == date(2028, 5, 26)
    year = DrawnYear(
        (
            DrawnTerm(
                TermKind.SEMESTER, 2, date(2027, 1, 11), date(2027, 6, 12), (date(2027, 6, 15), date(2027, 6, 28))
            ),
        ),
        (DrawnRest(VacationKind.BREAK, date(2026, 10, 24), date(2026, 11, 1), "осенние"),),
        ((date(2026, 11, 4), "приказ"),),
    )
    shifted = shift_year(year, week_days=6, region="")
    assert spans(shifted.terms) == ["01-10 06-12"] and shifted.terms[0].attested == (
        date(2028, 6, 15),
        date(2028, 6, 28),
    )
    assert shifted.rests == (DrawnRest(VacationKind.BREAK, date(2027, 10, 23), date(2027, 10, 31), "осенние"),)
    assert "приказ" not in dict(shifted.days).values() and date(2028, 2, 23) in dict(shifted.days)


def test_regions_add_their_days():
    ufa = regional_days("Республика Башкортостан", 2026)
    assert [f"{day:%m-%d}" for day in sorted(ufa)] == ["03-20", "05-27", "10-12"]  # 11.10.2026 is a Sunday
    assert days_not_known("Республика Башкортостан", 2027) == ["Ураза-байрам", "Курбан-байрам"]
    crimea = regional_days("Республика Крым", 2026)
    assert crimea[date(2026, 4, 13)] == "Светлое Христово Воскресение" and date(2026, 6, 1) in crimea
    assert not regional_days("Свердловская область", 2026) and orthodox_easter(2027) == date(2027, 5, 2)
    assert date(2026, 10, 12) in dict(draw_year(Pattern(TermKind.QUARTER, 5, region="Башкортостан"), 2026).days)

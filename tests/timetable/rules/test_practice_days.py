"""Hours of a practice over its working days (norm S4-34): 6 a day, 36 a week; the demo college's blocks of 2027."""

from datetime import date, timedelta

import pytest

from parta.timetable.rules.practice_days import practice_days

HOLIDAYS = {date(2027, 5, 3), date(2027, 5, 10)}


def working(start: date, end: date, weekdays: int = 6) -> list[date]:
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return [day for day in days if day.isoweekday() <= weekdays and day not in HOLIDAYS and day != date(2027, 5, 1)]


@pytest.mark.parametrize(
    ("starts", "ends", "weekdays", "hours", "expected"),
    [
        (date(2027, 3, 1), date(2027, 3, 6), 6, 36, [6] * 6),
        (date(2027, 3, 1), date(2027, 3, 5), 6, 36, [8, 7, 7, 7, 7]),  # five days of a week: the week is still 36
        (date(2027, 3, 1), date(2027, 3, 12), 5, 72, [8, 7, 7, 7, 7] * 2),
        (date(2027, 3, 1), date(2027, 3, 6), 6, 20, [4, 4, 3, 3, 3, 3]),
        (date(2027, 3, 1), date(2027, 3, 6), 6, 3, [1, 1, 1]),
        (date(2027, 3, 1), date(2027, 3, 6), 6, None, [6] * 6),
        (date(2027, 3, 1), date(2027, 3, 2), 6, 36, [8, 8]),  # twenty hours do not fit and stay unplanned
        (date(2027, 3, 7), date(2027, 3, 7), 6, 36, []),
        (date(2027, 3, 1), date(2027, 3, 6), 6, 0, []),
    ],
)
def test_hours_over_days(starts, ends, weekdays, hours, expected):
    found = practice_days(working(starts, ends, weekdays), hours)
    assert [one.hours for one in found] == expected


def test_a_month_with_holidays_gives_every_hour():
    found = practice_days(working(date(2027, 4, 19), date(2027, 5, 14)), 144)
    assert sum(one.hours for one in found) == 144
    assert max(one.hours for one in found) <= 8
    assert not {one.day for one in found} & HOLIDAYS

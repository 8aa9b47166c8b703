from datetime import date, time

import pytest

from parta.school.rules.bells import BellSchedule, choose_bells, lesson_time
from tests.school.rules.year_2026_27 import BELLS, rings


@pytest.mark.parametrize(
    ("grade", "day", "weekday", "key"),
    [
        (7, date(2026, 11, 17), 2, 1),
        (7, date(2026, 11, 16), 1, 2),
        (7, date(2026, 11, 21), 6, 3),
        (3, date(2027, 2, 20), 1, 2),  # Saturday by Monday's timetable: Monday's bells
        (3, date(2027, 2, 20), 6, None),
        (1, date(2026, 9, 7), 1, 4),
        (1, date(2027, 1, 11), 1, 5),
        (1, date(2026, 11, 9), 1, None),  # nobody said
    ],
)
def test_bells_of_the_town_school(grade: int, day: date, weekday: int, key: int | None) -> None:
    chosen = choose_bells(BELLS, grade_level=grade, day=day, weekday=weekday)
    assert (chosen.key if chosen else None) == key


EVE = BellSchedule(9, "сокращённые", rings("08:00-08:30"), start=date(2026, 12, 30), end=date(2026, 12, 30))
ALL = BellSchedule(7, "все", rings("08:00-08:45"))
SPRING = BellSchedule(8, "с января", rings("08:00-08:40"), start=date(2027, 1, 11))
FIRST = BellSchedule(6, "1 классы", rings("08:00-08:35"), frozenset({1}))


@pytest.mark.parametrize(
    ("grade", "day", "key"),
    [
        (7, date(2026, 12, 30), 9),  # a schedule of one day wins over the Wednesday of grades 2–11
        (1, date(2026, 12, 30), 9),
        (7, date(2026, 12, 29), 1),
        (1, date(2026, 12, 29), 6),
        (1, date(2027, 3, 10), 5),  # fewer days among schedules of the same grade
    ],
)
def test_the_most_specific_schedule_wins(grade: int, day: date, key: int) -> None:
    chosen = choose_bells((ALL, SPRING, FIRST, EVE, *BELLS), grade_level=grade, day=day, weekday=day.isoweekday())
    assert chosen is not None
    assert chosen.key == key


def test_an_open_span_is_narrower_than_no_span() -> None:
    chosen = choose_bells((ALL, SPRING), grade_level=5, day=date(2027, 3, 1), weekday=1)
    assert chosen == SPRING


def test_times_of_a_lesson() -> None:
    found = lesson_time(BELLS, grade_level=7, day=date(2026, 11, 3), weekday=2, number=2)
    assert found is not None
    assert (found.start, found.end) == (time(8, 50), time(9, 30))
    assert lesson_time(BELLS, grade_level=7, day=date(2026, 11, 3), weekday=2, number=9) is None
    assert lesson_time((), grade_level=7, day=date(2026, 11, 3), weekday=2, number=1) is None

from datetime import date, time

import pytest

from parta.school.rules.bells import BellSchedule, Learners, choose_bells, lesson_time
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
    chosen = choose_bells(BELLS, learners=Learners(grade), day=day, weekday=weekday)
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
    chosen = choose_bells(
        (ALL, SPRING, FIRST, EVE, *BELLS), learners=Learners(grade), day=day, weekday=day.isoweekday()
    )
    assert chosen is not None
    assert chosen.key == key


def test_an_open_span_is_narrower_than_no_span() -> None:
    chosen = choose_bells((ALL, SPRING), learners=Learners(5), day=date(2027, 3, 1), weekday=1)
    assert chosen == SPRING


def test_times_of_a_lesson() -> None:
    found = lesson_time(BELLS, learners=Learners(7), day=date(2026, 11, 3), weekday=2, number=2)
    assert found is not None
    assert (found.start, found.end) == (time(8, 50), time(9, 30))
    assert lesson_time(BELLS, learners=Learners(7), day=date(2026, 11, 3), weekday=2, number=9) is None
    assert lesson_time((), learners=Learners(7), day=date(2026, 11, 3), weekday=2, number=1) is None


MORNING = BellSchedule(20, "первая смена", rings("08:00-08:40"), frozenset({6, 7}))
NOON = BellSchedule(21, "вторая смена", rings("14:00-14:40"), shift=2)
FAR = BellSchedule(22, "корпус 2", rings("08:10-08:50"), building="корпус 2")


@pytest.mark.parametrize(
    ("learners", "day", "key"),
    [
        (Learners(6), date(2026, 11, 17), 20),
        (Learners(6, 2), date(2026, 11, 17), 21),  # though grade 6 has bells of its own
        (Learners(8, 2), date(2026, 12, 30), 21),  # the shortened morning rings no second shift
        (Learners(6), date(2026, 12, 30), 9),
        (Learners(6, 1, "Корпус 2"), date(2026, 11, 17), 22),
        (Learners(6, 2, "корпус 2"), date(2026, 11, 17), 21),
        (Learners(8, 3), date(2026, 11, 17), 7),  # nothing names the third shift
    ],
)
def test_a_shift_and_a_building_have_bells_of_their_own(learners: Learners, day: date, key: int) -> None:
    chosen = choose_bells((MORNING, NOON, FAR, EVE, ALL), learners=learners, day=day, weekday=day.isoweekday())
    assert chosen is not None
    assert chosen.key == key

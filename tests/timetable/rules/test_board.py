"""A timetable laid out as a board: numbers, windows, what belongs to no row."""

from dataclasses import dataclass

import pytest

from parta.timetable.rules.board import lay_out


@dataclass(frozen=True)
class One:
    rows: tuple[str, ...]
    number: int | None
    given: bool = True


def board(*items):
    return lay_out(
        ("пн", "вт"),
        items,
        rows_of=lambda one: one.rows,
        number_of=lambda one: one.number,
        is_given=lambda one: one.given,
    )


@pytest.mark.parametrize(
    ("numbers", "shown", "windows"),
    [
        ((), (), 0),
        ((1, 2, 3), (1, 2, 3), 0),
        ((2, 4), (1, 2, 3, 4), 1),
        ((0, 1, 5), (0, 1, 2, 3, 4, 5), 3),
        ((1, None), (1, None), 0),
    ],
)
def test_numbers_run_without_holes_and_windows_stand_between_lessons(numbers, shown, windows):
    made = board(*(One(("пн",), number) for number in numbers))
    assert made.numbers == shown
    assert [line.windows for line in made.lines] == [windows, 0]


def test_a_cancelled_lesson_makes_a_window_and_stays_in_its_cell():
    made = board(One(("вт",), 1), One(("вт",), 2, given=False), One(("вт",), 3))
    cell = made.lines[1].cells[1]
    assert cell.window and len(cell.items) == 1
    at_the_end = board(One(("вт",), 1), One(("вт",), 2, given=False))
    assert at_the_end.lines[1].windows == 0


def test_one_lesson_stands_in_several_rows_and_a_stranger_in_none():
    made = board(One(("пн", "вт"), 1), One(("ср",), 4))
    assert made.numbers == (1,)
    assert [len(line.items) for line in made.lines] == [1, 1]

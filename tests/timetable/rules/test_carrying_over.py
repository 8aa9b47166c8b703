"""Last year's lessons at their places in the new year: which journal takes them, which room, what stays out and why."""

from dataclasses import replace

import pytest

from parta.timetable.enums import LeftBehind, Parity
from parta.timetable.rules.carrying_over import carry_over
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse, WeekRoom

ALGEBRA, GIRLS, BOYS, OTHER, STREAM = 1, 2, 3, 4, 5
ROOM, HALL, SHUT = 50, 51, 52
DAYS = (1, 2, 3, 4, 5)
ROOMS = {ROOM: WeekRoom(ROOM, "1"), HALL: WeekRoom(HALL, "2"), SHUT: WeekRoom(SHUT, "3", shut=frozenset({(1, 1)}))}


def year(first, *, halves=6, teacher=11, last=6):
    """Give a week of two classes whose ids and journals begin at `first`."""
    classes = [WeekClass(first + at, f"{first // 100}{'АБ'[at]}", first // 100, DAYS, last) for at in (0, 1)]
    courses = [
        WeekCourse(first + ALGEBRA, "алгебра", (first,), "", teacher, asked=halves),
        WeekCourse(first + GIRLS, "труд", (first,), "дев.", 12, asked=2, rooms=frozenset({ROOM, HALL})),
        WeekCourse(first + BOYS, "Труд", (first,), "мал.", 13, asked=2),
        WeekCourse(first + OTHER, "алгебра", (first + 1,), "", 11, asked=2),
        WeekCourse(first + STREAM, "хор", (first, first + 1), "", 14, asked=0),
    ]
    parts = frozenset({first + ALGEBRA, first + STREAM})
    streams = {first: (parts | {first + GIRLS}, parts | {first + BOYS})}
    return Week({one.id: one for one in classes}, {one.id: one for one in courses}, ROOMS, streams)


OLD, NEW, HEIRS = year(600), year(700), {600: 700, 601: 701}


@pytest.mark.parametrize(
    ("cells", "new", "heirs", "stands", "left", "others"),
    [
        # Groups of one class stand beside each other, a stream of two classes with both.
        (
            [Cell(602, 1, 2, room=HALL), Cell(603, 1, 2, room=ROOM), Cell(605, 2, 1)], NEW, HEIRS,
            [Cell(702, 1, 2, room=HALL), Cell(703, 1, 2, room=ROOM), Cell(705, 2, 1)], {}, 0,
        ),
        # The load became smaller; half a lesson fits yet.
        (
            [Cell(601, 1, 1), Cell(601, 2, 1), Cell(601, 3, 1, Parity.ODD)], year(700, halves=3), HEIRS,
            [Cell(701, 1, 1), Cell(701, 3, 1, Parity.ODD)], {LeftBehind.HOURS_SPENT: 1}, 0,
        ),
        # Another teacher took 6А and teaches 6Б at that hour: who stayed comes first.
        (
            [Cell(601, 1, 1), Cell(604, 1, 1)], replace(NEW, courses={
                **NEW.courses, 701: replace(NEW.courses[701], teacher=15), 704: replace(NEW.courses[704], teacher=15)
            }), HEIRS, [Cell(701, 1, 1)], {LeftBehind.PLACE_TAKEN: 1}, 1,
        ),
        (
            [Cell(602, 1, 1, room=12), Cell(603, 2, 1, room=12), Cell(601, 1, 1, room=SHUT)],
            replace(NEW, streams={}, courses={
                701: replace(NEW.courses[701], rooms=frozenset({SHUT, HALL})), 703: NEW.courses[703],
                702: replace(NEW.courses[702], classes=(701,)),
            }), HEIRS,  # a room that is no more or shut gives way; a group of another class is not the same journal
            [Cell(701, 1, 1, room=HALL), Cell(703, 2, 1)], {LeftBehind.JOURNAL_GONE: 1}, 0,
        ),
        # The class has fewer numbers now; the other one did not go up; what has its own time is no place of the grid.
        (
            [Cell(601, 1, 6), Cell(604, 1, 1), Cell(601, 1, 0, span=(900, 940))], year(700, last=5), {600: 700},
            [], {LeftBehind.PLACE_TAKEN: 1, LeftBehind.CLASS_GONE: 1, LeftBehind.OWN_TIMES: 1}, 0,
        ),
        # A room is taken by what came earlier: the other suitable one is free.
        (
            [Cell(601, 1, 1, room=ROOM), Cell(604, 1, 2, room=ROOM), Cell(602, 1, 2, room=ROOM)], NEW, HEIRS,
            [Cell(701, 1, 1, room=ROOM), Cell(702, 1, 2, room=ROOM), Cell(704, 1, 2)], {}, 0,
        ),
    ],
)  # fmt: skip
def test_what_stands_again(cells, new, heirs, stands, left, others):
    carried = carry_over(OLD, cells, new, heirs=heirs, titles={})
    assert (list(carried.cells), dict(carried.left), carried.others) == (stands, left, others)


def test_of_two_journals_of_a_subject_the_one_of_its_title_else_of_its_teacher():
    twice = replace(NEW, courses={**NEW.courses, 799: replace(NEW.courses[701], id=799, teacher=16)})
    for titles, found in (({}, 701), ({601: "Практикум", 799: "практикум"}, 799)):
        assert [one.course for one in carry_over(OLD, [Cell(601, 1, 1)], twice, heirs=HEIRS, titles=titles).cells] == [
            found
        ]

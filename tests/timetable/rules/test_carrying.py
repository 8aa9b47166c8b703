"""A lesson is carried to another place: alone, in exchange, or not, and who or what is in the way."""

from dataclasses import replace

import pytest

from parta.timetable.enums import ClashKind, Parity
from parta.timetable.rules.carrying import carry, with_moves
from parta.timetable.rules.quality import judge
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse, WeekRoom, streams_from

ALGEBRA, ENGLISH_1, ENGLISH_2, HISTORY, OTHER = 1, 2, 3, 4, 5
TEACHER, ROOM = 11, 50
CLASSES = {7: WeekClass(7, "7А", 7, (1, 2, 3, 4, 5), 6), 8: WeekClass(8, "7Б", 7, (1, 2, 3, 4, 5, 6), 7)}
COURSES = (
    WeekCourse(ALGEBRA, "алгебра", (7,), "", TEACHER),
    WeekCourse(ENGLISH_1, "английский", (7,), "1 гр.", 12),
    WeekCourse(ENGLISH_2, "английский", (7,), "2 гр.", 13),
    WeekCourse(HISTORY, "история", (7,), "", 14),
    WeekCourse(OTHER, "алгебра", (8,), "", TEACHER),
)
WEEK = Week(
    CLASSES,
    {one.id: one for one in COURSES},
    {ROOM: WeekRoom(ROOM, "12")},
    streams_from(COURSES, {ENGLISH_1: frozenset({1}), ENGLISH_2: frozenset({2})}, {7: (1, 2)}),
)
CELLS = (
    Cell(ALGEBRA, 1, 1, room=ROOM),
    Cell(ENGLISH_1, 1, 2),
    Cell(ENGLISH_2, 1, 2),
    Cell(HISTORY, 2, 1),
    Cell(OTHER, 3, 1),
    Cell(OTHER, 4, 1, room=ROOM),
    Cell(OTHER, 5, 0, span=(60, 105)),
)


@pytest.mark.parametrize(
    ("place", "moves", "clash"),
    [
        ((2, 2), {(ALGEBRA, 2, 2)}, None),  # nobody is there
        ((2, 1), {(ALGEBRA, 2, 1), (HISTORY, 1, 1)}, None),
        ((1, 2), {(ALGEBRA, 1, 2), (ENGLISH_1, 1, 1), (ENGLISH_2, 1, 1)}, None),  # groups go together
        ((3, 1), {(ALGEBRA, 3, 1)}, ClashKind.TEACHER),
        ((5, 1), {(ALGEBRA, 5, 1)}, ClashKind.TEACHER),  # a lesson with a time of its own
    ],
)
def test_where_algebra_goes(place, moves, clash):
    carried = carry(WEEK, CELLS, CELLS[0], place)
    assert {(after.course, *after.place) for _, after in carried.moves} == moves
    assert {one.kind for one in carried.clashes} == ({clash} if clash else set())
    assert not carried.outside
    after = judge(WEEK, with_moves(CELLS, carried.moves))
    assert bool(after.overlaps) is bool(clash)


def test_a_room_is_in_the_way_until_another_is_taken():
    history = Cell(HISTORY, 2, 1, room=ROOM)
    cells = (*CELLS[:3], history, *CELLS[4:])
    assert {one.kind for one in carry(WEEK, cells, history, (4, 1)).clashes} == {ClashKind.ROOM}
    assert not carry(WEEK, cells, history, (4, 1), room=51).clashes


def test_one_group_goes_to_the_other_and_a_class_only_when_it_learns():
    alone = (*CELLS[:2], Cell(ENGLISH_2, 3, 2), *CELLS[3:])
    carried = carry(WEEK, alone, alone[2], (1, 2))
    assert [after.place for _, after in carried.moves] == [(1, 2)] and not carried.clashes
    assert carry(WEEK, CELLS, CELLS[0], (6, 1)).outside and carry(WEEK, CELLS, CELLS[0], (1, 7)).outside
    odd, even = (Cell(HISTORY, 2, 3, parity) for parity in (Parity.ODD, Parity.EVEN))
    halves = (*CELLS[:3], odd, Cell(ALGEBRA, 4, 4, Parity.EVEN))
    assert len(carry(WEEK, halves, odd, (4, 4)).moves) == 1  # in the other week
    assert len(carry(WEEK, (*CELLS, even), even, (1, 1)).moves) == 2


def test_a_joint_lesson_is_carried_whole_and_clashes_with_others_only():
    joint = {**WEEK.courses, **{pk: replace(WEEK.courses[pk], joint=ALGEBRA) for pk in (ALGEBRA, OTHER)}}
    week, cells = replace(WEEK, courses=joint), (*CELLS[:4], Cell(OTHER, 1, 1, room=ROOM))
    assert not judge(week, cells).overlaps and judge(WEEK, cells).overlaps
    carried = carry(week, cells, cells[-1], (2, 1))
    assert {(after.course, *after.place) for _, after in carried.moves} == {
        (OTHER, 2, 1), (ALGEBRA, 2, 1), (HISTORY, 1, 1),
    }  # fmt: skip
    assert not carried.clashes
    assert {after.room for _, after in carry(week, cells, cells[0], (1, 1), room=51).moves} == {51}
    elsewhere = (*CELLS[:4], Cell(OTHER, 1, 1, room=51))
    assert {one.kind for one in judge(week, elsewhere).overlaps} == {ClashKind.TEACHER}

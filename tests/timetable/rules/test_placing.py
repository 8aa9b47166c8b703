"""What the load asks for beyond what stands, which place a lesson of the tray may take, and which room it gets."""

from dataclasses import replace

import pytest

from parta.timetable.enums import ClashKind, Parity
from parta.timetable.rules.carrying import whole, with_moves
from parta.timetable.rules.placing import beside_its_part, free_rooms, put, rest_of, room_for, tray, turned, with_parts
from parta.timetable.rules.quality import judge, new_differing
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse, WeekRoom

ALGEBRA, CHEMISTRY, CLASS_HOUR, OTHER, AFTER_SCHOOL = 1, 2, 3, 4, 5
SMALL, LAB, GYM = 50, 51, 52
COURSES = (
    WeekCourse(ALGEBRA, "алгебра", (7,), "", 11, halves=6, asked=6),
    WeekCourse(CHEMISTRY, "химия", (7,), "", 12, halves=1, asked=1, rooms=frozenset({LAB})),
    WeekCourse(CLASS_HOUR, "классный час", (7,), "", 13, halves=0, fixed=True),
    WeekCourse(AFTER_SCHOOL, "ГПД", (7, 8), "ГПД", 14, halves=0, fixed=True, gathers=True, asked=60),
    WeekCourse(OTHER, "алгебра", (8,), "", 11, halves=2, asked=2, rooms=frozenset({SMALL, LAB})),
)
WEEK = Week(
    {7: WeekClass(7, "7А", 7, (1, 2, 3, 4, 5), 6, size=28), 8: WeekClass(8, "7Б", 7, (1, 2, 3, 4, 5), 6, size=25)},
    {one.id: one for one in COURSES},
    {SMALL: WeekRoom(SMALL, "1", 20), LAB: WeekRoom(LAB, "2", 30), GYM: WeekRoom(GYM, "зал", lessons=2)},
)
CELLS = (Cell(ALGEBRA, 1, 1, room=SMALL), Cell(ALGEBRA, 2, 1, Parity.ODD, room=SMALL), Cell(OTHER, 3, 1, room=LAB))


@pytest.mark.parametrize(
    ("course", "halves", "parities"),
    [
        (ALGEBRA, 3, (Parity.ANY, Parity.ODD, Parity.EVEN)),  # 6 less 2 and 1
        (CHEMISTRY, 1, (Parity.ODD, Parity.EVEN)),  # half an hour a week: every other week
        (CLASS_HOUR, None, (Parity.ANY, Parity.ODD, Parity.EVEN)),  # no hours: any number
        (OTHER, 0, ()),
        (AFTER_SCHOOL, 0, ()),  # its hours are no lessons
    ],
)
def test_what_is_left_of_a_course(course, halves, parities):
    rest = rest_of(WEEK.courses[course], CELLS)
    assert (rest.halves, rest.parities) == (halves, parities)
    assert (course in {one.course for one in tray(WEEK, CELLS)}) is (halves != 0)


def test_what_stands_beyond_the_load_is_told_and_not_placed():
    more = (*CELLS, Cell(OTHER, 4, 1))
    rest = next(one for one in tray(WEEK, more) if one.course == OTHER)
    assert (rest.halves, rest.parities) == (-2, ())
    own_time = (*CELLS, Cell(CHEMISTRY, 6, 0, Parity.ODD, span=(600, 640)))
    assert rest_of(WEEK.courses[CHEMISTRY], own_time).halves == 0  # a time of its own is a lesson too
    assert new_differing(judge(WEEK, CELLS), judge(WEEK, more)) == (OTHER,)


@pytest.mark.parametrize(
    ("cell", "kinds", "outside"),
    [
        (Cell(ALGEBRA, 4, 1), set(), False),
        (Cell(ALGEBRA, 3, 1), {ClashKind.TEACHER}, False),
        (Cell(CHEMISTRY, 1, 1, Parity.EVEN), {ClashKind.PUPILS}, False),
        (Cell(CHEMISTRY, 2, 1, Parity.EVEN), set(), False),  # the other week
        (Cell(CHEMISTRY, 2, 1, Parity.ODD), {ClashKind.PUPILS}, False),
        (Cell(CHEMISTRY, 3, 1, Parity.ODD, LAB), {ClashKind.ROOM}, False),
        (Cell(ALGEBRA, 6, 1), set(), True),
    ],
)
def test_where_a_lesson_of_the_tray_may_stand(cell, kinds, outside):
    asked = put(WEEK, CELLS, [cell])
    assert {one.kind for one in asked.clashes} == kinds and asked.outside is outside


def test_the_room_is_a_free_one_that_suits():
    assert room_for(WEEK, CELLS, Cell(CHEMISTRY, 4, 1, Parity.ODD)) == LAB
    assert room_for(WEEK, CELLS, Cell(CHEMISTRY, 3, 1, Parity.ODD)) is None  # taken, and no other suits
    assert room_for(WEEK, CELLS, Cell(ALGEBRA, 4, 1)) == SMALL  # nothing known of it: where it stands already
    assert room_for(WEEK, (), Cell(CLASS_HOUR, 4, 1)) is None
    assert room_for(WEEK, CELLS, Cell(OTHER, 4, 1)) == LAB  # it suits as well, and it is the course's own
    at_once = (Cell(ALGEBRA, 1, 1, room=GYM), Cell(OTHER, 1, 1, room=GYM))
    assert GYM in free_rooms(WEEK, at_once[:1], Cell(CHEMISTRY, 1, 1))
    assert GYM not in free_rooms(WEEK, at_once, Cell(CHEMISTRY, 1, 1))
    assert GYM in free_rooms(WEEK, at_once, at_once[0])  # it takes its own place itself


def test_a_part_of_a_joint_lesson_stands_with_the_other_in_its_room():
    one, other = (replace(WEEK.courses[pk], joint=9) for pk in (ALGEBRA, OTHER))
    week = replace(WEEK, courses={**WEEK.courses, ALGEBRA: one, OTHER: other})
    cell = beside_its_part(week, CELLS, Cell(ALGEBRA, 3, 1))
    assert cell.room == LAB and not put(week, CELLS, [cell]).clashes and LAB in free_rooms(week, CELLS, cell)
    assert with_parts(week, CELLS, cell) == [cell]  # the other one stands there, and nothing of it is left
    away = with_parts(week, CELLS[:2], Cell(ALGEBRA, 3, 1, room=LAB))
    assert away == [cell, replace(cell, course=OTHER)] and not put(week, CELLS[:2], away).clashes
    assert whole(week, away, away[:1]) == away
    assert beside_its_part(WEEK, CELLS, Cell(ALGEBRA, 3, 1)).room is None


def test_a_college_places_as_late_as_its_bells_ring():
    group = replace(WEEK.classes[7], grade=0, last=2)
    bells = {(0, day, number): ((number * 60, number * 60 + 45),) for day in range(1, 6) for number in range(1, 5)}
    week = replace(WEEK, classes={**WEEK.classes, 7: group}, bells=bells)
    assert not put(week, (), [Cell(ALGEBRA, 1, 4)]).outside and put(week, (), [Cell(ALGEBRA, 1, 5)]).outside


def test_a_lesson_comes_goes_and_turns():
    bare = Cell(CHEMISTRY, 4, 2, Parity.ODD)
    assert with_moves(CELLS, [(None, bare)]) == [*CELLS, bare]
    assert with_moves(CELLS, [(CELLS[0], None)]) == list(CELLS[1:])
    assert turned(CELLS[1], Parity.EVEN) == Cell(ALGEBRA, 2, 1, Parity.EVEN, SMALL)

"""A weekly timetable judged: one fault a row, each with the change that takes it away."""

from dataclasses import replace

import pytest

from parta.timetable.enums import ClashKind, Fault, Parity
from parta.timetable.rules.norms import STANDARD, differences, norms_of, values_of
from parta.timetable.rules.quality import judge
from parta.timetable.rules.rooms import seats, suitable
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse, WeekRoom, Wish, streams_from

A, B = 1, 2
MATHS, RUSSIAN, SPORT, BIOLOGY, ENGLISH_1, ENGLISH_2, OTHER = range(10, 17)
LAB, HALL, ROOM = 20, 21, 22


def week(**more):
    """5А and 5Б with some courses; English of 5А in two groups, its first teacher also has mathematics of 5Б."""
    classes = {
        A: WeekClass(A, "5А", 5, (1, 2, 3, 4, 5), 7, size=25),
        B: WeekClass(B, "5Б", 5, (1, 2, 3, 4, 5), 7, size=25),
    }
    courses = [
        WeekCourse(MATHS, "математика", (A,), teacher=1, halves=4, points=10),
        WeekCourse(RUSSIAN, "русский язык", (A,), teacher=2, halves=2, points=8),
        WeekCourse(SPORT, "физическая культура", (A,), teacher=3, halves=2, points=3, rooms=frozenset({HALL})),
        WeekCourse(BIOLOGY, "биология", (A,), teacher=4, halves=2, points=10),
        WeekCourse(ENGLISH_1, "иностранный язык (английский)", (A,), "1 гр.", 5, 2, points=9),
        WeekCourse(ENGLISH_2, "иностранный язык (английский)", (A,), "2 гр.", 6, 2, points=9),
        WeekCourse(OTHER, "математика", (B,), teacher=5, halves=2, points=10),
    ]
    streams = streams_from(
        courses, {ENGLISH_1: frozenset({101, 102}), ENGLISH_2: frozenset({103})}, {A: (101, 102, 103)}
    )
    rooms = {
        LAB: WeekRoom(LAB, "301", 12), HALL: WeekRoom(HALL, "спортзал", None, 2), ROOM: WeekRoom(ROOM, "302", 30)
    }  # fmt: skip
    return replace(Week(classes, {one.id: one for one in courses}, rooms, streams), **more)


GOOD = (
    Cell(RUSSIAN, 2, 2), Cell(SPORT, 2, 1, room=HALL), Cell(MATHS, 2, 3), Cell(BIOLOGY, 4, 2), Cell(MATHS, 4, 1),
    Cell(ENGLISH_1, 2, 4), Cell(ENGLISH_2, 2, 4), Cell(OTHER, 2, 1),
)  # fmt: skip


def faults(cells, **more):
    """The kinds of fault with their counts."""
    return judge(week(**more), cells).counts


def moved(course, number, *, weekday=None, to=None):
    """The good timetable with one cell of a course elsewhere."""
    at = next(i for i, one in enumerate(GOOD) if one.course == course and one.number == number)
    fields = {**({"weekday": weekday} if weekday else {}), **({"number": to} if to else {})}
    return (*GOOD[:at], replace(GOOD[at], **fields), *GOOD[at + 1 :])


@pytest.mark.parametrize(
    ("fault", "worse", "change"),
    [
        (Fault.CLASS_WINDOW, moved(RUSSIAN, 2, to=5), 1),
        (Fault.CLASS_WINDOW, moved(ENGLISH_2, 4, to=6), 2),  # the fourth and the fifth of the second group only
        (Fault.TEACHER_WINDOW, moved(OTHER, 1, to=2), -1),
        (Fault.TWICE_A_DAY, (*moved(MATHS, 1, weekday=2, to=5),), 1),
        (Fault.BUNCHED, moved(MATHS, 1, weekday=3), 1),
        (Fault.PEAK, tuple(replace(one, weekday={2: 4, 4: 2}[one.weekday]) for one in GOOD), 2),
        (Fault.HOURS_DIFFER, (*GOOD, Cell(BIOLOGY, 4, 3)), 1),
        (Fault.HARD_AT_EDGE, moved(RUSSIAN, 2, to=6), 1),
        (Fault.ROOM_UNFIT, (replace(GOOD[1], room=ROOM), GOOD[0], *GOOD[2:]), 1),
        (Fault.ROOM_SMALL, (replace(GOOD[0], room=LAB), *GOOD[1:]), 1),
    ],
)
def test_one_change_is_one_fault(fault, worse, change):
    assert faults(worse).get(fault, 0) - faults(GOOD).get(fault, 0) == change


@pytest.mark.parametrize(
    ("days", "found"),
    [((2, 4), set()), ((3, 5), set()), ((1, 2), set()), ((2, 4, 5), {Fault.NO_LIGHT_DAY}), ((1,), {Fault.PEAK}),
     ((4, 5), {Fault.PEAK, Fault.NO_LIGHT_DAY})],
)  # fmt: skip
def test_where_hard_days_lie(days, found):
    """One hard lesson on each of the days: the peak belongs to Tuesday or Wednesday, Thursday or Friday is light."""
    told = judge(week(), [Cell(BIOLOGY, day, 2) for day in days]).counts
    assert {Fault.PEAK, Fault.NO_LIGHT_DAY} & told.keys() == found


def test_what_the_good_one_is_warned_of():
    told = faults(GOOD)
    assert told == {
        Fault.TEACHER_WINDOW: 2,  # the teacher of English: first lesson in 5Б, fourth in 5А
        Fault.TRAINING_FIRST: 1,
        Fault.HARD_AT_EDGE: 2,  # mathematics first on Thursday in 5А, and on Tuesday in 5Б
    }
    assert judge(week(), GOOD).points[A] == {2: 8 + 3 + 10 + 9, 4: 20}


@pytest.mark.parametrize(
    ("kind", "cell", "rooms"),
    [
        (ClashKind.TEACHER, Cell(OTHER, 2, 4), 0),
        (ClashKind.PUPILS, Cell(BIOLOGY, 2, 3), 0),
        (ClashKind.PUPILS, Cell(RUSSIAN, 2, 4), 0),
        (ClashKind.ROOM, Cell(OTHER, 2, 2, room=ROOM), ROOM),
    ],
)
def test_overlaps(kind, cell, rooms):
    cells = [replace(one, room=rooms) if rooms and one.course == RUSSIAN else one for one in GOOD]
    assert not judge(week(), GOOD).overlaps
    found = judge(week(), [*cells, cell]).overlaps
    assert kind in {one.kind for one in found}


def test_a_gym_takes_two_and_weeks_alternate():
    two = [Cell(SPORT, 2, 1, room=HALL), Cell(OTHER, 2, 1, room=HALL)]
    assert not judge(week(), two).overlaps
    one_seat = {HALL: WeekRoom(HALL, "спортзал")}
    assert judge(week(rooms=one_seat), two).overlaps
    apart = [replace(two[0], parity=Parity.ODD), replace(two[1], parity=Parity.EVEN)]
    assert not judge(week(rooms=one_seat), apart).overlaps
    assert judge(week(), apart).counts[Fault.HOURS_DIFFER] == 7  # five courses lack all their lessons, two half of them


def test_bells_that_differ_are_compared_by_the_clock():
    """A first grade's third lesson rings while the others have their third and fourth."""
    classes = {A: WeekClass(A, "1А", 1, (1,), 5, band=1), B: WeekClass(B, "5Б", 5, (1,), 7)}
    courses = {1: WeekCourse(1, "музыка", (A,), teacher=9), 2: WeekCourse(2, "музыка", (B,), teacher=9)}
    bells = {(1, 1, 3): ((605, 640),), (0, 1, 3): ((585, 625),), (0, 1, 4): ((645, 685),)}
    clash, free = [[Cell(1, 1, 3), Cell(2, 1, number)] for number in (3, 4)]
    assert [one.kind for one in judge(Week(classes, courses, bells=bells), clash).overlaps] == [ClashKind.TEACHER]
    assert not judge(Week(classes, courses, bells=bells), free).overlaps


@pytest.mark.parametrize(
    ("grade", "lessons", "training", "over"),
    [(1, (4, 4), False, 0), (1, (5, 4), False, 1), (1, (5, 4), True, 0), (1, (5, 5), True, 1), (3, (6, 5), True, 0),
     (5, (6, 6), False, 0), (5, (7, 6), True, 1), (0, (9, 9), False, 0)],
)  # fmt: skip
def test_lessons_a_day_by_grade(grade, lessons, training, over):
    classes = {A: WeekClass(A, "x", grade, (1, 2), 9)}
    subject = "физическая культура" if training else "математика"
    courses = {n: WeekCourse(n, subject if n == 0 else "музыка", (A,)) for n in range(9)}
    cells = [Cell(n, day, n + 1) for day, count in zip((1, 2), lessons, strict=True) for n in range(count)]
    assert judge(Week(classes, courses), cells).counts.get(Fault.LESSONS_A_DAY, 0) == over


@pytest.mark.parametrize(("most", "over"), [(0, 0), (2, 0), (1, 1)])
def test_lessons_a_week_by_the_norm(most, over):
    courses = {n: WeekCourse(n, "музыка", (A,)) for n in (1, 2)}
    learners = WeekClass(A, "x", 5, (1, 2), 9, most=most)
    found = judge(Week({A: learners}, courses), [Cell(1, 1, 1), Cell(2, 2, 1)])
    assert found.counts.get(Fault.LOAD_A_WEEK, 0) == over


def test_wishes_and_norms_and_rooms():
    wish = (Wish(2, 2, 2, never=False),)
    assert faults(GOOD, wishes=wish)[Fault.AGAINST_WISH] == 1
    assert [STANDARD.points_of("иностранный язык (английский)", grade) for grade in (4, 5, 9, 11)] == [7, 9, 9, 8]
    assert [STANDARD.points_of("химия", grade) for grade in (6, 7, 9)] == [0, 13, 12]
    assert (STANDARD.day_norm(0), STANDARD.day_norm(8).most) == (None, 7)
    courses = [WeekCourse(1, "химия", (A,)), WeekCourse(2, "химия", (B,)), WeekCourse(3, "музыка", (A,))]
    fit = suitable(
        courses,
        [Cell(1, 1, 1, room=LAB)],
        sorts={LAB: "лаборатория", HALL: "зал", ROOM: "лаборатория"},
        grades={A: 5, B: 6},
    )
    assert [one.rooms for one in fit] == [{LAB, ROOM}, {LAB, ROOM}, set()]
    twice = [Cell(course, day, 1, room=HALL) for course in (1, 2) for day in (1, 2, 3)]
    assert seats([WeekRoom(HALL, "зал")], twice)[HALL].lessons == 2
    assert seats([WeekRoom(HALL, "зал")], twice[:-2])[HALL].lessons == 1


def test_norms_are_stored_as_plain_values_and_compared_number_by_number() -> None:
    values = values_of(STANDARD)
    assert values_of(norms_of(values)) == values
    values["days"]["8"] = [8, False]
    values["points"]["астрономия"]["9"] = 6
    values["bells"]["least_break"] = 15
    other = norms_of(values)
    assert [(one.part, one.row, one.grade, one.was, one.becomes) for one in differences(STANDARD, other)] == [
        ("bells", "least_break", None, 10, 15),
        ("days", "", 8, [7, False], [8, False]),
        ("points", "астрономия", 9, None, 6),
    ]
    assert other.points_of("Астрономия", 9) == 6 and other.day_norm(8).most == 8


@pytest.mark.parametrize(
    ("hall", "fault"),
    [
        ({"out": True}, Fault.ROOM_OUT),
        ({"shut": frozenset({(2, 1)})}, Fault.ROOM_SHUT),
        ({"unwanted": frozenset({(2, 1)})}, Fault.ROOM_UNWANTED),
        ({"shut": frozenset({(2, 2)}), "unwanted": frozenset({(3, 1)})}, None),
    ],
)
def test_a_room_that_takes_no_lessons_then(hall, fault):
    rooms = week().rooms
    found = faults(GOOD, rooms={**rooms, HALL: replace(rooms[HALL], **hall)})
    assert {one for one in found if one.startswith("room_")} == ({fault} if fault else set())


def test_rooms_that_a_subject_likes_and_seats_of_a_part():
    known = week().courses
    liked = {**known, BIOLOGY: replace(known[BIOLOGY], liked=frozenset({LAB}))}
    assert faults((*GOOD[:3], replace(GOOD[3], room=ROOM), *GOOD[4:]), courses=liked)[Fault.ROOM_UNFIT] == 1
    part = {**known, ENGLISH_1: replace(known[ENGLISH_1], size=13)}
    assert faults((*GOOD[:5], replace(GOOD[5], room=LAB), *GOOD[6:]), courses=part)[Fault.ROOM_SMALL] == 1
    assert Fault.ROOM_SMALL not in faults((*GOOD[:5], replace(GOOD[5], room=LAB), *GOOD[6:]))


def test_rooms_out_of_use_suit_nobody():
    courses, cells = [WeekCourse(1, "химия", (A,)), WeekCourse(2, "физика", (A,))], [Cell(1, 1, 1, room=LAB)]
    sorts = {LAB: "лаборатория", ROOM: "лаборатория"}
    fit = suitable(courses, cells, sorts=sorts, grades={A: 9}, out={LAB})
    assert fit[0].rooms == {ROOM} and fit[1].rooms == frozenset()
    assert suitable(courses, cells, sorts=sorts, grades={A: 9}, out={LAB, ROOM})[0].rooms == frozenset()

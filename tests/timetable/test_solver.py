"""A tiny school solved: every hard rule checked by a checker of its own, repairs that move little, what conflicts."""

import time
from collections import Counter
from dataclasses import replace
from threading import Event

import pytest

from parta.timetable.enums import Fault, Obstacle, Parity
from parta.timetable.rules.quality import judge
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse, WeekRoom, Wish, streams_from
from parta.timetable.solver.blocks import cells_of, problem_of
from parta.timetable.solver.counting import conflicts

search = pytest.importorskip("parta.timetable.solver.search", reason="the extra `timetable` is not installed")
LIMITS = search.Limits(seconds=20, workers=1, clock=time.process_time)
GYM, LAB = 50, 51
PLAN = (  # subject, teacher of each class, lessons a week, points, room
    ("математика", (1, 1, 2), 5, 10, None), ("русский язык", (3, 3, 3), 4, 8, None),
    ("история", (4, 4, 4), 2, 5, None), ("биология", (5, 5, 5), 1, 10, LAB), ("география", (5, 5, 5), 1, 7, LAB),
    ("физическая культура", (6, 6, 6), 3, 3, GYM),
)  # fmt: skip


def tiny(**more):
    """Three classes of five days, eight teachers; English in two groups at one time, a subject of every second week."""
    classes = {n: WeekClass(n, f"5{letter}", 5, (1, 2, 3, 4, 5), 6, size=20) for n, letter in enumerate("АБВ", 1)}
    courses, rosters = [], {}
    for class_id in classes:
        for at, (subject, teachers, count, points, room) in enumerate(PLAN):
            rooms = frozenset({room}) if room else frozenset()
            courses.append(
                WeekCourse(
                    class_id * 100 + at,
                    subject,
                    (class_id,),
                    "",
                    teachers[class_id - 1],
                    2 * count,
                    rooms,
                    False,
                    points,
                )
            )
        for group, teacher in ((1, 7), (2, 8)):
            pk = class_id * 100 + 20 + group
            courses.append(
                WeekCourse(pk, "иностранный язык (английский)", (class_id,), f"{group} гр.", teacher, 6, points=9)
            )
            rosters[pk] = frozenset({class_id * 10 + group})
        courses.append(WeekCourse(class_id * 100 + 30, "музыка", (class_id,), "", 4, 1, points=2))
        courses.append(WeekCourse(class_id * 100 + 31, "экология", (class_id,), "", 5, 1, points=3))
        courses.append(WeekCourse(class_id * 100 + 40, "разговоры о важном", (class_id,), "", class_id, 2, fixed=True))
    pupils = {n: (n * 10 + 1, n * 10 + 2) for n in classes}
    rooms = {GYM: WeekRoom(GYM, "спортзал"), LAB: WeekRoom(LAB, "лаборатория", 25)}
    week = Week(classes, {one.id: one for one in courses}, rooms, streams_from(courses, rosters, pupils))
    return replace(week, **more)


FIXED = [Cell(class_id * 100 + 40, 1, 1) for class_id in (1, 2, 3)]


def broken(week, cells):
    """What a timetable must never have, found in the plainest way: place by place in both weeks."""
    found = []
    for parity in (Parity.ODD, Parity.EVEN):
        held = [cell for cell in cells if cell.parity in (Parity.ANY, parity)]
        places = {(cell.weekday, cell.number) for cell in held}
        for place in places:
            here = [week.courses[cell.course] for cell in held if (cell.weekday, cell.number) == place]
            teachers = Counter(teacher for teacher, _ in {(one.teacher, one.joint or one.id) for one in here})
            found += [("teacher", place, who) for who, count in teachers.items() if count > 1]
            taken = {
                (cell.room, week.courses[cell.course].joint or cell.course)
                for cell in held if (cell.weekday, cell.number) == place and cell.room
            }  # fmt: skip
            rooms = Counter(room for room, _ in taken)
            found += [("room", place, room) for room, count in rooms.items() if count > 1]
            for class_id in week.classes:
                own = [course for course in here if class_id in course.classes]
                whole = [course for course in own if not course.group]
                groups = Counter(course.group for course in own if course.group)
                if len(whole) + bool(groups) > 1 or any(count > 1 for count in groups.values()):
                    found.append(("pupils", place, class_id))
        for class_id in week.classes:
            for group in ("1 гр.", "2 гр."):
                for day in range(1, 6):
                    numbers = sorted(
                        cell.number for cell in held
                        if cell.weekday == day and class_id in week.courses[cell.course].classes
                        and week.courses[cell.course].group in ("", group)
                    )  # fmt: skip
                    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) - (day == 1) > 6:
                        found.append(("day", day, class_id, numbers))
    never = {(wish.teacher, wish.weekday, wish.number) for wish in week.wishes if wish.never}
    found += [cell for cell in cells if (week.courses[cell.course].teacher, cell.weekday, cell.number) in never]
    halves = Counter()
    for cell in cells:
        halves[cell.course] += 2 if cell.parity == Parity.ANY else 1
    found += [("hours", course.id) for course in week.courses.values() if halves[course.id] != course.halves]
    return found


@pytest.fixture(scope="module")
def made():
    """The tiny school with two wishes, solved from nothing; every step told."""
    week = tiny(wishes=(*(Wish(8, 3, n, never=True) for n in range(1, 7)), Wish(1, 5, 1, never=False)))
    steps = []
    found = search.make(week, FIXED, limits=replace(LIMITS, seconds=2), tell=lambda one: steps.append(one) or True)
    return week, found, steps


def test_a_tiny_school_from_nothing(made):
    week, found, steps = made
    assert broken(week, found.cells) == [] and not found.quality.overlaps
    assert {cell for cell in found.cells if cell.course % 100 == 40} == set(FIXED)
    assert all(cell.room in (week.courses[cell.course].rooms or {None}) for cell in found.cells)
    costs = [one.quality.cost for one in steps if one.quality]
    assert costs == sorted(costs, reverse=True) and found.quality.cost <= costs[0] / 2
    assert found.quality.counts.get(Fault.CLASS_WINDOW, 0) == 0


def test_a_stream_of_two_classes_is_placed_whole_in_one_room():
    hall, classes = frozenset({GYM}), {n: WeekClass(n, f"9{n}", 9, (1, 2), 3, size=20) for n in (1, 2)}
    courses = [
        *(WeekCourse(n, "физика", (n,), "", n, 4) for n in classes),
        *(WeekCourse(n + 10, "хор", (n,), "", 3, 4, hall, joint=11) for n in classes),
    ]
    week = Week(classes, {one.id: one for one in courses}, {GYM: WeekRoom(GYM, "зал")})
    found = search.make(week, (), limits=replace(LIMITS, seconds=2), tell=lambda one: one.quality is None)
    assert broken(week, found.cells) == [] and not found.quality.overlaps
    choir, other = ([replace(one, course=0) for one in found.cells if one.course == pk] for pk in (11, 12))
    assert choir == other and {one.room for one in choir} == {GYM}
    apart = replace(week, courses={one.id: replace(one, joint=0) for one in courses})
    assert conflicts(problem_of(apart, ())[0]) == [] and broken(apart, found.cells)


def test_classes_taught_together_now_so_and_now_so_stay_where_they_stand():
    courses = [
        WeekCourse(pk, subject, (class_id,), "", 1, 4, joint=1)
        for pk, subject, class_id in ((1, "чтение", 1), (2, "письмо", 1), (3, "чтение", 3), (4, "письмо", 3))
    ]
    classes = {n: WeekClass(n, str(n), n, (1, 2), 2) for n in (1, 3)}
    cells = [
        Cell(1, 1, 1),
        Cell(1, 2, 1),
        Cell(2, 1, 2),
        Cell(2, 2, 2),
        Cell(3, 1, 1),
        Cell(3, 2, 2),
        Cell(4, 1, 2),
        Cell(4, 2, 1),
    ]
    week = Week(classes, {one.id: one for one in courses})
    problem, plan = problem_of(week, cells)
    assert all(block.fixed for block in problem.blocks) and conflicts(problem) == []
    assert not judge(week, cells).overlaps and sorted(cells_of(problem, plan), key=lambda one: one.order) == cells
    apart = {one.id: replace(one, joint=0) for one in courses}
    assert judge(replace(week, courses=apart), cells).overlaps
    assert conflicts(problem_of(replace(week, courses=apart), cells)[0])[0].obstacle is Obstacle.TEACHER_OVERLOADED


def test_the_checker_can_fail(made):
    week, found, _ = made
    at = next(i for i, cell in enumerate(found.cells) if cell.course == 100 and cell.number > 1)
    worse = [*found.cells[:at], replace(found.cells[at], number=1), *found.cells[at + 1 :]]
    assert broken(week, worse)


def test_a_repair_moves_as_little_as_can_be(made):
    """The teacher of history cannot be where one lesson stands: this lesson goes, and what it changes places with."""
    week, found, _ = made
    lesson = next(cell for cell in found.cells if cell.course == 102)
    wish = Wish(4, lesson.weekday, lesson.number, never=True)
    changed = replace(week, wishes=(*week.wishes, wish))
    mended = search.repair(changed, found.cells, limits=LIMITS, tell=lambda one: True)
    assert broken(changed, mended.cells) == []
    moved = {(c.course, c.weekday, c.number) for c in mended.cells} - {
        (c.course, c.weekday, c.number) for c in found.cells
    }
    second = {pk for pk, one in week.courses.items() if one.group == "2 гр."}  # goes where the first group goes
    assert 1 <= sum(course not in second for course, _, _ in moved) <= 3
    same = search.repair(week, found.cells, limits=LIMITS, tell=lambda one: True)
    assert {(c.course, c.weekday, c.number) for c in same.cells} == {
        (c.course, c.weekday, c.number) for c in found.cells
    }


def test_it_stops_when_told_and_keeps_the_best(made):
    week, found, _ = made
    stopped = search.make(week, found.cells, limits=LIMITS, tell=lambda one: one.quality is None)
    assert broken(week, stopped.cells) == [] and stopped.quality.cost <= found.quality.cost


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({"wishes": tuple(Wish(3, day, n, never=True) for day in (1, 2, 3, 4) for n in range(1, 7))}, Obstacle.TEACHER_OVERLOADED),
        ({"classes": {n: WeekClass(n, "5", 5, (1, 2, 3), 6) for n in (1, 2, 3)}}, Obstacle.CLASS_OVERLOADED),
        ({"classes": {n: WeekClass(n, "5", 5, (1,), 6) for n in (1, 2, 3)}}, Obstacle.ROOMS_OVERLOADED),
        ({"wishes": tuple(Wish(8, day, n, never=True) for day in (1, 2, 3, 4, 5) for n in range(1, 7))}, Obstacle.COURSE_WITHOUT_PLACES),
    ],
)  # fmt: skip
def test_what_conflicts_is_counted_before(change, obstacle):
    assert conflicts(problem_of(tiny(), FIXED)[0]) == []
    problem, _ = problem_of(tiny(**change), FIXED)
    assert obstacle in {one.obstacle for one in conflicts(problem)}


def test_without_any_way_it_is_said():
    """The two teachers of English are never there together, though each has places enough."""
    wishes = tuple(Wish(7 if day < 3 else 8, day, n, never=True) for day in range(1, 6) for n in range(1, 7))
    week = tiny(wishes=wishes)
    assert Obstacle.COURSE_WITHOUT_PLACES in {one.obstacle for one in conflicts(problem_of(week, FIXED)[0])}
    with pytest.raises(search.NoTimetable) as raised:
        search.make(week, FIXED, limits=LIMITS, tell=lambda one: True)
    assert raised.value.proved


def test_what_keeps_its_own_times_keeps_its_class_and_its_room():
    """A class hour of 5А at a time of its own in the gym of Wednesday: nobody else is put there."""
    week, hour = tiny(), Cell(140, 3, 0, room=GYM, span=(3 * 60, 4 * 60 + 45))
    found = search.make(week, [hour, *FIXED[1:]], limits=replace(LIMITS, seconds=1), tell=lambda one: True)
    assert not found.quality.overlaps
    beside = [one for one in found.cells if one.weekday == 3 and one.number in (3, 4) and one is not hour]
    assert beside and {week.courses[one.course].classes for one in beside} == {(2,), (3,)}
    assert GYM not in {one.room for one in beside} and found.quality.counts.get(Fault.CLASS_WINDOW, 0) == 0


def test_rooms_are_taken_when_they_are_given():
    """The gym is let on Monday and better left on Tuesday; the laboratory is out of use, another one is liked less."""
    days = {day: frozenset((day, n) for n in range(1, 7)) for day in (1, 2)}
    spare = LAB + 1
    rooms = {
        GYM: WeekRoom(GYM, "спортзал", shut=days[1], unwanted=days[2]), LAB: WeekRoom(LAB, "лаборатория", out=True),
        spare: WeekRoom(spare, "другая", 25),
    }  # fmt: skip
    week = tiny(rooms=rooms)
    both = {
        pk: replace(one, rooms=frozenset({LAB, spare}), liked=frozenset({LAB})) if LAB in one.rooms else one
        for pk, one in week.courses.items()
    }
    found = search.make(replace(week, courses=both), FIXED, limits=replace(LIMITS, seconds=1), tell=lambda one: True)
    assert {one.weekday for one in found.cells if one.room == GYM} <= {2, 3, 4, 5}
    assert {one.room for one in found.cells if LAB in both[one.course].rooms} == {spare}
    shut = replace(week, rooms={**rooms, GYM: replace(rooms[GYM], shut=days[1] | days[2]), LAB: WeekRoom(LAB, "")})
    few = {pk: replace(one, halves=10) if GYM in one.rooms else one for pk, one in week.courses.items()}
    told = {one.obstacle for one in conflicts(problem_of(replace(shut, courses=few), FIXED)[0])}
    assert Obstacle.ROOMS_OVERLOADED not in told
    few = {pk: replace(one, halves=14) if GYM in one.rooms else one for pk, one in week.courses.items()}
    told = {one.obstacle for one in conflicts(problem_of(replace(shut, courses=few), FIXED)[0])}
    assert Obstacle.ROOMS_OVERLOADED in told


class Waiting:
    """A solver that searches until it is stopped."""

    def __init__(self):
        self.heard = Event()

    def solve(self, _):
        return self.heard.wait(5)

    def stop_search(self):
        self.heard.set()


def test_a_search_ends_with_who_follows_it():
    one = search._Search(problem_of(tiny(), FIXED)[0], FIXED, replace(LIMITS, clock=time.monotonic), lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        one._run(solver := Waiting(), search.Model(None, {}))
    assert solver.heard.is_set()

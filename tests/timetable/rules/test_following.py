"""What lessons do when the calendar or the bells change, by real dates of 2026/27."""

from dataclasses import replace
from datetime import date, time

from parta.timetable.enums import LessonStatus
from parta.timetable.rules.following import follow
from parta.timetable.rules.planning import ExistingLesson, PlannedLesson

MONDAY, WEDNESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 28)
NOW = (date(2026, 11, 20), time(12))


def plan(day, number=1, course=70, start=time(8)):
    return PlannedLesson(course, day, number, start, start.replace(minute=40), None, None, 1)


def stands(pk, day, number=1, course=70, start=time(8), **more):
    return ExistingLesson(pk, course, day, number, start, start.replace(minute=40), None, None, 1, **more)


LESSONS = [stands(1, MONDAY), stands(2, WEDNESDAY)]
BEFORE = [plan(MONDAY), plan(WEDNESDAY)]


def test_a_day_off_takes_its_own_lessons_and_no_others():
    found = follow(BEFORE, [plan(WEDNESDAY)], LESSONS, NOW)
    assert found.leave == [LESSONS[0]]
    assert not (found.move or found.create or found.retime or found.held or found.stay)


def test_a_transferred_day_takes_its_lessons_along():
    found = follow(BEFORE, [plan(SATURDAY), plan(WEDNESDAY)], LESSONS, NOW)
    assert found.move == [(LESSONS[0], plan(SATURDAY))]
    assert not (found.leave or found.create)
    added = follow(BEFORE, [*BEFORE, plan(SATURDAY)], LESSONS, NOW)
    assert added.create == [plan(SATURDAY)]
    other = follow([*BEFORE, plan(MONDAY, course=71)], [*BEFORE, plan(SATURDAY, course=71)], LESSONS, NOW)
    assert other.create == [plan(SATURDAY, course=71)] and not other.move


def test_what_was_written_begun_substituted_or_moved_is_told_apart():
    after = [plan(WEDNESDAY)]
    held = stands(1, MONDAY, status=LessonStatus.HELD)
    assert follow(BEFORE, after, [held], NOW).held == [held]
    assert follow(BEFORE, after, [held], (MONDAY, time(8))).stay == [held]
    assert follow(BEFORE, after, [LESSONS[0]], (MONDAY, time(9))).stay == [LESSONS[0]]
    substituted = stands(1, MONDAY, by_hand=True)
    assert follow(BEFORE, after, [substituted], NOW).leave == [substituted]
    moved = replace(LESSONS[0], by_hand=True, day=SATURDAY, origin_day=MONDAY)
    nothing = follow(BEFORE, after, [moved], NOW)
    assert not (nothing.leave or nothing.held or nothing.stay)


def test_an_ordinary_day_gives_its_lessons_back_but_not_those_cancelled_by_hand():
    gone = stands(1, MONDAY, status=LessonStatus.CANCELLED)
    assert follow(BEFORE[1:], BEFORE, [gone], NOW).restore == [(gone, BEFORE[0])]
    by_hand = follow(BEFORE[1:], BEFORE, [replace(gone, by_hand=True)], NOW)
    assert not (by_hand.restore or by_hand.create)
    assert follow(BEFORE[1:], BEFORE, [], (MONDAY, time(8))).create == []


def test_new_bells_change_times_where_nobody_changed_them():
    after = [replace(one, start=time(9), end=time(9, 40)) for one in BEFORE]
    other = replace(LESSONS[1], start=time(14), end=time(14, 40))
    assert follow(BEFORE, after, [LESSONS[0], other], NOW).retime == [(LESSONS[0], after[0])]


def test_clubs_without_a_number_are_told_by_their_hour():
    clubs = [stands(1, MONDAY, 0, start=time(15)), stands(2, MONDAY, 0, start=time(16))]
    wanted = [plan(MONDAY, 0, start=time(15)), replace(plan(MONDAY, 0, start=time(16)), slot_key=2)]
    assert follow(wanted, wanted[:1], clubs, NOW).leave == [clubs[1]]


def test_the_place_of_a_lesson_that_was_moved_by_hand_is_taken():
    moved = stands(1, date(2026, 11, 24), 3, by_hand=True, origin_day=MONDAY, origin_number=1)
    second = plan(MONDAY, 2)
    assert follow(BEFORE[1:], [*BEFORE, second], [moved], NOW).create == [second]

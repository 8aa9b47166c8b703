from datetime import date, time

import pytest

from parta.timetable.enums import ClashKind
from parta.timetable.rules.clashes import Audience, Clash, TimedLesson, find_clashes

DAY = date(2026, 11, 20)


def lesson(key: int, start: str, end: str, **facts) -> TimedLesson:
    return TimedLesson(key, facts.pop("day", DAY), time.fromisoformat(start), time.fromisoformat(end), **facts)


def kinds(*lessons: TimedLesson) -> list[ClashKind]:
    return [clash.kind for clash in find_clashes(lessons)]


def test_a_teacher_in_two_rooms_by_time_and_not_by_number() -> None:
    first_grade = lesson(1, "10:05", "10:40", employee_id=7)
    third_lesson = lesson(2, "09:45", "10:25", employee_id=7)
    fourth_lesson = lesson(3, "10:45", "11:25", employee_id=7)
    assert find_clashes([first_grade, third_lesson, fourth_lesson]) == [Clash(ClashKind.TEACHER, 7, 2, 1, DAY)]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"room_id": 305}, {"room_id": 305}, [ClashKind.ROOM]),
        ({"room_id": 305}, {"room_id": 306}, []),
        ({}, {}, []),
        ({"room_id": 305, "employee_id": 1}, {"room_id": 305, "employee_id": 1}, [ClashKind.TEACHER, ClashKind.ROOM]),
        ({"audiences": (Audience(7),)}, {"audiences": (Audience(7),)}, [ClashKind.PUPILS]),
        ({"audiences": (Audience(7),)}, {"audiences": (Audience(7, "англ 1"),)}, [ClashKind.PUPILS]),
        ({"audiences": (Audience(7, "англ 1"),)}, {"audiences": (Audience(7, "англ 2"),)}, []),
        ({"audiences": (Audience(7, "англ 1"),)}, {"audiences": (Audience(7, "англ 1"),)}, [ClashKind.PUPILS]),
        ({"audiences": (Audience(7), Audience(8))}, {"audiences": (Audience(9), Audience(8))}, [ClashKind.PUPILS]),
        ({"audiences": (Audience(7),)}, {"audiences": (Audience(8),)}, []),
        (
            {"audiences": (Audience(7, "англ 1"),), "pupils": frozenset({1, 2})},
            {"audiences": (Audience(7, "мал."),), "pupils": frozenset({2, 3})},
            [ClashKind.PUPILS],
        ),
        ({"room_id": 305}, {"room_id": 305, "day": date(2026, 11, 21)}, []),
    ],
)
def test_what_overlaps_at_the_same_time(first, second, found) -> None:
    assert kinds(lesson(1, "08:00", "08:40", **first), lesson(2, "08:00", "08:30", **second)) == found


def test_the_next_lesson_may_begin_when_this_one_ends() -> None:
    assert kinds(lesson(1, "08:00", "08:40", room_id=1), lesson(2, "08:40", "09:20", room_id=1)) == []


def test_a_long_lesson_overlaps_all_that_begin_in_it() -> None:
    pair = lesson(1, "08:00", "11:00", room_id=1)
    inside = [lesson(2, "08:00", "08:40", room_id=1), lesson(3, "09:00", "09:40", room_id=1)]
    assert [(c.first_id, c.second_id) for c in find_clashes([*inside, pair])] == [(1, 2), (1, 3)]


def test_a_gym_may_hold_two_classes() -> None:
    lessons = [lesson(1, "08:00", "08:40", room_id=1), lesson(2, "08:00", "08:40", room_id=1)]
    assert find_clashes(lessons, shared_rooms=frozenset({1})) == []

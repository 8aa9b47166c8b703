from dataclasses import replace
from datetime import date, time

import pytest

from parta.school.enums import WeekParity
from parta.school.rules.bells import BellSchedule, Learners
from parta.timetable.enums import LessonStatus
from parta.timetable.rules.planning import (
    ExistingLesson,
    LessonUpdate,
    PlannedLesson,
    Replan,
    Slot,
    plan_lessons,
    replan,
)
from tests.school.rules.year_2026_27 import BELLS, COLLEGE, GRADES_2_4, GRADES_5_9, rings

ALGEBRA = (
    Slot(1, 70, weekday=1, number=2, learners=Learners(7), room_id=305, employee_id=11),
    Slot(2, 70, weekday=3, number=1, learners=Learners(7), room_id=305, employee_id=11),
    Slot(3, 70, weekday=6, number=3, learners=Learners(7), room_id=210, employee_id=11),
)


def places(slots, calendar, start: date, end: date) -> list[tuple[date, int]]:
    plan = plan_lessons(slots, calendar=calendar, bells=BELLS, start=start, end=end)
    assert plan.without_bells == ()
    return [(lesson.day, lesson.number) for lesson in plan.lessons]


def test_a_week_with_a_holiday() -> None:
    assert places(ALGEBRA, GRADES_5_9, date(2026, 11, 2), date(2026, 11, 14)) == [
        (date(2026, 11, 2), 2),
        (date(2026, 11, 7), 3),
        (date(2026, 11, 9), 2),
        (date(2026, 11, 11), 1),
        (date(2026, 11, 14), 3),
    ]


def test_times_and_people_come_with_the_lesson() -> None:
    plan = plan_lessons(ALGEBRA, calendar=GRADES_5_9, bells=BELLS, start=date(2026, 11, 16), end=date(2026, 11, 18))
    assert plan.lessons == (
        PlannedLesson(70, date(2026, 11, 16), 2, time(8, 40), time(9, 20), 305, 11, 1),
        PlannedLesson(70, date(2026, 11, 18), 1, time(8, 0), time(8, 40), 305, 11, 2),
    )


def test_a_moved_day_follows_the_other_weekday_with_its_bells() -> None:
    monday = Slot(5, 71, weekday=1, number=1, learners=Learners(3))
    plan = plan_lessons([monday], calendar=GRADES_2_4, bells=BELLS, start=date(2027, 2, 16), end=date(2027, 2, 28))
    assert [(lesson.day, lesson.end) for lesson in plan.lessons] == [(date(2027, 2, 20), time(8, 30))]
    assert places(ALGEBRA, GRADES_5_9, date(2027, 5, 10), date(2027, 5, 12)) == [
        (date(2027, 5, 11), 2),
        (date(2027, 5, 12), 1),
    ]


def test_a_version_of_the_timetable_holds_for_its_dates_only() -> None:
    old, new = (
        replace(ALGEBRA[0], valid_to=date(2026, 11, 15)),
        replace(ALGEBRA[1], valid_from=date(2026, 11, 16)),
    )
    assert places((old, new), GRADES_5_9, date(2026, 11, 9), date(2026, 11, 22)) == [
        (date(2026, 11, 9), 2),
        (date(2026, 11, 18), 1),
    ]


def test_odd_and_even_weeks() -> None:
    bells = (BellSchedule(1, "пары", rings("08:30-10:05", "10:15-11:50")),)
    odd = Slot(1, 5, weekday=1, number=1, learners=Learners(2), parity=WeekParity.ODD)
    even = Slot(2, 5, weekday=1, number=2, learners=Learners(2), parity=WeekParity.EVEN)
    plan = plan_lessons([odd, even], calendar=COLLEGE, bells=bells, start=date(2026, 9, 1), end=date(2026, 9, 30))
    assert [(lesson.day.day, lesson.number) for lesson in plan.lessons] == [(7, 2), (14, 1), (21, 2), (28, 1)]
    plan = plan_lessons([odd, even], calendar=COLLEGE, bells=bells, start=date(2027, 2, 14), end=date(2027, 2, 27))
    assert [(lesson.day.day, lesson.number) for lesson in plan.lessons] == [(15, 2), (20, 1)]


def test_a_dated_lesson_stands_on_its_date() -> None:
    session = Slot(1, 5, weekday=0, number=1, learners=Learners(7), on_day=date(2026, 11, 21))
    assert places([session], GRADES_5_9, date(2026, 11, 16), date(2026, 11, 28)) == [(date(2026, 11, 21), 1)]
    assert places([session], GRADES_5_9, date(2026, 11, 22), date(2026, 11, 28)) == []


def test_a_lesson_without_bells_is_reported_and_not_guessed() -> None:
    slot = Slot(9, 70, weekday=3, number=8, learners=Learners(7))
    plan = plan_lessons([slot], calendar=GRADES_5_9, bells=BELLS, start=date(2026, 11, 16), end=date(2026, 11, 22))
    assert plan.lessons == ()
    assert [(lost.slot_key, lost.day, lost.number) for lost in plan.without_bells] == [(9, date(2026, 11, 18), 8)]


def test_a_load_of_fifty_courses_for_a_year() -> None:
    slots = [
        Slot(key, course, weekday=key % 6 + 1, number=key % 3 + 1, learners=Learners(7))
        for course in range(50)
        for key in range(course * 5, course * 5 + 5)
    ]
    assert len(places(slots, GRADES_5_9, date(2026, 9, 1), date(2027, 5, 26))) == 8501


# — re-planning —

NOV = {day: date(2026, 11, day) for day in range(1, 31)}


def want(day: int, number: int = 1, course: int = 70, room: int = 305) -> PlannedLesson:
    return PlannedLesson(course, NOV[day], number, time(8), time(8, 40), room, 11, 1)


def have(lesson_id: int, day: int, number: int = 1, course: int = 70, **changes) -> ExistingLesson:
    lesson = ExistingLesson(lesson_id, course, NOV[day], number, time(8), time(8, 40), 305, 11, 1)
    return replace(lesson, **changes)


HELD, CANCELLED = LessonStatus.HELD, LessonStatus.CANCELLED


@pytest.mark.parametrize(
    ("existing", "wanted", "expected"),
    [
        ([have(1, 23), have(2, 25)], [want(23), want(25)], Replan()),
        ([], [want(23), want(25)], Replan(create=(want(23), want(25)))),
        # Wednesday becomes Thursday: the second lesson keeps its id
        ([have(1, 23), have(2, 25)], [want(23), want(26)], Replan(update=(LessonUpdate(2, want(26), True),))),
        # another room: in place
        ([have(1, 23)], [want(23, room=210)], Replan(update=(LessonUpdate(1, want(23, room=210), False),))),
        # a day off appears: what was planned moves on, and the tail is left over
        (
            [have(1, 23), have(2, 25), have(3, 30)],
            [want(25), want(30)],
            Replan(update=(LessonUpdate(1, want(25), True), LessonUpdate(2, want(30), True)), delete=(3,)),
        ),
        ([have(1, 23), have(2, 25, has_content=True)], [want(23)], Replan(cancel=(2,))),
        # the past, in both lists
        ([have(1, 16)], [want(18)], Replan()),
        # a held lesson of today is not doubled, even when its number changed
        ([have(1, 20, status=HELD)], [want(20), want(23)], Replan(create=(want(23),))),
        ([have(1, 20, 4, status=HELD)], [want(20, 1), want(23)], Replan(create=(want(23),))),
        ([have(1, 25, status=HELD)], [want(26)], Replan(create=(want(26),))),
        # a cancelled lesson stays cancelled
        ([have(1, 25, status=CANCELLED)], [want(25)], Replan()),
        # moved by hand from Monday to Friday, also when it came out of the past
        ([have(1, 27, by_hand=True, origin_day=NOV[23])], [want(23), want(25)], Replan(create=(want(25),))),
        ([have(1, 18, by_hand=True, origin_day=NOV[23])], [want(23)], Replan()),
        # a substitute's lesson is left alone
        ([have(1, 25, by_hand=True, employee_id=99)], [want(25, room=1)], Replan()),
        # courses do not mix
        ([have(1, 23, course=5)], [want(23)], Replan(create=(want(23),), delete=(1,))),
        # two lessons a day
        (
            [have(1, 23, 2), have(2, 23, 1)],
            [want(23, 3), want(23, 4)],
            Replan(update=(LessonUpdate(2, want(23, 3), True), LessonUpdate(1, want(23, 4), True))),
        ),
    ],
)
def test_replan(existing, wanted, expected: Replan) -> None:
    assert replan(existing, wanted, NOV[20]) == expected


def test_a_change_of_the_timetable_keeps_every_id_and_the_order() -> None:
    old = plan_lessons(ALGEBRA, calendar=GRADES_5_9, bells=BELLS, start=date(2026, 9, 1), end=date(2027, 5, 26))
    new = plan_lessons(
        (replace(ALGEBRA[0], weekday=4, number=3), *ALGEBRA[1:]),
        calendar=GRADES_5_9,
        bells=BELLS,
        start=date(2026, 9, 1),
        end=date(2027, 5, 26),
    )
    existing = [
        ExistingLesson(n, w.course_id, w.day, w.number, w.start, w.end, w.room_id, w.employee_id, w.slot_key)
        for n, w in enumerate(old.lessons)
    ]
    change = replan(existing, new.lessons, date(2026, 11, 23))
    assert change.create == ()
    assert change.cancel == ()
    days = {lesson.id: lesson.day for lesson in existing if lesson.day >= date(2026, 11, 23)}
    days.update({row.lesson_id: row.wanted.day for row in change.update})
    for gone in change.delete:
        del days[gone]
    assert [days[key] for key in sorted(days)] == sorted(days.values())
    assert all(row.wanted.day >= date(2026, 11, 23) for row in change.update)

"""Topics beside the plan (norms S3-31, S4-47): by words or by link, passed over, behind and ahead in hours."""

from typing import Any

import pytest

from parta.journal.rules.plan_following import GivenTopic, PlannedTopic, TopicStand, follow_plan

PLAN = [
    PlannedTopic(id=100 + number, number=number, topic=topic, hours=hours)
    for number, (topic, hours) in enumerate(
        [("Степень", 1), ("Свойства степени", 2), ("Одночлены", 1), ("Контрольная работа", 1), ("Ещё многочлены", 1)], 1
    )
]
BY, OWN, OUT, NONE, OFF = TopicStand


def given(*rows: Any, hours: int = 1) -> list[GivenTopic]:
    """Lessons in order: words, or words with the number of the line they were taken from; None is cancelled."""
    found = []
    for lesson, row in enumerate(rows, 1):
        words, number = row if isinstance(row, tuple) else (row, None)
        line = 100 + number if number else None
        found.append(GivenTopic(lesson, hours, words or "", line, cancelled=words is None))
    return found


@pytest.mark.parametrize(
    ("lessons", "stands", "passed", "shift"),
    [
        (given("Степень", "свойства степени.", "Свойства  степени", "Одночлены"), [BY, BY, BY, BY], [], 0),
        (given(("Степень", 1), ("Свойства степени", 2)), [BY, BY], [], 0),
        (given("Степень", ("Свойства на примерах", 2)), [BY, OWN], [], 0),  # the place is the plan's, the words are not
        (given("Степень", "Праздник Первого сентября"), [BY, OUT], [], -1),
        (given("Праздник Первого сентября", "Степень"), [OUT, BY], [], -1),
        (given("Степень", None, "Свойства степени"), [BY, OFF, BY], [], -1),  # 11 November fell out: an hour behind
        (given("Степень", "Одночлены"), [BY, BY], [2], 2),
        (given("Степень", "Одночлены", "Свойства степени", "Свойства степени"), [BY, BY, BY, BY], [], 0),
        (given("Степень", "", "", "Одночлены"), [BY, NONE, NONE, BY], [], 0),  # what was unwritten is not passed over
        (given("", "", "", "Одночлены"), [NONE, NONE, NONE, BY], [], 0),
        (given("", "Праздник"), [NONE, OUT], [], -1),
        (given("Степень", "Свойства степени", "Одночлены"), [BY, BY, BY], [], 1),  # two hours in one: an hour ahead
        (given("еще многочлены"), [BY], [1, 2, 3, 4], 5),
        (given("", ""), [NONE, NONE], [], None),  # nothing is written: nothing is known
        ([], [], [], None),
    ],
)
def test_lessons_beside_the_plan(lessons: Any, stands: Any, passed: Any, shift: int | None) -> None:
    found = follow_plan(PLAN, lessons)
    assert [row.stand for row in found.rows] == stands
    assert [line.number for line in found.passed_over] == passed
    assert (found.shift, found.unwritten) == (shift, stands.count(NONE))


def test_a_pair_takes_two_lines_joined_and_the_last_is_linked() -> None:
    found = follow_plan(PLAN, given(("Одночлены. Контрольная работа", 4), hours=2))
    assert [line.number for line in found.rows[0].taken] == [3, 4]
    assert found.rows[0].stand is BY


def test_what_the_plan_has_for_a_lesson_goes_on_from_the_furthest_line() -> None:
    lessons = given("Степень", "Праздник", "Одночлены", "", "")
    expected = [[line.number for line in row.expected] for row in follow_plan(PLAN, lessons).rows]
    assert expected == [[1], [2], [2], [4], [5]]


def test_words_that_stand_twice_are_the_next_of_them() -> None:
    plan = [*PLAN, PlannedTopic(id=106, number=6, topic="Контрольная работа", hours=1)]
    words = ["Степень", "Свойства степени", "Свойства степени", "Одночлены", "Контрольная работа", "Ещё многочлены"]
    found = follow_plan(plan, given(*words, "Контрольная работа"))
    assert [row.taken[0].number for row in found.rows] == [1, 2, 2, 3, 4, 5, 6]
    assert (found.departures, found.shift, found.planned_hours, found.given_hours) == (0, 0, 7, 7)


def test_departures_are_words_topics_and_lines() -> None:
    found = follow_plan(PLAN, given(("О степени", 1), "Праздник", "Одночлены"))
    assert (found.own_words, found.out_of_plan, len(found.passed_over), found.departures) == (1, 1, 1, 3)
    assert [row.departs for row in found.rows] == [True, True, True]

"""Who is offered for the lesson of an absent teacher, and in which order: a table of one Friday."""

from datetime import date, datetime

import pytest

from parta.timetable.enums import ArrangingRefusal
from parta.timetable.rules.absences import AbsenceWords, decide_absence
from parta.timetable.rules.substitutes import Hour, TeacherDay, rank_substitutes, windows_made

BELLS = {1: ("08:00", "08:40"), 2: ("08:50", "09:30"), 3: ("09:45", "10:25"), 4: ("10:40", "11:20")}
ALGEBRA, PHYSICS = 1, 2
SEVEN_A, SEVEN_B = 71, 72


def times(number):
    return tuple(datetime.fromisoformat(f"2026-11-20T{clock}") for clock in BELLS[number])


def teacher(name, numbers=(), subjects=(), classes=()):
    taken = tuple(times(number) for number in numbers)
    return TeacherDay(ord(name[0]), name, frozenset(subjects), frozenset(classes), taken, frozenset(numbers))


THIRD = Hour(3, *times(3), ALGEBRA, frozenset({SEVEN_A}))


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        (("Б", (1, 2), (ALGEBRA,)), ("А", (1, 2), (), (SEVEN_A,)), "the subject before the class"),
        (("Б", (1, 2), (), (SEVEN_A,)), ("А", (1, 2), (), (SEVEN_B,)), "who knows the class before who does not"),
        (("Б", (1,), (ALGEBRA,), (SEVEN_A,)), ("А", (2,), (ALGEBRA,)), "of the same subject, who knows the class"),
        (("Б", (1, 2, 4)), ("А", (1, 2)), "a window filled before none made"),
        (("Б", (1, 2)), ("А", (1,)), "no window before one made"),
        (("Б", (1, 2)), ("А", ()), "who is in the school before who would come for one lesson"),
        (("Б", (2,)), ("А", (1, 2)), "the lighter day"),
        (("А", (2,)), ("Б", (2,)), "the name"),
    ],
)
def test_the_order(first, then, why):
    ranked = rank_substitutes(THIRD, [teacher(*then), teacher(*first)])
    assert [one.name for one in ranked] == [first[0], then[0]], why


def test_who_has_a_lesson_at_the_time_is_not_offered_whatever_its_number():
    long_one = TeacherDay(7, "Ж", taken=((times(2)[0], times(3)[1]),))
    touching = TeacherDay(8, "З", taken=(times(2), times(4)))
    assert [one.name for one in rank_substitutes(THIRD, [teacher("А", (3,)), long_one, touching])] == ["З"]


@pytest.mark.parametrize(
    ("numbers", "number", "made"),
    [((), 3, 0), ((1, 2), 3, 0), ((1,), 3, 1), ((1, 2, 4), 3, -1), ((1, 6), 3, -1), ((4,), 1, 2), ((1, 2), None, 0)],
)
def test_windows(numbers, number, made):
    assert windows_made(numbers, number) == made


@pytest.mark.parametrize(
    ("start", "end", "reason", "covered", "code"),
    [
        ("11-20", "11-20", "болезнь", None, ""),
        ("11-20", "11-19", "болезнь", None, ArrangingRefusal.ABSENCE_BACKWARDS),
        ("11-20", "12-31", "б", None, ArrangingRefusal.ABSENCE_WITHOUT_REASON),
        ("11-20", "11-20", "болезнь", date(2026, 11, 21), ArrangingRefusal.ABSENCE_IS_COVERED),
    ],
)
def test_an_absence_is_said_in_order(start, end, reason, covered, code):
    said = AbsenceWords(date.fromisoformat(f"2026-{start}"), date.fromisoformat(f"2026-{end}"), reason)
    assert decide_absence(said, covered=covered).code == code


def test_an_absence_is_no_longer_than_a_year():
    said = AbsenceWords(date(2026, 9, 1), date(2027, 9, 2), "отпуск")
    assert decide_absence(said).code == ArrangingRefusal.ABSENCE_TOO_LONG

"""The bells of a class and the stepped regime of grade 1 against their norms, by real dates."""

from datetime import date

import pytest

from parta.timetable.enums import Fault
from parta.timetable.rules.norms import stepped
from parta.timetable.rules.quality import judge
from parta.timetable.rules.week import Cell, Week, WeekClass, WeekCourse

KINDS = (
    Fault.SHORT_BREAK, Fault.NO_BIG_BREAK, Fault.LONG_LESSON, Fault.TOO_EARLY, Fault.TOO_LATE, Fault.SECOND_SHIFT,
    Fault.STEPPED_DAY, Fault.STEPPED_WEEK,
)  # fmt: skip
SEPTEMBER, NOVEMBER, JANUARY = date(2026, 9, 14), date(2026, 11, 20), date(2027, 1, 18)


def clock(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def rung(text):
    """Bells «8:30–9:15, 9:25–10:10» by number."""
    lessons = (one.split("–") for one in text.split(", "))
    return {(0, 1, number): ((clock(a), clock(b)),) for number, (a, b) in enumerate(lessons, 1)}


GOOD = "8:30–9:15, 9:25–10:10, 10:30–11:15, 11:25–12:10"


def found(bells, *, grade=5, day=NOVEMBER):
    """The kinds of fault of four lessons on Monday."""
    learners = WeekClass(1, "5А", grade, (1, 2, 3, 4, 5), 7, stepped=stepped(grade, day))
    courses = {n: WeekCourse(n, f"предмет {n}", (1,)) for n in range(1, 5)}
    cells = [Cell(n, 1, n) for n in courses]
    counts = judge(Week({1: learners}, courses, bells=rung(bells)), cells).counts
    return {kind for kind in KINDS if counts.get(kind)}


@pytest.mark.parametrize(
    ("bells", "grade", "faults"),
    [
        (GOOD, 5, set()),
        (GOOD, 0, set()),
        ("8:30–9:15, 9:20–10:05, 10:25–11:10, 11:20–12:05", 5, {Fault.SHORT_BREAK}),
        ("8:30–9:15, 9:25–10:10, 10:25–11:10, 11:20–12:05", 5, {Fault.NO_BIG_BREAK}),
        ("8:30–9:15, 9:35–10:20, 10:30–11:15, 11:25–12:10", 5, {Fault.NO_BIG_BREAK}),
        ("8:30–9:15, 9:25–10:10, 10:20–11:05, 11:25–12:10", 5, set()),
        ("8:30–9:20, 9:30–10:15, 10:35–11:20, 11:30–12:15", 5, {Fault.LONG_LESSON}),
        ("7:55–8:40, 8:50–9:35, 9:55–10:40, 10:50–11:35", 5, {Fault.TOO_EARLY}),
        ("15:50–16:35, 16:45–17:30, 17:50–18:35, 18:45–19:30", 7, {Fault.TOO_LATE}),
        ("13:30–14:15, 14:25–15:10, 15:30–16:15, 16:25–17:10", 7, set()),
        ("13:30–14:15, 14:25–15:10, 15:30–16:15, 16:25–17:10", 5, {Fault.SECOND_SHIFT}),
        ("7:00–8:35, 8:40–10:15, 10:20–11:55, 18:00–19:35", 0, set()),
    ],
)
def test_what_the_bells_are_warned_of(bells, grade, faults):
    assert found(bells, grade=grade) == faults


FIRST = "8:30–9:05, 9:15–9:50, 10:30–11:05, 11:15–11:50"
WINTER = "8:30–9:10, 9:20–10:00, 10:40–11:20, 11:30–12:10"


@pytest.mark.parametrize(
    ("bells", "day", "faults"),
    [
        (FIRST, SEPTEMBER, {Fault.STEPPED_DAY}),
        (FIRST, NOVEMBER, set()),
        (WINTER, NOVEMBER, {Fault.LONG_LESSON}),
        (WINTER, JANUARY, set()),
        (GOOD, JANUARY, {Fault.LONG_LESSON}),
    ],
)
def test_the_first_year_steps_up(bells, day, faults):
    assert found(bells, grade=1, day=day) == faults


def test_a_week_of_the_first_year_has_its_own_norm():
    learners = WeekClass(1, "1А", 1, (1, 2, 3, 4, 5), 5, stepped=stepped(1, SEPTEMBER))
    courses = {n: WeekCourse(n, f"предмет {n}", (1,), halves=10) for n in range(1, 5)}
    cells = [Cell(n, weekday, n) for n in courses for weekday in range(1, 6)]
    counts = judge(Week({1: learners}, courses), cells).counts
    assert counts[Fault.STEPPED_WEEK] == 5 and counts[Fault.STEPPED_DAY] == 5
    assert stepped(1, date(2026, 10, 31)).week == 15 and stepped(1, date(2026, 11, 1)).week == 21
    assert stepped(2, SEPTEMBER) is None and stepped(1, date(2026, 7, 1)) is None


def test_without_bells_nothing_is_said_of_them():
    assert not judge(
        Week({1: WeekClass(1, "5А", 5, (1,), 7)}, {1: WeekCourse(1, "алгебра", (1,))}), [Cell(1, 1, 1)]
    ).counts.keys() & {*KINDS}

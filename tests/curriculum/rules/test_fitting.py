"""Plans laid on the lessons of 2026/27: holidays and cancelled lessons show where hours lack and what may be joined."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from parta.curriculum.enums import CorrectionKind
from parta.curriculum.rules.fitting import Slot, Span, corrected, decide_correction, fit_plan, proposals
from parta.curriculum.rules.plans import Line

QUARTERS = (
    Span("quarter", 1, date(2026, 9, 1), date(2026, 10, 24)),
    Span("quarter", 2, date(2026, 11, 2), date(2026, 12, 30)),
    Span("quarter", 3, date(2027, 1, 11), date(2027, 3, 20)),
    Span("quarter", 4, date(2027, 3, 29), date(2027, 5, 26)),
)
HOLIDAYS = {date(2026, 11, 4), date(2027, 2, 23), date(2027, 3, 8), date(2027, 5, 3), date(2027, 5, 10)}
WEDNESDAY, MONDAY = 2, 0


def lessons(*weekdays, today=date(2026, 9, 1), cancelled=(), hours=1):
    """Lessons of the year on these weekdays, none in vacations and on holidays."""
    days = (date(2026, 9, 1) + timedelta(days=n) for n in range(365))
    return [
        Slot(day, hours, day < today, day in cancelled)
        for day in days
        if day.weekday() in weekdays and day not in HOLIDAYS and any(q.start <= day <= q.end for q in QUARTERS)
    ]


def plan(hours, section="Глава", **more):
    return [Line(f"Тема {n}", 1, section, id=n, **more) for n in range(1, hours + 1)]


def lacks(fit):
    return [one.lacking for one in fit.periods]


def test_a_plan_of_34_weeks_meets_the_holidays_of_the_year():
    mondays = fit_plan(plan(34), lessons(MONDAY), QUARTERS, place=0, given={})
    assert (mondays.room, mondays.lacking) == (32, 2)
    assert lacks(mondays) == [0, 0, 0, 2]
    assert [one.lacking for one in mondays.lines[-4:]] == [0, 0, 1, 1]
    wednesdays = fit_plan(plan(34), lessons(WEDNESDAY), QUARTERS, place=0, given={})
    assert (wednesdays.room, wednesdays.lacking) == (35, -1)
    autumn = [day for one in wednesdays.lines for day in one.days if date(2026, 10, 20) < day < date(2026, 11, 20)]
    assert autumn == [date(2026, 10, 21), date(2026, 11, 11), date(2026, 11, 18)]  # neither vacations nor 4 November


@pytest.mark.parametrize(
    ("cancelled", "place", "today", "wanted"),
    [
        # a week of quarantine ahead: what it takes lacks from its quarter on
        ((date(2026, 9, 9), date(2026, 9, 16)), 0, date(2026, 9, 1), [2, 2, 2, 1]),
        # the first quarter is over: it is not asked about any more; two cancelled lessons stay behind
        ((date(2026, 9, 9), date(2026, 9, 16)), 6, date(2026, 11, 2), [0, 2, 2, 1]),
        # ahead of the plan by an hour
        ((), 9, date(2026, 11, 2), [0, -1, -1, -2]),
    ],
)
def test_a_period_lacks_what_was_cancelled_in_it_or_before(cancelled, place, today, wanted):
    slots = lessons(WEDNESDAY, today=today, cancelled=cancelled)
    assert lacks(fit_plan(plan(34), slots, QUARTERS, place=place, given={})) == wanted


def test_a_pair_takes_two_lines_and_a_long_line_several_days():
    pairs = fit_plan(plan(4), lessons(MONDAY, hours=2), QUARTERS, place=0, given={})
    assert [one.days for one in pairs.lines[:3]] == [(date(2026, 9, 7),), (date(2026, 9, 7),), (date(2026, 9, 14),)]
    long = fit_plan([Line("Роман", 3, id=1)], lessons(MONDAY), QUARTERS, place=1, given={1: (date(2026, 9, 2),)})
    assert long.lines[0].days == (date(2026, 9, 2), date(2026, 9, 7), date(2026, 9, 14))
    assert long.lines[0].taken


def test_what_may_be_joined_is_of_one_section_without_control_works_and_not_given():
    lines = [
        Line("Степень", 1, "А", id=1),
        Line("Степень с нулевым показателем", 1, "А", id=2),
        Line("Контрольная работа № 1", 1, "А", control_kind="контрольная работа", id=3),
        Line("Роман «Дубровский»", 3, "Б", id=4),
        Line("Одночлен", 1, "Б", id=5),
        Line("Одночлен и его вид", 1, "Б", id=6),
        Line("Многочлен", 1, "В", id=7),
    ]
    slots = lessons(MONDAY)[:6]
    fit = fit_plan(lines, slots, QUARTERS, place=0, given={})
    assert fit.lacking == 3
    assert proposals(fit) == ((CorrectionKind.JOIN, 1), (CorrectionKind.SHORTEN, 4), (CorrectionKind.JOIN, 5))
    given = fit_plan(lines, slots, QUARTERS, place=0, given={1: (date(2026, 9, 7),)})
    assert proposals(given) == ((CorrectionKind.SHORTEN, 4), (CorrectionKind.JOIN, 5))
    assert proposals(fit_plan(lines[:2], slots, QUARTERS, place=0, given={})) == ()
    for kind, number in reversed(proposals(fit)):
        lines = list(corrected(kind, lines, number - 1))
    assert fit_plan(lines, slots, QUARTERS, place=0, given={}).lacking == 0
    assert lines[0].topic == "Степень. Степень с нулевым показателем"


@pytest.mark.parametrize(
    ("kind", "place", "given", "reason", "code"),
    [
        ("join", 0, (), "4 ноября", ""),
        ("join", 0, (2,), "4 ноября", "plan_line_given"),
        ("join", 2, (), "4 ноября", "plan_line_cannot"),
        ("split", 2, (2,), "4 ноября", ""),
        ("split", 2, (), "  ", "plan_correction_without_reason"),
        ("shorten", 0, (), "4 ноября", "plan_line_cannot"),
        ("lengthen", 0, (1,), "4 ноября", "plan_line_given"),
    ],
)
def test_a_correction_needs_a_reason_and_a_line_ahead(kind, place, given, reason, code):
    found = decide_correction(CorrectionKind(kind), plan(3), place, given=frozenset(given), reason=reason)
    assert found.code == code


def test_an_hour_is_given_and_taken():
    lines = [replace(line, hours=2) for line in plan(2)]
    assert [line.hours for line in corrected(CorrectionKind.SHORTEN, lines, 0)] == [1, 2]
    assert [line.hours for line in corrected(CorrectionKind.LENGTHEN, lines, 1)] == [2, 3]
    assert [(line.hours, line.id) for line in corrected(CorrectionKind.JOIN, lines, 0)] == [(3, 1)]

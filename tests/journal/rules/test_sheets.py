"""Sheets of attestation: results by form of control, when one is made and closed."""

from datetime import date

import pytest

from parta.curriculum.enums import ControlForm
from parta.journal.enums import Outcome, SheetRefusal
from parta.journal.rules.sheets import decide_closing_sheet, decide_sheet, outcome_of, values_for

SCALE = ("5", "4", "3", "2", "н/а", "осв", "зач", "нзч")
DAY = date(2026, 12, 24)


def test_a_credit_has_no_marks_and_an_exam_no_credits():
    assert values_for(ControlForm.CREDIT, SCALE) == ("зач", "нзч", "н/а")
    assert values_for(ControlForm.EXAM, SCALE) == values_for(ControlForm.COURSE_PROJECT, SCALE)
    assert values_for(ControlForm.EXAM, SCALE) == ("5", "4", "3", "2", "н/а")


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        *((value, Outcome.PASSED) for value in ("5", "3", "зач", "осв")),
        *((value, Outcome.FAILED) for value in ("2", "нзч")),
        ("н/а", Outcome.ABSENT),
        ("", None),
    ],
)
def test_what_a_result_says(value, outcome):
    assert outcome_of(value) is outcome


@pytest.mark.parametrize(
    ("form", "day", "standing", "students", "code"),
    [
        (ControlForm.EXAM, DAY, None, 25, ""),
        (ControlForm.NONE, DAY, None, 25, SheetRefusal.NO_CONTROL),
        (ControlForm.EXAM, DAY, 3, 25, SheetRefusal.STANDS),
        (ControlForm.EXAM, None, None, 0, SheetRefusal.NO_DAY),
        (ControlForm.EXAM, DAY, None, 0, SheetRefusal.NOBODY),
    ],
)
def test_when_a_sheet_is_made(form, day, standing, students, code):
    assert decide_sheet(form, day=day, standing=standing, students=students).code == code


@pytest.mark.parametrize(
    ("today", "closed", "values", "code"),
    [
        (date(2026, 12, 23), False, ["5"], SheetRefusal.EARLY),
        (DAY, False, ["5", "н/а"], ""),
        (DAY, False, ["5", ""], SheetRefusal.INCOMPLETE),
        (DAY, True, ["5"], SheetRefusal.CLOSED),
    ],
)
def test_when_a_sheet_is_closed(today, closed, values, code):
    assert decide_closing_sheet(day=DAY, today=today, closed=closed, values=values).code == code

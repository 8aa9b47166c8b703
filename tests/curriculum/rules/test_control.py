"""Forms of control by semester, as the programmes of the college's tables say them."""

import pytest

from parta.curriculum.enums import ControlForm
from parta.curriculum.rules.control import PlanLine, form_of, semester_of

FULL = PlanLine(True, {"exam": [2], "graded_credit": [1, 4]})
PART = PlanLine(False, {"credit": [5]})


@pytest.mark.parametrize(("study_year", "number", "semester"), [(1, 1, 1), (1, 2, 2), (2, 1, 3), (3, 1, 5), (4, 2, 8)])
def test_semesters_are_numbered_through(study_year, number, semester):
    assert semester_of(study_year, number) == semester


@pytest.mark.parametrize(
    ("lines", "semester", "part_time", "form"),
    [
        ([FULL], 1, False, ControlForm.GRADED_CREDIT),
        ([FULL], 2, False, ControlForm.EXAM),
        ([FULL], 3, False, ControlForm.NONE),
        ([PART, FULL], 4, False, ControlForm.GRADED_CREDIT),
        ([FULL, PART], 5, True, ControlForm.CREDIT),
        ([FULL, PART], 5, False, ControlForm.NONE),
        ([FULL], 2, True, ControlForm.EXAM),
        ([], 1, False, ControlForm.NONE),
        ([PlanLine(True, {"qualifying_exam": [6], "course_project": [5, 6]})], 6, False, ControlForm.QUALIFYING_EXAM),
        ([PlanLine(True, {"qualifying_exam": [6], "course_project": [5, 6]})], 5, False, ControlForm.COURSE_PROJECT),
    ],
)
def test_the_programme_says_the_form(lines, semester, part_time, form):
    assert form_of(lines, semester=semester, part_time=part_time) is form

"""The days of the act for setting a year up, and how each step stands."""

from datetime import date

import pytest

from parta.journal.enums import SetupStand, SetupStep
from parta.journal.rules.year_setup import Due, Progress, due_days, stands
from parta.regulation.rules.parse import load_preset

STARTS = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("preset", "step", "day", "inputs"),
    [
        ("stakhanovskaya", SetupStep.CURRICULUM, date(2026, 8, 31), date(2026, 8, 28)),
        ("stakhanovskaya", SetupStep.BELLS, date(2026, 9, 5), date(2026, 9, 2)),
        ("kudymkar_college", SetupStep.CALENDAR, date(2026, 8, 25), date(2026, 8, 18)),
        ("kudymkar_college", SetupStep.PROGRAMMES, date(2026, 9, 1), date(2026, 8, 25)),
        ("school_2", SetupStep.TIMETABLE, date(2026, 9, 5), None),
        ("school_2", SetupStep.PROGRAMMES, None, None),
        ("default", SetupStep.LOAD, None, None),
    ],
)
def test_days_of_the_act(preset, step, day, inputs):
    due = due_days(load_preset(preset), year_starts=STARTS)[step]
    assert (due.day, due.inputs, due.clause is None) == (day, inputs, day is None)


def test_a_step_waits_is_late_or_done():
    progress = dict.fromkeys(SetupStep, Progress(2)) | {
        SetupStep.LOAD: Progress(5, ("7А алгебра",)),
        SetupStep.GROUPS: Progress(0),
    }
    due = dict.fromkeys(SetupStep, Due(date(2026, 8, 31), None, None))
    found = stands(progress, due, today=date(2026, 8, 31))
    assert (found[SetupStep.LOAD], found[SetupStep.TIMETABLE]) == (SetupStand.OPEN, SetupStand.DONE)
    progress[SetupStep.PROGRAMMES] = Progress(5, ("7А алгебра",))
    found = stands(progress, due, today=date(2026, 9, 1))
    assert (found[SetupStep.LOAD], found[SetupStep.PROGRAMMES]) == (SetupStand.LATE, SetupStand.WAITS)

"""Setting a year up: which step waits for which, by which day of the act, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from parta.journal.enums import SetupStand, SetupStep
from parta.kernel.decisions import Clause
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.values import MonthDay

WAITS_FOR: Mapping[SetupStep, tuple[SetupStep, ...]] = {
    SetupStep.CALENDAR: (),
    SetupStep.BELLS: (),
    SetupStep.ROOMS: (),
    SetupStep.SUBJECTS: (),
    SetupStep.CLASSES: (SetupStep.CALENDAR,),
    SetupStep.HOMEROOM: (SetupStep.CLASSES,),
    SetupStep.CURRICULUM: (SetupStep.CLASSES, SetupStep.SUBJECTS),
    SetupStep.LOAD: (SetupStep.CURRICULUM,),
    SetupStep.GROUPS: (SetupStep.CLASSES,),
    SetupStep.SESSIONS: (SetupStep.CLASSES,),
    SetupStep.PRACTICES: (SetupStep.LOAD,),
    SetupStep.TIMETABLE: (SetupStep.BELLS, SetupStep.ROOMS, SetupStep.LOAD),
    SetupStep.PROGRAMMES: (SetupStep.LOAD,),
}
WHOSE: Mapping[SetupStep, Role] = {
    SetupStep.CALENDAR: Role.ADMINISTRATOR,
    SetupStep.BELLS: Role.ADMINISTRATOR,
    SetupStep.ROOMS: Role.ADMINISTRATOR,
    SetupStep.SUBJECTS: Role.ADMINISTRATOR,
    SetupStep.CLASSES: Role.ADMINISTRATOR,
    SetupStep.HOMEROOM: Role.DEPUTY,
    SetupStep.CURRICULUM: Role.DEPUTY,
    SetupStep.LOAD: Role.DEPUTY,
    SetupStep.GROUPS: Role.ADMINISTRATOR,
    SetupStep.SESSIONS: Role.DEPUTY,
    SetupStep.PRACTICES: Role.DEPUTY,
    SetupStep.TIMETABLE: Role.DEPUTY,
    SetupStep.PROGRAMMES: Role.TEACHER,
}
NEEDED_SOMEWHERE = (SetupStep.SESSIONS, SetupStep.PRACTICES)
"""Steps of those alone who have something to do there: part-time groups, journals of practice."""
_SUMMER = 6


@dataclass(frozen=True, slots=True)
class Due:
    """By which day a step is done by the act, by which day the administrator has what it needs; None: not said."""

    day: date | None
    inputs: date | None
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a step there is to do, and what lacks, by name; nothing to do is not done either."""

    total: int
    lacking: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing lacks."""
        return self.total > 0 and not self.lacking


def due_days(regulation: Regulation, *, year_starts: date) -> dict[SetupStep, Due]:
    """Give the days of the act for a year (S3-23, S3-24, S3-81, S4-05, S4-23, S4-35)."""
    setup = regulation.setup
    said = {
        SetupStep.CURRICULUM: setup.curriculum_deadline,
        SetupStep.LOAD: setup.load_deadline,
        SetupStep.TIMETABLE: setup.timetable_deadline,
        SetupStep.PROGRAMMES: setup.work_programme_deadline,
    }
    lead = setup.setup_input_lead.value
    found = {}
    for step in SetupStep:
        setting = said.get(step, setup.setup_deadline)
        day = _day(setting.value, year_starts)
        inputs = day - timedelta(days=lead) if day and lead is not None else None
        found[step] = Due(day, inputs, setting.clause if day else None)
    return found


def held_up(progress: Mapping[SetupStep, Progress]) -> dict[SetupStep, tuple[SetupStep, ...]]:
    """Tell which steps cannot begin until each one is done; none behind what is done."""
    return {
        step: tuple(one for one in progress if step in WAITS_FOR[one] and not progress[one].done)
        if not progress[step].done
        else ()
        for step in progress
    }


def stands(
    progress: Mapping[SetupStep, Progress], due: Mapping[SetupStep, Due], *, today: date
) -> dict[SetupStep, SetupStand]:
    """Tell of each step whether it is done, late, waits for another one, or is to be done."""
    found = {}
    for step in progress:
        day = due[step].day
        if progress[step].done:
            found[step] = SetupStand.DONE
        elif not all(progress[one].done for one in WAITS_FOR[step] if one in progress):
            found[step] = SetupStand.WAITS
        else:
            found[step] = SetupStand.LATE if day is not None and day < today else SetupStand.OPEN
    return found


def _day(value: MonthDay | None, year_starts: date) -> date | None:
    """Give the day of a year: from June on it is that of the year's beginning."""
    if value is None:
        return None
    year = year_starts.year + (value.month < _SUMMER)
    return date(year, value.month, min(value.day, 28) if value.month == 2 else value.day)

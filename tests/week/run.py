"""The week under one regulation: everything in the order of time, what came of each act, what control shows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from parta.journal.queries.class_day import checks_page
from parta.journal.queries.control import LateRecord, SilencePage, Wanted, late_page, overdue_page, silence_page
from parta.journal.queries.owed import Owed
from parta.journal.rules.day_checks import CheckState
from parta.timetable.models import Lesson, Substitution
from tests.week.acting import act_out
from tests.week.outcomes import Outcome, Verdict
from tests.week.school import School, build
from tests.week.script import Act, moment, script, words_left
from tests.week.stage import Stage

WEEK = Wanted(date(2026, 10, 19), date(2026, 10, 24))
SUNDAY = moment("25.10 10:00")
LAST = moment("07.11 12:00")
_USUAL: dict[str, dict[str, Any]] = {
    "topic": {"value": "Урок по плану"},
    "roll": {},
    "homework": {"value": "№ 12 на с. 34"},
}


@dataclass(frozen=True, slots=True)
class Control:
    """What the pages of control show of the week: what is not there, who was silent, whose look is not there."""

    overdue: tuple[Owed, ...]
    silence: SilencePage
    unchecked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The week under one regulation."""

    preset: str
    outcomes: tuple[Outcome, ...]
    control: Control
    late: tuple[LateRecord, ...]


def run(school: Any, preset: str) -> Week:
    """Act the whole script out in an empty school that works by this preset."""
    stage = Stage(build(school, preset))
    acts = script()
    outcomes: dict[int, Outcome] = {}
    control = None
    for at, act in sorted([*_written(acts), *_usual(stage.school)], key=lambda pair: pair[0]):
        if control is None and at >= SUNDAY:
            control = _control(stage)
        if act.number:
            outcomes[act.number] = act_out(stage, act)
        elif not _cancelled(stage, act) and not stage.row(act.do, act.what).get("base"):
            done = act_out(stage, replace(act, who=_giver(stage, act)))
            assert done.verdict is Verdict.YES, (preset, act, done)
    assert control is not None
    late = late_page(wanted=Wanted(date(2026, 10, 17), LAST.date()), page=1, now=LAST, per_page=1000)
    return Week(preset, tuple(outcomes[act.number] for act in acts), control, late.rows)  # type: ignore[arg-type]


def _written(acts: list[Act]) -> Iterator[tuple[datetime, Act]]:
    return ((act.at, act) for act in acts)


def _usual(school: School) -> Iterator[tuple[datetime, Act]]:
    """Give what teachers write when a lesson ends, but for what they leave."""
    left = words_left()
    for name, lesson in school.lessons.items():
        if not WEEK.start <= lesson.date <= WEEK.end:
            continue
        for do, what in _USUAL.items():
            if do not in left.get(name, ()):
                yield lesson.ends_at, Act(0, lesson.ends_at, "", "", do, {"lesson": name, **what})


def _cancelled(stage: Stage, act: Act) -> bool:
    return Lesson.objects.filter(pk=stage.lesson(act.what), status="cancelled").exists()


def _giver(stage: Stage, act: Act) -> str:
    """Tell who gives the lesson: the teacher of the journal, or who is put in."""
    substitution = Substitution.objects.filter(lesson=stage.lesson(act.what)).first()
    if substitution is None:
        return stage.school.teachers[stage.course(act.what).pk]
    return next(key for key, person in stage.school.people.items() if person.pk == substitution.substitute_id)


def _control(stage: Stage) -> Control:
    overdue = overdue_page(wanted=WEEK, page=1, now=SUNDAY, per_page=1000).rows
    days = (date(2026, 10, day) for day in range(19, 25))
    unchecked = tuple(
        day
        for day in days
        for row in checks_page(day=day, now=SUNDAY)
        if row.name == "7А" and row.check.state is CheckState.OVERDUE
    )
    return Control(overdue, silence_page(wanted=WEEK, now=SUNDAY), unchecked)  # type: ignore[arg-type]

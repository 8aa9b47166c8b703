"""The week under one regulation: everything in the order of time, what came of each act, what control shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from parta.journal.queries.class_day import checks_page
from parta.journal.queries.control import (
    LateRecord,
    SilencePage,
    Wanted,
    late_page,
    overdue_page,
    results_page,
    silence_page,
)
from parta.journal.queries.owed import Owed
from parta.journal.queries.unput import Unput
from parta.journal.rules.day_checks import CheckState
from parta.journal.rules.operations import parse_operations
from parta.journal.services.operations import carry_out
from parta.people.enums import Role
from parta.regulation.queries import reminders_for
from parta.regulation.rules.reminders import Reminder
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson, Substitution
from tests.week.acting import act_out
from tests.week.outcomes import Outcome
from tests.week.school import ZONE, build
from tests.week.script import Act, left_out, moment, script
from tests.week.stage import Stage, body

WEEK = Wanted(date(2026, 10, 19), date(2026, 10, 24))
SUNDAY = moment("25.10 10:00")
LAST = moment("07.11 12:00")
Move = Callable[[], None]
_USUAL: dict[str, dict[str, Any]] = {
    "topic": {"value": "Урок по плану"},
    "roll": {},
    "homework": {"value": "№ 12 на с. 34"},
}


@dataclass(frozen=True, slots=True)
class Control:
    """What the pages of control show: what lessons and periods lack, who was silent, whose look is not there."""

    overdue: tuple[Owed, ...]
    unput: tuple[Unput, ...]
    silence: SilencePage
    unchecked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The week under one regulation."""

    preset: str
    outcomes: tuple[Outcome, ...]
    control: Control
    late: tuple[LateRecord, ...]
    reminders: tuple[Reminder, ...]


def run(school: Any, preset: str) -> Week:
    """Act the whole script out in an empty school that works by this preset."""
    stage = Stage(build(school, preset))
    acts = script()
    outcomes: dict[int, Outcome] = {}
    control = None
    for at, move in sorted([*_acts(stage, acts, outcomes), *_usual(stage)], key=lambda pair: pair[0]):
        if control is None and at >= SUNDAY:
            control = _control(stage)
        move()
    assert control is not None
    late = late_page(wanted=Wanted(date(2026, 10, 17), LAST.date()), page=1, now=LAST, per_page=1000)
    told = tuple(outcomes[act.number] for act in acts)
    return Week(preset, told, control, late.rows, _reminders())  # type: ignore[arg-type]


def _acts(stage: Stage, acts: list[Act], outcomes: dict[int, Outcome]) -> Iterator[tuple[datetime, Move]]:
    def played(act: Act) -> None:
        outcomes[act.number] = act_out(stage, act)

    return ((act.at, partial(played, act)) for act in acts)


def _usual(stage: Stage) -> Iterator[tuple[datetime, Move]]:
    """Give what teachers write when a lesson of the week ends, but for what they leave."""
    for name, lesson in stage.school.lessons.items():
        if WEEK.start <= lesson.date <= WEEK.end:
            yield lesson.ends_at, partial(_fill, stage, name)


def _fill(stage: Stage, name: str) -> None:
    """Write topic, roll call and homework as whoever gives the lesson does, where they are not there yet."""
    lesson = Lesson.objects.get(pk=stage.school.lessons[name].pk)
    wanted = [do for do in _USUAL if do not in left_out().get(name, ())]
    if lesson.status == LessonStatus.CANCELLED:
        return
    substitution = Substitution.objects.filter(lesson=lesson).first()
    giver = substitution.substitute_id if substitution else lesson.employee_id
    who = next(key for key, person in stage.school.people.items() if person.pk == giver)
    rows = [row for row in (stage.row(do, {"lesson": name, **_USUAL[do]}) for do in wanted) if not row.get("base")]
    if not rows:
        return
    actor, now = stage.actor(who, lesson.ends_at), lesson.ends_at.astimezone(ZONE)
    operations = parse_operations(body(rows))
    done = carry_out(actor=actor, course_id=lesson.course_id, operations=operations, now=now)
    assert {answer["status"] for answer in done.answers} == {"applied"}, done


def _reminders() -> tuple[Reminder, ...]:
    """Give what people are reminded of when the week begins, up to the last day of the script."""
    found = reminders_for(frozenset(Role), today=WEEK.start)
    return tuple(one for one in found if one.day <= LAST.date())


def _control(stage: Stage) -> Control:
    overdue = overdue_page(wanted=WEEK, page=1, now=SUNDAY, per_page=1000).rows
    days = (date(2026, 10, day) for day in range(19, 25))
    unchecked = tuple(
        day
        for day in days
        for row in checks_page(day=day, now=SUNDAY)
        if row.name == "7А" and row.check.state is CheckState.OVERDUE
    )
    unput = results_page(wanted=WEEK, page=1, now=SUNDAY, per_page=1000).rows
    return Control(overdue, unput, silence_page(wanted=WEEK, now=SUNDAY), unchecked)

"""What the regulation says of a journal page and of a lesson, by the facts that the page's own query brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from parta.journal.access import CourseView
from parta.journal.queries.lesson_facts import lesson_facts
from parta.journal.queries.owed import calendar_days
from parta.journal.rules.around import following_lessons
from parta.journal.rules.columns import ColumnRule, FieldRule, absence_column, lesson_fields, mark_columns
from parta.journal.rules.duties import Duty
from parta.journal.rules.facts import LessonFacts, WorkFacts
from parta.journal.rules.windows import decide_substitute_access
from parta.kernel.decisions import Decision
from parta.people.rules.permissions import Action
from parta.timetable.enums import LessonStatus


@dataclass(frozen=True, slots=True)
class LessonRules:
    """What the regulation says of everything at one lesson; `marks` are in the order of its works, at least one."""

    fields: Mapping[Duty, FieldRule]
    absences: ColumnRule
    marks: list[ColumnRule]


@dataclass(frozen=True, slots=True)
class _Lesson:
    facts: LessonFacts
    works: list[WorkFacts]
    employee: int | None
    substitute: int | None


def column_rules(
    view: CourseView, facts: Mapping[str, Any], *, absences: bool, now: datetime
) -> list[tuple[LessonFacts, list[ColumnRule]]]:
    """Judge the lessons of a page in their order, by the regulation of each lesson's date.

    Of a lesson there are the rules of its works in their order; without works one, of the column that the first mark
    makes (of the first kind of work). With `absences` there is one rule a lesson, that of its absences.
    """
    found = []
    action = Action.ATTENDANCE if absences else Action.MARK
    for row in _lessons(view, facts, now):
        regulation, barrier = view.regulation.on(row.facts.day), _barrier(view, action, row, now)
        if absences:
            rules = [absence_column(regulation, row.facts, now, barrier=barrier)]
        else:
            rules = mark_columns(regulation, row.facts, row.works, now, barrier=barrier)
        found.append((row.facts, rules))
    return found


def lesson_rules(
    view: CourseView, facts: Mapping[str, Any], place: int, *, class_last_end: datetime | None, now: datetime
) -> LessonRules:
    """Judge one lesson of a page, `place` in its order; `class_last_end` ends the class's lessons of that day."""
    row = next(row for number, row in enumerate(_lessons(view, facts, now, class_last_end)) if number == place)
    regulation, lesson = view.regulation.on(row.facts.day), row.facts
    return LessonRules(
        lesson_fields(regulation, lesson, now, barrier=_barrier(view, Action.TOPIC, row, now)),
        absence_column(regulation, lesson, now, barrier=_barrier(view, Action.ATTENDANCE, row, now)),
        mark_columns(regulation, lesson, row.works, now, barrier=_barrier(view, Action.MARK, row, now)),
    )


def _lessons(
    view: CourseView, facts: Mapping[str, Any], now: datetime, class_last_end: datetime | None = None
) -> Iterator[_Lesson]:
    zone = now.tzinfo
    assert zone is not None
    working = calendar_days(facts["calendar"])
    kinds = {ident: WorkFacts(name, written) for ident, name, written in facts["kinds"]}
    usual = next(iter(kinds.values()))
    rows = [
        (date.fromisoformat(day), time.fromisoformat(start), time.fromisoformat(end), *rest)
        for day, start, end, *rest in facts["lessons"]
    ]
    held = [
        datetime.combine(day, start, zone) for day, start, _, status, *_ in rows if status != LessonStatus.CANCELLED
    ]
    begins = (*held, *(datetime.fromisoformat(text).replace(tzinfo=zone) for text in facts["after"]))
    for day, start, end, status, employee, substitute, works in rows:
        lesson = lesson_facts(
            view,
            day,
            start,
            end,
            zone=zone,
            status=status,
            working=working,
            following=following_lessons(begins, day, zone),
            last_end=class_last_end,
        )
        yield _Lesson(lesson, [kinds[kind] for kind in works] or [usual], employee, substitute)


def _barrier(view: CourseView, action: Action, row: _Lesson, now: datetime) -> Decision | None:
    """Give the refusal to who has a lesson only as its substitute, outside the days that the regulation opens to them."""
    if row.substitute is None or row.substitute != view.actor.person_id:
        return None
    day = row.facts.day
    if view.may(action, day=day, employee=row.employee):
        return None
    decision = decide_substitute_access(regulation=view.regulation.on(day), lesson=row.facts, now=now)
    return None if decision.allowed else decision

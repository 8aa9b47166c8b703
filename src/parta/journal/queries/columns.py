"""What the regulation says of the columns of a journal page, by the facts that the page's own query brings."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from parta.journal.access import CourseView
from parta.journal.queries.lesson_facts import lesson_facts
from parta.journal.queries.owed import calendar_days
from parta.journal.rules.around import following_lessons
from parta.journal.rules.columns import ColumnRule, absence_column, mark_columns
from parta.journal.rules.facts import LessonFacts, WorkFacts
from parta.journal.rules.windows import decide_substitute_access
from parta.kernel.decisions import Decision
from parta.people.rules.permissions import Action
from parta.regulation.rules.tree import Regulation
from parta.timetable.enums import LessonStatus


def column_rules(
    view: CourseView, facts: Mapping[str, Any], *, absences: bool, now: datetime
) -> list[tuple[LessonFacts, list[ColumnRule]]]:
    """Judge the lessons of a page in their order, by the regulation of each lesson's date.

    Of a lesson the first rule is that of a column that is still to be made (of the first kind of work); those of its
    works follow. With `absences` there is one rule a lesson, that of its absences.
    """
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
    found = []
    for day, start, end, status, employee, substitute, works in rows:
        following = following_lessons(begins, day, zone)
        lesson = lesson_facts(view, day, start, end, zone=zone, status=status, working=working, following=following)
        regulation = view.regulation.on(day)
        action = Action.ATTENDANCE if absences else Action.MARK
        barrier = _barrier(view, action, regulation, lesson, employee, substitute, now)
        if absences:
            rules = [absence_column(regulation, lesson, now, barrier=barrier)]
        else:
            columns = [usual, *(kinds[kind] for kind in works)]
            rules = mark_columns(regulation, lesson, columns, now, barrier=barrier)
        found.append((lesson, rules))
    return found


def _barrier(
    view: CourseView,
    action: Action,
    regulation: Regulation,
    lesson: LessonFacts,
    employee: int | None,
    substitute: int | None,
    now: datetime,
) -> Decision | None:
    """Give the refusal to who has a lesson only as its substitute, outside the days that the regulation opens to them."""
    if substitute is None or substitute != view.actor.person_id or view.may(action, day=lesson.day, employee=employee):
        return None
    decision = decide_substitute_access(regulation=regulation, lesson=lesson, now=now)
    return None if decision.allowed else decision

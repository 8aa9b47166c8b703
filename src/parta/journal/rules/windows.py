"""What stands before every window: the state of the lesson; the substitute's days."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from parta.journal.enums import RefusalCode
from parta.journal.rules.facts import LessonFacts
from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation
from parta.timetable.enums import LessonStatus


def refuse(
    code: RefusalCode,
    *,
    clause: Clause | None = None,
    open_until: datetime | None = None,
    who_can_lift: str = "",
    **params: Any,
) -> Decision:
    """Build a refusal with everything that its sentence will need."""
    return Decision(False, code, params, clause, open_until, who_can_lift)


_OF_STATE = frozenset(
    {
        RefusalCode.YEAR_CLOSED,
        RefusalCode.TERM_CLOSED,
        RefusalCode.LESSON_CANCELLED,
        RefusalCode.LESSON_IN_FUTURE,
        RefusalCode.TERM_NOT_STARTED,
    }
)


def first_told(decision: Decision, of_content: Decision | None) -> Decision:
    """Choose which refusal is told: of the lesson's state first, then of what is written, then of the time."""
    return decision if of_content is None or decision.code in _OF_STATE else of_content


def decide_state(lesson: LessonFacts, *, now: datetime | None) -> Decision:
    """Refuse what no regulation can allow: a closed year or term, a cancelled lesson, a lesson that has not come.

    `now` is None for records that may be made ahead.
    """
    if lesson.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=lesson.day)
    if lesson.term_closed:
        return refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=lesson.day)
    if lesson.status == LessonStatus.CANCELLED:
        return refuse(RefusalCode.LESSON_CANCELLED, who_can_lift=Role.DEPUTY, day=lesson.day)
    if now is not None and not lesson.has_come(now):
        return refuse(RefusalCode.LESSON_IN_FUTURE, day=lesson.day)
    return ALLOWED


LOOKING_BACK = timedelta(days=14)
"""How far before the lesson a substitute reads: what was taught and set lately, not the year."""


def decide_substitute_page(*, regulation: Regulation, lesson: date, today: date) -> Decision:
    """Tell whether the page of a lesson is open to its substitute: so many days before it and after it."""
    before = regulation.access.substitute_access_before_days
    after = regulation.access.substitute_access_after_days
    days = (today - lesson).days
    if -before.value <= days <= after.value:
        return ALLOWED
    return refuse(
        RefusalCode.SUBSTITUTE_ACCESS_CLOSED,
        clause=(before if days < 0 else after).clause,
        who_can_lift=Role.DEPUTY,
        day=lesson,
        early=days < 0,
    )


def read_as_substitute(
    lessons: Iterable[tuple[date, bool]], *, regulation: Callable[[date], Regulation], today: date
) -> date | None:
    """Give the first day that a substitute of some lessons reads today; None where none of their pages is open.

    Each lesson comes with whether a leader has opened it for late records. No clause says how far back a substitute
    looks: that is Parta's own measure.
    """
    shown = [
        day
        for day, opened in lessons
        if opened or decide_substitute_page(regulation=regulation(day), lesson=day, today=today).allowed
    ]
    return min(shown) - LOOKING_BACK if shown else None


def decide_substitute_access(
    *, regulation: Regulation, lesson: LessonFacts, now: datetime, opened_until: datetime | None = None
) -> Decision:
    """Tell whether the substitute of this lesson may write in it today: so many days before it and after it."""
    if opened_until is not None and now < opened_until:
        return ALLOWED
    return decide_substitute_page(regulation=regulation, lesson=lesson.day, today=lesson.local_day(now))

"""Writing late by permission: what may be asked, who may open it, until when, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from parta.journal.enums import EditState, OperationKind, RefusalCode
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.school.rules.calendar import CalendarFacts

MOST_CELLS, MOST_DAYS, GROUND_LENGTH, SHORTEST_GROUND = 50, 14, 500, 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of the journal that may be opened; without a pupil, the whole column of the lesson."""

    kind: OperationKind
    lesson: int | None = None
    pupil: int | None = None
    result: str = ""
    term: int | None = None

    def covers(self, other: "Cell") -> bool:
        """Tell whether a permission for this cell opens the other one: never another pupil's."""
        column = self.pupil is None and self.lesson is not None
        return (self.kind, self.lesson, self.result, self.term) == (
            other.kind,
            other.lesson,
            other.result,
            other.term,
        ) and (column or self.pupil == other.pupil)


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What is known of one cell of a request: moments of what happened to it."""

    decided_at: datetime | None = None
    granted_until: datetime | None = None
    withdrawn_at: datetime | None = None
    entered_at: datetime | None = None


def state_of(cell: CellFacts, *, now: datetime) -> EditState:
    """Tell how far a cell of a request has come; a permission closes by itself, at the very moment of its end."""
    if cell.withdrawn_at is not None:
        return EditState.WITHDRAWN
    if cell.decided_at is None:
        return EditState.WAITING
    if cell.granted_until is None:
        return EditState.REFUSED
    if cell.entered_at is not None:
        return EditState.ENTERED
    return EditState.OPEN if now < cell.granted_until else EditState.EXPIRED


def may_be_asked(decision: Decision) -> bool:
    """Tell whether a refusal is of time alone, so that its page may offer to ask for the cell to be opened."""
    others = (RefusalCode.SUBSTITUTE_ACCESS_CLOSED, RefusalCode.TERM_MARK_TOO_EARLY)
    of_time = decision.code.endswith("_too_late") or decision.code in others
    return of_time and decision.who_can_lift == Role.DEPUTY


def decide_ground(ground: str) -> Decision:
    """Tell whether a request says why."""
    if len(ground) < SHORTEST_GROUND:
        return refuse(RefusalCode.EDIT_NEEDS_GROUND)
    return ALLOWED


def decide_edit_request(*, without: Decision, with_permission: Decision, waiting: bool) -> Decision:
    """Tell whether a cell may be asked for.

    `without` is what the regulation says of the record now, `with_permission` what it would say if the cell were
    opened. Where a permission would change nothing (the policy is `deny`, the lesson is cancelled), the refusal of the
    record itself is the answer, with its clause. `waiting`: the cell is asked for already.
    """
    if without.allowed:
        return refuse(RefusalCode.EDIT_NOT_NEEDED)
    if not with_permission.allowed:
        return with_permission
    if waiting:
        return refuse(RefusalCode.EDIT_ALREADY_ASKED)
    return ALLOWED


def decide_edit_decision(*, cell: CellFacts, asked_by: int | None, decided_by: int | None) -> Decision:
    """Tell whether a person may decide a cell of a request: nobody decides the own one, and nobody decides twice."""
    if cell.withdrawn_at is not None:
        return refuse(RefusalCode.EDIT_WITHDRAWN)
    if cell.decided_at is not None:
        return refuse(RefusalCode.EDIT_ALREADY_DECIDED)
    if asked_by is None or decided_by is None or asked_by == decided_by:
        return refuse(RefusalCode.EDIT_OWN_REQUEST, who_can_lift=Role.DIRECTOR)
    return ALLOWED


def decide_until(*, until: datetime, now: datetime) -> Decision:
    """Tell whether a permission may end at this moment: later than now, and no later than `MOST_DAYS` days."""
    if until <= now:
        return refuse(RefusalCode.EDIT_UNTIL_PAST)
    last = latest_until(now)
    if until > last:
        return refuse(RefusalCode.EDIT_UNTIL_TOO_FAR, days=MOST_DAYS)
    return ALLOWED


def latest_until(now: datetime) -> datetime:
    """Give the latest moment when a permission given now may end: the end of the day that is `MOST_DAYS` later."""
    assert now.tzinfo is not None
    return end_of_day(now.date() + timedelta(days=MOST_DAYS), now.tzinfo)


def usual_until(calendar: CalendarFacts, *, now: datetime) -> datetime:
    """Give when a permission ends unless said otherwise: at the end of the next working day of the school."""
    assert now.tzinfo is not None
    today = now.date()
    following = calendar.next_school_day(today)
    if following is None or (following - today).days > MOST_DAYS:
        following = today + timedelta(days=1)
    return end_of_day(following, now.tzinfo)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Give the first moment after a day of the school."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def days_over(sla: int | None, asked: date, today: date) -> int:
    """Count the days by which an error waits longer than it may: norm S4-30, «срок — в течение 1 дня».

    The day after the one when it was told is the first of the term (ГК РФ, art. 191); None sets no term.
    """
    return 0 if sla is None else max(0, (today - asked).days - sla)

"""Orders about staff: who may be hired, moved, dismissed, and by whose hand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode, Role, StaffMove
from parta.people.rules.appointments import Post

_BACK, _AHEAD = timedelta(days=366), timedelta(days=92)
_LEADING = (Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR)
_NEEDED = (Role.DIRECTOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What an order says: `day` is the first day there, for a dismissal, also a withdrawn one, the last one."""

    number: str
    dated: date
    day: date
    post: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """Whom it is about: since when at work, until when, which posts are held in Parta, whose else they are.

    `others` counts, by role, who holds it without an end besides this one.
    """

    employed: bool
    hired: date | None
    left: date | None
    held: tuple[Post, ...]
    others: Mapping[str, int]


def decide_staff_order(
    kind: StaffMove, *, order: WorkOrder, worker: Worker, roles: Collection[str], oneself: bool, today: date
) -> Decision:
    """Tell whether the order may be entered (S1: 3.8.2).

    Whom the director appoints, only the director dismisses; a school is not left without a director or an
    administrator. Refuses `STAFF_…`, `APPOINT_LAST`.
    """
    if oneself:
        return Decision(False, RefusalCode.STAFF_ONESELF)
    if order.dated > today:
        return Decision(False, RefusalCode.STAFF_ORDER_AHEAD, {"date": order.dated})
    if not today - _BACK <= order.day <= today + _AHEAD:
        return Decision(False, RefusalCode.STAFF_DAY)
    if kind is StaffMove.HIRED:
        gone = not worker.employed or (worker.left is not None and worker.left < order.day)
        return ALLOWED if gone else Decision(False, RefusalCode.STAFF_EMPLOYED)
    if kind is StaffMove.WITHDRAWN:
        return _decide_withdrawal(order, worker, roles, today)
    if not worker.employed or worker.left is not None:
        return Decision(False, RefusalCode.STAFF_NOT_EMPLOYED)
    if worker.hired is not None and order.day < worker.hired:
        return Decision(False, RefusalCode.STAFF_DAY)
    if kind is StaffMove.MOVED:
        return ALLOWED if order.day <= today else Decision(False, RefusalCode.STAFF_MOVE_AHEAD)
    return _decide_dismissal(order, worker, roles)


def _decide_dismissal(order: WorkOrder, worker: Worker, roles: Collection[str]) -> Decision:
    going = tuple(standing_after(worker.held, order.day))
    if any(one.role in _LEADING for one in going) and Role.DIRECTOR not in roles:
        return Decision(False, RefusalCode.STAFF_BY_DIRECTOR, who_can_lift=Role.DIRECTOR)
    for role in _NEEDED:
        if any(one.role == role and one.end is None for one in going) and not worker.others.get(role):
            return Decision(False, RefusalCode.APPOINT_LAST, {"role": str(role)})
    if any(one.start > order.day for one in going):
        return Decision(False, RefusalCode.STAFF_LATER_POST)
    return ALLOWED


def _decide_withdrawal(order: WorkOrder, worker: Worker, roles: Collection[str], today: date) -> Decision:
    """Tell whether a dismissal ahead may be taken back: until its last day is over (ТК, art. 80)."""
    if worker.left is None or worker.left != order.day or worker.left < today:
        return Decision(False, RefusalCode.STAFF_NOT_LEAVING)
    if any(one.role in _LEADING and one.end == worker.left for one in worker.held) and Role.DIRECTOR not in roles:
        return Decision(False, RefusalCode.STAFF_BY_DIRECTOR, who_can_lift=Role.DIRECTOR)
    return ALLOWED


def standing_after(held: Iterable[Post], day: date) -> Iterable[Post]:
    """Give the posts that would go on after a day."""
    return (one for one in held if one.end is None or one.end > day)

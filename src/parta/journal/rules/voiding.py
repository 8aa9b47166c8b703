"""Operations declared void: what stands in a record without them, and whether they may be declared so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parta.journal.enums import OperationKind, RefusalCode
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role

GROUND_LENGTH, SHORTEST_GROUND = 500, 5
Row = dict[str, Any]
Place = tuple[Any, ...]
KEYS: Mapping[OperationKind, tuple[str, ...]] = {
    OperationKind.MARK: ("work", "pupil", "criterion"),
    OperationKind.ABSENCE: ("lesson", "pupil"),
    OperationKind.PRESENT_ALL: ("lesson",),
    OperationKind.TOPIC: ("lesson",),
    OperationKind.HOMEWORK: ("lesson", "pupil"),
    OperationKind.NOTE: ("lesson", "pupil"),
    OperationKind.WORK: ("work",),
    OperationKind.TERM: ("pupil", "result", "term"),
}
"""What can be declared void, and what names a record of each kind: a column that was moved keeps its marks."""
EMPTY: Mapping[OperationKind, Row] = {
    OperationKind.MARK: {"value": "", "attempts": [], "late": False},
    OperationKind.ABSENCE: {"value": "", "reason": ""},
    OperationKind.TOPIC: {"value": "", "plan_line": None},
    OperationKind.HOMEWORK: {"value": "", "none": False, "minutes": None, "due": None},
    OperationKind.NOTE: {"value": ""},
    OperationKind.TERM: {"value": ""},
}
"""What a record says where nothing stands; a column is taken away instead, a roll call is not there."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one event made of a record. `derived`: restored by an order before, so it says nothing by itself."""

    before: Row | None
    after: Row | None
    void: bool = False
    derived: bool = False


def place_of(subject: Mapping[str, Any]) -> Place | None:
    """Name the record that an event is about: its kind and key; None for what is no record of the journal."""
    kind = subject.get("kind")
    if kind not in set(OperationKind):
        return None
    return (kind, *(subject.get(name) for name in KEYS[OperationKind(kind)]))


def standing(versions: Sequence[Version]) -> Row | None:
    """Give the state without the void operations; None where nothing stood.

    It is what the last operation that is not void made, whoever came in between; where all are void, what stood before
    the first one. So an honest record made later stands as it is.
    """
    own = [version for version in versions if not version.derived]
    valid = [version for version in own if not version.void]
    if valid:
        return valid[-1].after
    return own[0].before if own else None


def restored(kind: OperationKind, current: Row | None, state: Row | None) -> Row | None:
    """Give the content to write so that a record says `state` again; None where it says so already."""
    empty = EMPTY[kind]
    wanted = {name: (state or empty).get(name, value) for name, value in empty.items()}
    present = {name: (current or empty).get(name, value) for name, value in empty.items()}
    return None if wanted == present else wanted


def column(current: Row, state: Row | None, *, marked: int, criteria: int) -> Row | None:
    """Give the column to write so that it is as `state` again; None where it is.

    A column where marks stand stays, or comes back, with room for every criterion that has one. `marked` counts the
    marks, `criteria` is the last criterion that has one.
    """
    wanted = {
        "lesson": state["lesson"] if state else current["lesson"],
        "kind": state["kind_id"] if state else current["kind"],
        "weight": state["weight"] if state else current["weight"],
        "title": state["title"] if state else current["title"],
        "purpose": state.get("purpose", "") if state else current["purpose"],
        "criteria": max(state["criteria"] if state else current["criteria"], criteria),
        "deleted": not marked and (state is None or state["deleted"]),
    }
    present = {name: current[name] for name in wanted}
    same = {**wanted, "weight": Decimal(wanted["weight"])} == {**present, "weight": Decimal(present["weight"])}
    return None if same else wanted


def decide_voiding(*, ground: str, chosen: int, void: int, own: bool, closed: int, closed_too: bool) -> Decision:
    """Tell whether operations may be declared void.

    `void` of the chosen are so already; `own`: the account is that of who orders it; `closed` of them lie in closed
    periods, which only an order that names them reaches (`closed_too`).
    """
    if own:
        return refuse(RefusalCode.VOID_OWN_ACCOUNT)
    if not chosen:
        return refuse(RefusalCode.VOID_NOTHING_CHOSEN)
    if len(ground) < SHORTEST_GROUND:
        return refuse(RefusalCode.VOID_NEEDS_GROUND)
    if void:
        return refuse(RefusalCode.VOID_ALREADY, count=void)
    if closed and not closed_too:
        return refuse(RefusalCode.VOID_IN_CLOSED_PERIOD, who_can_lift=Role.DIRECTOR, count=closed)
    return ALLOWED

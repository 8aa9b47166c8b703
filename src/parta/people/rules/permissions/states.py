"""The column of the table for the state of a period: what may be done while it is open, over, closed, its year closed.

Who may at all, the rows say; the state narrows it for everybody alike, and the journal's rules decide on each record
(`journal.rules.decide`, `closing`, `cancelling`, `arranging`, `edit_requests`, `voiding`): tests compare them.
An act that is not here is the same in every state: a closed journal is opened, printed and taken out as an open one.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from types import MappingProxyType

from parta.people.enums import Role
from parta.people.rules.permissions.asking import allowed, cells
from parta.people.rules.permissions.duties import Action, Relation, Resource


class PeriodState(StrEnum):
    """How far a period has come: over is the term of the record itself, closed the period, sealed its year."""

    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"
    SEALED = "sealed"


class Leave(StrEnum):
    """What a state leaves of an act: all, as the act's policy of late records says, when an order names it, nothing."""

    YES = "yes"
    BY_ACT = "by_act"
    NAMED = "named"
    NO = "no"


_YES, _BY_ACT, _NAMED, _NO = Leave
_WRITING = (_YES, _BY_ACT, _NO, _NO)
_ARRANGING = (_YES, _YES, _NO, _NO)
STATES: MappingProxyType[tuple[Resource, Action], MappingProxyType[PeriodState, Leave]] = MappingProxyType(
    {
        duty: MappingProxyType(dict(zip(PeriodState, leaves, strict=True)))
        for duty, leaves in {
            (Resource.JOURNAL, Action.MARK): _WRITING,
            (Resource.JOURNAL, Action.ATTENDANCE): _WRITING,
            (Resource.JOURNAL, Action.TOPIC): _WRITING,
            (Resource.JOURNAL, Action.HOMEWORK): _WRITING,
            (Resource.JOURNAL, Action.WORK): _WRITING,
            (Resource.JOURNAL, Action.TERM_RESULT): _WRITING,
            (Resource.JOURNAL, Action.NOTE): _WRITING,
            # a cell that is open needs no request, one of a closed period waits for the period
            (Resource.EDIT_REQUEST, Action.ASK): (_NO, _BY_ACT, _NO, _NO),
            (Resource.EDIT_REQUEST, Action.DECIDE): (_YES, _BY_ACT, _NO, _NO),
            (Resource.LESSON, Action.SUBSTITUTE): _ARRANGING,
            (Resource.LESSON, Action.CANCEL): _ARRANGING,
            (Resource.LESSON, Action.MOVE): _ARRANGING,
            (Resource.TERM, Action.CLOSE): (_YES, _YES, _NO, _NO),
            (Resource.TERM, Action.REOPEN): (_NO, _NO, _YES, _NO),
            (Resource.TERM, Action.REOPEN_YEAR): (_NO, _NO, _NO, _YES),
            (Resource.COMPROMISE, Action.VOID): (_YES, _YES, _NAMED, _NAMED),
            (Resource.IMPORT, Action.RUN_HISTORY): (_NO, _YES, _NO, _NO),
        }.items()
    }
)
"""What each state leaves of the acts that it touches; to decide a request is to open its cells."""


def leave(
    roles: Iterable[str],
    resource: Resource,
    action: Action,
    relation: Relation,
    state: PeriodState,
    conditions: Iterable[str] = frozenset(),
    barred: frozenset[tuple[str, str, str]] = frozenset(),
) -> Leave:
    """Tell what may be done in a period of this state: nothing where no role allows the act at all."""
    if not allowed(roles, resource, action, relation, conditions, barred):
        return Leave.NO
    states = STATES.get((resource, action))
    return Leave.YES if states is None else states[state]


def state_cells() -> Iterator[tuple[Role, Resource, Action, Relation, PeriodState | None]]:
    """Go through every cell of the table with the state of a period where it matters, else with None."""
    for role, resource, action, relation in cells():
        for state in PeriodState if (resource, action) in STATES else (None,):
            yield role, resource, action, relation, state

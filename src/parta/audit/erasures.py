"""What was destroyed of events by acts, and how a chain with emptied events is still verified.

The event that destroys names, in the chain of destruction, each event that it emptied with the hash of what is left of
it, and follows the approval of its act. An emptied event that nothing names so is a forgery.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parta.audit.models import Event
from parta.audit.rules import APPROVED, DESTROYED, DESTRUCTION, Link, link_hash
from parta.kernel.sql import sql

_EMPTIED = """
SELECT d.after->>'number', count(*) FROM audit_event e
JOIN audit_event d ON d.chain = %s AND d.seq = e.erased_by
WHERE e.erased_by IS NOT NULL GROUP BY d.subject->>'destruction', d.after->>'number' ORDER BY min(d.seq)
"""


def link_of(event: Event) -> Link:
    """Give the content of an event as it is hashed."""
    return Link(
        event.chain, event.seq, event.act, event.account_id, event.person_id, event.acting_for, event.subject,
        event.before, event.after, event.at, event.request_id, event.device,
    )  # fmt: skip


class Erasures:
    """What the chain of destruction says was emptied, read once before chains are verified."""

    def __init__(self) -> None:
        self._approved: dict[str, int] = {}
        self._left: dict[tuple[str, str], tuple[int, str, str]] = {}
        for event in Event.objects.filter(chain=DESTRUCTION, act__in=(APPROVED, DESTROYED)).order_by("seq"):
            act = str(event.subject.get("destruction", "")) if isinstance(event.subject, dict) else ""
            if event.act == APPROVED:
                self._approved.setdefault(act, event.seq)
            else:
                self._left.update(_named(event, act))

    def fault(self, event: Event) -> str:
        """Say what is wrong with an event: "" | kept | no_act | changed; nothing of one that was not emptied."""
        by, left, act = self._left.get((event.chain, str(event.seq)), (0, "", ""))
        if event.erased_by is None:
            return "kept" if by else ""
        if not by or self._approved.get(act, by) >= by:
            return "no_act"
        if event.erased_by != by or event.before is not None or event.after is not None:
            return "changed"
        try:
            return "" if link_hash(event.prev_hash, link_of(event)) == left else "changed"
        except TypeError:
            return "changed"


def _named(event: Event, act: str) -> Iterator[tuple[tuple[str, str], tuple[int, str, str]]]:
    erased = event.after.get("erased") if isinstance(event.after, dict) else None
    for chain, places in erased.items() if isinstance(erased, dict) else ():
        for seq, left in places.items() if isinstance(places, dict) else ():
            yield (chain, seq), (event.seq, str(left), act)


@dataclass(frozen=True, slots=True)
class Emptied:
    """How many events were emptied by one act, and its number."""

    number: str
    events: int


def emptied_by_acts() -> list[Emptied]:
    """Count the emptied events of the school by the acts that did it (one query)."""
    return [Emptied(number or "", count) for number, count in sql(_EMPTIED, (DESTRUCTION,))]

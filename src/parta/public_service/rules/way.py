"""The way of a request through the school: in whose hands it was, is and comes next (S3: П3-3.3–3.5)."""

from dataclasses import dataclass
from datetime import datetime

from parta.public_service.enums import Hand, State, Way


@dataclass(frozen=True, slots=True)
class Stop:
    """One hand of the way: when the request came into it, and when it went on; both empty for what comes next."""

    hand: Hand
    since: datetime | None = None
    until: datetime | None = None

    @property
    def now(self) -> bool:
        """Whether the request is in this hand."""
        return self.since is not None and self.until is None


@dataclass(frozen=True, slots=True)
class Moments:
    """When what was done with a request; empty for what is not done yet."""

    registered: datetime
    decided: datetime | None
    given: datetime | None
    came: datetime | None


def way_of(state: State, told_by: Way, moments: Moments) -> tuple[Stop, ...]:
    """Give the stops of a request: the desk, who decides, who makes the code, who hands it out, the parent.

    A refused one stops with its decision, and one that ended stops where it was.
    """
    desk = Stop(Hand.DESK, moments.registered, moments.registered)
    decision = Stop(Hand.DECISION, moments.registered, moments.decided)
    if state is State.REFUSED:
        return desk, decision
    code = Stop(Hand.CODE, moments.decided, moments.given)
    if state is State.ENDED:
        return (desk, decision, code) if moments.given else (desk, decision)
    last = Hand.HOMEROOM if told_by is Way.HOMEROOM else Hand.PARENT
    came = max(moments.given, moments.came) if moments.given and moments.came else None
    return desk, decision, code, Stop(last, moments.given, came)


def at_hand(stops: tuple[Stop, ...]) -> Stop | None:
    """Give where a request is now; None where nobody has it any more."""
    return next((stop for stop in stops if stop.now), None)

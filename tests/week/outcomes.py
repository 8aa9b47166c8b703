"""What came of an act: allowed, noted as late, hinted at, refused."""

from dataclasses import dataclass
from enum import StrEnum

from parta.kernel.decisions import Clause


class Verdict(StrEnum):
    """What came of an act, in one word."""

    YES = "yes"
    MARKED = "marked"
    LATE = "late"
    PERMITTED = "permitted"
    HINT = "hint"
    REMINDED = "reminded"
    NO = "no"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act under one regulation.

    `clause` is what it rests on, `text` the words that a person of the school would read, `opens` tells that the deputy
    may open the place to who asks.
    """

    verdict: Verdict
    clause: Clause | None = None
    text: str = ""
    opens: bool = False

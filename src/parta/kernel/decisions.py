"""Answers of rules: what is allowed now, and what a refusal must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule is written: the act's short title, the clause in its own numbering, its own words."""

    act: str
    number: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an act is allowed now and, if not, everything that a refusal has to tell.

    `code` with `params` is worded for people in `parta.wording`; `who_can_lift` is a role code.
    """

    allowed: bool
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    clause: Clause | None = None
    open_until: datetime | None = None
    who_can_lift: str = ""


ALLOWED = Decision(allowed=True)


class Refused(Exception):
    """The regulation or the state of things does not allow the act now (422)."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.code)
        self.decision = decision


class Forbidden(Exception):
    """The act is not within the actor's duties (403)."""

    def __init__(self, code: str = "forbidden") -> None:
        super().__init__(code)
        self.code = code


class NotVisible(Exception):
    """For this actor the row does not exist (404)."""


def require(ok: bool, code: str = "forbidden") -> None:
    """Go on only when the act is within the actor's duties; raise `Forbidden` otherwise."""
    if not ok:
        raise Forbidden(code)


def refuse_if(decision: Decision) -> None:
    """Go on only when the decision allows; raise `Refused` with the whole decision otherwise."""
    if not decision.allowed:
        raise Refused(decision)


def refusal(code: str, **params: Any) -> Refused:
    """Build a refusal that comes from the state of things and has no clause behind it."""
    return Refused(Decision(allowed=False, code=code, params=params))

"""How a link of the chain is hashed: pure, so that anybody can recompute it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

DESTRUCTION = "destruction"
"""The chain that tells what acts of destruction have emptied."""
APPROVED, DESTROYED = "destruction.act_approved", "destruction.destroyed"
"""Acts of that chain: both have the act in their subject, as `destruction`."""


@dataclass(frozen=True, slots=True)
class Link:
    """The content of one event, in the order in which it is hashed."""

    chain: str
    seq: int
    act: str
    account_id: int | None
    person_id: int | None
    acting_for: int | None
    subject: Mapping[str, Any]
    before: Any
    after: Any
    at: datetime
    request_id: str
    device: str


def canonical(value: Any) -> str:
    """Write a JSON value in the one form that is hashed: sorted keys, no spaces. Fractions are not allowed."""
    _refuse_fractions(value)
    return _CANONICAL.encode(value)


def link_hash(prev_hash: str, link: Link) -> str:
    """Give the SHA-256 (hex) of an event after the link before it."""
    content = [
        link.chain,
        link.seq,
        link.act,
        link.account_id,
        link.person_id,
        link.acting_for,
        link.subject,
        link.before,
        link.after,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.request_id,
        link.device,
    ]
    return hashlib.sha256(f"{prev_hash}\n{canonical(content)}".encode()).hexdigest()


def _refuse_fractions(value: Any) -> None:
    """Go through a value before the encoder does, which would write fractions in a form of its own."""
    if isinstance(value, float):
        raise TypeError("an audit event may not hold float")
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        if item.__class__ not in _SIMPLE:
            _refuse_fractions(item)


def _mapping(value: Any) -> dict[str, Any]:
    """Give the encoder what it does not know by itself: a mapping that is no dictionary."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"an audit event may not hold {type(value).__name__}")


_SIMPLE = frozenset((str, int, bool, type(None)))
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_mapping)

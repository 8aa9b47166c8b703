"""How a link of the chain is hashed: pure, so that anybody can recompute it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


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
    return json.dumps(_exact(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def _exact(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(key): _exact(item) for key, item in value.items()}
        case list() | tuple():
            return [_exact(item) for item in value]
    raise TypeError(f"an audit event may not hold {type(value).__name__}")

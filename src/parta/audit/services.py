"""Writing events into their chains, and finding any changed byte."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from parta.audit.erasures import Erasures, link_of
from parta.audit.models import ChainHead, Event
from parta.audit.rules import Link, link_hash
from parta.kernel.actor import Actor
from parta.kernel.sql import sql

_LOCK = "SELECT seq, hash FROM audit_chainhead WHERE chain = %s FOR UPDATE"
_BEGIN = "INSERT INTO audit_chainhead (chain, seq, hash) VALUES (%s, 0, '') ON CONFLICT DO NOTHING"
_BEGIN_EACH = """
INSERT INTO audit_chainhead (chain, seq, hash) SELECT unnest(%s::text[]), 0, '' ON CONFLICT DO NOTHING
"""
_LOCK_EACH = """
SELECT h.chain, h.seq, h.hash FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(chain, place)
JOIN audit_chainhead h ON h.chain = wanted.chain ORDER BY wanted.place FOR UPDATE OF h
"""
APPEND = """
head AS (
    INSERT INTO audit_chainhead (chain, seq, hash) VALUES (%(chain)s, %(last)s, %(hash)s)
    ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash WHERE audit_chainhead.seq = %(seen)s
    RETURNING chain
), events AS (
    INSERT INTO audit_event (chain, seq, act, account_id, person_id, acting_for, subject, before, after, at,
                             request_id, device, prev_hash, hash)
    SELECT %(chain)s, e.seq, e.act, %(account)s, %(person)s, e.acting_for, e.subject,
           NULLIF(e.before, 'null'::jsonb), NULLIF(e.after, 'null'::jsonb), %(at)s, %(request)s, %(device)s,
           e.prev_hash, e.hash
    FROM head, jsonb_to_recordset(%(events)s::jsonb)
         AS e(seq bigint, act text, acting_for bigint, subject jsonb, before jsonb, after jsonb, prev_hash text,
              hash text)
)"""
"""Two parts of a WITH that append events to a chain where its head is still the one that was seen.

`head` has one row then, and none otherwise: what else is to be written together with the events selects from it. A
writer that comes at the same moment waits for the head's row, and finds its number gone on.
"""
_APPENDED = f"WITH {APPEND} SELECT 1 FROM head"  # noqa: S608 - our own constant


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be written: what, about whom or what (ids only), before and after.

    `acting_for` says in whose place, where this very act is, whatever place the actor stands in.
    """

    act: str
    subject: Mapping[str, Any] = field(default_factory=dict)
    before: Any = None
    after: Any = None
    acting_for: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: where it begins, number 0 without a hash."""

    chain: str
    seq: int
    hash: str


def lock_chain(chain: str) -> Head:
    """Take the chain's row lock until the end of the transaction; begin the chain where there is none."""
    rows = sql(_LOCK, (chain,))
    if not rows:
        sql(_BEGIN, (chain,))
        rows = sql(_LOCK, (chain,))
    return Head(chain, *rows[0])


def append(head: Head, *, actor: Actor, entries: Sequence[Entry], now: datetime) -> Head:
    """Write events after a locked head and give the new head."""
    if not entries:
        return head
    after, values = linked(head, actor=actor, entries=entries, now=now)
    sql(_APPENDED, values)
    return after


def linked(head: Head, *, actor: Actor, entries: Sequence[Entry], now: datetime) -> tuple[Head, dict[str, Any]]:
    """Chain events after a head: give the head that they make, and the values of `APPEND`."""
    seq, last_hash, events = head.seq, head.hash, []
    for entry in entries:
        seq += 1
        acting_for = entry.acting_for or actor.acting_for
        link = Link(
            head.chain,
            seq,
            entry.act,
            actor.account_id,
            actor.person_id,
            acting_for,
            entry.subject,
            entry.before,
            entry.after,
            now,
            actor.request_id,
            actor.device,
        )
        next_hash = link_hash(last_hash, link)
        events.append(
            {
                "seq": seq,
                "act": entry.act,
                "acting_for": acting_for,
                "subject": entry.subject,
                "before": entry.before,
                "after": entry.after,
                "prev_hash": last_hash,
                "hash": next_hash,
            }
        )
        last_hash = next_hash
    values = {
        "chain": head.chain,
        "seen": head.seq,
        "last": seq,
        "hash": last_hash,
        "events": json.dumps(events, ensure_ascii=False),
        "account": actor.account_id,
        "person": actor.person_id,
        "at": now,
        "request": actor.request_id,
        "device": actor.device,
    }
    return Head(head.chain, seq, last_hash), values


def record(*, chain: str, actor: Actor, entries: Iterable[Entry], now: datetime) -> int:
    """Lock a chain and write events into it, inside the caller's transaction; give the last number."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit event belongs to the transaction of its act")
    return append(lock_chain(chain), actor=actor, entries=list(entries), now=now).seq


def record_each(*, chains: Sequence[str], actor: Actor, entry: Entry, now: datetime) -> None:
    """Write one event into each of many chains, inside the caller's transaction; locks them in the given order."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit event belongs to the transaction of its act")
    sql(_BEGIN_EACH, (chains,))
    for chain, seq, last_hash in sql(_LOCK_EACH, (chains,)):
        append(Head(chain, seq, last_hash), actor=actor, entries=[entry], now=now)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where a chain is broken; `code`: changed | gap | head | unchained | no_act | kept.

    `no_act`: emptied, and no approved act says so; `kept`: an act says that it was emptied, and it was not.
    """

    chain: str
    seq: int
    code: str


def verify_chains() -> Iterator[Finding]:
    """Recompute every chain of the school and give each place that does not fit.

    What an act of destruction has emptied fits where the act was approved before, and what is left is as it says.
    """
    erasures = Erasures()
    ends: dict[str, tuple[int, str]] = {}
    rows = Event.objects.order_by("chain", "seq").iterator(chunk_size=2000)
    for event in rows:
        seq, last_hash = ends.get(event.chain, (0, ""))
        if event.seq != seq + 1:
            yield Finding(event.chain, event.seq, "gap")
        fault = erasures.fault(event)
        if fault:
            yield Finding(event.chain, event.seq, fault)
        if event.prev_hash != last_hash or (event.erased_by is None and event.hash != _expected(last_hash, event)):
            yield Finding(event.chain, event.seq, "changed")
        ends[event.chain] = (event.seq, event.hash)
    for head in ChainHead.objects.order_by("chain"):
        seq, last_hash = ends.pop(head.chain, (0, ""))
        if (head.seq, head.hash) != (seq, last_hash):
            yield Finding(head.chain, head.seq, "head")
    for chain, (seq, _) in ends.items():
        yield Finding(chain, seq, "unchained")


def _expected(last_hash: str, event: Event) -> str:
    try:
        return link_hash(last_hash, link_of(event))
    except TypeError:
        return "not an event that Parta writes"

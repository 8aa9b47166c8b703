"""Destroying what events said, by an act of destruction: the event, its hash and its place in the chain stay."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from parta.audit.erasures import link_of
from parta.audit.models import Event
from parta.audit.rules import DESTROYED, DESTRUCTION, link_hash
from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.sql import sql

_EMPTY = "UPDATE audit_event SET before = NULL, after = NULL, erased_by = %s WHERE id = ANY(%s) RETURNING 1"


def erase(
    *, events: Collection[int], subject: Mapping[str, Any], told: Mapping[str, Any], actor: Actor, now: datetime
) -> int:
    """Empty events by their ids and write down that it was done, inside the caller's transaction; give how many.

    The caller holds the locks of their chains. The database refuses what the event written here does not name.
    """
    rows = list(Event.objects.filter(pk__in=events, erased_by=None).order_by("chain", "seq"))
    erased: dict[str, dict[str, str]] = {}
    for row in rows:
        row.before = row.after = None
        erased.setdefault(row.chain, {})[str(row.seq)] = link_hash(row.prev_hash, link_of(row))
    entry = Entry(DESTROYED, dict(subject), None, {**told, "erased": erased})
    seq = record(chain=DESTRUCTION, actor=actor, entries=[entry], now=now)
    return len(sql(_EMPTY, (seq, [row.pk for row in rows]))) if rows else 0

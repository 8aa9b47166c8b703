"""Writing the school out as the tables that an import understands; who took them is written down."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from parta.audit.services import Entry, record
from parta.integrations.enums import Act
from parta.integrations.queries.export import SchoolTables, school_tables
from parta.integrations.services.drafts import CHAIN
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.access import may_bring_in


@transaction.atomic
def take_tables(*, actor: Actor, kinds: Sequence[str], now: dt.datetime) -> SchoolTables:
    """Give the school's tables of these kinds and write down who took them; raises `Forbidden`."""
    require(may_bring_in(actor))
    found = school_tables(today=now.date(), kinds=kinds)
    rows = {kind: sum(len(one.rows) for one in tables) for kind, tables in found.kinds.items()}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.TABLES_TAKEN, {}, None, {"rows": rows})], now=now)
    return found

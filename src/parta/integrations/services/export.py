"""Writing the school out as the tables that an import understands; who took them is written down."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from parta.audit.services import Entry, record
from parta.integrations.enums import Act, DraftState
from parta.integrations.models import ImportFile
from parta.integrations.queries.drafts import may_take_files
from parta.integrations.queries.export import MARKS, SchoolTables, school_tables
from parta.integrations.services.drafts import CHAIN
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_bring_in
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.looks import note_taken


def may_bring_history(actor: Actor) -> bool:
    """Tell whether the actor brings in marks of earlier periods, and so takes pages for them."""
    return may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL)


@transaction.atomic
def take_kept_file(*, actor: Actor, file_id: int, now: dt.datetime) -> ImportFile:
    """Give a file of an import that was stored, and write down who took it; raises `Forbidden` and `NotVisible`."""
    require(may_bring_in(actor))
    found = ImportFile.objects.filter(pk=file_id, draft__state=DraftState.STORED).select_related("draft__run").first()
    if found is None or found.draft.run is None or not may_take_files(actor, found.draft.run):
        raise NotVisible
    note_taken(actor=actor, what="office:import_kept_file", persons=(), now=now)
    return found


@transaction.atomic
def take_tables(*, actor: Actor, kinds: Sequence[str], now: dt.datetime) -> SchoolTables:
    """Give the school's tables of these kinds and write down who took them; raises `Forbidden`."""
    require(may_bring_in(actor) and (MARKS not in kinds or may_bring_history(actor)))
    found = school_tables(today=now.date(), kinds=kinds)
    rows = {kind: sum(len(one.rows) for one in tables) for kind, tables in found.kinds.items()}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.TABLES_TAKEN, {}, None, {"rows": rows})], now=now)
    if found.persons:
        note_taken(actor=actor, what="office:import_tables", persons=found.persons, now=now)
    return found

"""Choosing the school's regulation."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refuse_if, require
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.enums import Act, Preset
from parta.regulation.models import RegulationVersion
from parta.regulation.rules.choice import decide_choice

CHAIN = "regulation"


def choose_preset(
    *, actor: Actor, preset: Preset, effective_from: date, last_held: date | None, now: datetime
) -> RegulationVersion:
    """Put a preset in force from a date, with no changes of the school's own.

    `last_held` is the day of the last held lesson (the caller knows the timetable): up to it the regulation stands,
    the refusal is `regulation_in_past`. A version that was to begin on the same day is replaced.
    """
    require(may_do(actor, Resource.REGULATION, Action.CHOOSE, Relation.SAME_SCHOOL))
    refuse_if(decide_choice(effective_from=effective_from, last_held=last_held))
    with transaction.atomic():
        before = RegulationVersion.objects.select_for_update().filter(effective_from=effective_from).first()
        old = {"preset": before.preset, "values": before.values} if before else None
        chosen, _ = RegulationVersion.objects.update_or_create(
            effective_from=effective_from, defaults={"preset": str(preset), "values": {}}
        )
        new = {"preset": str(preset), "values": {}}
        entry = Entry(Act.PRESET_CHOSEN, {"effective_from": effective_from.isoformat()}, old, new)
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return chosen

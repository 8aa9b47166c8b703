"""Writing the school's own act: begin from what is in force, change setting by setting, approve by an order."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, refuse_if, require
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.enums import Act, DraftRefusal, Preset
from parta.regulation.models import RegulationDraft, RegulationVersion
from parta.regulation.rules.choice import decide_choice
from parta.regulation.rules.drafting import known_setting, with_act, with_entry, without_entry
from parta.regulation.rules.parse import BadRegulation, drafted
from parta.regulation.services.choice import CHAIN


@transaction.atomic
def begin_draft(*, actor: Actor, preset: Preset | None, now: datetime) -> RegulationDraft:
    """Begin a draft from a preset, or, without one, from the latest version of the school's regulation.

    Raises `Forbidden`; refuses with `draft_begun_already`.
    """
    _require(actor)
    if RegulationDraft.objects.exists():
        raise refusal(DraftRefusal.BEGUN_ALREADY)
    latest = None if preset else RegulationVersion.objects.order_by("-effective_from").first()
    draft = RegulationDraft.objects.create(
        preset=str(preset or (latest.preset if latest else Preset.DEFAULT)),
        values=latest.values if latest else {},
        begun_by_id=actor.person_id,
        begun_at=now,
    )
    _record(actor, Act.DRAFT_BEGUN, {}, None, {"preset": draft.preset, "values": draft.values}, now)
    return draft


@transaction.atomic
def change_setting(
    *, actor: Actor, group: str, name: str, entry: Mapping[str, Any], seen: int, now: datetime
) -> RegulationDraft:
    """Decide a setting in the draft: value with the clause and the words of the school's own act.

    Raises `Forbidden`; refuses with `no_draft`, `draft_seen_old` (somebody changed the draft since version `seen`)
    and `draft_bad_value`.
    """
    draft = _open(actor, seen)
    if not known_setting(group, name):
        raise refusal(DraftRefusal.BAD_VALUE, group=group, name=name)
    before = draft.values.get(group, {}).get(name)
    draft.values = with_entry(draft.values, group, name, entry)
    try:
        drafted(draft.preset, draft.values)
    except BadRegulation as bad:
        raise refusal(DraftRefusal.BAD_VALUE, group=group, name=name) from bad
    _save(draft)
    _record(actor, Act.DRAFT_CHANGED, {"group": group, "name": name}, before, draft.values[group][name], now)
    return draft


@transaction.atomic
def return_setting(*, actor: Actor, group: str, name: str, seen: int, now: datetime) -> RegulationDraft:
    """Take the school's own decision back: the preset speaks again. Refusals as in `change_setting`."""
    draft = _open(actor, seen)
    before = draft.values.get(group, {}).get(name)
    if before is None:
        return draft
    draft.values = without_entry(draft.values, group, name)
    _save(draft)
    _record(actor, Act.DRAFT_CHANGED, {"group": group, "name": name}, before, None, now)
    return draft


@transaction.atomic
def name_act(*, actor: Actor, title: str, short: str, seen: int, now: datetime) -> RegulationDraft:
    """Give the school's act its own title, and the short one that refusals show. Refusals as in `change_setting`."""
    draft = _open(actor, seen)
    if not title.strip() or not short.strip():
        raise refusal(DraftRefusal.BAD_VALUE, group="act", name="title")
    before = draft.values.get("act")
    draft.values = with_act(draft.values, title=title.strip(), short=short.strip())
    _save(draft)
    _record(actor, Act.DRAFT_CHANGED, {"group": "act"}, before, draft.values["act"], now)
    return draft


@transaction.atomic
def discard_draft(*, actor: Actor, now: datetime) -> None:
    """Throw the draft away; refuses with `no_draft`. What was written stays in the audit."""
    _require(actor)
    draft = RegulationDraft.objects.select_for_update().first()
    if draft is None:
        raise refusal(DraftRefusal.NO_DRAFT)
    before = {"preset": draft.preset, "values": draft.values}
    draft.delete()
    _record(actor, Act.DRAFT_DISCARDED, {}, before, None, now)


@transaction.atomic
def approve_draft(
    *,
    actor: Actor,
    effective_from: date,
    order_no: str,
    order_date: date,
    seen: int,
    last_held: date | None,
    now: datetime,
) -> RegulationVersion:
    """Put the draft in force from a date by an order; the lessons before it stay judged as they were.

    `last_held` is the day of the last held lesson (the caller knows the timetable). A version that was to begin on
    the same day is replaced. Raises `Forbidden`; refuses with `no_draft`, `draft_seen_old`, `regulation_in_past`.
    """
    draft = _open(actor, seen)
    refuse_if(decide_choice(effective_from=effective_from, last_held=last_held))
    standing = RegulationVersion.objects.select_for_update().filter(effective_from=effective_from).first()
    before = _told(standing) if standing else None
    version, _ = RegulationVersion.objects.update_or_create(
        effective_from=effective_from,
        defaults={
            "preset": draft.preset,
            "values": draft.values,
            "order_no": order_no.strip(),
            "order_date": order_date,
        },
    )
    draft.delete()
    _record(actor, Act.DRAFT_APPROVED, {"effective_from": effective_from.isoformat()}, before, _told(version), now)
    return version


def _require(actor: Actor) -> None:
    require(may_do(actor, Resource.REGULATION, Action.CHOOSE, Relation.SAME_SCHOOL))


def _open(actor: Actor, seen: int) -> RegulationDraft:
    """Take the draft for a change; refuse when it is not the one that was seen."""
    _require(actor)
    draft = RegulationDraft.objects.select_for_update().first()
    if draft is None:
        raise refusal(DraftRefusal.NO_DRAFT)
    if draft.version != seen:
        raise refusal(DraftRefusal.SEEN_OLD)
    return draft


def _save(draft: RegulationDraft) -> None:
    draft.version += 1
    draft.save(update_fields=["values", "version"])


def _told(version: RegulationVersion) -> dict[str, Any]:
    return {
        "preset": version.preset,
        "values": version.values,
        "order_no": version.order_no,
        "order_date": version.order_date.isoformat() if version.order_date else None,
    }


def _record(actor: Actor, act: Act, subject: dict[str, str], before: Any, after: Any, now: datetime) -> None:
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, before, after)], now=now)

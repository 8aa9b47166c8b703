"""Closed sections of a pupil's card: each look leaves a trace, notes are written and withdrawn, never changed.

The audit, which leaders read, is told that there is a note, not what it says.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_care import may_keep_section, may_open_section
from parta.people.enums import Act, CareKind, CareSection, RefusalCode
from parta.people.models import CareNote, Pupil
from parta.people.rules.care import decide_note
from parta.people.services.looks import CHAIN as LOOKS
from parta.people.services.persons import CHAIN


@dataclass(frozen=True, slots=True)
class Noted:
    """What is to be written down."""

    kind: CareKind
    start: date
    end: date | None
    text: str
    document: str


@transaction.atomic
def open_section(*, actor: Actor, section: CareSection, pupil_id: int, now: datetime) -> list[CareNote]:
    """Give the notes of a section, the latest first, and write down who looked (S0: 8 ¶5).

    Raises `NotVisible`.
    """
    if not may_open_section(actor, section, pupil_id) or not Pupil.objects.filter(pk=pupil_id).exists():
        raise NotVisible
    entry = Entry(Act.SECTION_OPENED, {"person": pupil_id, "section": str(section)})
    record(chain=LOOKS, actor=actor, entries=[entry], now=now)
    rows = CareNote.objects.filter(pupil_id=pupil_id, section=section).select_related("written_by", "withdrawn_by")
    return list(rows.order_by("-starts_on", "-pk"))


@transaction.atomic
def note_care(*, actor: Actor, section: CareSection, pupil_id: int, noted: Noted, now: datetime) -> CareNote:
    """Write a note into a section.

    Raises `NotVisible`, `Forbidden` for who only reads it. Refuses `CARE_KIND`, `CARE_DAYS`, `CARE_TWICE`.
    """
    pupil = _pupil(actor, section, pupil_id)
    require(may_keep_section(actor, section))
    assert actor.person_id is not None
    refuse_if(decide_note(section, noted.kind, start=noted.start, end=noted.end, today=now.date()))
    values = {
        "kind": noted.kind,
        "starts_on": noted.start,
        "ends_on": noted.end,
        "text": noted.text,
        "document": noted.document,
    }
    standing = CareNote.objects.filter(pupil=pupil, section=section, withdrawn_at__isnull=True)
    if standing.filter(**values).exists():
        raise refusal(RefusalCode.CARE_TWICE)
    row = CareNote.objects.create(pupil=pupil, section=section, written_by_id=actor.person_id, written_at=now, **values)
    _tell(Act.CARE_NOTED, row, actor, now)
    return row


@transaction.atomic
def withdraw_care(
    *, actor: Actor, section: CareSection, pupil_id: int, note_id: int, ground: str, now: datetime
) -> CareNote:
    """Withdraw a note that was written wrongly or holds no more; it stays to be read, struck through.

    Raises `NotVisible`, `Forbidden`. Refuses `CARE_WITHDRAWN`.
    """
    pupil = _pupil(actor, section, pupil_id)
    require(may_keep_section(actor, section))
    row = CareNote.objects.select_for_update().filter(pk=note_id, pupil=pupil, section=section).first()
    if row is None:
        raise NotVisible
    if row.withdrawn_at is not None or not ground:
        raise refusal(RefusalCode.CARE_WITHDRAWN)
    row.withdrawn_by_id, row.withdrawn_at, row.ground = actor.person_id, now, ground
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "ground"])
    _tell(Act.CARE_WITHDRAWN, row, actor, now)
    return row


def _pupil(actor: Actor, section: CareSection, pupil_id: int) -> Pupil:
    """Lock the pupil, so that two writers of a section come one after the other."""
    lock_chain(CHAIN)  # before the rows
    seen = may_open_section(actor, section, pupil_id)
    pupil = Pupil.objects.select_for_update(no_key=True).filter(pk=pupil_id).first() if seen else None
    if pupil is None:
        raise NotVisible
    return pupil


def _tell(act: Act, row: CareNote, actor: Actor, now: datetime) -> None:
    entry = Entry(act, {"person": row.pupil_id, "section": row.section, "note": row.pk})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)

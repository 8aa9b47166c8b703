"""A family's word beforehand: the child is ill from one day to another."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.journal.enums import Act
from parta.journal.models import AbsenceNotice
from parta.journal.rules.absence_notices import TEXT_LENGTH, decide_notice
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access import entrusted_children, may_announce, visible_children

SUBJECT = "absence_notice"
CHAIN = "school"


@transaction.atomic
def announce_absence(*, actor: Actor, pupil_id: int, start: date, end: date, text: str, now: datetime) -> AbsenceNotice:
    """Announce that a child will not be there; the same announcement twice is one.

    Raises `NotVisible` for a foreign child, `Forbidden` for a pupil's own account, and the refusals of
    `decide_notice`.
    """
    require_announcing(actor, pupil_id)
    refuse_if(decide_notice(start=start, end=end, today=now.date()))
    assert actor.person_id is not None
    words = text.strip()[:TEXT_LENGTH]
    lock_chain(CHAIN)  # a second press waits here, and finds what the first one stored
    same = AbsenceNotice.objects.filter(
        pupil_id=pupil_id, starts_on=start, ends_on=end, text=words, withdrawn_at=None
    ).first()
    if same is not None:
        return same
    notice = AbsenceNotice.objects.create(
        pupil_id=pupil_id, starts_on=start, ends_on=end, text=words, announced_by_id=actor.person_id, announced_at=now
    )
    days = {"from": start.isoformat(), "to": end.isoformat(), "text": words}
    _tell(actor, notice, Act.ABSENCE_ANNOUNCED, days, now)
    return notice


@transaction.atomic
def withdraw_notice(*, actor: Actor, notice_id: int, now: datetime) -> AbsenceNotice:
    """Take an announcement back; a second time changes nothing. Raises `NotVisible` for another family's.

    Whom the parents trust takes back the own words alone (`Forbidden`).
    """
    notice = AbsenceNotice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise NotVisible
    require_announcing(actor, notice.pupil_id)
    own = notice.announced_by_id == actor.person_id
    require(own or visible_children(actor).filter(pk=notice.pupil_id).exists())
    if notice.withdrawn_at is None:
        notice.withdrawn_at = now
        notice.save(update_fields=["withdrawn_at"])
        _tell(actor, notice, Act.ABSENCE_WITHDRAWN, None, now)
    return notice


def require_announcing(actor: Actor, pupil_id: int) -> None:
    """Go on for a child of one's own, or entrusted with that: `NotVisible` for a foreign one, else `Forbidden`."""
    known = visible_children(actor).filter(pk=pupil_id) | entrusted_children(actor).filter(pk=pupil_id)
    if not known.exists():
        raise NotVisible
    require(may_announce(actor, pupil_id))


def _tell(actor: Actor, notice: AbsenceNotice, act: Act, after: dict[str, str] | None, now: datetime) -> None:
    subject = {"kind": SUBJECT, "notice": notice.pk, "pupil": notice.pupil_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, None, after)], now=now)

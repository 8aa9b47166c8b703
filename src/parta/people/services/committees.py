"""Places in the parents' committee of a class: given to a parent for some days, ended at once."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_committees import may_keep_committee
from parta.people.enums import Act, RefusalCode
from parta.people.models import CommitteePlace, Enrolment, Guardianship
from parta.people.rules.committees import decide_place
from parta.people.services.persons import CHAIN
from parta.school.models import SchoolClass


@transaction.atomic
def give_committee_place(
    *, actor: Actor, class_id: int, person_id: int, start: date, end: date, now: datetime
) -> CommitteePlace:
    """Give a parent a place in the committee of a class (S3: П2-1.6).

    Raises `NotVisible`, `Forbidden`. Refuses as `decide_place`.
    """
    found = _class(actor, class_id)
    assert actor.person_id is not None
    today = now.date()
    here = Enrolment.objects.filter(in_force(today), school_class=found).values("pupil")
    stands = Guardianship.objects.filter(in_force(today), guardian_id=person_id, pupil__in=here)
    places = CommitteePlace.objects.filter(person_id=person_id, school_class=found, ended_at__isnull=True)
    refuse_if(
        decide_place(
            start=start,
            end=end,
            today=today,
            year_end=found.year.ends_on,
            stands_for_pupil=stands.exists(),
            held=places.filter(starts_on__lte=end, ends_on__gte=start).exists(),
        )
    )
    row = CommitteePlace.objects.create(
        person_id=person_id,
        school_class=found,
        starts_on=start,
        ends_on=end,
        given_by_id=actor.person_id,
        given_at=now,
    )
    _tell(Act.COMMITTEE_GIVEN, row, {"starts_on": start.isoformat(), "ends_on": end.isoformat()}, actor, now)
    return row


@transaction.atomic
def end_committee_place(*, actor: Actor, place_id: int, now: datetime) -> CommitteePlace:
    """Take a place away from this moment on. Raises `NotVisible`, `Forbidden`; refuses `COMMITTEE_ENDED`."""
    class_id = CommitteePlace.objects.filter(pk=place_id).values_list("school_class", flat=True).first()
    if class_id is None:
        raise NotVisible
    _class(actor, class_id)
    row = CommitteePlace.objects.select_for_update().get(pk=place_id)
    if row.ended_at is not None or row.ends_on < now.date():
        raise refusal(RefusalCode.COMMITTEE_ENDED)
    row.ended_by_id, row.ended_at = actor.person_id, now
    row.save(update_fields=["ended_by", "ended_at"])
    _tell(Act.COMMITTEE_ENDED, row, None, actor, now)
    return row


def _class(actor: Actor, class_id: int) -> SchoolClass:
    """Lock the class, so that two givers come one after the other."""
    lock_chain(CHAIN)  # before the rows
    found = SchoolClass.objects.select_for_update(of=("self",)).select_related("year").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    require(may_keep_committee(actor, class_id))
    return found


def _tell(act: Act, row: CommitteePlace, after: dict[str, str] | None, actor: Actor, now: datetime) -> None:
    subject = {"kind": "committee", "id": row.pk, "person": row.person_id, "class": row.school_class_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, None, after)], now=now)

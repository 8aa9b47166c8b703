"""Dated rows of a card: attestations, the family's choice of paper, «данные проверены»."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from parta.audit.bulk import plain, update_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_persons import persons_to_edit
from parta.people.enums import Act, RefusalCode
from parta.people.models import Attestation, Employee, PaperChoice, Pupil, PupilCheck
from parta.people.rules.papers import decide_attestation, decide_diary_again, decide_paper
from parta.people.rules.personal_data import Keepers, decide_correction
from parta.people.services.corrections import hands_on
from parta.people.services.persons import CHAIN


@transaction.atomic
def record_attestation(
    *, actor: Actor, employee_id: int, day: date, category: str, document: str, now: datetime
) -> Attestation:
    """Write down an attestation of an employee by its order; the card shows the latest.

    Raises `Forbidden` for who does not keep the cards of the staff, `NotVisible`. Refuses `ROW_DAYS`, `ROW_TWICE`.
    """
    employee = _employee(actor, employee_id)
    assert actor.person_id is not None
    twice = Attestation.objects.filter(employee=employee, day=day).exists()
    refuse_if(decide_attestation(day=day, today=now.date(), twice=twice))
    said = {"day": day, "category": category, "document": document}
    row = Attestation.objects.create(employee=employee, **said, entered_by_id=actor.person_id, entered_at=now)
    before = {"category": employee.category, "attested_on": plain(employee.attested_on)}
    _show_latest(employee)
    subject = {"kind": "attestation", "id": row.pk, "person": employee.pk}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.ATTESTATION_RECORDED, subject, before, plain(said))], now=now)
    return row


@transaction.atomic
def remove_attestation(*, actor: Actor, attestation_id: int, now: datetime) -> Attestation:
    """Take out an attestation that was entered wrongly; raises as `record_attestation`."""
    found = Attestation.objects.filter(pk=attestation_id).values_list("employee", flat=True).first()
    if found is None:
        raise NotVisible
    employee = _employee(actor, found)
    row = Attestation.objects.filter(pk=attestation_id).first()
    if row is None:
        raise NotVisible
    was = plain({"day": row.day, "category": row.category, "document": row.document})
    subject = {"kind": "attestation", "id": row.pk, "person": employee.pk}
    Attestation.objects.filter(pk=row.pk).delete()
    _show_latest(employee, removed=row)
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.ATTESTATION_REMOVED, subject, was, None)], now=now)
    return row


@transaction.atomic
def choose_paper(
    *, actor: Actor, pupil_id: int, since: date, document: str, keepers: Keepers, now: datetime
) -> PaperChoice:
    """Write down that a family refuses the electronic diary from a day, by its paper (S0: 8 ¶4).

    Raises `Forbidden` for a card that is not the actor's to keep, `NotVisible`. Refuses `EDITED_BY_OTHERS`,
    `KEPT_ELSEWHERE` by the act, `ROW_TWICE`, `ROW_DAYS`.
    """
    pupil = _pupil(actor, pupil_id, keepers)
    assert actor.person_id is not None
    refuse_if(decide_paper(since=since, today=now.date(), held=bool(pupil.paper_only), last=_last_on_paper(pupil)))
    row = PaperChoice.objects.create(
        pupil=pupil, starts_on=since, document=document, entered_by_id=actor.person_id, entered_at=now
    )
    update_rows(Pupil, {pupil.pk: {"paper_only": document}})
    told = plain({"starts_on": since, "document": document})
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.PAPER_CHOSEN, _of(row), None, told)], now=now)
    return row


@transaction.atomic
def take_diary_again(
    *, actor: Actor, pupil_id: int, since: date, document: str, keepers: Keepers, now: datetime
) -> PaperChoice:
    """Write down from which day a family reads the electronic diary again; raises and refuses as `choose_paper`."""
    pupil = _pupil(actor, pupil_id, keepers)
    assert actor.person_id is not None
    row = PaperChoice.objects.filter(pupil=pupil, ends_on__isnull=True).first()
    last = _last_on_paper(pupil)
    start = row.starts_on if row else last and last + timedelta(days=1)
    refuse_if(decide_diary_again(since=since, today=now.date(), held=bool(pupil.paper_only), start=start))
    if row is None:  # what an import or an old card said
        row = PaperChoice(pupil=pupil, starts_on=start, document=pupil.paper_only)
        row.entered_by_id, row.entered_at = actor.person_id, now
    row.ends_on, row.end_document = since - timedelta(days=1), document
    row.save()
    update_rows(Pupil, {pupil.pk: {"paper_only": ""}})
    told = plain({"ends_on": row.ends_on, "end_document": document})
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.PAPER_ENDED, _of(row), None, told)], now=now)
    return row


def may_check_pupil(actor: Actor, pupil_id: int) -> bool:
    """Tell whether the actor says of a pupil's card that it is true: who leads the class, who keeps cards."""
    return bool(hands_on(actor, pupil_id))


@transaction.atomic
def check_pupil(*, actor: Actor, pupil_id: int, now: datetime) -> PupilCheck:
    """Write down that the card of a pupil was found true today (S0: 8 ¶2).

    Raises `Forbidden` for a card that is not the actor's to keep, `NotVisible`. Refuses `CHECKED_ALREADY`.
    """
    lock_chain(CHAIN)
    if not Pupil.objects.filter(pk=pupil_id).exists():
        raise NotVisible
    require(may_check_pupil(actor, pupil_id))
    assert actor.person_id is not None
    if PupilCheck.objects.filter(pupil_id=pupil_id, day=now.date()).exists():
        raise refusal(RefusalCode.CHECKED_ALREADY)
    row = PupilCheck.objects.create(pupil_id=pupil_id, day=now.date(), checked_by_id=actor.person_id, checked_at=now)
    subject = {"kind": "pupil_check", "id": row.pk, "pupil": pupil_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.PUPIL_CHECKED, subject)], now=now)
    return row


def _employee(actor: Actor, employee_id: int) -> Employee:
    lock_chain(CHAIN)  # before the rows
    employee = Employee.objects.select_for_update().filter(pk=employee_id).first()
    if employee is None:
        raise NotVisible
    require(persons_to_edit(actor).filter(pk=employee.pk).exists())
    return employee


def _pupil(actor: Actor, pupil_id: int, keepers: Keepers) -> Pupil:
    lock_chain(CHAIN)
    pupil = Pupil.objects.select_for_update().filter(pk=pupil_id).first()
    if pupil is None:
        raise NotVisible
    hands = hands_on(actor, pupil.pk)
    require(bool(hands))
    refuse_if(decide_correction(keepers=keepers, roles=hands, staff=False))
    return pupil


def _last_on_paper(pupil: Pupil) -> date | None:
    """Give the last day of a refusal that is over."""
    last: date | None = PaperChoice.objects.filter(pupil=pupil).aggregate(last=Max("ends_on"))["last"]
    return last


def _show_latest(employee: Employee, *, removed: Attestation | None = None) -> None:
    """Let the card say the latest attestation; a later one that an import brought stays."""
    latest = Attestation.objects.filter(employee=employee).order_by("-day").first()
    shown = employee.attested_on
    if removed is not None:
        if shown != removed.day:
            return
        after = {"category": latest.category if latest else "", "attested_on": latest.day if latest else None}
        update_rows(Employee, {employee.pk: after})
    elif latest is not None and (shown is None or latest.day >= shown):
        update_rows(Employee, {employee.pk: {"category": latest.category, "attested_on": latest.day}})


def _of(row: PaperChoice) -> dict[str, object]:
    return {"kind": "paper_choice", "id": row.pk, "pupil": row.pupil_id}

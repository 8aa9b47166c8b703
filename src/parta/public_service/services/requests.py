"""Requests for access: registered, granted, refused, carried out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.models import Membership, School
from parta.installation.services.codes import IssuedCode
from parta.installation.services.memberships import allow_again
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.text import normal
from parta.people.models import Enrolment, Person, Pupil
from parta.people.queries.consents import adults_who_agreed, covered_by_consent
from parta.people.rules.consents import ConsentRule, decide_letting_in
from parta.people.rules.letting_in import Issuers
from parta.people.services.codes import issue_codes
from parta.people.services.guardians import register_parent, stand_for_child
from parta.public_service.access import may_decide, may_register, may_view_service
from parta.public_service.enums import Act, Book, LetterKind, PaperKind, RefusalCode, RefusalGround, State
from parta.public_service.models import AccessRequest, Letter
from parta.public_service.queries.calendar import office_days
from parta.public_service.rules.deciding import ServiceRule, decide_granting, decide_refusing
from parta.public_service.rules.terms import access_due
from parta.public_service.services.letters import CHAIN, Draft, make_letter
from parta.public_service.services.registering import register
from parta.regulation.rules.deadlines import Deadlines


@dataclass(frozen=True, slots=True)
class LettingIn:
    """What the act says of ways in: conditions of the table, who issues codes, whether a consent is needed."""

    conditions: Collection[str]
    issuers: Issuers
    consents: ConsentRule


@transaction.atomic
def register_request(
    *, actor: Actor, fields: Mapping[str, Any], said: Deadlines, conditions: Collection[str] = (), now: datetime
) -> AccessRequest:
    """Put a parent's paper into the book of requests; `said` is the act's term (S3: П3-2.9 «2.19», 2.10, 3.4.1).

    Raises `Forbidden` for who does not register.
    """
    require(may_register(actor, conditions))
    assert actor.person_id is not None
    today = now.date()
    assert now.tzinfo is not None
    due = access_due(said, registered_on=today, zone=now.tzinfo, working=office_days(today))
    row = AccessRequest(**fields)
    row.search_key = normal(f"{row.applicant} {row.child}")
    row.registration = register(Book.REQUESTS, today)
    row.due_on, row.registered_by_id, row.registered_at = due, actor.person_id, now
    row.save()
    told = {"number": row.registration.number, "way": row.way, "papers": row.papers, "due": due.isoformat()}
    _tell(Act.REQUEST_REGISTERED, row, actor, None, told, now)
    return row


@transaction.atomic
def note_papers(
    *, actor: Actor, request_id: int, papers: Collection[PaperKind], conditions: Collection[str] = (), now: datetime
) -> AccessRequest:
    """Say anew which papers were shown with a waiting request: those on paper, beside those that came as scans.

    Raises `NotVisible`, `Forbidden` for who neither registers requests nor decides on them. Refuses `DECIDED`, and
    `PAPERS_SCANNED` for a paper left out whose scan stands by the request.
    """
    row = _visible(actor, request_id)
    require(may_register(actor, conditions) or may_decide(actor, conditions))
    if row.state != State.WAITING:
        raise refusal(RefusalCode.DECIDED)
    scanned = set(row.scans.values_list("paper", flat=True))
    if not scanned <= {str(one) for one in papers}:
        raise refusal(RefusalCode.PAPERS_SCANNED)
    before, row.papers = row.papers, [str(one) for one in PaperKind if one in papers]
    if row.papers != before:
        row.save(update_fields=["papers"])
        _tell(Act.REQUEST_PAPERS, row, actor, {"papers": before}, {"papers": row.papers}, now)
    return row


@transaction.atomic
def grant_access(
    *,
    actor: Actor,
    school: School,
    request_id: int,
    pupil_id: int,
    guardian_id: int | None,
    rule: ServiceRule,
    consents: ConsentRule,
    conditions: Collection[str] = (),
    now: datetime,
) -> AccessRequest:
    """Grant access to a pupil's diary: to a person of the register, or to one put on file from the paper.

    A guardianship that is not on file begins today by the paper. Who has a way in already is served at once; for
    others the request waits for its code.

    Raises `NotVisible`, `Forbidden` for who does not decide. Refuses `DECIDED`, `NOT_STUDYING`, `PUPIL_OF_AGE`,
    `ADULT_SILENT`, `PAPERS_MISSING`, `OWN_CHILD_HIMSELF`, and `CONSENT_MISSING` where the act gives no account without
    a consent.
    """
    row = _to_decide(actor, request_id, conditions)
    pupil = Pupil.objects.select_related("person").filter(pk=pupil_id).first()
    if pupil is None:
        raise NotVisible
    today = now.date()
    studies = Enrolment.objects.filter(in_force(today), pupil=pupil).exists()
    birth = pupil.person.birth_date
    agreed = birth is not None and bool(adults_who_agreed({pupil.pk: birth}, today=today))
    refuse_if(
        decide_granting(
            rule=rule,
            studies=studies,
            birth_date=birth,
            today=today,
            agreed=agreed,
            relation=row.relation,
            shown=row.papers,
        )
    )
    if guardian_id == pupil.pk:
        raise refusal(RefusalCode.OWN_CHILD_HIMSELF)
    if guardian_id is None:
        guardian_id = register_parent(actor=actor, fields=_person_of(row), now=now)
    elif not Person.objects.filter(pk=guardian_id).exists():
        raise NotVisible
    stand_for_child(
        actor=actor,
        guardian_id=guardian_id,
        pupil_id=pupil.pk,
        relation=row.relation,
        document=row.document,
        now=now,
    )
    covered = covered_by_consent([guardian_id], today=today)
    refuse_if(decide_letting_in(rule=consents, wanted=[guardian_id], covered=covered))
    row.pupil, row.guardian_id = pupil, guardian_id
    row.state, row.decided_by_id, row.decided_at = State.GRANTED, actor.person_id, now
    if Membership.objects.filter(school=school, person_id=guardian_id, is_active=True).exists():
        row.state, row.given_by_id, row.given_at = State.GIVEN, actor.person_id, now
    else:
        allow_again(actor=actor, school=school, person_id=guardian_id, now=now)
    row.save()
    told = {"state": str(row.state), "pupil": pupil.pk, "guardian": guardian_id}
    _tell(Act.REQUEST_GRANTED, row, actor, {"state": str(State.WAITING)}, told, now)
    return row


@transaction.atomic
def refuse_access(
    *,
    actor: Actor,
    request_id: int,
    ground: RefusalGround,
    words: str,
    rule: ServiceRule,
    letter: Draft,
    conditions: Collection[str] = (),
    now: datetime,
) -> Letter:
    """Refuse a request on a ground of the closed list, with a decision to print and sign (S3: П3-2.11–2.13).

    Raises `NotVisible`, `Forbidden` for who does not decide. Refuses `DECIDED`, `GROUND_NOT_IN_ACT`, `NOT_OF_AGE`,
    `NEEDS_WORDS`, `EMPTY_LETTER`.
    """
    row = _to_decide(actor, request_id, conditions)
    today = now.date()
    known = Person.objects.filter(sort_key__startswith=normal(f"{row.child_last_name} {row.child_first_name}"))
    births = list(known.filter(pupil__isnull=False).values_list("birth_date", flat=True))
    births += [row.child_birth_date] if row.child_birth_date else []
    refuse_if(decide_refusing(rule=rule, ground=ground, words=words, births=births, today=today))
    row.state, row.ground, row.words = State.REFUSED, ground, words
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save()
    told = {"state": str(row.state), "ground": str(ground), "words": words}
    _tell(Act.REQUEST_REFUSED, row, actor, {"state": str(State.WAITING)}, told, now)
    return make_letter(actor=actor, kind=LetterKind.REFUSAL, draft=letter, request=row, now=now)


@transaction.atomic
def give_code(*, actor: Actor, school: School, request_id: int, letting_in: LettingIn, now: datetime) -> IssuedCode:
    """Issue the code of a granted request, which is carried out by it (S3: П3-3.4.3, 3.5, 3.9).

    Raises and refuses as `code_of_request`.
    """
    issued = code_of_request(actor=actor, school=school, request_id=request_id, letting_in=letting_in, now=now)
    note_given(actor=actor, request_id=request_id, now=now)
    return issued


@transaction.atomic
def code_of_request(
    *, actor: Actor, school: School, request_id: int, letting_in: LettingIn, now: datetime
) -> IssuedCode:
    """Issue the code of a granted request, which goes on waiting until `note_given`: the code is still to arrive.

    Raises `NotVisible`, and `Forbidden` for one whose code is not the actor's to issue. Refuses `NOT_GRANTED`, and what
    `people.services.codes.issue_codes` refuses.
    """
    row = _visible(actor, request_id)
    if row.state != State.GRANTED or row.guardian_id is None:
        raise refusal(RefusalCode.NOT_GRANTED)
    (issued,) = issue_codes(
        actor=actor,
        school=school,
        person_ids={row.guardian_id},
        conditions=letting_in.conditions,
        issuers=letting_in.issuers,
        consents=letting_in.consents,
        now=now,
    )
    return issued


@transaction.atomic
def note_given(*, actor: Actor, request_id: int, now: datetime) -> None:
    """Close a granted request whose code has reached the parent; one that ended meanwhile stays as it is.

    Raises `NotVisible`.
    """
    row = _visible(actor, request_id)
    if row.state != State.GRANTED:
        return
    _give(row, actor, now)


@transaction.atomic
def give_codes(
    *, actor: Actor, school: School, person_ids: Collection[int], letting_in: LettingIn, now: datetime
) -> list[IssuedCode]:
    """Issue codes from a card or for a class; granted requests of these persons are carried out by them.

    Raises and refuses as `people.services.codes.issue_codes`.
    """
    rows = _granted(person_ids)
    issued = issue_codes(
        actor=actor,
        school=school,
        person_ids=person_ids,
        conditions=letting_in.conditions,
        issuers=letting_in.issuers,
        consents=letting_in.consents,
        now=now,
    )
    for row in rows:
        _give(row, actor, now)
    return issued


@transaction.atomic
def note_codes_given(*, actor: Actor, person_ids: Collection[int], now: datetime) -> None:
    """Close the granted requests of these persons, whom their codes have reached otherwise.

    Who issued the codes and might is the caller's business.
    """
    for row in _granted(person_ids):
        _give(row, actor, now)


def _granted(person_ids: Collection[int]) -> list[AccessRequest]:
    """Lock the granted requests of these persons: before the chains, as deciding on one does."""
    rows = AccessRequest.objects.select_for_update().filter(state=State.GRANTED, guardian_id__in=person_ids)
    return list(rows.order_by("pk"))


def _give(row: AccessRequest, actor: Actor, now: datetime) -> None:
    row.state, row.given_by_id, row.given_at = State.GIVEN, actor.person_id, now
    row.save(update_fields=["state", "given_by", "given_at"])
    told = {"state": str(row.state), "way": row.way}
    _tell(Act.ACCESS_GIVEN, row, actor, {"state": str(State.GRANTED)}, told, now)


def _visible(actor: Actor, request_id: int) -> AccessRequest:
    row = AccessRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
    if row is None or not may_view_service(actor):
        raise NotVisible
    return row


def _to_decide(actor: Actor, request_id: int, conditions: Collection[str]) -> AccessRequest:
    row = _visible(actor, request_id)
    require(may_decide(actor, conditions))
    if row.state != State.WAITING:
        raise refusal(RefusalCode.DECIDED)
    return row


def _person_of(row: AccessRequest) -> dict[str, Any]:
    names = ("last_name", "first_name", "patronymic", "phone", "email", "address")
    return {name: getattr(row, name) for name in names}


def _tell(
    act: Act,
    row: AccessRequest,
    actor: Actor,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    now: datetime,
) -> None:
    entry = Entry(act, {"kind": "access_request", "id": row.pk}, before, dict(after))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)

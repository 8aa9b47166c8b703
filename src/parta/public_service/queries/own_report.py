"""What the office keeps of one person beside the lists of people, for «Что о нас хранится»: papers, account, acts read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from parta.audit.models import Event
from parta.installation.models import InvitationCode, Membership, School
from parta.installation.queries.portals import links_of
from parta.installation.queries.second_factors import second_factors_of
from parta.installation.queries.sign_ins import sessions_of
from parta.installation.services.codes import CHAIN as ACCOUNTS
from parta.installation.sessions import CAME, SEEN
from parta.kernel.actor import Actor
from parta.people.access import visible_children
from parta.people.models import CallNote, Compromise, Correction, Person, Suspension
from parta.people.rules.ages import is_adult
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.public_service.models import AccessRequest, Certificate, Delivery, HelpRequest, Letter
from parta.regulation.models import Acknowledgement

MOST = 500
"""Of a part that many rows at most, the newest."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One row: of which part, its moment, what it is (a code or a title), and the value by codes or words."""

    part: str
    at: Any
    what: str
    value: tuple[Any, ...] = ()


def kept_by_office(*, actor: Actor, school: School, person: Person, today: date) -> list[KeptPaper]:
    """Give requests, letters, certificates, questions, the account with its sign-ins, acts read (a few queries).

    All of it to the person, and to the family of a child under age (152-ФЗ, art. 14); to the staff each part whose
    keeper it is. Who may ask for a report at all is the caller's business.
    """
    person_id = person.pk
    ward = not is_adult(person.birth_date, today) and visible_children(actor).filter(pk=person_id).exists()
    own = person_id == actor.person_id or ward

    def may(resource: Resource) -> bool:
        return own or may_do(actor, resource, Action.VIEW, Relation.SAME_SCHOOL)

    found: list[KeptPaper] = []
    if may(Resource.PUBLIC_SERVICE):
        found += [*_requests(person_id), *_letters(person_id)]
    if may(Resource.MOVEMENT):
        found += _certificates(person_id)
    if may(Resource.HELP):
        found += _questions(person_id)
    if may(Resource.SIGN_IN):
        found += _account(school, person_id)
    if may(Resource.COMPROMISE):
        found += _shut(person_id)
    if own:
        found += _said(person_id)
    return found


def _requests(person_id: int) -> Iterator[KeptPaper]:
    mine = Q(guardian_id=person_id) | Q(pupil_id=person_id)
    rows = AccessRequest.objects.filter(mine).select_related("registration").order_by("-pk")
    for row in rows[:MOST]:
        yield KeptPaper("requests", row.registration.day, f"№ {row.registration.number}", (row.state, row.words))


def _letters(person_id: int) -> Iterator[KeptPaper]:
    mine = Q(person_id=person_id) | Q(request__guardian_id=person_id)
    for row in Letter.objects.filter(mine).select_related("registration").order_by("-pk")[:MOST]:
        yield KeptPaper("letters", row.registration.day, row.title, (f"№ {row.registration.number}",))
    sent = Delivery.objects.filter(Q(letter__person_id=person_id) | Q(letter__request__guardian_id=person_id))
    for one in sent.select_related("letter").order_by("-pk")[:MOST]:
        yield KeptPaper("deliveries", one.asked_at, one.letter.title, (one.address, one.accepted))


def _certificates(person_id: int) -> Iterator[KeptPaper]:
    rows = Certificate.objects.filter(pupil_id=person_id).select_related("registration").order_by("-pk")
    for row in rows[:MOST]:
        yield KeptPaper("certificates", row.registration.day, row.title, (f"№ {row.registration.number}", row.purpose))
    for note in CallNote.objects.filter(pupil_id=person_id).order_by("-issued_on", "-pk")[:MOST]:
        yield KeptPaper("call_notes", note.issued_on, f"№ {note.number}", (note.starts_on, note.ends_on))


def _questions(person_id: int) -> Iterator[KeptPaper]:
    for row in HelpRequest.objects.filter(author_id=person_id).order_by("-asked_at")[:MOST]:
        yield KeptPaper("questions", row.asked_at, row.text, (row.answer,))


def _account(school: School, person_id: int) -> Iterator[KeptPaper]:
    for code in InvitationCode.objects.filter(school=school, person_id=person_id).order_by("-issued_at")[:MOST]:
        yield KeptPaper("codes", code.issued_at, "", (code.used_at, code.withdrawn_at))
    mine = Membership.objects.filter(school=school, person_id=person_id).select_related("account").first()
    if mine is None:
        return
    account = mine.account
    yield KeptPaper("account", mine.created_at, account.username, (account.email, second_factors_of(account).any))
    if account.last_login:
        yield KeptPaper("sign_ins", account.last_login, "last")
    for kept in sessions_of(account.pk).values():
        words, address = kept.get(CAME) or ("", "")
        yield KeptPaper("sign_ins", datetime.fromtimestamp(kept.get(SEEN, 0), UTC), "open", (words, address))
    for link in links_of(account):
        yield KeptPaper("portals", link.bound_at, link.portal.title)
    for event in Event.objects.filter(chain=ACCOUNTS, subject__person=person_id).order_by("-seq")[:MOST]:
        yield KeptPaper("account_events", event.at, event.act)


def _shut(person_id: int) -> Iterator[KeptPaper]:
    for one in Suspension.objects.filter(person_id=person_id)[:MOST]:
        yield KeptPaper("suspensions", one.shut_at, one.ground, (one.reopened_at,))
    for case in Compromise.objects.filter(person_id=person_id)[:MOST]:
        yield KeptPaper("compromises", case.told_at, case.words, (case.returned_at,))


def _said(person_id: int) -> Iterator[KeptPaper]:
    for row in Correction.objects.filter(person_id=person_id).order_by("-asked_at")[:MOST]:
        yield KeptPaper("corrections", row.asked_at, row.words, (row.accepted, tuple(row.after)))
    rows = Acknowledgement.objects.filter(person_id=person_id).select_related("edition__act").order_by("-at")
    for said in rows[:MOST]:
        yield KeptPaper("acts_read", said.at, said.edition.act.title)

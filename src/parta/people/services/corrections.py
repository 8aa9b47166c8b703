"""Personal data corrected in place by whom the act names; others propose, and the one named accepts or declines."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from parta.audit.bulk import ChangedRow, plain, tell, update_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_persons import persons_to_edit, persons_to_propose
from parta.people.enums import Act, RefusalCode, Role
from parta.people.models import Correction, Employee, Person, Pupil
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.people.rules.personal_data import DAYS, EMPLOYEE, PERSON, PUPIL, Keepers, decide_correction
from parta.people.services.persons import CHAIN, sort_key

_NAMES = ("last_name", "first_name", "patronymic")
_TAKEN = {
    "snils": RefusalCode.SNILS_TAKEN,
    "personal_file_no": RefusalCode.FILE_NO_TAKEN,
    "staff_no": RefusalCode.STAFF_NO_TAKEN,
}
LOCKED = ("hired_order_no", "hired_on", "left_on", "paper_only")
"""Fields that an order of the school or a dated paper of the family changes, not a correction."""


def seen_version(person: Person, pupil: Pupil | None, employee: Employee | None) -> str:
    """Give the version of a whole card: of the person, the pupil, the employee."""
    return ".".join(str(row.version if row else 0) for row in (person, pupil, employee))


def may_correct(*, actor: Actor, person: Person, staff: bool, keepers: Keepers) -> bool:
    """Tell whether the actor corrects this card in place, by duty and by the act."""
    return may_hands(hands_on(actor, person.pk), keepers=keepers, staff=staff)


def correct_person(
    *, actor: Actor, person_id: int, values: Mapping[str, Any], seen: str, keepers: Keepers, now: datetime
) -> None:
    """Correct a card in place.

    Raises `Forbidden` for a card that is not the actor's to keep. Refuses `EDITED_BY_OTHERS`, `KEPT_ELSEWHERE` by the
    act, `PERSON_STALE`, `NOTHING_CHANGED`, and `…_TAKEN` for a number that somebody else has.
    """
    with transaction.atomic():
        person, pupil, employee = _card(person_id)
        hands = hands_on(actor, person.pk)
        require(bool(hands))
        refuse_if(decide_correction(keepers=keepers, roles=hands, staff=employee is not None))
        if seen != seen_version(person, pupil, employee):
            raise refusal(RefusalCode.PERSON_STALE)
        _write(person, pupil, employee, values, actor, now)


def propose_correction(
    *, actor: Actor, person_id: int, values: Mapping[str, Any], words: str, now: datetime
) -> Correction:
    """Say what is wrong in a card; nothing changes until it is accepted.

    Raises `Forbidden` for a card of which the actor only may know. Refuses `NOTHING_CHANGED`.
    """
    with transaction.atomic():
        person, pupil, employee = _card(person_id)
        require(persons_to_propose(actor).filter(pk=person.pk).exists())
        asker = Person.objects.get(pk=actor.person_id or 0)
        before, after = _differences(person, pupil, employee, values)
        if not after:
            raise refusal(RefusalCode.NOTHING_CHANGED)
        row = Correction.objects.create(
            person=person, before=before, after=after, words=words, asked_by=asker, asked_at=now
        )
        subject = {"kind": "correction", "id": row.pk, "person": person.pk}
        entry = Entry(Act.CORRECTION_PROPOSED, subject, before, {**after, "words": words})
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


def decide_proposal(
    *, actor: Actor, correction_id: int, accept: bool, answer: str, keepers: Keepers, now: datetime
) -> Correction:
    """Accept a proposed correction and make it, or decline it with words.

    Raises `NotVisible` for one that is not the actor's to decide. Refuses what `correct_person` refuses, and
    `CORRECTION_DECIDED`, `CORRECTION_STALE` where the card changed meanwhile, `CORRECTION_NEEDS_WORDS`.
    """
    with transaction.atomic():
        lock_chain(CHAIN)  # before the rows
        row = Correction.objects.select_for_update(of=("self",)).filter(pk=correction_id).first()
        hands = hands_on(actor, row.person_id) if row is not None else set()
        if row is None or not hands:
            raise NotVisible
        if row.accepted is not None:
            raise refusal(RefusalCode.CORRECTION_DECIDED)
        if accept:
            person, pupil, employee = _card(row.person_id)
            refuse_if(decide_correction(keepers=keepers, roles=hands, staff=employee is not None))
            standing = _values(person, pupil, employee)
            if any(standing.get(name) != value for name, value in row.before.items()):
                raise refusal(RefusalCode.CORRECTION_STALE)
            _write(person, pupil, employee, _typed(row.after), actor, now)
        elif not answer:
            raise refusal(RefusalCode.CORRECTION_NEEDS_WORDS)
        row.accepted, row.answer, row.decided_at = accept, answer, now
        row.decided_by_id = actor.person_id
        row.save(update_fields=["accepted", "answer", "decided_at", "decided_by"])
        act = Act.CORRECTION_ACCEPTED if accept else Act.CORRECTION_DECLINED
        subject = {"kind": "correction", "id": row.pk, "person": row.person_id}
        record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, None, {"words": answer})], now=now)
    return row


def hands_on(actor: Actor, person_id: int) -> set[str]:
    """Give the actor's roles whose duty a card is: a led class's only for those in it (one query)."""
    rows = with_hands(actor, Person.objects.filter(pk=person_id)).first()
    return hands_of(actor, rows) if rows is not None else set()


def with_hands(actor: Actor, persons: QuerySet[Person]) -> QuerySet[Person]:
    """Let persons be read with what `hands_of` asks of them."""
    own = {
        f"kept_by_{role}": Exists(
            persons_to_edit(replace(actor, roles=frozenset({str(role)}))).filter(pk=OuterRef("pk"))
        )
        for role in _keeping(actor)
    }
    return persons.annotate(**own)


def hands_of(actor: Actor, person: Person) -> set[str]:
    """Give the actor's roles whose duty this card is, read by `with_hands`."""
    return {str(role) for role in _keeping(actor) if getattr(person, f"kept_by_{role}")}


def may_hands(hands: Collection[str], *, keepers: Keepers, staff: bool) -> bool:
    """Tell whether these hands correct a card in place, by the act."""
    return bool(hands) and decide_correction(keepers=keepers, roles=set(hands), staff=staff).allowed


def _keeping(actor: Actor) -> list[Role]:
    keep = (Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS)
    return [role for role in Role if actor.has(role) and allowed([role], *keep, barred=actor.barred)]


def _card(person_id: int) -> tuple[Person, Pupil | None, Employee | None]:
    lock_chain(CHAIN)  # before the rows
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    return person, Pupil.objects.filter(pk=person_id).first(), Employee.objects.filter(pk=person_id).first()


def _values(person: Person, pupil: Pupil | None, employee: Employee | None) -> dict[str, Any]:
    found = {name: plain(getattr(person, name)) for name in PERSON}
    for row, names in ((pupil, PUPIL), (employee, EMPLOYEE)):
        if row is not None:
            found |= {name: plain(getattr(row, name)) for name in names}
    return found


def _differences(
    person: Person, pupil: Pupil | None, employee: Employee | None, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    standing = _values(person, pupil, employee)
    after = {
        name: plain(value)
        for name, value in values.items()
        if name in standing and name not in LOCKED and plain(value) != standing[name]
    }
    return {name: standing[name] for name in after}, after


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value
        for name, value in values.items()
    }


def _write(
    person: Person,
    pupil: Pupil | None,
    employee: Employee | None,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    before, after = _differences(person, pupil, employee, values)
    if not after:
        raise refusal(RefusalCode.NOTHING_CHANGED)
    typed = _typed(after)
    own = {name: value for name, value in typed.items() if name in PERSON}
    if any(name in own for name in _NAMES):
        own["sort_key"] = sort_key({**{name: getattr(person, name) for name in _NAMES}, **own})
    try:
        with transaction.atomic():
            update_rows(Person, {person.pk: own})
            update_rows(Pupil, {person.pk: {name: value for name, value in typed.items() if name in PUPIL}})
            update_rows(Employee, {person.pk: {name: value for name, value in typed.items() if name in EMPLOYEE}})
    except IntegrityError as taken:
        constraint = getattr(getattr(taken.__cause__, "diag", None), "constraint_name", None) or ""
        code = next((code for name, code in _TAKEN.items() if f"_{name}" in constraint), None)
        if code is None:
            raise
        raise refusal(code) from taken
    kind, act = ("pupil", Act.PUPIL_CHANGED) if pupil else ("guardian", Act.PERSON_CHANGED)
    if employee:
        kind, act = "employee", Act.EMPLOYEE_CHANGED
    change = ChangedRow(person.pk, before, after)
    tell(kind, ids=[], new=[], changes=[change], chain=CHAIN, act=act, actor=actor, now=now)

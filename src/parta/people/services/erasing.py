"""What the school keeps of people who have left, counted and destroyed part by part: only an act of destruction asks.

What stays of a pupil is the line of the alphabet book: name, birth date, sex, personal file, places and orders; and
the results. Of a parent, and of whom the parents let in by a paper, nothing is left but a number.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Model, Q

from parta.kernel.erasing import Contents, Part, count_parts, delete_parts
from parta.kernel.sql import sql
from parta.people.enums import Act
from parta.people.models import (
    Achievement,
    Attestation,
    CareNote,
    CareWard,
    Compromise,
    Consent,
    Correction,
    Employee,
    FormerName,
    Guardianship,
    PaperChoice,
    PastConsent,
    Person,
    Pupil,
    PupilCheck,
    Scan,
    Suspension,
    Training,
    TrustedPerson,
)
from parta.people.services.persons import CHAIN

_CONTACTS = ("snils", "phone", "email", "address", "workplace")
_STUDY = (
    "notes", "extended_day", "paper_only", "funding", "citizenship", "identity_kind", "identity_series",
    "identity_number", "identity_by", "identity_on", "registered_address", "programme", "programme_words", "language",
    "meals", "transport", "study_form",
)  # fmt: skip
_WORK = ("staff_no", "subjects", "category", "attested_on", "education", "qualification")
_NAMES = ("last_name", "first_name", "patronymic", "sex", "birth_date")
_TOLD = (
    Act.PERSON_CHANGED, Act.CARDS_JOINED, Act.CORRECTION_PROPOSED, Act.CORRECTION_ACCEPTED, Act.CORRECTION_DECLINED,
    Act.COMPROMISE_REPORTED,
)  # fmt: skip
_OF_A_PUPIL = (
    *_TOLD, Act.PUPIL_CHANGED, Act.TRUST_GIVEN, Act.TRUST_ENDED, Act.ACHIEVEMENT_TOLD, Act.ACHIEVEMENT_ACCEPTED,
    Act.ACHIEVEMENT_DECLINED, Act.PAPER_CHOSEN, Act.PAPER_ENDED,
)  # fmt: skip
_OF_A_PARENT = (*_TOLD, Act.PERSON_RENAMED, Act.GUARDIANSHIP_CHANGED)
_OF_THE_STAFF = (
    *_OF_A_PUPIL, Act.GUARDIANSHIP_CHANGED, Act.EMPLOYEE_CHANGED, Act.ATTESTATION_RECORDED, Act.ATTESTATION_REMOVED,
    Act.TRAINING_TOLD, Act.TRAINING_ACCEPTED, Act.TRAINING_DECLINED, Act.CONSENT_CHANGED,
)  # fmt: skip
_OF_A_PAPER = (Act.CONSENT_CHANGED,)
_EVENTS = """
SELECT id, person FROM audit_event e, LATERAL (SELECT unnest(ARRAY[
    e.subject->>'person', e.subject->>'pupil',
    CASE WHEN e.subject->>'kind' IN ('person', 'pupil', 'employee', 'guardian') THEN e.subject->>'id' END,
    e.before->>'person_id', e.after->>'person_id', e.before->>'guardian_id', e.after->>'guardian_id',
    CASE e.subject->>'kind'
        WHEN 'consent' THEN (SELECT c.person_id::text FROM people_consent c WHERE c.id = (e.subject->>'id')::bigint)
        WHEN 'guardianship' THEN (SELECT g.guardian_id::text FROM people_guardianship g
                                  WHERE g.id = (e.subject->>'id')::bigint) END]) AS person) whose
WHERE e.chain = %(chain)s AND e.act = ANY(%(acts)s) AND e.erased_by IS NULL
  AND (e.before IS NOT NULL OR e.after IS NOT NULL) AND whose.person = ANY(%(persons)s)
"""


_OF_PUPIL = (
    Part("scans", Scan, "trusted__pupil_id", {"trusted__person__isnull": True}),
    Part("suspensions", Suspension, "person_id"),
    Part("trusted", TrustedPerson, "pupil_id", {"person__isnull": True}),
    Part("achievements", Achievement, "pupil_id"),
    Part("paper_choices", PaperChoice, "pupil_id"),
    Part("pupil_checks", PupilCheck, "pupil_id"),
    Part("corrections", Correction, "person_id"),
)
_OF_PARENT = (
    Part("scans", Scan, "guardianship__guardian_id"),
    Part("scans", Scan, "trusted__person_id"),
    Part("trusted", TrustedPerson, "person_id"),
    Part("suspensions", Suspension, "person_id"),
    Part("guardianships", Guardianship, "guardian_id"),
    Part("corrections", Correction, "person_id"),
    Part("former_names", FormerName, "person_id"),
)
_OF_STAFF = (
    Part("attestations", Attestation, "employee_id"),
    Part("trainings", Training, "employee_id"),
    *_OF_PUPIL,
    Part("scans", Scan, "guardianship__guardian_id"),
    Part("guardianships", Guardianship, "guardian_id"),
)
_CARE = (Part("care", CareNote, "pupil_id"), Part("care_wards", CareWard, "pupil_id"))
_CONSENTS = (
    Part("scans", Scan, "consent__person_id"),
    Part("consents", Consent, "person_id"),
    Part("past_consents", PastConsent, "person_id"),
)


def pupil_cards(ids: Collection[int]) -> Contents:
    """Count what is kept of pupils beside the alphabet book and the results (a fixed number of queries)."""
    found = count_parts(_OF_PUPIL, ids)
    _add_filled(found, Person, _CONTACTS, ids)
    _add_filled(found, Pupil, _STUDY, ids)
    _add_words(found, ids)
    return _with_events(found, _OF_A_PUPIL, ids)


def parent_cards(ids: Collection[int]) -> Contents:
    """Count what is kept of parents (a fixed number of queries)."""
    found = count_parts(_OF_PARENT, ids)
    _add_filled(found, Person, (*_CONTACTS, *_NAMES[1:]), ids)
    _add_words(found, ids)
    return _with_events(found, _OF_A_PARENT, ids)


def staff_cards(ids: Collection[int]) -> Contents:
    """Count what is kept of those who worked here, beside the books of orders (a fixed number of queries).

    Who was a pupil, a parent or signed a consent here has it in the same card.
    """
    found = count_parts((*_OF_STAFF, *_CONSENTS), ids)
    _add_filled(found, Person, _CONTACTS, ids)
    _add_filled(found, Pupil, _STUDY, ids)
    _add_filled(found, Employee, _WORK, ids)
    _add_words(found, ids)
    return _with_events(found, _OF_THE_STAFF, ids)


def care_notes(ids: Collection[int]) -> Contents:
    """Count notes of closed sections, and whose the pupils were (two queries); the audit never knew what they say."""
    return count_parts(_CARE, ids)


def consents(ids: Collection[int]) -> Contents:
    """Count the papers of consent that are on file of people (a fixed number of queries)."""
    return _with_events(count_parts(_CONSENTS, ids), _OF_A_PAPER, ids)


def pupil_events(person_id: int) -> list[int]:
    """Give the events that say what stood in a pupil's card."""
    return [event for event, _ in _events(_OF_A_PUPIL, [person_id])]


def parent_events(person_id: int) -> list[int]:
    """Give the events that say what stood in a parent's card, and whose parent it was."""
    return [event for event, _ in _events(_OF_A_PARENT, [person_id])]


def staff_events(person_id: int) -> list[int]:
    """Give the events that say what stood in a card of the staff."""
    return [event for event, _ in _events(_OF_THE_STAFF, [person_id])]


def consent_events(person_id: int) -> list[int]:
    """Give the events that say what somebody has signed."""
    return [event for event, _ in _events(_OF_A_PAPER, [person_id])]


def destroy_pupil_card(person_id: int) -> None:
    """Destroy a pupil's card: contacts, papers, trusted people, achievements.

    That it may go, the caller has decided, and holds the locks.
    """
    delete_parts(_OF_PUPIL, person_id)
    _blank(Person, _CONTACTS, person_id)
    _blank(Pupil, _STUDY, person_id)
    Compromise.objects.filter(person_id=person_id).update(words="")


def destroy_parent_card(person_id: int) -> None:
    """Destroy a parent's card, the name too: a number stays where the person stood."""
    delete_parts(_OF_PARENT, person_id)
    _blank(Person, (*_CONTACTS, *_NAMES), person_id)
    Person.objects.filter(pk=person_id).update(last_name=f"№ {person_id}", sort_key=f"№ {person_id}")
    Compromise.objects.filter(person_id=person_id).update(words="")


def destroy_staff_card(person_id: int) -> None:
    """Destroy a card of the staff; name, posts and orders stay, for the journals and books where they stand."""
    delete_parts((*_OF_STAFF, *_CONSENTS), person_id)
    _blank(Person, _CONTACTS, person_id)
    _blank(Pupil, _STUDY, person_id)
    _blank(Employee, _WORK, person_id)
    Compromise.objects.filter(person_id=person_id).update(words="")


def destroy_care_notes(person_id: int) -> None:
    """Destroy the notes of closed sections of a pupil, and whose the pupil was."""
    delete_parts(_CARE, person_id)


def destroy_consents(person_id: int) -> None:
    """Destroy the papers of consent of a person."""
    delete_parts(_CONSENTS, person_id)


def _add_filled(found: Contents, model: type[Model], names: tuple[str, ...], ids: Collection[int]) -> None:
    for pk, *values in model._default_manager.filter(pk__in=ids).values_list("pk", *names):
        filled = sum(value not in (None, "") for value in values)
        if filled:
            found[pk]["fields"] += filled


def _add_words(found: Contents, ids: Collection[int]) -> None:
    for one in Compromise.objects.filter(~Q(words=""), person_id__in=ids).values_list("person_id", flat=True):
        found[one]["words"] += 1


def _with_events(found: Contents, acts: tuple[Act, ...], ids: Collection[int]) -> Contents:
    for _, person in _events(acts, ids):
        found[person]["events"] += 1
    return found


def _events(acts: tuple[Act, ...], ids: Collection[int]) -> set[tuple[int, int]]:
    about = {"chain": CHAIN, "acts": [str(act) for act in acts], "persons": [str(one) for one in ids]}
    return {(event, int(person)) for event, person in sql(_EVENTS, about)} if ids else set()


def _blank(model: type[Model], names: tuple[str, ...], person_id: int) -> None:
    empty: Mapping[str, Any] = {name: None if model._meta.get_field(name).null else "" for name in names}
    model._default_manager.filter(pk=person_id).update(**empty, version=F("version") + 1)

"""Consents to the processing of personal data: when one is in force, and whether somebody may be let in without it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import RefusalCode
from parta.people.rules.ages import ADULT, is_adult

PERSONAL_DATA = "personal_data"
PARENTS_READ = "parents_read"
"""An adult pupil agrees that the parents go on reading the diary (152-ФЗ, art. 9)."""
KINDS = (PERSONAL_DATA, "photo", "publication", "third_parties", PARENTS_READ)
"""What is agreed to by those whose data they are; spreading them is a consent of its own (152-ФЗ, art. 10.1)."""
AGREEMENTS = ("non_disclosure", "data_keeping")
"""What the staff signs about the data of others: silence, responsibility for keeping them (S3: П1-5)."""
ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """Whether the act gives an account only where a consent is on file (`account_requires_consent`), and its clause."""

    required: bool
    clause: Clause | None = None


def in_force(
    *, given: bool, given_on: date | None, withdrawn_on: date | None, today: date, until: date | None = None
) -> bool:
    """Tell whether a paper holds on the day; one without a date was given before the records began."""
    begun = given and (given_on is None or given_on <= today)
    return begun and (withdrawn_on is None or today < withdrawn_on) and (until is None or today <= until)


def ends_soon(until: date | None, *, today: date) -> bool:
    """Tell whether an agreement that holds ends within a month."""
    return until is not None and today <= until <= today + ENDS_SOON


def decide_agreement(*, staff: bool, given_on: date, until: date | None) -> Decision:
    """Tell whether an agreement may be put on file: of the staff, to a day that is not before its own.

    Refuses `AGREEMENT_OF_STAFF`, `AGREEMENT_BACKWARDS`.
    """
    if not staff:
        return Decision(False, RefusalCode.AGREEMENT_OF_STAFF)
    if until is not None and until < given_on:
        return Decision(False, RefusalCode.AGREEMENT_BACKWARDS)
    return ALLOWED


def decide_letting_in(*, rule: ConsentRule, wanted: Collection[int], covered: Collection[int]) -> Decision:
    """Tell whether these persons may be given a way in (S2-03); refuses `CONSENT_MISSING` with how many lack it."""
    missing = set(wanted) - set(covered)
    if not rule.required or not missing:
        return ALLOWED
    return Decision(False, RefusalCode.CONSENT_MISSING, {"count": len(missing)}, rule.clause)


def decide_letting_parents_in(kept_out: Collection[int]) -> Decision:
    """Tell whether parents may be given codes; refuses `CONSENT_OF_ADULT` for who stands only for silent adults."""
    if kept_out:
        return Decision(False, RefusalCode.CONSENT_OF_ADULT, {"count": len(kept_out), "age": ADULT})
    return ALLOWED


def decide_parents_read(birth_date: date | None, *, given_on: date) -> Decision:
    """Tell whether a paper of this day is the own word of an adult pupil; refuses `CONSENT_UNDERAGE`.

    Nobody of age is a person whose birth date the school does not know, or who is no pupil.
    """
    if not is_adult(birth_date, given_on):
        return Decision(False, RefusalCode.CONSENT_UNDERAGE, {"age": ADULT})
    return ALLOWED

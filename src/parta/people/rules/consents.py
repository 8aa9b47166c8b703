"""Consents to the processing of personal data: when one is in force, and whether somebody may be let in without it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import RefusalCode

PERSONAL_DATA = "personal_data"
KINDS = (PERSONAL_DATA, "photo")


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """Whether the act gives an account only where a consent is on file (`account_requires_consent`), and its clause."""

    required: bool
    clause: Clause | None = None


def in_force(*, given: bool, given_on: date | None, withdrawn_on: date | None, today: date) -> bool:
    """Tell whether a consent holds on the day; one without a date was given before the records began."""
    begun = given and (given_on is None or given_on <= today)
    return begun and (withdrawn_on is None or today < withdrawn_on)


def decide_letting_in(*, rule: ConsentRule, wanted: Collection[int], covered: Collection[int]) -> Decision:
    """Tell whether these persons may be given a way in (S2-03); refuses `CONSENT_MISSING` with how many lack it."""
    missing = set(wanted) - set(covered)
    if not rule.required or not missing:
        return ALLOWED
    return Decision(False, RefusalCode.CONSENT_MISSING, {"count": len(missing)}, rule.clause)

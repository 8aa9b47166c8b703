"""One-time codes for persons: who may issue and withdraw them; the codes themselves belong to `installation`."""

from collections.abc import Collection
from datetime import datetime

from parta.installation.models import School
from parta.installation.services import codes
from parta.installation.services.codes import IssuedCode
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access_persons import persons_for_codes, visible_persons


def issue_codes(
    *, actor: Actor, school: School, person_ids: Collection[int], conditions: Collection[str], now: datetime
) -> list[IssuedCode]:
    """Issue codes for persons; what they had before ends. All or nothing.

    Raises `NotVisible` for a person of whom the actor may not know, `Forbidden` for one whose code is not theirs to
    issue.
    """
    wanted = set(person_ids)
    _check(actor, wanted, conditions)
    return codes.issue_codes(actor=actor, school=school, person_ids=wanted, now=now)


def withdraw_codes(
    *, actor: Actor, school: School, person_ids: Collection[int], conditions: Collection[str], now: datetime
) -> list[int]:
    """End open codes; the same rights as for issuing."""
    wanted = set(person_ids)
    _check(actor, wanted, conditions)
    return codes.withdraw_codes(actor=actor, school=school, person_ids=wanted, now=now)


def _check(actor: Actor, wanted: set[int], conditions: Collection[str]) -> None:
    if visible_persons(actor).filter(pk__in=wanted).count() != len(wanted):
        raise NotVisible
    require(persons_for_codes(actor, conditions).filter(pk__in=wanted).count() == len(wanted))

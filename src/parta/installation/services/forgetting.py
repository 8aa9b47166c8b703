"""Forgetting the way in of somebody whose data the school destroys."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.installation.enums import Act
from parta.installation.models import InvitationCode, Membership, School, TransferCode
from parta.installation.services.accounts import CHAIN, end_sessions
from parta.installation.services.codes import belongs_to_one_school
from parta.kernel.actor import Actor


def ways_in(*, school: School, person_ids: Collection[int]) -> dict[int, int]:
    """Count what opens the school to people: accounts and codes, used ones too (three queries)."""
    found = dict.fromkeys(person_ids, 0)
    for model in (Membership, InvitationCode, TransferCode):
        for one in model.objects.filter(school=school, person_id__in=person_ids).values_list("person_id", flat=True):
            found[one] += 1
    return found


def forget_ways_in(*, actor: Actor, school: School, person_id: int, now: datetime) -> None:
    """Delete a person's membership and codes, and the account itself where it opens no other school.

    Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        lock_chain(CHAIN)
        InvitationCode.objects.filter(school=school, person_id=person_id).delete()
        TransferCode.objects.filter(school=school, person_id=person_id).delete()
        held = Membership.objects.select_for_update(of=("self",)).select_related("account")
        row = held.filter(school=school, person_id=person_id).first()
        if row is None:
            return
        end_sessions(account_id=row.account_id)
        alone = belongs_to_one_school(row.account)
        row.delete()
        if alone:
            row.account.delete()
        entry = Entry(Act.MEMBERSHIP_CHANGED, {"person": person_id}, {"active": row.is_active}, None)
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)

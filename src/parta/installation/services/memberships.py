"""Shutting persons of a school out of it, and letting them back; the account itself stays for its other schools."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act, ShutGround
from parta.installation.models import Membership, School
from parta.installation.services.accounts import CHAIN, end_sessions
from parta.installation.services.codes import belongs_to_one_school, withdraw_codes
from parta.installation.services.recovery import drop_email
from parta.installation.services.second_factors import take_away
from parta.kernel.actor import Actor


def shut_out(
    *, actor: Actor, school: School, person_ids: Collection[int], ground: ShutGround, now: datetime
) -> list[int]:
    """Annul the codes of these persons, shut their memberships on a ground and end their sessions; give who is shut.

    Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        withdraw_codes(actor=actor, school=school, person_ids=person_ids, now=now)
        rows = list(
            Membership.objects.select_for_update().filter(school=school, person_id__in=person_ids, is_active=True)
        )
        for row in rows:
            end_sessions(account_id=row.account_id)
        _turn(rows, actor=actor, active=False, ground=ground, now=now)
    return [row.person_id for row in rows]


def freeze(*, actor: Actor, school: School, person_id: int, now: datetime) -> None:
    """Annul the person's codes, end the account's sessions and shut its membership, whatever it was shut for.

    Second steps of signing in and the e-mail go too: another may have added one, and would come back in by it.

    Nothing but a code lets a frozen one in again. Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        withdraw_codes(actor=actor, school=school, person_ids={person_id}, now=now)
        rows = list(
            Membership.objects.select_for_update(of=("self",))
            .filter(school=school, person_id=person_id)
            .select_related("account")
        )
        for row in rows:
            take_away(row.account)
            drop_email(row.account)
        rows = [row for row in rows if row.is_active or row.shut_ground != ShutGround.COMPROMISED]
        _turn(rows, actor=actor, active=False, ground=ShutGround.COMPROMISED, now=now)


def annul_access(*, actor: Actor, school: School, person_id: int, ground: ShutGround, now: datetime) -> bool:
    """Shut a person out for good: the ground holds whatever shut them before, and their password no longer fits.

    The password of an account that opens other schools too stays: it is not this school's to annul. False where there
    was neither a way in nor a code. Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        codes = withdraw_codes(actor=actor, school=school, person_ids=[person_id], now=now)
        shut = shut_out(actor=actor, school=school, person_ids=[person_id], ground=ground, now=now)
        held = Membership.objects.select_related("account").filter(school=school, person_id=person_id).first()
        if held is not None:
            held.shut_ground = ground
            held.save(update_fields=["shut_ground"])
            if belongs_to_one_school(held.account):
                held.account.set_unusable_password()
                held.account.save(update_fields=["password"])
    return bool(codes or shut)


def let_back(
    *, actor: Actor, school: School, person_ids: Collection[int], ground: ShutGround, now: datetime
) -> list[int]:
    """Open again the memberships that were shut on this ground; give whose."""
    with transaction.atomic():
        shut = Membership.objects.select_for_update().filter(school=school, person_id__in=person_ids, is_active=False)
        rows = list(shut.filter(shut_ground=ground))
        _turn(rows, actor=actor, active=True, ground=ground, now=now)
    return [row.person_id for row in rows]


def _turn(rows: list[Membership], *, actor: Actor, active: bool, ground: ShutGround, now: datetime) -> None:
    if not rows:
        return
    entries = []
    for row in rows:
        before = row.is_active
        row.is_active, row.shut_ground = active, "" if active else ground
        row.save(update_fields=["is_active", "shut_ground"])
        told = {"active": active, "ground": str(ground)}
        entries.append(Entry(Act.MEMBERSHIP_CHANGED, {"person": row.person_id}, {"active": before}, told))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)

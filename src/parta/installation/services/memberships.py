"""Shutting persons of a school out of it, and letting them back; the account itself stays for its other schools.

Locks are taken as by the owner's own changes of an account: the school's row, the chain, then memberships and accounts.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.installation.enums import Act, ShutGround
from parta.installation.models import InvitationCode, Membership, School
from parta.installation.services.accounts import CHAIN, end_sessions
from parta.installation.services.codes import belongs_to_one_school, withdraw_codes
from parta.installation.services.portals import drop_links
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
        lock_chain(CHAIN)
        rows = list(
            Membership.objects.select_for_update().filter(school=school, person_id__in=person_ids, is_active=True)
        )
        for row in rows:
            end_sessions(account_id=row.account_id)
        _turn(rows, actor=actor, active=False, ground=ground, now=now)
    return [row.person_id for row in rows]


def sign_out(*, school: School, person_id: int) -> None:
    """End all sessions of a person's account: whoever came in as somebody of a family comes in anew as staff.

    Who may do this and why is the caller's business.
    """
    for account in Membership.objects.filter(school=school, person_id=person_id).values_list("account_id", flat=True):
        end_sessions(account_id=account)


def freeze(*, actor: Actor, school: School, person_id: int, steps_too: bool, now: datetime) -> None:
    """Annul the person's codes, end the account's sessions and shut its membership; the end of the service stands.

    The e-mail and the portals go too, and with `steps_too` the second steps of signing in: another may have added one,
    and would come back in by it. Nothing but a code lets a frozen one in again.
    Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        withdraw_codes(actor=actor, school=school, person_ids={person_id}, now=now)
        lock_chain(CHAIN)
        held = _locked(school, person_id)
        if held is None:
            return
        end_sessions(account_id=held.account_id)
        entries = [*_without_email(held), *_without_portals(held)]
        if steps_too and take_away(held.account):
            entries.append(Entry(Act.SECOND_FACTOR_RESET, {"person": person_id}))
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
        if held.is_active or held.shut_ground not in (ShutGround.COMPROMISED, ShutGround.SERVICE_ENDED):
            _turn([held], actor=actor, active=False, ground=ShutGround.COMPROMISED, now=now)


def annul_access(*, actor: Actor, school: School, person_id: int, ground: ShutGround, now: datetime) -> bool:
    """Shut a person out for good: the ground holds whatever shut them before, and their password no longer fits.

    The password, the e-mail and the portals of an account that opens other schools too stay: they are theirs.
    Who never came in has no membership: then the annulled code keeps the ground.
    False where there was neither a way in nor a code. Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        codes = withdraw_codes(actor=actor, school=school, person_ids=[person_id], ground=ground, now=now)
        lock_chain(CHAIN)
        held = _locked(school, person_id)
        if held is None or not (held.is_active or held.shut_ground != ground):
            return bool(codes)
        end_sessions(account_id=held.account_id)
        if belongs_to_one_school(held.account):
            entries = [*_without_email(held), *_without_portals(held)]
            if held.account.has_usable_password():
                entries.append(Entry(Act.PASSWORD_CHANGED, {"person": person_id}))
            held.account.set_unusable_password()
            held.account.save(update_fields=["password"])
            record(chain=CHAIN, actor=actor, entries=entries, now=now)
        _turn([held], actor=actor, active=False, ground=ground, now=now)
    return True


def allow_again(*, actor: Actor, school: School, person_id: int, now: datetime) -> None:
    """Take the end of the service off a person who is shut out: a code lets them in again.

    Who may do this and why is the caller's business.
    """
    with transaction.atomic():
        lock_chain(CHAIN)
        rows = Membership.objects.select_for_update().filter(school=school, person_id=person_id, is_active=False)
        ended = list(rows.filter(shut_ground=ShutGround.SERVICE_ENDED))
        codes = InvitationCode.objects.filter(school=school, person_id=person_id)
        codes.filter(withdrawn_ground=ShutGround.SERVICE_ENDED).update(withdrawn_ground="")
        _turn(ended, actor=actor, active=False, ground="", now=now)


def let_back(
    *, actor: Actor, school: School, person_ids: Collection[int], ground: ShutGround, now: datetime
) -> list[int]:
    """Open again the memberships that were shut on this ground; give whose."""
    with transaction.atomic():
        lock_chain(CHAIN)
        shut = Membership.objects.select_for_update().filter(school=school, person_id__in=person_ids, is_active=False)
        rows = list(shut.filter(shut_ground=ground))
        _turn(rows, actor=actor, active=True, ground=ground, now=now)
    return [row.person_id for row in rows]


def _locked(school: School, person_id: int) -> Membership | None:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("account")
    return rows.filter(school=school, person_id=person_id).first()


def _without_email(held: Membership) -> list[Entry]:
    """Take the e-mail and mailed codes from an account; give what to tell of it: nothing where there was none."""
    return [Entry(Act.EMAIL_CHANGED, {"person": held.person_id})] if drop_email(held.account) else []


def _without_portals(held: Membership) -> list[Entry]:
    """Unbind an account's portals; give what to tell of it: nothing where there were none."""
    return [Entry(Act.PORTAL_UNBOUND, {"person": held.person_id})] if drop_links(held.account) else []


def _turn(
    rows: list[Membership], *, actor: Actor, active: bool, ground: ShutGround | Literal[""], now: datetime
) -> None:
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

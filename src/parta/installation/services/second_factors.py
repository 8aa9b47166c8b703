"""Second steps of signing in: set up, taken away, told to the schools. `allauth.mfa` keeps them."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, School
from parta.installation.services.accounts import CHAIN, by_owner, end_sessions, telling_schools
from parta.installation.services.codes import belongs_to_one_school
from parta.kernel.actor import Actor, operator
from parta.kernel.decisions import NotVisible, refusal


def add_app(*, account: Account, secret: str, now: datetime, device: str) -> list[str]:
    """Set up an application for codes, as its owner; give spare codes where these are the first ones.

    Raises `NotVisible` where there is one already.
    """
    with telling_schools(account, Act.SECOND_FACTOR_ADDED, by_owner(account, device), now):
        _lock(account)
        if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
            raise NotVisible
        TOTP.activate(account, secret)
        return _first_spare_codes(account)


def add_passkey(*, account: Account, name: str, credential: dict[str, Any], now: datetime, device: str) -> list[str]:
    """Set up a passkey, as its owner; give spare codes where these are the first ones."""
    with telling_schools(account, Act.SECOND_FACTOR_ADDED, by_owner(account, device), now):
        _lock(account)
        WebAuthn.add(account, name, credential)
        return _first_spare_codes(account)


def renew_spare_codes(*, account: Account, now: datetime, device: str) -> list[str]:
    """Make new spare codes, which end the old ones. Raises `NotVisible` where there is no second step."""
    with telling_schools(account, Act.SPARE_CODES_RENEWED, by_owner(account, device), now):
        _lock(account)
        mine = Authenticator.objects.filter(user=account)
        if not mine.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            raise NotVisible
        mine.filter(type=Authenticator.Type.RECOVERY_CODES).delete()
        return _first_spare_codes(account)


def remove_factor(*, account: Account, passkey_id: int | None, now: datetime, device: str) -> None:
    """Take away a passkey or, where none is named, the application; spare codes go with the last.

    Raises `NotVisible`.
    """
    with telling_schools(account, Act.SECOND_FACTOR_REMOVED, by_owner(account, device), now):
        _lock(account)
        mine = Authenticator.objects.filter(user=account)
        kind = Authenticator.Type.TOTP if passkey_id is None else Authenticator.Type.WEBAUTHN
        wanted = mine.filter(type=kind) if passkey_id is None else mine.filter(type=kind, pk=passkey_id)
        if not wanted.delete()[0]:
            raise NotVisible
        if not mine.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            mine.delete()


def reset_second_factor(*, actor: Actor, school: School, person_id: int, ground: str, now: datetime) -> None:
    """Take away every second step of a person's account and end its sessions; who may is the caller's business.

    Raises `NotVisible` where the person has none. Refuses `account_shared`: only the operator of the
    installation resets an account that other schools trust.
    """
    with transaction.atomic():
        account = (
            Account.objects.select_for_update()
            .filter(memberships__school=school, memberships__person_id=person_id)
            .first()
        )
        if account is None or not Authenticator.objects.filter(user=account).exists():
            raise NotVisible
        if not belongs_to_one_school(account):
            raise refusal("account_shared")
        take_away(account)
        told = Entry(Act.SECOND_FACTOR_RESET, {"person": person_id}, after={"ground": ground})
        record(chain=CHAIN, actor=actor, entries=[told], now=now)


def reset_as_operator(*, account: Account, now: datetime) -> None:
    """Take away every second step of an account as the operator of the installation, and end its sessions."""
    with telling_schools(account, Act.SECOND_FACTOR_RESET, lambda held: operator(held.school.slug), now):
        take_away(account)


def take_away(account: Account) -> int:
    """Take away every second step of an account and end its sessions; give how many; telling is the caller's."""
    taken: int = Authenticator.objects.filter(user=account).delete()[0]
    end_sessions(account_id=account.pk)
    return taken


def _lock(account: Account) -> None:
    Account.objects.select_for_update().get(pk=account.pk)


def _first_spare_codes(account: Account) -> list[str]:
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).exists():
        return []
    codes: list[str] = RecoveryCodes.activate(account).get_unused_codes()
    return codes

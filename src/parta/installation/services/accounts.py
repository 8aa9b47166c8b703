"""Passwords and sessions of accounts."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, Membership, Session
from parta.installation.queries.sign_ins import session_sign, sessions_of
from parta.installation.schools import inside
from parta.kernel.actor import Actor

CHAIN = "accounts"
_STRANGE_KEPT = 5


def change_password(
    *, account: Account, password: str, now: datetime, keep_session: str = "", device: str = ""
) -> None:
    """Set a new password, end the account's other sessions, and tell each school's audit."""
    with transaction.atomic():
        keep_password(account, password)
        end_sessions(account_id=account.pk, keep=keep_session)
    tell_of_new_password(account, by_owner(account, device), now)


def keep_password(account: Account, password: str, *, given: bool = False) -> None:
    """Store a password: one that its owner chose, or one `given` by somebody else."""
    account.set_password(password)
    account.password_given = given
    account.save(update_fields=["password", "password_given"])


def tell_of_new_password(account: Account, by: Callable[[Membership], Actor], now: datetime) -> None:
    """Write into the audit of each school of an account that it has a new password."""
    tell_schools(account, Act.PASSWORD_CHANGED, by, now)


def by_owner(account: Account, device: str) -> Callable[[Membership], Actor]:
    """Say that the account's owner did it, as the person whom each school knows."""
    return lambda held: Actor(account.pk, held.person_id, held.school.slug, device=device)


def tell_schools(account: Account, act: Act, by: Callable[[Membership], Actor], now: datetime) -> None:
    """Write into the audit of each school of an account what was done with it.

    Each school's event has a transaction of its own: none spans two schools.
    """
    for held in Membership.objects.filter(account=account, is_active=True).select_related("school"):
        with inside(held.school), transaction.atomic():
            record(chain=CHAIN, actor=by(held), entries=[Entry(act, {"person": held.person_id})], now=now)


def end_sessions(*, account_id: int, keep: str = "") -> int:
    """End all sessions of an account at once, except the one to keep; give how many there were.

    No device is trusted any more either: each is asked for the second step of signing in again.
    """
    Account.objects.filter(pk=account_id).update(trusted_since=Now())
    ended, _ = Session.objects.filter(account_id=account_id).exclude(session_key=keep).delete()
    return ended


def end_session(*, account_id: int, sign: str) -> int:
    """End the session of an account that a page named by its sign; give how many that were: none or one."""
    keys = [key for key in sessions_of(account_id) if session_sign(key) == sign]
    ended, _ = Session.objects.filter(account_id=account_id, session_key__in=keys).delete()
    return ended


def note_new_device(*, account: Account, number: str, words: str, address: str, now: datetime) -> None:
    """Keep for its owner that an account was opened from a device where it never was, and tell each school's audit."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account.pk)
        one = {"device": number, "words": words, "address": address, "at": now.isoformat()}
        row.strange = [*row.strange, one][-_STRANGE_KEPT:]
        row.save(update_fields=["strange"])
    tell_schools(account, Act.NEW_DEVICE, by_owner(account, words), now)


def confirm_devices(*, account: Account, number: str) -> None:
    """Forget the new devices of an account that its owner knows; asked on one of them, nothing is forgotten."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account.pk)
        if number in {one["device"] for one in row.strange}:
            return
        row.strange = []
        row.save(update_fields=["strange"])

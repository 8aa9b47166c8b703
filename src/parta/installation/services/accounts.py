"""Passwords and sessions of accounts."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, Membership, Session
from parta.installation.schools import inside
from parta.kernel.actor import Actor

CHAIN = "accounts"


def change_password(
    *, account: Account, password: str, now: datetime, keep_session: str = "", device: str = ""
) -> None:
    """Set a new password, end the account's other sessions, and tell each school's audit."""
    with transaction.atomic():
        keep_password(account, password)
        end_sessions(account_id=account.pk, keep=keep_session)
    tell_of_new_password(account, lambda held: Actor(account.pk, held.person_id, held.school.slug, device=device), now)


def keep_password(account: Account, password: str, *, given: bool = False) -> None:
    """Store a password: one that its owner chose, or one `given` by somebody else."""
    account.set_password(password)
    account.password_given = given
    account.save(update_fields=["password", "password_given"])


def tell_of_new_password(account: Account, by: Callable[[Membership], Actor], now: datetime) -> None:
    """Write into the audit of each school of an account that it has a new password.

    Each school's event has a transaction of its own: none spans two schools.
    """
    for held in Membership.objects.filter(account=account, is_active=True).select_related("school"):
        with inside(held.school), transaction.atomic():
            entry = Entry(Act.PASSWORD_CHANGED, {"person": held.person_id})
            record(chain=CHAIN, actor=by(held), entries=[entry], now=now)


def end_sessions(*, account_id: int, keep: str = "") -> int:
    """End all sessions of an account at once, except the one to keep; give how many there were."""
    ended, _ = Session.objects.filter(account_id=account_id).exclude(session_key=keep).delete()
    return ended

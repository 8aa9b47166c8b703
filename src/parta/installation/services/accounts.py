"""Passwords and sessions of accounts."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, Membership, Session
from parta.installation.schools import inside
from parta.kernel.actor import Actor


def change_password(
    *, account: Account, password: str, now: datetime, keep_session: str = "", device: str = ""
) -> None:
    """Set a new password, end the account's other sessions, and tell each school's audit.

    Each school's event has a transaction of its own: none spans two schools.
    """
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        end_sessions(account_id=account.pk, keep=keep_session)
    for membership in Membership.objects.filter(account=account, is_active=True).select_related("school"):
        with inside(membership.school), transaction.atomic():
            person = Actor(account.pk, membership.person_id, membership.school.slug, device=device)
            entry = Entry(Act.PASSWORD_CHANGED, {"person": membership.person_id})
            record(chain="accounts", actor=person, entries=[entry], now=now)


def end_sessions(*, account_id: int, keep: str = "") -> int:
    """End all sessions of an account at once, except the one to keep; give how many there were."""
    ended, _ = Session.objects.filter(account_id=account_id).exclude(session_key=keep).delete()
    return ended

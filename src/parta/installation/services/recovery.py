"""An account's own e-mail, and the way back in by it: codes that live an hour, one of each kind, each used once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from parta.installation.enums import Act, MailedFor
from parta.installation.models import Account, MailedCode
from parta.installation.rules.codes import code_hash, new_code
from parta.installation.services.accounts import (
    by_owner,
    end_sessions,
    forget_strange,
    store_password,
    tell_schools,
    telling_schools,
)
from parta.installation.services.portals import drop_links
from parta.kernel.decisions import refusal

LIFETIME = timedelta(hours=1)
PAUSE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Mailed:
    """What goes into a letter: whose account it is about, where it goes, the code in plain signs."""

    account: Account
    email: str
    code: str


def ask_recovery(*, who: str, now: datetime) -> list[Mailed]:
    """Make a code for each account of this login or e-mail that has a confirmed e-mail; none is told to who asks.

    Whoever asks again within two minutes has a letter already.
    """
    who = who.strip().lower()
    found = Account.objects.filter(Q(username=who) | Q(email__iexact=who), is_active=True).exclude(email="")
    fresh = MailedCode.objects.filter(
        account__in=found, purpose=MailedFor.RECOVERY, expires_at__gt=now + LIFETIME - PAUSE
    ).values_list("account_id", flat=True)
    return [_mailed(one, one.email, MailedFor.RECOVERY, now) for one in found.exclude(pk__in=fresh) if who]


def recovered_account(*, hashed: str, now: datetime) -> Account | None:
    """Give whose password a recovery code changes, where it is one that fits now."""
    row = (
        MailedCode.objects.select_related("account")
        .filter(code_hash=hashed, purpose=MailedFor.RECOVERY, expires_at__gt=now, account__is_active=True)
        .first()
    )
    return row.account if row is not None else None


def recover(*, hashed: str, password: str, now: datetime, device: str) -> Account:
    """Set a new password by a code from a letter; the code goes, all sessions end, each school's audit is told.

    The portals are unbound: whoever had got in may have bound a user of their own.

    Refuses `code_unknown` for a code that does not fit any more, or whose account is closed.
    """
    account = recovered_account(hashed=hashed, now=now)
    if account is None:
        raise refusal("code_unknown")
    account.set_password(password)  # slow: before anything is locked
    with telling_schools(account, Act.PASSWORD_CHANGED, by_owner(account, device), now) as acts:
        row = MailedCode.objects.select_for_update().filter(account=account, code_hash=hashed).first()
        if row is None or not Account.objects.filter(pk=account.pk, is_active=True).exists():
            raise refusal("code_unknown")
        row.delete()
        store_password(account)
        forget_strange(account)
        end_sessions(account_id=account.pk)
        if drop_links(account):
            acts.append(Act.PORTAL_UNBOUND)
    account.refresh_from_db()
    return account


def propose_email(*, account: Account, email: str, now: datetime) -> Mailed:
    """Make a code that shows that an e-mail is the account's owner's; until it comes back nothing changes."""
    return _mailed(account, email, MailedFor.EMAIL, now)


def confirm_email(*, account: Account, code: str, now: datetime, device: str) -> str:
    """Take a proposed e-mail as the account's own; give it. Refuses `code_unknown`."""
    with telling_schools(account, Act.EMAIL_CHANGED, by_owner(account, device), now):
        row = (
            MailedCode.objects.select_for_update()
            .filter(account=account, code_hash=code_hash(code), purpose=MailedFor.EMAIL, expires_at__gt=now)
            .first()
        )
        if row is None:
            raise refusal("code_unknown")
        account.email = row.email
        account.save(update_fields=["email"])
        row.delete()
    return account.email


def forget_email(*, account: Account, now: datetime, device: str) -> None:
    """Take the e-mail from an account as its owner wishes, and tell each school's audit."""
    if drop_email(account):
        tell_schools(account, Act.EMAIL_CHANGED, by_owner(account, device), now)


def drop_email(account: Account) -> bool:
    """Take the e-mail from an account, and every mailed code; tell whether it had one. Auditing is the caller's."""
    with transaction.atomic():
        MailedCode.objects.filter(account=account).delete()
        had = bool(account.email)
        account.email = ""
        account.save(update_fields=["email"])
    return had


def _mailed(account: Account, email: str, purpose: MailedFor, now: datetime) -> Mailed:
    code = new_code()
    values = {"code_hash": code_hash(code), "email": email, "expires_at": now + LIFETIME}
    MailedCode.objects.update_or_create(account=account, purpose=purpose, defaults=values)
    return Mailed(account, email, code)

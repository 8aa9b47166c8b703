"""Passwords and sessions of accounts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from parta.audit.services import Entry, lock_chain, record
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
    account.set_password(password)  # slow: before anything is locked
    with telling_schools(account, Act.PASSWORD_CHANGED, by_owner(account, device), now):
        store_password(account)
        end_sessions(account_id=account.pk, keep=keep_session)


def keep_password(account: Account, password: str, *, given: bool = False) -> None:
    """Store a password: one that its owner chose, or one `given` by somebody else."""
    account.set_password(password)
    store_password(account, given=given)


def store_password(account: Account, *, given: bool = False) -> None:
    """Store the password that an account was set to just now; `given` where somebody else chose it."""
    account.password_given = given
    account.save(update_fields=["password", "password_given"])


def tell_of_new_password(account: Account, by: Callable[[Membership], Actor], now: datetime) -> None:
    """Write into the audit of each school of an account that it has a new password."""
    tell_schools(account, Act.PASSWORD_CHANGED, by, now)


def by_owner(account: Account, device: str) -> Callable[[Membership], Actor]:
    """Say that the account's owner did it, as the person whom each school knows."""
    return lambda held: Actor(account.pk, held.person_id, held.school.slug, device=device)


@contextmanager
def telling_schools(
    account: Account,
    act: Act,
    by: Callable[[Membership], Actor],
    now: datetime,
    after: Mapping[str, Any] | None = None,
) -> Iterator[list[Act]]:
    """Do something with an account, and write it into the audit of each of its schools.

    What is done along with it, its body adds to the acts that are told.

    With the first school's event it stands or falls: what is not written down is not done. The events of other schools
    follow, each in a transaction of its own: none spans two schools.
    """
    told, acts = _told(account), [act]
    with transaction.atomic():
        for held in told[:1]:
            with inside(held.school):
                lock_chain(CHAIN)
        yield acts
        for held in told[:1]:
            _tell(held, acts, by, now, after)
    for held in told[1:]:
        _tell(held, acts, by, now, after)


def tell_schools(account: Account, act: Act, by: Callable[[Membership], Actor], now: datetime) -> None:
    """Write into the audit of each school of an account what was done with it.

    Each school's event has a transaction of its own: none spans two schools.
    """
    for held in _told(account):
        _tell(held, [act], by, now)


def _told(account: Account) -> list[Membership]:
    rows = Membership.objects.filter(account=account, is_active=True).select_related("school")
    return list(rows.order_by("pk"))


def _tell(
    held: Membership,
    acts: Iterable[Act],
    by: Callable[[Membership], Actor],
    now: datetime,
    after: Mapping[str, Any] | None = None,
) -> None:
    entries = [Entry(act, {"person": held.person_id}, after=after) for act in acts]
    with inside(held.school), transaction.atomic():
        record(chain=CHAIN, actor=by(held), entries=entries, now=now)


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
        all_new = [*row.strange, one]
        row.strange = [*all_new[:1], *all_new[1:][1 - _STRANGE_KEPT :]]
        row.save(update_fields=["strange"])
    tell_schools(account, Act.NEW_DEVICE, by_owner(account, words), now)


def note_leaders_told(
    *, school_slug: str, person_id: int, told: Iterable[int], failed: Mapping[int, str], now: datetime
) -> None:
    """Write down which leaders the letters about a person's new device reached, and what the server answered."""
    after = {"to": [*told], "failed": [[one, answer] for one, answer in failed.items()]}
    nobody = Actor(account_id=None, person_id=None, school_slug=school_slug)
    entry = Entry(Act.DEVICE_MAILED, {"person": person_id}, None, after)
    record(chain=CHAIN, actor=nobody, entries=[entry], now=now)


def forget_strange(account: Account) -> None:
    """Forget the new devices of an account whose owner is proved anew: the next one is the first again."""
    account.strange = []
    account.save(update_fields=["strange"])


def confirm_devices(*, account: Account, known_since: float) -> None:
    """Forget the new devices of an account that its owner knows; asked on one of them, nothing is forgotten."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account.pk)
        if knew_before(row, known_since):
            row.strange = []
            row.save(update_fields=["strange"])


def knew_before(account: Account, known_since: float) -> bool:
    """Tell whether a browser knew the account before the first of its new devices came: such a one speaks of them.

    That first one is always kept: whoever comes from many devices does not make any of them known by it.
    """
    return bool(account.strange) and known_since < datetime.fromisoformat(account.strange[0]["at"]).timestamp()

"""Issuing, withdrawing and using one-time codes.

Who may issue for whom is the business of `people.services.codes`: this layer knows no persons, only their ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from parta.audit.services import Entry, lock_chain, record
from parta.installation.enums import Act, CodeState, ShutGround, Way
from parta.installation.models import Account, InvitationCode, Membership, School, TransferCode
from parta.installation.rules.codes import LIFETIME, code_hash, code_state, decide_use, new_code
from parta.installation.schools import inside
from parta.installation.services.accounts import end_sessions, forget_strange, store_password
from parta.installation.services.portals import drop_links
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, refuse_if

CHAIN = "accounts"


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code in plain signs: shown once, on the page that answers its issue, and never again."""

    person_id: int
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class UsedCode:
    """What using a code led to."""

    account: Account
    school: School
    person_id: int
    way: Way


def issue_codes(*, actor: Actor, school: School, person_ids: Iterable[int], now: datetime) -> list[IssuedCode]:
    """Issue a code for each person of the entered school; an open code that a person had ends with it."""
    wanted = sorted(set(person_ids))
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        _withdraw(school, wanted, now)
        issued = [IssuedCode(person_id, new_code(), now + LIFETIME) for person_id in wanted]
        InvitationCode.objects.bulk_create(
            InvitationCode(
                school=school,
                person_id=one.person_id,
                code_hash=code_hash(one.code),
                issued_by=actor.person_id,
                issued_at=now,
                expires_at=one.expires_at,
            )
            for one in issued
        )
        entries = [Entry(Act.CODE_ISSUED, {"person": person_id}) for person_id in wanted]
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return issued


def note_mailed(*, actor: Actor, person_id: int, now: datetime) -> None:
    """Tell the school's audit that the mail server took the letter with a person's code."""
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CODE_MAILED, {"person": person_id})], now=now)


def withdraw_issued(*, actor: Actor, school: School, issued: IssuedCode, now: datetime) -> None:
    """End one code that came to nobody, unless it has ended already; one issued after it stays."""
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        mine = InvitationCode.objects.filter(school=school, code_hash=code_hash(issued.code))
        if mine.filter(used_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=now):
            entry = Entry(Act.CODE_WITHDRAWN, {"person": issued.person_id})
            record(chain=CHAIN, actor=actor, entries=[entry], now=now)


def withdraw_codes(
    *, actor: Actor, school: School, person_ids: Iterable[int], ground: ShutGround | Literal[""] = "", now: datetime
) -> list[int]:
    """End the open codes of these persons, on a ground where there is one; give whose codes those were."""
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        ended = _withdraw(school, sorted(set(person_ids)), now, ground)
        entries = [Entry(Act.CODE_WITHDRAWN, {"person": person_id}) for person_id in ended]
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return ended


def _withdraw(school: School, person_ids: list[int], now: datetime, ground: ShutGround | Literal[""] = "") -> list[int]:
    open_codes = InvitationCode.objects.filter(
        school=school, person_id__in=person_ids, used_at__isnull=True, withdrawn_at__isnull=True
    )
    ended = list(open_codes.values_list("person_id", flat=True))
    open_codes.update(withdrawn_at=now, withdrawn_ground=ground)
    return ended


def open_code(*, hashed: str, now: datetime) -> InvitationCode:
    """Find a code that fits now; raise the refusal that says why it does not."""
    row = InvitationCode.objects.select_related("school").filter(code_hash=hashed).first()
    refuse_if(decide_use(state_of(row, now)))
    assert row is not None
    return row


def use_code(
    *,
    hashed: str,
    account: Account | None = None,
    username: str = "",
    password: str = "",
    now: datetime,
    device: str = "",
) -> UsedCode:
    """Begin an account with a code, or add its school and person to an account.

    With `account` (somebody is signed in) the person is added to it. Otherwise: a person whose account belongs to this
    school alone gets the new password on it; for anybody else an account `username` is made. An account that other
    schools trust is never touched by a code of this one: its membership here moves to the new account.

    Refusals: `code_unknown`, `code_used`, `code_withdrawn`, `code_expired`, `login_taken`, `account_closed`,
    `account_is_another_person`.
    Locks are taken as by `memberships`: the code's row, the chain, then memberships and accounts.
    """
    school = open_code(hashed=hashed, now=now).school
    stored = "" if account else make_password(password)  # slow: before anything is locked
    with inside(school), transaction.atomic():
        row = InvitationCode.objects.select_for_update(of=("self",)).get(code_hash=hashed)
        lock_chain(CHAIN)
        refuse_if(decide_use(state_of(row, now)))
        acts: list[Act] = []
        held = _membership(school, row.person_id)
        if account is not None:
            target, way = account, Way.ADDED_TO_ACCOUNT
        elif held is not None and belongs_to_one_school(held.account):
            target, way = held.account, Way.NEW_PASSWORD
            acts = _set_anew(target, stored)
        else:
            target, way = _new_account(username, stored), Way.NEW_ACCOUNT
        _connect(target, held, school, row.person_id)
        row.used_at = now
        row.save(update_fields=["used_at"])
        person = Actor(account_id=target.pk, person_id=row.person_id, school_slug=school.slug, device=device)
        before = {"account": held.account_id} if held else None
        about = {"person": row.person_id}
        entry = Entry(Act.CODE_USED, about, before, {"account": target.pk, "way": str(way)})
        record(chain=CHAIN, actor=person, entries=[entry, *(Entry(act, about) for act in acts)], now=now)
    return UsedCode(target, school, row.person_id, way)


def belongs_to_one_school(account: Account) -> bool:
    """Tell whether the account's memberships are all of one school, that school's office being its master."""
    return account.memberships.values("school").distinct().count() == 1


def known_account(*, school: School, person_id: int) -> Account | None:
    """Give the account whose password a code of this person would change, if there is one."""
    held = Membership.objects.select_related("account").filter(school=school, person_id=person_id).first()
    return held.account if held is not None and belongs_to_one_school(held.account) else None


def state_of(row: InvitationCode | TransferCode | None, now: datetime) -> CodeState:
    """Tell what a code is worth now; `UNKNOWN` for none."""
    if row is None:
        return CodeState.UNKNOWN
    return code_state(used_at=row.used_at, withdrawn_at=row.withdrawn_at, expires_at=row.expires_at, now=now)


def _membership(school: School, person_id: int) -> Membership | None:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("account")
    return rows.filter(school=school, person_id=person_id).first()


def _set_anew(account: Account, stored: str) -> list[Act]:
    """Give an account back to its owner with a new password; give what else is to be told of it."""
    if not account.is_active:
        raise refusal("account_closed")
    account.password = stored
    store_password(account)
    forget_strange(account)
    end_sessions(account_id=account.pk)
    return [Act.PORTAL_UNBOUND] if drop_links(account) else []


def _new_account(username: str, stored: str) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create(username=username, password=stored)
    except IntegrityError as taken:
        raise refusal("login_taken", login=username) from taken


def _connect(account: Account, held: Membership | None, school: School, person_id: int) -> None:
    other = Membership.objects.filter(account=account, school=school).exclude(person_id=person_id)
    if other.exists():
        raise refusal("account_is_another_person")
    if held is None:
        try:
            with transaction.atomic():
                Membership.objects.create(account=account, school=school, person_id=person_id)
        except IntegrityError as race:
            raise refusal("account_is_another_person") from race
        return
    held.account = account
    held.is_active, held.shut_ground = True, ""
    held.save(update_fields=["account", "is_active", "shut_ground"])

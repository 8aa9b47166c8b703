"""Who has an account, who holds a code, which schools an account knows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models.functions import Now

from parta.installation.models import Account, InvitationCode, Membership, School, Session
from parta.installation.rules.codes import code_hash
from parta.installation.rules.logins import first_free, suggested_login
from parta.installation.sessions import SEEN


@dataclass(frozen=True, slots=True)
class WayIn:
    """How a person can get in: by an account, by a code that waits, or not at all; `shut` is the ground of a shut one."""

    login: str = ""
    code_until: datetime | None = None
    shut: str = ""


def ways_in(*, school: School, person_ids: Collection[int], now: datetime) -> dict[int, WayIn]:
    """Tell for each of these persons whether they have an account or an open code (two queries)."""
    held = {
        person: (login if active else "", "" if active else ground)
        for person, login, active, ground in Membership.objects.filter(
            school=school, person_id__in=person_ids
        ).values_list("person_id", "account__username", "is_active", "shut_ground")
    }
    codes = dict(
        InvitationCode.objects.filter(
            school=school,
            person_id__in=person_ids,
            used_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=now,
        ).values_list("person_id", "expires_at")
    )
    ways = ((person, *held.get(person, ("", ""))) for person in person_ids)
    return {person: WayIn(login, codes.get(person), shut) for person, login, shut in ways}


def last_seen(*, school: School, person_ids: Collection[int]) -> dict[int, datetime]:
    """Tell when each of these persons was last in with the account: signed in, or seen in an open session (two queries)."""
    rows = Membership.objects.filter(school=school, person_id__in=person_ids).values_list(
        "person_id", "account_id", "account__last_login"
    )
    accounts = {account: person for person, account, _ in rows}
    found = {person: came for person, _, came in rows if came is not None}
    for session in Session.objects.filter(account_id__in=accounts, expire_date__gt=Now()):
        seen = session.get_decoded().get(SEEN)
        person = accounts.get(session.account_id or 0)
        if seen is not None and person is not None:
            moment = datetime.fromtimestamp(seen, UTC)
            found[person] = max(found.get(person, moment), moment)
    return found


def open_codes(*, school: School, codes: Sequence[str], now: datetime) -> dict[str, InvitationCode]:
    """Give of these codes, in plain signs and in their order, those of the school that fit now (one query)."""
    hashes = {code_hash(code): code for code in codes}
    rows = InvitationCode.objects.filter(
        school=school, code_hash__in=hashes, used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    ).in_bulk(field_name="code_hash")
    return {code: rows[hashed] for hashed, code in hashes.items() if hashed in rows}


def memberships_of(account: Account) -> list[Membership]:
    """Give the account's memberships in force, by the school's name."""
    rows = Membership.objects.filter(account=account, is_active=True).select_related("school")
    return list(rows.order_by("school__name", "pk"))


def free_login(last_name: str, first_name: str) -> str:
    """Suggest a login name from a person's name that nobody has yet."""
    login = suggested_login(last_name, first_name)
    taken = set(Account.objects.filter(username__startswith=login).values_list("username", flat=True))
    return first_free(login, taken)


def holders_of_codes_from(*, school: School, issuer: int, since: datetime) -> list[int]:
    """Give the persons whose open code a person has issued since a moment."""
    rows = InvitationCode.objects.filter(school=school, issued_by=issuer, issued_at__gte=since)
    return list(rows.filter(used_at__isnull=True, withdrawn_at__isnull=True).values_list("person_id", flat=True))


def database_now() -> datetime:
    """Give the moment by the database's clock, for requests that stand in no school."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def shut_ground(account: Account, school: School | None = None) -> str:
    """Tell why an account is shut out of a school, or of every school that it has; empty where it is not."""
    rows = Membership.objects.filter(account=account)
    if school is not None:
        rows = rows.filter(school=school)
    grounds = list(rows.values_list("is_active", "shut_ground"))
    if not grounds or any(active for active, _ in grounds):
        return ""
    return next((ground for _, ground in grounds if ground), "")

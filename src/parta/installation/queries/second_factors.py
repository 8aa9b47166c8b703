"""Who has a second step of signing in."""

from collections.abc import Collection
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from parta.installation.models import Account, Membership, School


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """What an account has: an application for codes, passkeys by id and name, how many spare codes are left."""

    app: bool
    passkeys: tuple[tuple[int, str], ...]
    spare: int

    @property
    def any(self) -> bool:
        """Tell whether signing in has a second step at all."""
        return self.app or bool(self.passkeys)


def second_factors_of(account: Account) -> SecondFactors:
    """Give what an account has (one query)."""
    rows = list(Authenticator.objects.filter(user=account).order_by("pk"))
    spare = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondFactors(
        app=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=tuple((row.pk, str(row)) for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        spare=len(spare.wrap().get_unused_codes()) if spare is not None else 0,
    )


def with_second_factor(*, school: School, person_ids: Collection[int]) -> dict[int, bool]:
    """Tell of those of these persons who have an account whether it has a second step (one query)."""
    has = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user_id")
    rows = Membership.objects.filter(school=school, person_id__in=person_ids, is_active=True)
    secured = set(rows.filter(account_id__in=has).values_list("person_id", flat=True))
    return {person: person in secured for person in rows.values_list("person_id", flat=True)}


def with_second_steps(accounts: QuerySet[Account]) -> list[str]:
    """Give the login names of those of these accounts that have a second step (one query)."""
    has = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user_id")
    return sorted(accounts.filter(pk__in=has).values_list("username", flat=True))

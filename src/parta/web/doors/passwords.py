"""What the acts of a person's schools ask of a password, beyond what every installation does."""

from collections.abc import Iterable
from datetime import date

from parta.installation.models import Account, School
from parta.installation.queries.accounts import memberships_of
from parta.installation.rules.passwords import DIFFERENT, LONG, is_varied
from parta.installation.schools import inside
from parta.regulation.enums import PasswordRule
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation, Setting
from parta.wording.refusals import clause_text

Policy = Setting[tuple[PasswordRule, ...]]


def policies_for(account: Account | None, today: date, *, also: School | None = None) -> list[Policy]:
    """Give what the acts in force today say of passwords in the schools of an account and in one more."""
    schools = [held.school for held in memberships_of(account)] if account is not None and account.pk else []
    return _policies([*schools, *([also] if also is not None and also not in schools else [])], today)


def must_be_changed(account: Account, regulation: Regulation) -> Policy | None:
    """Give the rule by which a password that somebody else gave is changed at the first sign-in, where it is one."""
    policy = regulation.doors.password_policy
    return policy if account.password_given and PasswordRule.CHANGE_AT_FIRST_SIGN_IN in policy.value else None


def weakness(password: str, policies: Iterable[Policy]) -> str:
    """Say why a password is too easy for the acts; empty when it is not."""
    asked = next((one for one in policies if PasswordRule.STRONG in one.value), None)
    if asked is None or is_varied(password):
        return ""
    return (
        f"Такой пароль легко подобрать: в нём нужно не меньше {DIFFERENT} разных знаков, а если он короче {LONG} — "
        f"не одни только буквы ({clause_text(asked.clause)})."
    )


def _policies(schools: Iterable[School], today: date) -> list[Policy]:
    found = []
    for school in schools:
        with inside(school):
            found.append(versions().on(today).doors.password_policy)
    return found

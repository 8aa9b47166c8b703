"""What the acts of a person's schools ask of a password, beyond what every installation does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.installation.models import Account, School
from parta.installation.queries.accounts import memberships_of
from parta.installation.rules.passwords import DIFFERENT, LONG, is_varied
from parta.installation.schools import inside
from parta.regulation.enums import PasswordRule
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation, Setting
from parta.web.doors.guessing import words_of
from parta.wording.refusals import clause_text

Policy = Setting[tuple[PasswordRule, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a new password: by the acts of the person's schools, and not to be what these know of them."""

    policies: tuple[Policy, ...] = ()
    known: tuple[str, ...] = ()


def asked_of(account: Account | None, today: date, *, also: tuple[School, int] | None = None) -> Asked:
    """Give what is asked of an account's password; `also`: a person of one more school, whom it will be."""
    mine = memberships_of(account) if account is not None and account.pk else ()
    held = [(one.school, one.person_id) for one in mine]
    found = [_asked_in(school, person, today) for school, person in dict.fromkeys((*held, *([also] if also else [])))]
    return Asked(tuple(policy for policy, _ in found), tuple(word for _, known in found for word in known))


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


def _asked_in(school: School, person_id: int, today: date) -> tuple[Policy, list[str]]:
    with inside(school):
        policy = versions().on(today).doors.password_policy
        return policy, [school.slug, school.name, *words_of(person_id)]

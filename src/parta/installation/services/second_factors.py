"""Second steps of signing in: told to the schools, and taken away where one is lost. `allauth.mfa` keeps them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.enums import Act
from parta.installation.models import Account, School
from parta.installation.services.accounts import CHAIN, end_sessions, tell_schools
from parta.installation.services.codes import belongs_to_one_school
from parta.kernel.actor import Actor, operator
from parta.kernel.decisions import NotVisible, refusal


def reset_second_factor(*, actor: Actor, school: School, person_id: int, ground: str, now: datetime) -> None:
    """Take away every second step of a person's account and end its sessions; who may is the caller's business.

    Raises `NotVisible` where the person has none. Refuses `account_shared`: only the operator of the
    installation resets an account that other schools trust.
    """
    with transaction.atomic():
        account = (
            Account.objects.select_for_update()
            .filter(memberships__school=school, memberships__person_id=person_id)
            .first()
        )
        if account is None or not Authenticator.objects.filter(user=account).exists():
            raise NotVisible
        if not belongs_to_one_school(account):
            raise refusal("account_shared")
        take_away(account)
        told = Entry(Act.SECOND_FACTOR_RESET, {"person": person_id}, after={"ground": ground})
        record(chain=CHAIN, actor=actor, entries=[told], now=now)


def reset_as_operator(*, account: Account, now: datetime) -> None:
    """Take away every second step of an account as the operator of the installation, and end its sessions."""
    with transaction.atomic():
        take_away(account)
    tell_schools(account, Act.SECOND_FACTOR_RESET, lambda held: operator(held.school.slug), now)


def take_away(account: Account) -> None:
    """Take away every second step of an account and end its sessions; telling of it is the caller's business."""
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account_id=account.pk)

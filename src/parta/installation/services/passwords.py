"""Passwords set by the operator of the installation."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from parta.installation.models import Account
from parta.installation.schools import enter_public
from parta.installation.services.accounts import end_sessions, keep_password, tell_of_new_password
from parta.kernel.actor import operator
from parta.kernel.decisions import refusal


def account_named(username: str) -> Account:
    """Find an account by the name it signs in with; refuse `account_unknown`."""
    enter_public()
    account = Account.objects.filter(username=username.strip().lower()).first()
    if account is None:
        raise refusal("account_unknown", username=username)
    return account


def require_good_password(password: str, account: Account) -> None:
    """Refuse `password_weak` with the reasons when the password breaks a rule of the settings."""
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise refusal("password_weak", reason=" ".join(problem.messages)) from problem


def set_password(*, account: Account, password: str, now: datetime) -> None:
    """Set a new password as the operator, end all sessions of the account, and tell each school's audit.

    Refuses `password_weak`.
    """
    require_good_password(password, account)
    enter_public()
    with transaction.atomic():
        keep_password(account, password, given=True)
        end_sessions(account_id=account.pk)
    tell_of_new_password(account, lambda held: operator(held.school.slug), now)

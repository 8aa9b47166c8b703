"""Where an account is signed in now."""

import hashlib
from typing import Any

from django.db.models.functions import Now

from parta.installation.models import Session


def session_sign(session_key: str) -> str:
    """Give what a page may hold of a session: enough to name it, nothing to enter with."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:20]


def sessions_of(account_id: int) -> dict[str, dict[str, Any]]:
    """Give what is kept in each open session of an account, by the session's key (one query)."""
    rows = Session.objects.filter(account_id=account_id, expire_date__gt=Now())
    return {row.session_key: row.get_decoded() for row in rows}

"""May the school let the operator's support in, and is a grant alive?"""

import hashlib
import secrets
from datetime import datetime, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.public_service.enums import RefusalCode

MOST_HOURS = 72
USUAL_HOURS = 24
PURPOSE_LENGTH = 300
DOOR_LIVES = timedelta(minutes=10)
"""How long a one-time address waits for the operator; it serves once."""


def decide_grant(*, hours: int, purpose: str, stands_until: datetime | None, now: datetime) -> Decision:
    """Tell whether support may be let in; refuses `SUPPORT_HOURS`, `SUPPORT_NEEDS_PURPOSE`, `SUPPORT_STANDS`.

    `stands_until` is the end of the last grant that nobody has ended.
    """
    if not 1 <= hours <= MOST_HOURS:
        return Decision(False, RefusalCode.SUPPORT_HOURS, {"most": MOST_HOURS})
    if not purpose:
        return Decision(False, RefusalCode.SUPPORT_NEEDS_PURPOSE)
    if stands_until is not None and stands_until > now:
        return Decision(False, RefusalCode.SUPPORT_STANDS, {"until": stands_until})
    return ALLOWED


def new_door() -> str:
    """Make the secret of a one-time address: 192 bits."""
    return secrets.token_urlsafe(24)


def door_hash(secret: str) -> str:
    """Give what is kept of a one-time address."""
    return hashlib.sha256(secret.encode()).hexdigest()

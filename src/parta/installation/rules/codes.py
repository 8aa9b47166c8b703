"""One-time codes: how they look, how people type them, what is kept of them, when they fit.

A code has 16 signs of 18: letters that look the same in Latin and in Cyrillic, and digits that look like no letter.
So it may be typed in either keyboard layout, and nobody asks whether it is a zero or an «O». That is 66 bits from
the system's source of randomness: too many to try, even with a stolen table of hashes, in the 30 days that a code
lives. Therefore a plain SHA-256 is kept: a slow hash adds nothing to 66 random bits, and a keyed one would tie the
codes on paper to a server's secret, so that changing the secret would spoil them all.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from parta.installation.enums import CodeState
from parta.kernel.decisions import ALLOWED, Decision

ALPHABET = "2345679ABCEHKMPTXY"
LENGTH = 16
LIFETIME = timedelta(days=30)
_READ_AS = str.maketrans("АВСЕЁНКМРТХУЗ8", "ABCEEHKMPTXY3B")


def new_code() -> str:
    """Make a code in the form in which it is printed: `XXXX-XXXX-XXXX-XXXX`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def read_code(typed: str) -> str | None:
    """Understand what was typed: any case, dashes and spaces, Cyrillic look-alikes; None if it is no code."""
    signs = "".join(sign for sign in typed.upper().translate(_READ_AS) if sign.isalnum())
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    return signs


def code_hash(code: str) -> str:
    """Give what is kept of a code: the SHA-256 (hex) of its signs."""
    return hashlib.sha256((read_code(code) or code).encode()).hexdigest()


def code_state(
    *, used_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> CodeState:
    """Tell what a code is worth now."""
    if used_at is not None:
        return CodeState.USED
    if withdrawn_at is not None:
        return CodeState.WITHDRAWN
    return CodeState.OPEN if now < expires_at else CodeState.EXPIRED


def decide_use(state: CodeState) -> Decision:
    """Tell whether a code may be used; the refusal says what became of it."""
    return ALLOWED if state is CodeState.OPEN else Decision(allowed=False, code=f"code_{state}")

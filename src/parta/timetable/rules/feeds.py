"""Secret addresses of calendars: how a secret looks, what is kept of it, which days a calendar holds.

A secret has 256 bits from the system's source of randomness, so a plain SHA-256 is kept of it, as of one-time codes.
"""

import hashlib
import secrets
from datetime import date, timedelta

BEFORE, AHEAD = timedelta(days=14), timedelta(days=70)


def new_secret() -> str:
    """Make a secret of 43 signs that stands in an address as it is."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """Give what is kept of a secret: its SHA-256 (hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def days_held(today: date) -> tuple[date, date]:
    """Give the first and the last day of a calendar: two weeks gone by, ten weeks ahead."""
    return today - BEFORE, today + AHEAD

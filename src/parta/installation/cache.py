"""The cache that all workers share: Django's table, each write one statement of PostgreSQL.

Counters of sign-ins live here. Django's own way counts the whole table and asks before it writes, nine statements for
each; and it throws entries away early when there are many, which would forget failures.
"""

import base64
import pickle
import secrets
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

from parta.kernel.sql import sql

_PUT = """
INSERT INTO public.installation_cache AS kept (cache_key, value, expires)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (cache_key) DO UPDATE SET value = EXCLUDED.value, expires = EXCLUDED.expires
"""
_ADD = f"{_PUT} WHERE kept.expires <= clock_timestamp()"
_SWEEP = "DELETE FROM public.installation_cache WHERE expires <= clock_timestamp()"
_SWEPT_EVERY = 500
_NEVER = 100 * 365 * 24 * 3600.0
"""How many seconds a value lives that has no end of its own."""


class Cache(DatabaseCache):
    """Django's cache in a table; what has expired is swept out at one write of five hundred."""

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value whatever stood there."""
        self._put(_PUT, key, value, timeout, version)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where none stands; tell whether it is kept."""
        return self._put(_ADD, key, value, timeout, version)

    def _put(self, statement: str, key: Any, value: Any, timeout: Any, version: int | None) -> bool:
        if not secrets.randbelow(_SWEPT_EVERY):
            sql(_SWEEP)
        wanted = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        seconds = _NEVER if wanted is None else float(wanted)
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode()
        return bool(sql(f"{statement} RETURNING 1", (self.make_and_validate_key(key, version), kept, seconds)))

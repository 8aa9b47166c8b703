"""Sessions in the database that remember whose they are."""

import json
import re
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from parta.installation.models import Account, Session
from parta.kernel.sql import sql

SEEN = "seen"
"""When somebody worked in a session, in seconds since the epoch; at most a minute old."""
CAME = "came"
"""From where: the device in words, and its address shortened."""
DEVICE = "device"
"""The number of the browser that signed in, as its own cookie holds it."""
PROVEN = "proven"
"""By what it was opened: the numbers of portals, 0 for a password or a code of the school; none told: that."""
SUPPORT = "support"
"""By what the operator's support came in: the school's name in the address and the number of its grant."""
KNOWN = "known"
"""Since when the account is known on that browser, in seconds since the epoch."""

_COLUMNS = [str(field.column) for field in Account._meta.concrete_fields]
_OPEN = f"""
SELECT s.session_data, {", ".join(f"a.{column}" for column in _COLUMNS)}
FROM public.installation_session s LEFT JOIN public.installation_account a ON a.id = s.account_id
WHERE s.session_key = %s AND s.expire_date > now()
"""  # noqa: S608 - names of our own columns


class SessionStore(DatabaseStore):
    """Django's database sessions with the account's id in a column of its own; loading brings the account along."""

    account: Account | None = None

    def load(self) -> dict[str, Any]:
        """Read the session and its account in one query."""
        rows = sql(_OPEN, (self.session_key,))
        if not rows:
            self._session_key = None
            return {}
        data, *values = rows[0]
        self.account = None
        if values[0] is not None:
            self.account = Account.from_db("default", _COLUMNS, values)
            self.account.strange = json.loads(self.account.strange)
        content: dict[str, Any] = self.decode(data)
        return content

    def _validate_session_key(self, key: str | None) -> bool:
        """Let only keys of our own making reach the database: a cookie may hold any bytes."""
        return bool(key) and re.fullmatch(r"[a-z0-9]{32}", str(key)) is not None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Give the table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Fill the row, the account's id with it."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        account_id = data.get("_auth_user_id")
        row.account_id = int(account_id) if account_id is not None else None
        return row

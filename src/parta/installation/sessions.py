"""Sessions in the database that remember whose they are."""

import re
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from parta.installation.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions with the account's id in a column of its own."""

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

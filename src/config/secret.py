"""The key that signs sessions and forms: named by the operator, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """Give `PARTA_SECRET_KEY`, or the key of this installation's `var`, made at the first start (mode 0600)."""
    named = os.environ.get("PARTA_SECRET_KEY")
    if named:
        return named
    file = var / "secret-key"
    var.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as out:
        key = secrets.token_urlsafe(60)
        out.write(key)
    return key

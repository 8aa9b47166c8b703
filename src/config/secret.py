"""The key that signs sessions and forms: named by the operator, or made once and kept beside the data."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(var: Path) -> str:
    """Give `PARTA_SECRET_KEY`, or the key of this installation's `var`, made at the first start (mode 0600)."""
    named = os.environ.get("PARTA_SECRET_KEY")
    if named:
        return named
    file = var / "secret-key"
    if not file.exists():
        _make(file)
    return file.read_text().strip()


def _make(file: Path) -> None:
    """Write a whole key under a name of its own and link it into place: the first of several processes wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, fresh = tempfile.mkstemp(dir=file.parent, prefix=".secret-")
    with os.fdopen(descriptor, "w") as out:
        out.write(secrets.token_urlsafe(60))
    with suppress(FileExistsError):
        Path(file).hardlink_to(fresh)
    Path(fresh).unlink()

"""Collecting static files, only when their sources changed."""

import hashlib
from pathlib import Path

from parta.cli.terminal import progress


def collect_static() -> None:
    """Put static files where the server reads them, unless the same sources were put there already."""
    from django.conf import settings
    from django.core.management import call_command

    if static_is_fresh():
        return
    progress("Собираю файлы оформления…")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    Path(settings.STATIC_ROOT).with_name("static.stamp").write_text(_fingerprint())


def static_is_fresh() -> bool:
    """Tell whether the collected files were made of the sources that are there now."""
    from django.conf import settings

    target = Path(settings.STATIC_ROOT)
    stamp = target.with_name("static.stamp")
    return (target / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == _fingerprint()


def _fingerprint() -> str:
    """Say what the sources are: names, sizes and moments of change, and how they are put together."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for name in ("assets.py", "storage.py"):
        digest.update((settings.SOURCE_DIR / "config" / name).read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = Path(storage.path(path)).stat()
            digest.update(f"{storage.location}/{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()

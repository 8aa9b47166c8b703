"""Looking at the machine that an installation runs on. A probe gives facts and judges nothing."""

import ctypes
import shutil
import ssl
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import requests

_UNSYNCHRONISED = 5
_TIMEX_BYTES = 512
_ANSWER_SECONDS = 5


def disk(folder: Path) -> tuple[int, int]:
    """Give free and total bytes of the disk of a folder."""
    usage = shutil.disk_usage(folder)
    return usage.free, usage.total


def same_disk(first: Path, second: Path) -> bool:
    """Tell whether two paths lie on one disk; not, where one of them is not there."""
    with suppress(OSError):
        return first.stat().st_dev == second.stat().st_dev
    return False


def silence_of(address: str) -> str:
    """Say why an address does not answer within seconds; nothing where it does."""
    try:
        requests.get(address, timeout=_ANSWER_SECONDS).raise_for_status()
    except requests.RequestException as problem:
        return type(problem).__name__
    return ""


def memory() -> tuple[int, int]:
    """Give available and total bytes of memory."""
    found = {}
    for line in Path("/proc/meminfo").read_text().splitlines():
        name, _, rest = line.partition(":")
        found[name] = int(rest.split()[0]) * 1024
    return found["MemAvailable"], found["MemTotal"]


def clock_is_kept() -> bool | None:
    """Tell whether something keeps the system's clock right; None where the kernel does not say."""
    libc = ctypes.CDLL(None, use_errno=True)
    state = libc.adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return None if state < 0 else state != _UNSYNCHRONISED


def certificate_ends_at(file: Path) -> datetime | None:
    """Give the moment after which a certificate is void, or None for what is no certificate."""
    command = ["openssl", "x509", "-noout", "-enddate", "-in", str(file)]
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(done.stdout.strip().partition("=")[2]), UTC)
    return None


def key_fits(certificate: Path, key: Path) -> bool:
    """Tell whether a key is the certificate's."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ValueError):
        return False
    return True


def modes(files: Iterable[Path]) -> dict[str, int]:
    """Give the permissions of those files and folders that exist."""
    return {str(file): file.stat().st_mode & 0o777 for file in files if file.exists()}


def children_of(pid: int) -> int | None:
    """Count the living children of a process; None where there is no such process."""
    if not Path(f"/proc/{pid}").exists():
        return None
    count = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
            count += int(parent) == pid and state != "Z"
    return count

"""The application as `parta serve` runs it, and the floor on the same server with the same settings."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

START_SECONDS = 60
groups: dict[int, int] = {}
"""The process group of the server on each port."""
_FLOOR = "from parta.cli.serve import run; run(host='127.0.0.1', port={port}, workers={workers}, threads={threads}, program='bench.floor:application')"


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(kind: str, *, workers: int, threads: int, **env: str) -> Iterator[int]:
    """Run a server (`app` or `floor`) and give its port; nothing is left running."""
    port = free_port()
    if kind == "app":
        command = ["-m", "parta.cli", "serve", f"--port={port}", f"--workers={workers}", f"--threads={threads}"]
    else:
        command = ["-c", _FLOOR.format(port=port, workers=workers, threads=threads)]
        env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **env}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(port, process)
        groups[port] = process.pid
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            time.sleep(1)
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def processor_seconds(port: int, postmaster: int) -> float:
    """Give the processor time that a server and the database have used so far."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            parent, group = int(fields[1]), int(fields[2])
            if groups[port] in (parent, group) or parent == postmaster:
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")

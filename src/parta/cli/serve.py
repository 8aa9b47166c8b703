"""`parta serve` and `parta demo`: everything in one process group that leaves nothing behind."""

import ctypes
import importlib
import json
import os
import signal
import socket
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from parta.cli.jobs import worker_beside
from parta.cli.terminal import fail, progress, say

Port = Annotated[int, typer.Option(metavar="ПОРТ", envvar="PARTA_PORT", min=1, max=65535, help="Порт.")]
Host = Annotated[str, typer.Option(metavar="АДРЕС", envvar="PARTA_HOST", help="Адрес, на котором слушать.")]
Workers = Annotated[
    int, typer.Option(metavar="ЧИСЛО", envvar="PARTA_WORKERS", min=1, max=64, help="Сколько процессов.")
]
Threads = Annotated[
    int, typer.Option(metavar="ЧИСЛО", envvar="PARTA_THREADS", min=1, max=64, help="Сколько потоков в процессе.")
]
Certificate = Annotated[
    Path | None,
    typer.Option("--tls-certificate", metavar="ФАЙЛ", envvar="PARTA_TLS_CERTIFICATE", help="Сертификат TLS."),
]
Key = Annotated[
    Path | None, typer.Option("--tls-key", metavar="ФАЙЛ", envvar="PARTA_TLS_KEY", help="Ключ TLS (PKCS#8).")
]

STOP_SECONDS = 10
WORKER_MEGABYTES = 768
"""A worker that has grown past this is replaced when its requests are answered; with fifty schools it takes 115.

Only where the kernel hands its waiting connections to another worker: else a save would meet a closed door.
"""
PROGRAM = "config.wsgi:application"
PR_SET_PDEATHSIG = 1


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 2,
    threads: Threads = 1,
    certificate: Certificate = None,
    key: Key = None,
) -> None:
    """Запустить Парту для работы (настройки как на сервере: нужен HTTPS, см. docs/operations.md)."""
    for file in (certificate, key):
        if file is not None and not file.is_file():
            fail(f"Нет такого файла: {file}")
    if (certificate is None) != (key is None):
        fail("Сертификат и ключ TLS называют вместе: --tls-certificate и --tls-key.")
    os.environ.setdefault("PARTA_PRODUCTION", "1")
    require_free(host, port)
    from parta.cli.installation import open_ready_installation
    from parta.cli.statics import collect_static

    open_ready_installation()
    collect_static()
    scheme = "https" if certificate else "http"
    say(f"Парта работает: {scheme}://{host}:{port} (остановить: Ctrl-C)")
    run(host=host, port=port, workers=workers, threads=threads, certificate=certificate, key=key)


def demo(port: Port = 8000, workers: Workers = 2, threads: Threads = 1) -> None:
    """Показать Парту: школа и техникум с людьми, журналами и готовыми входами."""
    os.environ["PARTA_DEMO"] = "1"
    os.environ.pop("PARTA_PRODUCTION", None)
    host = "127.0.0.1"
    require_free(host, port)
    from parta.cli.installation import open_ready_installation
    from parta.cli.statics import collect_static

    open_ready_installation()
    collect_static()
    from parta.demo.build import build_demo

    doors = build_demo(progress=progress)
    say()
    say(doors)
    say()
    say(f"Парта открыта: http://{host}:{port}  (остановить: Ctrl-C)")
    run(host=host, port=port, workers=workers, threads=threads)


def _connections_move() -> bool:
    try:
        return Path("/proc/sys/net/ipv4/tcp_migrate_req").read_text().strip() == "1"
    except OSError:
        return False


def require_free(host: str, port: int) -> None:
    """End with a plain sentence when another program listens there already."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        fail(f"Порт {port} можно открыть только с правами root. Выберите другой: PARTA_PORT=8443")
    except socket.gaierror:
        fail(f"Не понятен адрес «{host}».")
    except OSError:
        fail(f"Порт {port} занят другой программой. Остановите её или выберите другой, например PARTA_PORT={port + 1}.")


def run(
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    certificate: Path | None = None,
    key: Path | None = None,
    program: str = PROGRAM,
) -> None:
    """Serve until a signal comes; then every worker is gone.

    Measurements serve another `program` the same way, without a worker of jobs.
    """
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()
    _empty_figures()
    server = Granian(
        program,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        workers_max_rss=WORKER_MEGABYTES if _connections_move() else None,
        ssl_cert=certificate,
        ssl_key=key,
    )
    server.on_startup(lambda: _stop_when_the_terminal_closes(server))
    note = running_note()
    told = {
        "pid": os.getpid(), "workers": workers, "port": port, "certificate": certificate, "key": key,
        "address": host, "hosts": settings.ALLOWED_HOSTS, "https": settings.PRODUCTION,
        "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
    }  # fmt: skip
    note.write_text(json.dumps(told, default=lambda path: str(path.absolute())))
    try:
        with worker_beside() if program == PROGRAM else nullcontext():
            server.serve(target_loader=partial(_application, program), wrap_loader=False)
    finally:
        note.unlink(missing_ok=True)
        progress("Парта остановлена.")


def _empty_figures() -> None:
    """Give the workers a folder where each counts its requests, for /metrics; what earlier ones counted is over."""
    from django.conf import settings

    folder = Path(settings.VAR_DIR) / "figures"
    folder.mkdir(mode=0o700, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def running_note() -> Path:
    """Give the file that says which process serves this installation, for `parta doctor`."""
    from django.conf import settings

    return Path(settings.VAR_DIR) / "serve.json"


def _application(program: str) -> Any:
    """Load the program (`module:name`) in a worker that listens to its parent alone.

    Ctrl-C reaches a whole process group: a worker that stopped by itself would look to the parent like one that
    crashed. And should the parent be killed, the worker goes with it.
    """
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    module, _, name = program.partition(":")
    return getattr(importlib.import_module(module), name)


def _stop_when_the_terminal_closes(server: Any) -> None:
    """Granian would only renew its workers on SIGHUP."""
    signal.signal(signal.SIGHUP, server.signal_handler_interrupt)

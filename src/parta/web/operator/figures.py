"""Figures in Prometheus' text: requests of all workers together, and the state of the installation."""

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.db import DatabaseError, InterfaceError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from parta.installation.queries.figures import InstallationFigures, installation_figures
from parta.installation.services.backups import last_backup

_own = CollectorRegistry()
_requests = Counter(
    "parta_requests", "Requests answered.", ("view", "method", "status"), registry=_own
)  # shown as parta_requests_total
_seconds = Histogram(
    "parta_request_seconds",
    "Seconds from a request's arrival to its answer.",
    ("view",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_own,
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


def count_request(*, view: str, method: str, status: int, seconds: float) -> None:
    """Count one answer; `view` is the address's name, never the address: it would name people."""
    _requests.labels(view, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(view).observe(seconds)


def figures_text() -> bytes:
    """Give all figures in Prometheus' text."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry = _own
    state = CollectorRegistry()
    state.register(_State())
    return generate_latest(registry) + generate_latest(state)


class _State(Collector):
    """What is asked at the moment of reading."""

    def collect(self) -> Iterator[Metric]:
        """Give the workers, the database and the last backup."""
        about = GaugeMetricFamily("parta_info", "The program's version.", labels=["version"])
        about.add_metric([version("parta")], 1)
        yield about
        memory = GaugeMetricFamily("parta_worker_resident_bytes", "Memory of each worker.", labels=["pid"])
        processor = GaugeMetricFamily("parta_worker_processor_seconds", "Processor time of each.", labels=["pid"])
        for pid, resident, seconds in _workers():
            memory.add_metric([str(pid)], resident)
            processor.add_metric([str(pid)], seconds)
        yield memory
        yield processor
        try:
            found: InstallationFigures | None = installation_figures()
        except (DatabaseError, InterfaceError):
            found = None
        yield _gauge("parta_database_up", "Whether the database answers.", float(found is not None))
        if found is not None:
            yield _gauge("parta_schools", "Schools of this installation.", found.schools)
            yield _gauge("parta_open_sessions", "Sessions that have not ended.", found.sessions)
            yield _gauge("parta_database_bytes", "Size of the database.", found.bytes)
            yield _gauge("parta_database_connections", "Connections to the database.", found.connections)
        last = last_backup()
        if last is not None:
            yield _gauge("parta_backup_made_seconds", "When the last backup was made.", last.made_at.timestamp())
            if last.checked_at is not None:
                when = last.checked_at.timestamp()
                yield _gauge("parta_backup_checked_seconds", "When it was restored on trial.", when)


def _gauge(name: str, what: str, value: float) -> Metric:
    found = GaugeMetricFamily(name, what)
    found.add_metric([], value)
    return found


def _workers() -> Iterator[tuple[int, int, float]]:
    """Give process, memory and processor time of each worker: of this process and its brothers."""
    parent = os.getppid() if "PROMETHEUS_MULTIPROC_DIR" in os.environ else None
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        pid = int(stat.parent.name)
        if pid == os.getpid() or int(fields[1]) == parent:
            yield pid, int(fields[21]) * _PAGE, (int(fields[11]) + int(fields[12])) / _TICKS

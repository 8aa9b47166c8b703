"""What is wrong with an installation: facts in, one finding out. Sizes are bytes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

OLDEST_SERVER = 15
GIB = 2**30
MIB = 2**20
SKEW = timedelta(seconds=5)
BACKUP_LATE, BACKUP_LOST = timedelta(hours=30), timedelta(days=3)
DRILL_LATE = timedelta(days=8)
CERTIFICATE_SOON = timedelta(days=21)
_NAMED = 5
_SAMPLE = ".example"
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class Level(StrEnum):
    """How bad a finding is; `WARNING` will be `BAD` if nobody does anything."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says: `code` with `params` is worded in `parta.wording.checkup`."""

    check: str
    level: Level
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def _good(check: str, **params: Any) -> Finding:
    return Finding(check, Level.GOOD, f"{check}_good", params)


def _warning(check: str, code: str, **params: Any) -> Finding:
    return Finding(check, Level.WARNING, f"{check}_{code}", params)


def _bad(check: str, code: str, **params: Any) -> Finding:
    return Finding(check, Level.BAD, f"{check}_{code}", params)


def check_database(*, version: int | None, reason: str = "") -> Finding:
    """Judge the server: `version` as `server_version_num`, None where it does not answer."""
    if version is None:
        return _bad("database", "silent", reason=reason)
    if version // 10000 < OLDEST_SERVER:
        return _bad("database", "old", version=version // 10000, oldest=OLDEST_SERVER)
    return _good("database", version=f"{version // 10000}.{version % 10000}")


def check_tables(*, behind: Collection[str], newer: Collection[str], schemas: int) -> Finding:
    """Judge the tables: schemas that lack changes of this program, schemas that have changes it does not know."""
    if newer:
        return _bad("tables", "newer", schemas=_some(newer))
    if behind:
        return _bad("tables", "behind", schemas=_some(behind), count=len(behind))
    return _good("tables", count=schemas)


def check_locks(*, slots: int, tables: int) -> Finding:
    """Judge whether one transaction may touch every table: a backup does."""
    if tables > slots * 0.8:
        return _warning("locks", "few", tables=tables, slots=slots)
    return _good("locks")


def check_disk(*, free: int, total: int, folder: str) -> Finding:
    """Judge the free space where the data lie."""
    share, params = free / max(total, 1), {"free": free / GIB, "folder": folder}
    if free < GIB or share < 0.03:
        return _bad("disk", "full", **params)
    if free < 5 * GIB or share < 0.1:
        return _warning("disk", "little", **params)
    return _good("disk", **params)


def check_memory(*, available: int, total: int) -> Finding:
    """Judge the memory that programs may still take."""
    params = {"available": available / MIB, "total": total / MIB}
    if available < 128 * MIB:
        return _bad("memory", "none", **params)
    if available < 256 * MIB or available < total * 0.05:
        return _warning("memory", "little", **params)
    return _good("memory", **params)


def check_clock(*, here: datetime, database: datetime, kept: bool | None, latest: datetime | None) -> Finding:
    """Judge the clock: against the database's, against the last backup, and whether something keeps it right.

    `kept` is None where the system does not tell.
    """
    skew = abs(here - database)
    if skew > SKEW:
        return _bad("clock", "skewed", seconds=round(skew.total_seconds()))
    if latest is not None and latest > here + SKEW:
        return _bad("clock", "back", latest=latest)
    if kept is False:
        return _warning("clock", "alone")
    return _good("clock")


def check_zones(*, unknown: Mapping[str, str]) -> Finding:
    """Judge whether this machine knows the time zone of each school."""
    if unknown:
        return _bad("zones", "unknown", zones=_some([f"{school}: {zone}" for school, zone in unknown.items()]))
    return _good("zones")


def check_backup(
    *, made_at: datetime | None, checked_at: datetime | None, there: bool, beside: bool, file: str, now: datetime
) -> Finding:
    """Judge the last backup: its age, whether its file is there, whether it was ever restored on trial.

    `beside`: it lies on the disk of the data, and goes with them.
    """
    if made_at is None:
        return _bad("backup", "none")
    params = {"hours": int((now - made_at).total_seconds() // 3600), "file": file}
    if not there:
        return _bad("backup", "gone", **params)
    if now - made_at > BACKUP_LOST:
        return _bad("backup", "old", **params)
    if now - made_at > BACKUP_LATE:
        return _warning("backup", "late", **params)
    if checked_at is None or now - checked_at > DRILL_LATE:
        return _warning("backup", "untried", **params)
    if beside:
        return _warning("backup", "beside", **params)
    return _good("backup", **params)


def check_certificate(*, named: bool, ends_at: datetime | None, fits: bool, now: datetime) -> Finding:
    """Judge the TLS certificate that `serve` is given, if it is given one."""
    if not named:
        return _good("certificate_elsewhere")
    if ends_at is None:
        return _bad("certificate", "unreadable")
    days = (ends_at - now).days
    if ends_at <= now:
        return _bad("certificate", "ended", ends_at=ends_at)
    if not fits:
        return _bad("certificate", "foreign_key")
    if ends_at - now < CERTIFICATE_SOON:
        return _warning("certificate", "ends_soon", ends_at=ends_at, days=days)
    return _good("certificate", ends_at=ends_at, days=days)


def check_secrets(*, modes: Mapping[str, int]) -> Finding:
    """Judge the permissions of secret files and folders: nobody but their owner may enter or read."""
    open_to_others = sorted(name for name, mode in modes.items() if mode & 0o077)
    if open_to_others:
        return _bad("secrets", "open", files=_some(open_to_others))
    return _good("secrets", count=len(modes))


def check_mail(*, named: bool, problem: str) -> Finding:
    """Judge the mail server: named or not, and whether it takes letters."""
    if not named:
        return _good("mail_elsewhere")
    return _bad("mail", "silent", reason=problem) if problem else _good("mail")


def check_static(*, fresh: bool) -> Finding:
    """Judge whether the collected static files are those of this program."""
    return _good("static") if fresh else _warning("static", "stale")


def check_workers(*, wanted: int | None, alive: int) -> Finding:
    """Judge the processes of `serve`; `wanted` is None where it does not run here."""
    if wanted is None:
        return _warning("workers", "none")
    if alive < wanted:
        return _bad("workers", "few", alive=alive, wanted=wanted)
    return _good("workers", count=alive)


def check_names(*, address: str, hosts: Sequence[str], https: bool, proxies: int, certificate: bool) -> Finding:
    """Judge by which names `serve` is reached, and how: `address` is where it listens, `certificate` its own one."""
    if any(host.endswith(_SAMPLE) for host in hosts):
        return _bad("names", "sample", hosts=_some(hosts))
    if not https:
        return _warning("names", "plain")
    if set(hosts) <= _HERE:
        return _warning("names", "here", hosts=_some(hosts))
    if not certificate and proxies == 0 and address in _HERE:
        return _warning("names", "no_proxies")
    return _good("names", hosts=_some(hosts))


def check_schools(*, without_administrator: Collection[str], count: int) -> Finding:
    """Judge whether each school has somebody who comes in and looks after its accounts."""
    if without_administrator:
        return _warning("schools", "alone", names=_some(without_administrator), count=len(without_administrator))
    return _good("schools", count=count)


def check_jobs(*, failed: Mapping[str, int], waiting: Mapping[str, int]) -> Finding:
    """Judge long work: how many failed within a day, how many wait for longer than an hour, by school."""
    if waiting:
        return _bad("jobs", "waiting", names=_some(waiting), count=sum(waiting.values()))
    if failed:
        return _warning("jobs", "failed", names=_some(failed), count=sum(failed.values()))
    return _good("jobs")


def check_portals(*, silent: Mapping[str, str], count: int) -> Finding:
    """Judge the portals that people come in through: `silent` names those that do not answer, with the reason."""
    if silent:
        return _bad("portals", "silent", names=_some([f"{title}: {why}" for title, why in silent.items()]))
    return _good("portals", count=count) if count else _good("portals_none")


def check_waiting(*, seconds: int) -> Finding:
    """Judge the oldest open transaction of the database: behind one that hangs, everything waits."""
    if seconds > 3600:
        return _bad("waiting", "stuck", minutes=seconds // 60)
    if seconds > 600:
        return _warning("waiting", "long", minutes=seconds // 60)
    return _good("waiting")


def check_leftovers(*, names: Sequence[str]) -> Finding:
    """Judge what interrupted work and former restores left: databases put aside, schemas of no school, folders."""
    return _warning("leftovers", "there", names=_some(names), count=len(names)) if names else _good("leftovers")


def _some(names: Collection[str]) -> str:
    first = sorted(names)[:_NAMED]
    return ", ".join(first) + ("…" if len(names) > _NAMED else "")

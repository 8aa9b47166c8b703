"""RESULTS.md: the figures with the machine, the date and what the floor is."""

import os
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.endpoints import Row
from bench.phone import PROFILE, Visit
from bench.phone import TIMES as PHONE_TIMES
from bench.timetable import MARK, RESULTS

TITLES = {
    "grid": "grid data of a journal page (JSON)", "journal": "journal page (HTML)", "diary": "diary week (HTML)",
    "day": "«Мой день» (HTML)", "behind": "what is behind, after «Мой день» (HTML)",
    "changes": "changes since, nothing new (JSON)", "journals": "list of journals (HTML)",
    "today": "diary today (HTML)", "lesson": "lesson panel (HTML)",
    "save": "one saved operation", "save30": "a batch of 30 operations",
}  # fmt: skip
GOALS = {"grid": 25, "save": 25, "save30": 25, "journal": 15, "diary": 15, "day": 15}
_FLOOR = """The floor is the smallest WSGI program on the same granian with the same processes and threads and the same
database (`bench/floor.py`). For a page it runs the one query that brings what the page shows (the same text and values
as the application's), prepared, takes all rows and returns the same bytes; it asks nobody who they are and what they
may. For saves it inserts and updates the same rows (operation, mark with its version, audit event, chain head, lesson's
status) by plain SQL in one durable transaction. Application and floor are driven in turn; shares are medians of the
pairs, other figures medians of the bursts. The last two columns are the processor time of server and database together
for one request: on a machine that does other work as well, their share is steadier than the rates'."""


def heading(workers: int, threads: int, database: dict[str, str]) -> list[str]:
    """Say when, on what machine and with what programs it was measured."""
    django, granian, psycopg = (version(name) for name in ("django", "granian", "psycopg"))
    return [
        f"{datetime.now().astimezone():%d.%m.%Y %H:%M}, {_machine()}; load of the machine at the end "
        f"{os.getloadavg()[0]:.1f}.",
        f"Python {platform.python_version()}, Django {django}, granian {granian} ({workers} processes × {threads} "
        f"threads), psycopg {psycopg}, PostgreSQL {database['server_version']} embedded (fsync {database['fsync']}, "
        f"synchronous_commit {database['synchronous_commit']}, full_page_writes {database['full_page_writes']}).",
    ]


def written(
    facts: dict[str, Any], rows: list[Row], counted: list[tuple[str, list[int]]], seen: Any, visits: list[Visit]
) -> str:
    """Write the page."""
    lines = [
        "# Measurements",
        "",
        *heading(facts["workers"], facts["threads"], facts["database"]),
        f"School: {facts['how']}: " + ", ".join(f"{count:,} {name}" for name, count in facts["sizes"].items()) + ".",
        "",
        "`make bench` writes this page.",
        "",
        "## Requests a second, 8 connections, % of floor",
        "",
        _FLOOR,
        f"{facts['repeat']} bursts of {facts['seconds']:g} s each.",
        "",
        "| what | requests/s | floor | % of floor | goal | p50, ms | p95, ms | bytes "
        "| processor, ms a request | of floor |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        goal = f"{GOALS[row.name]} %" if row.name in GOALS else ""
        lines.append(
            f"| {TITLES[row.name]} | {row.app:.0f} | {row.floor:.0f} | {row.share:.0%} of floor "
            f"| {goal} | {row.p50:.1f} "
            f"| {row.p95:.1f} | {row.size:,} | {row.cpu:.2f} | {row.floor_cpu:.2f} ({row.floor_cpu / row.cpu:.0%}) |"
        )
    lines += ["", "## A browser, 30 pupils × 60 lessons", ""]
    if seen:
        lines += [
            f"Chromium {seen['chromium']}, medians of {seen['times']}: from the click in the list of journals to a "
            f"usable grid {seen['open']:.0f} ms (goal 400), from the "
            f"key to «Всё сохранено» {seen['save']:.0f} ms (goal 100).",
        ]
    else:
        lines += ["Not measured: no Chromium or no Playwright on this machine."]
    if visits:
        lines += [
            "", "## A phone on a slow network", "",
            f"{PROFILE}; medians of {PHONE_TIMES}. The first visit has nothing kept; the next finds scripts and styles "
            "at home. Goal: the first useful paint within a second.", "",
            "| what | visit | first paint, ms | largest paint, ms | bytes over the network | layout shift |",
            "|---|---|--:|--:|--:|--:|",
        ]  # fmt: skip
    for one in visits:
        lines.append(
            f"| {TITLES[one.name]} | {'next' if one.again else 'first'} | {one.first:.0f} | {one.largest:.0f} "
            f"| {one.bytes:,} | {one.shift:.3f} |"
        )
    lines += ["", "## Queries a page", "", "| what | 10 pupils × 20 lessons | 30 × 60 |", "|---|--:|--:|"]
    lines += [f"| {TITLES[name]} | {counts[0]} | {counts[1] if len(counts) > 1 else ''} |" for name, counts in counted]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores ({model}), {pages / 2**30:.0f} GB of memory"


def kept() -> str:
    """Give the part of RESULTS.md that is measured by itself."""
    _, mark, rest = RESULTS.read_text(encoding="utf-8").partition(MARK) if RESULTS.exists() else ("", "", "")
    return f"\n{mark}{rest}" if mark else ""

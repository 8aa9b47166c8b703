"""`python -m bench.schools`: 1, 10 and 50 schools in one database; writes SCHOOLS.md."""

import argparse
import inspect
import os
import resource
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.place import ROOT, database_settings, open_place, say

VAR = ROOT / "var" / "bench-schools"
RESULTS = Path(__file__).with_name("SCHOOLS.md")
FLAT = 1.15
SAID = "\n## What the figures say\n"
"""From here on the page is written by hand, and stays."""
WARMING = 0.25  # seconds a school before what is counted, for each kind of request
NAMES = ("grid", "journal", "diary", "day", "save", "save30")
Spent = tuple[float, float, float]
"""Seconds by the clock, of Parta's processor, of the database's."""
BACK_TO = ("audit", "0002")
"""The changes of tables after this one are taken back and made again: they build indexes over the audit."""
parser = argparse.ArgumentParser(prog="python -m bench.schools")
parser.add_argument("--counts", default="1,10,50", help="how many schools, separated by commas, growing")
parser.add_argument("--seconds", type=float, default=2.0, help="length of one burst of load")
parser.add_argument("--repeat", type=int, default=5, help="bursts for each figure")
parser.add_argument("--workers", type=int, default=0, help="processes of the server (default: as `parta serve`)")
parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes of the parallel migration")
parser.add_argument("--no-write", action="store_true", help="leave bench/SCHOOLS.md as it is")


@dataclass
class Round:
    """Figures with so many schools; of each name: requests a second, processor ms a request, p95 in ms."""

    count: int
    copied: list[float]
    loads: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    workers: list[int] = field(default_factory=list)
    backends: list[int] = field(default_factory=list)
    bytes: int = 0


def main() -> None:
    """Measure everything."""
    options = parser.parse_args()
    open_place(VAR)
    from bench import school
    from parta.cli.installation import database_now
    from parta.cli.serve import serve
    from parta.cli.statics import collect_static
    from parta.installation.schools import inside

    collect_static()
    workers = options.workers or inspect.signature(serve).parameters["workers"].default
    today = database_now().date()
    first, how = school.prepared_school(today=today, fresh=False)
    with inside(first):
        sizes = school.sizes()
    counts = [int(count) for count in options.counts.split(",")]
    rounds, seen = _rounds(first, counts, today, workers, options)
    text = _written(how, sizes, workers, rounds, seen, _migrations(options.jobs), _new_school(), options)
    if options.no_write:
        say(text)
    else:
        by_hand = RESULTS.read_text().partition(SAID) if RESULTS.exists() else ("", "", "")
        RESULTS.write_text(text + "".join(by_hand[1:]))
        say(f"Записано: {RESULTS}")


def _rounds(first: Any, counts: list[int], today: Any, workers: int, options: Any) -> tuple[list[Round], list[Any]]:
    """Measure a server for each count, burst by burst in turn: what else the machine does slows all of them."""
    from django.db import connection

    from bench import waits
    from bench.copies import copies, targets_of
    from bench.servers import groups, serving
    from bench.targets import as_json

    postmaster = int((VAR / "pg" / "postmaster.pid").read_text().split()[0])
    schools, copied = copies(first, max(counts))
    lines = list(zip(*targets_of(schools, today), strict=True))  # of each connection: its teacher in every school
    cells = [[as_json(target)["cells"] for target in line] for line in lines]
    connection.close()
    with ExitStack() as stack:
        servers = []
        for count in counts:
            others = set(_backends())
            port = stack.enter_context(serving("app", workers=workers, threads=1))
            servers.append(_Server(port, postmaster, count, lines, cells, options.seconds))
            for name in NAMES:
                servers[-1].warm(name)
            servers[-1].backends = set(_backends()) - others
        for name in NAMES:
            for _ in range(options.repeat):
                for server in servers:
                    server.burst(name)
            for server in servers:
                say(f"{server.found.count} школ, {name}: процессора {server.found.loads[name][1]:.2f} мс")
        for server in servers:
            server.found.workers = [_own_memory(pid) for pid in _children(groups[server.port])]
            server.found.backends = [_own_memory(pid) for pid in server.backends]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        servers[-1].found.bytes = cursor.fetchone()[0]
    connection.close()
    servers[-1].found.copied = copied
    return [server.found for server in servers], waits.measure(counts, lines, workers)


class _Server:
    """One server, so many schools that it is asked for, and what was found; the cells are those of all servers."""

    def __init__(
        self, port: int, postmaster: int, count: int, lines: list[Any], cells: list[list[Any]], seconds: float
    ) -> None:
        self.port, self.postmaster, self.seconds = port, postmaster, seconds
        self.found = Round(count, [])
        self.backends: set[int] = set()
        self._lines, self._cells = [line[:count] for line in lines], cells
        self._bursts: dict[str, list[dict[str, Any]]] = {}

    def warm(self, name: str) -> None:
        """Go around all schools some times, so that every process has prepared and read what it needs."""
        self._drive(name, max(self.seconds, self.found.count * WARMING))

    def burst(self, name: str) -> None:
        """Ask for some seconds, and keep the medians of all bursts so far."""
        from bench.servers import processor_seconds

        before = processor_seconds(self.port, self.postmaster)
        result = self._drive(name, self.seconds)
        result["cpu"] = (processor_seconds(self.port, self.postmaster) - before) / max(result["count"], 1) * 1000
        bursts = self._bursts.setdefault(name, [])
        bursts.append(result)
        rate, cpu, p95 = (statistics.median(one[key] for one in bursts) for key in ("rate", "cpu", "p95"))
        self.found.loads[name] = (rate, cpu, p95)

    def _drive(self, name: str, seconds: float) -> dict[str, Any]:
        from bench.endpoints import SAVES, job_of
        from bench.load import run as drive

        count = self.found.count
        jobs = [
            {"turns": _shifted([job_of(t, name, "app", c) for t, c in zip(line, kept[:count], strict=True)], place)}
            for place, (line, kept) in enumerate(zip(self._lines, self._cells, strict=True))
        ]
        result: dict[str, Any] = drive({"port": self.port, "seconds": seconds, "jobs": jobs})
        if name in SAVES:
            for place, kept in enumerate(result["cells"]):
                self._cells[place][:count] = _shifted(kept, -place)
        return result


def _shifted(items: list[Any], by: int) -> list[Any]:
    by %= len(items)
    return [*items[by:], *items[:by]]


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == parent:
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


def _backends() -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'parta' AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        found = [row[0] for row in cursor.fetchall()]
    connection.close()
    return found


def _own_memory(pid: int) -> int:
    """Give the bytes of memory that a process shares with nobody."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def _timed(work: Callable[[], object]) -> Spent:
    """Run; give seconds by the clock, of the processor in this process and its children, and in the database."""

    def used() -> float:
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)

    clock, processor, database = time.monotonic(), used(), _database_seconds()
    work()
    return time.monotonic() - clock, used() - processor, _database_seconds() - database


def _database_seconds() -> float:
    """Give the processor time of the database server so far, with that of its processes that have ended."""
    postmaster = int((VAR / "pg" / "postmaster.pid").read_text().split()[0])
    stats = [
        Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in (postmaster, *_children(postmaster))
    ]
    ticks = sum(int(ticks) for ticks in stats[0][13:15]) + sum(int(ticks) for stat in stats for ticks in stat[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _migrations(jobs: int) -> dict[int, tuple[int, Spent]]:
    """Take one change back in every school and make it again, one school after another and many at a time."""
    from django.core.management import call_command

    from parta.installation.models import School
    from parta.installation.schools import enter_public
    from parta.installation.services.setup import bring_up_to_date, is_up_to_date

    found = {}
    for count in sorted({1, jobs}):
        enter_public()
        schemas = list(School.objects.values_list("schema_name", flat=True))
        for schema in schemas:
            call_command("migrate_schemas", *BACK_TO, schema_name=schema, interactive=False, verbosity=0)
        spent = _timed(lambda: bring_up_to_date(progress=lambda what, schema: None, jobs=count))  # noqa: B023
        assert is_up_to_date()
        found[count] = (len(schemas), spent)
        say(f"Обновление {len(schemas)} школ, по {count}: " + _seconds(spent))
    return found


def _new_school() -> list[Spent]:
    """Make an empty school four times; the first may have to be drawn, and is not counted."""
    from parta.installation.services.schools import create_school, drop_school, school_named

    found = []
    for _ in range(4):
        found.append(_timed(lambda: create_school(slug="brand-new", name="Новая")))
        drop_school(school=school_named("brand-new"), name="brand-new")
        say("Новая школа: " + _seconds(found[-1]))
    return found[1:]


def _seconds(spent: Spent) -> str:
    clock, own, database = spent
    return f"{clock:.2f} с, процессора {own:.2f} с, базы данных {database:.2f} с"


def _written(
    how: str,
    sizes: dict[str, int],
    workers: int,
    rounds: list[Round],
    seen: list[Any],
    migrations: dict[int, tuple[int, Spent]],
    made: list[Spent],
    options: Any,
) -> str:
    from bench import waits
    from bench.report import TITLES, heading

    first = rounds[0]
    database = database_settings()
    lines = [
        "# Many schools in one database", "", *heading(workers, 1, database), "",
        f"Each school: {how}: " + ", ".join(f"{count:,} {name}" for name, count in sizes.items())
        + "; the others are copies of the first one's schema.",
        "`make bench-schools` writes this page. 8 connections, each goes to the next school with every request. "
        f"{options.repeat} bursts of {options.seconds:g} s each, medians; a server for each column, their bursts in "
        "turn, all schools in one database from the beginning.",
        "",
        "Flat means: no more than 15 % above the first column.",
        "",
        "## What a person waits for, ms",
        "",
        f"Chromium; it goes to the next school with every visit, medians of {waits.TIMES} visits after one to each "
        "school; a server for each column, in turn, nothing else on the machine.",
        "",
        *waits.written(seen, FLAT),
        "",
        "## Processor time a request, ms (requests/s; p95, ms)",
        "",
        "What a machine can bear when it is full: server and database together.",
        "",
        "| what | " + " | ".join(f"{one.count} schools" for one in rounds) + " | last to first | flat |",
        "|---|" + "--:|" * (len(rounds) + 1) + "---|",
    ]  # fmt: skip
    for name in NAMES:
        cells = [f"{cpu:.2f} ({rate:.0f}; {p95:.0f})" for rate, cpu, p95 in (one.loads[name] for one in rounds)]
        share = rounds[-1].loads[name][1] / first.loads[name][1]
        lines.append(
            " | ".join([f"| {TITLES[name]}", *cells, f"{share:.2f}", "yes |" if share <= FLAT else "**no** |"])
        )
    lines += [
        "", "## Memory that a process shares with nobody, MB (the largest)", "",
        "| process | " + " | ".join(f"{one.count} schools" for one in rounds) + " |", "|---|" + "--:|" * len(rounds),
        "| worker | " + " | ".join(f"{max(one.workers) / 2**20:.0f}" for one in rounds) + " |",
        "| its database process | " + " | ".join(f"{max(one.backends) / 2**20:.0f}" for one in rounds) + " |",
        "", f"The database on disk: {rounds[-1].bytes / 2**20:,.0f} MB.", "", "## Tables of all schools", "",
        "The last changes of the audit (indexes) taken back and made again in each: `parta setup --jobs N`.", "",
        "| at a time | schools | seconds | processor, s | database's, s |", "|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for count, (schools, (clock, own, server)) in migrations.items():
        lines.append(f"| {count} | {schools} | {clock:.1f} | {own:.1f} | {server:.1f} |")
    clock, own, server = (statistics.median(one[place] for one in made) for place in (0, 1, 2))
    copied = [seconds for one in rounds for seconds in one.copied]
    lines += [
        "", "## A new school", "",
        f"An empty school (`parta school create`) from the blank: {clock:.2f} s, processor {own:.2f} s, of the "
        f"database {server:.2f} s (goal: under 3 s).",
    ]  # fmt: skip
    if copied:
        lines.append(f"A copy of the whole school with its data: {statistics.median(copied):.1f} s.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""`python -m bench.schools`: 1, 10 and 50 schools in one database; writes SCHOOLS.md."""

import argparse
import inspect
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.place import ROOT, database_settings, open_place, say

VAR = ROOT / "var" / "bench-schools"
RESULTS = Path(__file__).with_name("SCHOOLS.md")
FLAT = 1.15
NAMES = ("grid", "journal", "diary", "day", "save", "save30")
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
    rounds = [_round(first, count, today, workers, options) for count in counts]
    text = _written(how, sizes, workers, rounds, _migrations(options.jobs), _new_school(), options)
    if options.no_write:
        say(text)
    else:
        RESULTS.write_text(text)
        say(f"Записано: {RESULTS}")


def _round(first: Any, count: int, today: Any, workers: int, options: Any) -> Round:
    from django.db import connection

    from bench.copies import copies, targets_of
    from bench.endpoints import READS, SAVES, job_of
    from bench.load import run as drive
    from bench.servers import groups, processor_seconds, serving
    from bench.targets import as_json

    schools, copied = copies(first, count)
    by_school = targets_of(schools, today)
    found = Round(count, copied)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        found.bytes = cursor.fetchone()[0]
    connection.close()
    lines = list(zip(*by_school, strict=True))  # of each connection: its teacher in every school
    cells = [[as_json(target)["cells"] for target in line] for line in lines]
    postmaster = int((VAR / "pg" / "postmaster.pid").read_text().split()[0])
    with serving("app", workers=workers, threads=1) as port:
        for name in NAMES:
            bursts = []
            for number in range(options.repeat + 1):
                jobs = [
                    {"turns": _shifted([job_of(t, name, "app", c) for t, c in zip(line, kept, strict=True)], place)}
                    for place, (line, kept) in enumerate(zip(lines, cells, strict=True))
                ]
                # The first burst goes once around all schools, and is not counted.
                seconds = options.seconds if number else max(options.seconds, count * 0.1)
                before = processor_seconds(port, postmaster)
                result = drive({"port": port, "seconds": seconds, "jobs": jobs})
                result["cpu"] = (processor_seconds(port, postmaster) - before) / max(result["count"], 1) * 1000
                if name in SAVES:
                    cells = [_shifted(kept, -place) for place, kept in enumerate(result["cells"])]
                if number:
                    bursts.append(result)
            assert name in READS or name in SAVES
            rate, cpu, p95 = (statistics.median(one[key] for one in bursts) for key in ("rate", "cpu", "p95"))
            found.loads[name] = (rate, cpu, p95)
            say(f"{count} школ, {name}: {rate:.0f} в секунду, процессора {cpu:.2f} мс")
        found.workers = [_own_memory(pid) for pid in _children(groups[port])]
        found.backends = [_own_memory(pid) for pid in _backends()]
    return found


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


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Run; give seconds by the clock and of the processor in this process and those that it started."""

    def used() -> float:
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)

    clock, processor = time.monotonic(), used()
    work()
    return time.monotonic() - clock, used() - processor


def _migrations(jobs: int) -> dict[int, tuple[float, float, int]]:
    """Take one change back in every school and make it again, with one process and with many."""
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
        clock, processor = _timed(lambda: bring_up_to_date(progress=lambda what, schema: None, jobs=count))  # noqa: B023
        assert is_up_to_date()
        found[count] = (clock, processor, len(schemas))
        say(f"Обновление {len(schemas)} школ, процессов {count}: {clock:.1f} с, процессора {processor:.1f} с")
    return found


def _new_school() -> list[tuple[float, float]]:
    """Make an empty school three times."""
    from parta.installation.services.schools import create_school, drop_school, school_named

    found = []
    for _ in range(3):
        found.append(_timed(lambda: create_school(slug="brand-new", name="Новая")))
        drop_school(school=school_named("brand-new"), name="brand-new")
        say(f"Новая школа: {found[-1][0]:.2f} с, процессора {found[-1][1]:.2f} с")
    return found


def _written(
    how: str,
    sizes: dict[str, int],
    workers: int,
    rounds: list[Round],
    migrations: dict[int, tuple[float, float, int]],
    made: list[tuple[float, float]],
    options: Any,
) -> str:
    from bench.report import TITLES, heading

    first = rounds[0]
    database = database_settings()
    lines = [
        "# Many schools in one database", "", *heading(workers, 1, database), "",
        f"Each school: {how}: " + ", ".join(f"{count:,} {name}" for name, count in sizes.items())
        + "; the others are copies of the first one's schema.",
        "`make bench-schools` writes this page. 8 connections, each goes to the next school with every request. "
        f"{options.repeat} bursts of {options.seconds:g} s each, medians.",
        "",
        "Flat means: no more than 15 % above the first column, by processor time a request (server and database "
        "together), which other work on the machine disturbs least.",
        "",
        "## Processor time a request, ms (requests/s; p95, ms)",
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
        "| the database on disk | " + " | ".join(f"{one.bytes / 2**20:,.0f}" for one in rounds) + " |",
        "", "## Tables of all schools", "",
        "The last changes of the audit (indexes) taken back and made again in each: `parta setup --jobs N`.", "",
        "| processes | schools | seconds | processor, s |", "|--:|--:|--:|--:|",
    ]  # fmt: skip
    for count, (clock, processor, schools) in migrations.items():
        lines.append(f"| {count} | {schools} | {clock:.1f} | {processor:.1f} |")
    clock, processor = (statistics.median(one[place] for one in made) for place in (0, 1))
    copied = [seconds for one in rounds for seconds in one.copied]
    lines += [
        "", "## A new school", "",
        f"An empty school (`parta school create`): {clock:.2f} s, processor {processor:.2f} s (goal: under 3 s).",
    ]  # fmt: skip
    if copied:
        lines.append(f"A copy of the whole school with its data: {statistics.median(copied):.1f} s.")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

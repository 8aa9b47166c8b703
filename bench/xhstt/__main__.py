"""Published instances solved or judged: `python -m bench.xhstt FILE… [--seconds 300…] [--judge] [--out …] [--write]`.

The clock is the process's own, as in `bench.timetable`: seconds of two cores that nobody else uses. What a solution
costs is said by `cost.judge`, never by the model that found it.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.timetable import CORES, PUBLISHED, RESULTS
from bench.xhstt.archive import Archive, WrongFile, read_archive, write_solution
from bench.xhstt.cost import Cost, judge
from bench.xhstt.instance import Instance

ABOUT = """Real schools of the XHSTT-2014 archive, solved from nothing by `bench/xhstt`: CP-SAT on {cores} threads, a
model of the format's own constraints beside the one of `timetable/solver`. Costs are (required broken, others),
computed by `bench/xhstt/cost.py` from the solution alone; of published solutions it gives the published costs. The
limit is in seconds of {cores} idle cores."""
NOT_CARRIED = "не читаются"


def text_of(cost: Cost) -> str:
    """Write a cost as the literature does."""
    return f"({cost.hard}, {cost.soft})"


def told(instance: Instance) -> str:
    """Say what the instance is, and which of its constraints are not read."""
    unread = ", ".join(f"{name} × {count}" for name, count in sorted(Counter(instance.unread).items()))
    hours = sum(one.duration for one in instance.events)
    return (
        f"{instance.id} «{instance.name}»: событий {len(instance.events)}, часов {hours}, времён {len(instance.times)},"
        f" ресурсов {len(instance.resources)}, ограничений {len(instance.constraints)}"
        + (f"; {NOT_CARRIED}: {unread}" if unread else "; читаются все ограничения")
    )


def solved(archive: Archive, instance: Instance, seconds: float, out: Path | None) -> str:
    """Solve an instance and give its row: published, found, after how long."""
    from bench.xhstt.search import Found, solve

    def tell(found: Found) -> None:
        print(f"  {found.seconds:6.1f} с, шаг {found.steps}: {text_of(found.cost)}", flush=True)

    began = time.monotonic()
    found = solve(
        instance, seconds=seconds, workers=CORES, clock=lambda: time.process_time() / CORES, tell=tell
    )  # fmt: skip
    held = [judge(one.instance, one.meets) for one in archive.solutions if one.instance is instance]
    best = min(held, key=lambda one: (one.hard, one.soft), default=None)
    if out is not None:
        write_solution(
            out / f"{instance.id}.parta.xml", archive, instance, found.meets, f"{seconds:g} s, {CORES} cores"
        )
    proved = ", proved the best" if found.proved else ""
    print(f"  итог {text_of(found.cost)}{proved}: {dict(found.cost.shares)}", flush=True)
    hours = sum(one.duration for one in instance.events)
    return (
        f"| {instance.id} | {len(instance.events)} / {hours} | {text_of(best) if best else '—'} |"
        f" **{text_of(found.cost)}**{proved} | {seconds:g} | {found.seconds:.0f} | {time.monotonic() - began:.0f} |"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge or solve the files; put the rows into RESULTS.md when asked to."""
    parser = argparse.ArgumentParser(prog="python -m bench.xhstt")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, nargs="+", default=[300.0], help="of each file; the last of the rest")
    parser.add_argument("--judge", action="store_true", help="say what the solutions cost that the files hold")
    parser.add_argument("--out", type=Path, help="where solutions are written, as XHSTT")
    parser.add_argument("--write", action="store_true", help="put the rows into RESULTS.md")
    asked = parser.parse_args(arguments)
    limits = [*asked.seconds, *[asked.seconds[-1]] * len(asked.files)]
    rows = []
    for file, seconds in zip(asked.files, limits, strict=False):
        try:
            archive = read_archive(file)
        except WrongFile as wrong:
            print(wrong, file=sys.stderr)
            return 1
        if asked.judge:
            for one in archive.solutions:
                cost = text_of(judge(one.instance, one.meets))
                print(f"{one.instance.id}: {cost}  {one.group}, {one.contributor}", flush=True)
            continue
        for instance in archive.instances:
            print(told(instance), flush=True)
            rows.append(solved(archive, instance, seconds, asked.out))
    if rows:
        table = [
            "| instance | events / hours | published best | found | limit, s | took, s | by the clock, s |",
            "|---|--:|--:|--:|--:|--:|--:|", *rows,
        ]  # fmt: skip
        print("\n".join(table))
        if asked.write:
            before = RESULTS.read_text(encoding="utf-8").split(PUBLISHED)[0].rstrip()
            parts = [before, "", PUBLISHED, "", ABOUT.format(cores=CORES), "", *table, ""]
            RESULTS.write_text("\n".join(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

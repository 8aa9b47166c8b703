"""`python -m bench`: prepare the school, measure, write RESULTS.md."""

import argparse
import inspect
import os
from typing import Any

from bench.place import database_settings, open_place, say

parser = argparse.ArgumentParser(prog="python -m bench")
parser.add_argument("--seconds", type=float, default=2.0, help="length of one burst of load")
parser.add_argument("--repeat", type=int, default=5, help="bursts for each figure, application and floor in turn")
parser.add_argument("--only", default="", help="names of endpoints, separated by commas")
parser.add_argument("--workers", type=int, default=0, help="processes of both servers (default: as `parta serve`)")
parser.add_argument("--threads", type=int, default=0, help="threads a process (default: as `parta serve`)")
parser.add_argument("--fresh", action="store_true", help="build the school again")
parser.add_argument("--no-load", action="store_true", help="leave out the load")
parser.add_argument("--no-browser", action="store_true", help="leave out the browser")
parser.add_argument("--no-write", action="store_true", help="leave bench/RESULTS.md as it is")


def main() -> None:
    """Measure everything that was asked for."""
    options = parser.parse_args()
    open_place()
    from django.db import connection

    from bench import browser, endpoints, phone, queries, report, school, targets
    from parta.cli.installation import database_now
    from parta.cli.serve import serve
    from parta.cli.statics import collect_static
    from parta.installation.schools import inside

    collect_static()
    defaults = inspect.signature(serve).parameters
    run = {
        "workers": options.workers or defaults["workers"].default,
        "threads": options.threads or defaults["threads"].default,
    }
    today = database_now().date()
    found, how = school.prepared_school(today=today, fresh=options.fresh)
    os.environ["PARTA_BENCH_SCHEMA"] = found.schema_name
    facts: dict[str, Any] = {"how": how, "database": database_settings(), **vars(options), **run}
    with inside(found):
        facts["sizes"] = school.sizes()
        visitors = targets.targets(found, today=today)
        pages = queries.two_journals(found, today=today)
    connection.close()
    only = [name for name in options.only.split(",") if name]
    rows = [] if options.no_load else endpoints.measure(visitors, run, options, only)
    counted = [] if only else queries.count(visitors[0], pages)
    seen = None if options.no_browser or only else browser.measure(found, pages, run)
    visits = [] if options.no_browser or only else phone.measure(visitors[0], run)
    text = report.written(facts, rows, counted, seen, visits)
    if options.no_write or only:
        say(text)
    else:
        report.RESULTS.write_text(text + report.kept())
        say(f"Записано: {report.RESULTS}")


if __name__ == "__main__":
    main()

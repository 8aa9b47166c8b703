"""What a person waits for with many schools: a browser goes from school to school, each time to the next one."""

import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from bench.browser import COLUMN, WATCH, there_is_one, until
from bench.place import say
from bench.servers import serving
from bench.targets import Target, Visitor
from tests import chromium

TIMES = 60
"""Visits to each page for each count of schools; before them every school is visited once."""
PAGES = {
    "journal": "a journal, until it takes typing",
    "day": "«Мой день»",
    "today": "diary today",
    "diary": "diary week",
}
SAVE = "save"
TITLES = {**PAGES, SAVE: "from the key to «Всё сохранено»"}
_PAINTED = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""


@dataclass
class Waits:
    """Milliseconds of a browser with so many schools, by what was waited for."""

    count: int
    found: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, wait: float) -> None:
        """Note one wait."""
        self.found.setdefault(name, []).append(wait)

    def median(self, name: str) -> float:
        """Give the middle one."""
        return statistics.median(self.found[name])


def measure(counts: list[int], lines: list[tuple[Target, ...]], workers: int) -> list[Waits]:
    """Open pages and save marks with each count of schools in turn; nothing where there is no browser.

    `lines` are the teachers and parents, each in every school; each count has a server of its own.
    """
    if not there_is_one():
        return []
    from playwright.sync_api import sync_playwright

    say("Браузер…")
    waits = {count: Waits(count) for count in counts}
    with ExitStack() as stack:
        ports = [stack.enter_context(serving("app", workers=workers, threads=1, PARTA_PRODUCTION="")) for _ in counts]
        playwright = stack.enter_context(sync_playwright())
        browser = chromium.launch(playwright)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, service_workers="block")
        context.add_init_script(WATCH)
        page = context.new_page()
        most = max(counts)
        for number in range(most + TIMES):
            line = lines[number % len(lines)]
            for count, port in zip(counts, ports, strict=True):
                seen = _visited(page, line[number % count], f"http://127.0.0.1:{port}")
                for name, wait in seen.items():
                    if number >= most:
                        waits[count].add(name, wait)
        browser.close()
    return list(waits.values())


def _visited(page: Any, target: Target, address: str) -> dict[str, float]:
    """Open the pages of one school, and put a mark."""
    found = {}
    for name in PAGES:
        _become(page, target.visitor_of(name), address)
        page.goto(address + target.paths[name])
        if name != "journal":
            until(page, f"({_PAINTED})() !== undefined")
            found[name] = page.evaluate(_PAINTED)
            continue
        until(page, "window.usable !== undefined")
        found[name] = page.evaluate("window.usable")
        column = page.evaluate(COLUMN, target.cells[0][2])
        cell = page.locator(f".jg tbody tr:nth-child(1) td:nth-child({column + 2})")
        cell.click()
        page.keyboard.type("4" if cell.inner_text().strip().startswith("5") else "5")
        page.keyboard.press("Enter")
        until(page, "window.saves.length > 0")
        found[SAVE] = page.evaluate("window.saves[0]")
    return found


def _become(page: Any, who: Visitor, address: str) -> None:
    cookies = (part.split("=", 1) for part in who.cookie.split("; "))
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])


def written(waits: list[Waits], flat: float) -> list[str]:
    """Write the table."""
    if not waits:
        return ["Not measured: no Chromium or no Playwright on this machine."]
    lines = [
        "| what | " + " | ".join(f"{one.count} schools" for one in waits) + " | last to first | flat |",
        "|---|" + "--:|" * (len(waits) + 1) + "---|",
    ]
    for name, title in TITLES.items():
        middles = [one.median(name) for one in waits]
        share = middles[-1] / middles[0]
        cells = " | ".join(f"{middle:.0f}" for middle in middles)
        lines.append(f"| {title} | {cells} | {share:.2f} | {'yes' if share <= flat else '**no**'} |")
    return lines

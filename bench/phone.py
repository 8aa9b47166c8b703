"""A phone on a slow network: when something useful is on the screen, at the first visit and at the next one."""

import statistics
from dataclasses import dataclass
from typing import Any

from bench.browser import context_of, there_is_one
from bench.place import say
from bench.servers import serving
from bench.targets import Target, Visitor
from tests import chromium

TIMES = 3
SCREEN = {"width": 360, "height": 780}
NETWORK = {"latency": 150, "downloadThroughput": 1_600_000 // 8, "uploadThroughput": 750_000 // 8, "offline": False}
SLOWER = 4
PROFILE = "360 × 780, 150 ms and 1.6 Mbit/s to the server, processor slowed 4 times"
_WATCH = """
window.shift = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => { window.largest = list.getEntries().at(-1).startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
"""
_SEEN = """() => ({
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  largest: window.largest ?? 0, shift: window.shift,
  bytes: [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, e) => sum + e.transferSize, 0)})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Medians of one page: milliseconds to the first and to the largest paint, bytes over the network, layout shift."""

    name: str
    again: bool
    first: float
    largest: float
    bytes: int
    shift: float


def measure(target: Target, settings: dict[str, int]) -> list[Visit]:
    """Open the main pages of a family and of a teacher; gives nothing where there is no browser."""
    if not there_is_one():
        return []
    from playwright.sync_api import sync_playwright

    say("Телефон…")
    pages = [(target.parent, name) for name in ("today", "diary")]
    pages += [(target.teacher, name) for name in ("day", "journal")]
    found = []
    with serving("app", **settings, PARTA_PRODUCTION="") as port, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for who, name in pages:
            address = f"http://127.0.0.1:{port}{target.paths[name]}"
            rounds = [_twice(browser, who, address) for _ in range(TIMES + 1)][1:]
            for again in (False, True):
                seen = [one[again] for one in rounds]
                middle = {key: statistics.median(one[key] for one in seen) for key in seen[0]}
                found.append(
                    Visit(name, again, middle["first"], middle["largest"], int(middle["bytes"]), middle["shift"])
                )
        browser.close()
    return found


def _twice(browser: Any, who: Visitor, address: str) -> list[dict[str, float]]:
    context = context_of(browser, who, address, viewport=SCREEN, is_mobile=True, has_touch=True)
    context.add_init_script(_WATCH)
    seen = []
    for _ in range(2):
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="networkidle")
        seen.append(page.evaluate(_SEEN))
        page.close()
    context.close()
    return seen

"""A teacher's browser: from the click in the list of journals to a usable grid, from a key to «saved»."""

import statistics
from importlib.util import find_spec
from typing import Any

from django.conf import settings as django_settings

from bench.place import SLUG, say
from bench.queries import Journals, day_lesson
from bench.servers import serving
from bench.targets import Visitor
from parta.installation.models import School
from tests import chromium

TIMES = 15
WATCH = """
const now = () => performance.timeOrigin + performance.now();
const began = sessionStorage.clicked ?? performance.timeOrigin;
delete sessionStorage.clicked;
addEventListener("click", () => { sessionStorage.clicked = now(); }, true);
window.saves = []; let pressed = 0;
addEventListener("keydown", e => { if (e.key === "Enter") pressed = now(); }, true);
new MutationObserver(() => {
  const ready = document.querySelector("[data-ready=outbox]");
  if (ready && !window.usable)
    requestAnimationFrame(() => { window.usable ??= now() - began; });
  const line = document.querySelector("#save-status");
  if (pressed && line?.dataset.state === "ok" && line.textContent) { window.saves.push(now() - pressed); pressed = 0; }
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready", "data-state"]});
"""
COLUMN = """id => { let n = 0;
for (const th of document.querySelectorAll("th.da")) { if (th.dataset.l == id) return n;
  n += th.colSpan; } return -1; }"""


def measure(school: School, pages: Journals, settings: dict[str, int]) -> dict[str, Any] | None:
    """Give the medians, or None where there is no browser."""
    if not there_is_one():
        return None
    from playwright.sync_api import sync_playwright

    say("Браузер…")
    lesson = day_lesson(pages, "large")
    opened, saved = [], []
    with serving("app", **settings, PARTA_PRODUCTION="") as port, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        address = f"http://127.0.0.1:{port}"
        context = context_of(browser, pages.teacher, address, viewport={"width": 1366, "height": 768})
        context.add_init_script(WATCH)
        page = context.new_page()
        for _ in range(TIMES + 2):
            page.goto(f"{address}/{SLUG}/journal/")
            page.click(f"a[href='/{SLUG}/journal/{pages.courses['large']}/']")
            until(page, "window.usable !== undefined")
            opened.append(page.evaluate("window.usable"))
        column = page.evaluate(COLUMN, lesson)
        page.locator(f".jg tbody tr:nth-child(1) td:nth-child({column + 2})").click()
        for number in range(TIMES + 2):
            cell = page.locator(f".jg tbody tr:nth-child({number + 1}) td:nth-child({column + 2})")
            page.keyboard.type("4" if cell.inner_text().strip().startswith("5") else "5")
            page.keyboard.press("Enter")
            until(page, f"window.saves.length > {number}")
        saved = page.evaluate("window.saves")
        version = browser.version
        browser.close()
    return {
        "open": statistics.median(opened[2:]), "save": statistics.median(saved[2:]), "times": TIMES,
        "chromium": version, "debug": django_settings.DEBUG,
    }  # fmt: skip


def there_is_one() -> bool:
    """Tell whether a browser can be driven here, and say so when not."""
    if find_spec("playwright") is None or chromium.program() is None:
        say("Нет Chromium или Playwright: замер в браузере пропущен.")
        return False
    return True


def context_of(browser: Any, who: Visitor, address: str, **screen: Any) -> Any:
    """Give a browser of its own to a signed-in person."""
    context = browser.new_context(**screen)
    for part in who.cookie.split("; "):
        name, value = part.split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def until(page: Any, expression: str) -> None:
    """Wait until an expression is true in the page."""
    for _ in range(1000):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(10)
    raise RuntimeError(f"{expression}: {page.locator('#save-status').inner_text()}")

"""`make shots`: pictures of the main pages of the demo, on a phone and on a wide screen, into var/shots."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "shots"
SIZES = {"phone": (390, 844), "wide": (1440, 900)}
PAGES = {
    "door": ("", "/doors/login/"),
    "day": ("klassruk", "/school12/day/"),
    "journals": ("klassruk", "/school12/journal/"),
    "journal": ("klassruk", "/school12/journal/ table a:text('алгебра')"),
    "lesson": ("klassruk", "/school12/day/ main a[href*='/lessons/']"),
    "diary": ("mama", "/school12/diary/"),
    "diary-two": ("semya", "/school12/diary/"),
    "office": ("zavuch", "/school12/office/"),
    "schools": ("admin", "/doors/schools/"),
    "student": ("student", "/college/diary/"),
}


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo on a free port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PARTA_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "parta.cli", "demo"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout or ():
            if "Парта открыта" in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def shoot(browser: Browser, address: str, name: str, size: str) -> None:
    """Sign in, open a page (and, after a space, what the first such link leads to) and take its picture."""
    login, where = PAGES[name]
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ru-RU")
    page = context.new_page()
    page.goto(address + "/doors/login/")
    if login:
        page.fill("[name=login]", login)
        page.fill("[name=password]", "parta-demo")
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    path, _, link = where.partition(" ")
    page.goto(address + path)
    if link:
        found = page.locator(link).first
        if found.count():
            page.goto(address + str(found.get_attribute("href")))
    page.wait_for_timeout(500)
    file = FOLDER / f"{name}-{size}.png"
    page.screenshot(path=file, full_page=size == "phone")
    print(file.relative_to(ROOT), flush=True)  # noqa: T201
    context.close()


def main() -> int:
    """Take every picture."""
    if chromium.program() is None:
        print("Chromium не найден. Поставьте его: apt-get install chromium")  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as driver:
        browser = chromium.launch(driver)
        for size in SIZES:
            for name in PAGES:
                shoot(browser, address, name, size)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

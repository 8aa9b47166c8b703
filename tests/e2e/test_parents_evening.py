"""A parent's evening on a phone of 360 px: the real pages in a real browser, answered by the application in this process."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.factories.school_day import absent, homework, mark, note, told_mark, work

pytestmark = pytest.mark.e2e
HOME = "http://parta.test"
CHROMIUM = "/usr/bin/chromium"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGES = ["", "week/", "marks/", "marks/{course}/", "results/", "absences/"]


@pytest.fixture
def phone(world, browser_of, monkeypatch):
    """A mother's phone; `phone.online = False` cuts the network."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine")
    from parta.people.queries import actors

    now = actors._ACTOR.replace("now()", "timestamptz '2026-11-20 12:00+05'")
    monkeypatch.setattr(actors, "_ACTOR", now)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    signed_in = browser_of(world.mother)

    def serve(route, request):
        if not page.online:
            return route.abort()
        parts = urlsplit(request.url)
        if parts.path.startswith("/static/"):
            found = Path(finders.find(parts.path.removeprefix("/static/")))
            return route.fulfill(body=found.read_bytes(), content_type=TYPES[found.suffix])
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name: value for name, value in request.headers.items() if name != "cookie"}
        if request.method == "POST":
            response = signed_in.post(
                address, request.post_data or "", content_type=headers["content-type"], headers=headers
            )
        else:
            response = signed_in.get(address, headers=headers)
        return route.fulfill(
            status=response.status_code, body=response.content, headers=dict(response.headers.items())
        )

    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
        page = context.new_page()
        page.online = True
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda m: page.complaints.append(m.text) if "Content Security" in m.text else None)
        context.route("**/*", serve)
        yield page
        chromium.close()


def return_to(page):
    """Come back to the tab."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_parents_evening(world, phone):
    me = world.pupils[0]
    for lesson in world.lessons[:4]:
        mark(work(lesson), me, "4", attempts=("2",))
        absent(lesson, me)
    note(world.lessons[5], me, "Очень" + "длинное" * 30)
    homework(world.lessons[5], world.lessons[6], "https://resh.edu.ru/" + "a" * 200, minutes=20)
    for path in PAGES:
        phone.goto(f"{HOME}/alpha/diary/{path.format(course=world.algebra.pk)}")
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, path
    assert phone.complaints == []


def test_a_new_mark_shows_on_return_without_a_reload(world, phone):
    phone.goto(f"{HOME}/alpha/diary/")
    phone.evaluate("window.same = true")
    told_mark(mark(work(world.lessons[5]), world.pupils[0], "5"))
    return_to(phone)
    phone.get_by_text("Новая отметка 5").wait_for(timeout=5000)
    assert phone.evaluate("window.same") is True


def test_without_a_network_the_page_says_as_of_when_and_comes_back(world, phone):
    phone.goto(f"{HOME}/alpha/diary/week/")
    phone.online = False
    return_to(phone)
    phone.get_by_text("Связи с сервером нет").wait_for(timeout=5000)
    told_mark(mark(work(world.lessons[5]), world.pupils[0], "5"))
    phone.online = True
    return_to(phone)
    phone.locator("#live .mark").get_by_text("5").wait_for(timeout=5000)
    phone.wait_for_function("document.getElementById('asof').textContent === ''")


def test_homework_is_ticked_in_place(world, phone):
    task = homework(world.lessons[5], world.lessons[6], minutes=20)
    phone.goto(f"{HOME}/alpha/diary/")
    phone.locator(f"#h{task.pk} .tick").tap()
    phone.locator(f"#h{task.pk} .tick[aria-pressed=true]").wait_for(timeout=5000)
    assert task.done.count() == 1
    phone.locator(f"#h{task.pk} .tick").tap()
    phone.locator(f"#h{task.pk} .tick[aria-pressed=false]").wait_for(timeout=5000)
    assert task.done.count() == 0

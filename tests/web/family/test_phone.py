"""A parent's evening on a phone of 360 px: the real pages in a real browser, answered by the application in this process."""

import queue
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

from tests import chromium
from tests.factories.school_day import absent, homework, mark, note, told_mark, work

pytestmark = pytest.mark.e2e
HOME = "http://parta.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGES = ["", "week/", "marks/", "marks/{course}/", "results/", "absences/"]


class Phone:
    """A browser in a thread of its own; this thread answers its requests, with the test's own transaction."""

    def __init__(self, signed_in):
        self.signed_in = signed_in
        self.online = True
        self.complaints = []
        self.inbox = queue.Queue()
        self.thread = ThreadPoolExecutor(1)

    def start(self, driver):
        self.driver = driver().start()
        self.browser = chromium.launch(self.driver)
        context = self.browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
        context.route("**/*", self.ask)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if "Content Security" in m.text else None)

    def stop(self):
        self.browser.close()
        self.driver.stop()

    def ask(self, route, request):
        answer = Future()
        self.inbox.put((request.method, request.url, dict(request.headers), request.post_data or "", answer))
        found = answer.result(60)
        route.fulfill(**found) if found else route.abort()

    def answer(self, method, url, headers, body):
        if not self.online:
            return None
        parts = urlsplit(url)
        if parts.path.startswith("/static/"):
            found = Path(finders.find(parts.path.removeprefix("/static/")))
            return {"body": found.read_bytes(), "content_type": TYPES[found.suffix]}
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        headers.pop("cookie", None)
        if method == "POST":
            response = self.signed_in.post(address, body, content_type=headers["content-type"], headers=headers)
        else:
            response = self.signed_in.get(address, headers=headers)
        return {"status": response.status_code, "body": response.content, "headers": dict(response.headers.items())}

    def run(self, act, *args):
        """Do something in the browser's thread and serve until it is done."""
        doing = self.thread.submit(act, *args)
        while not doing.done():
            with suppress(queue.Empty):
                *request, answer = self.inbox.get(timeout=0.02)
                answer.set_result(self.answer(*request))
        return doing.result()

    def open(self, path):
        self.run(lambda: self.page.goto(f"{HOME}/alpha/diary/{path}"))

    def eval(self, script):
        return self.run(lambda: self.page.evaluate(script))

    def see(self, selector):
        self.run(lambda: self.page.locator(selector).first.wait_for(timeout=60_000))

    def tap(self, selector):
        self.run(lambda: self.page.locator(selector).tap(timeout=60_000))

    def come_back(self):
        self.eval("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.fixture
def phone(world, browser_of, noon):
    """A mother's phone; `phone.online = False` cuts the network."""
    phone = Phone(browser_of(world.mother))
    phone.run(phone.start, sync_playwright)
    yield phone
    phone.run(phone.stop)
    phone.thread.shutdown()


def test_a_parents_evening(world, phone):
    me = world.pupils[0]
    for lesson in world.lessons[:4]:
        mark(work(lesson), me, "4", attempts=("2",))
        absent(lesson, me)
    note(world.lessons[5], me, "Очень" + "длинное" * 30)
    homework(world.lessons[5], world.lessons[6], "https://resh.edu.ru/" + "a" * 200, minutes=20)
    for path in PAGES:
        phone.open(path.format(course=world.algebra.pk))
        assert phone.eval("document.documentElement.scrollWidth") == 360, path
    assert phone.complaints == []


def test_a_new_mark_shows_on_return_without_a_reload(world, phone):
    phone.open("")
    phone.eval("window.same = true")
    told_mark(mark(work(world.lessons[5]), world.pupils[0], "5"))
    phone.come_back()
    phone.see("text=Новая отметка 5")
    assert phone.eval("window.same") is True


def test_without_a_network_the_page_says_as_of_when_and_comes_back(world, phone):
    phone.open("week/")
    phone.online = False
    phone.come_back()
    phone.see("text=Связи с сервером нет")
    told_mark(mark(work(world.lessons[5]), world.pupils[0], "5"))
    phone.online = True
    phone.come_back()
    phone.see("#live .mark:text('5')")
    assert phone.eval("document.getElementById('asof').textContent") == ""


def test_homework_is_ticked_in_place(world, phone):
    task = homework(world.lessons[5], world.lessons[6], minutes=20)
    phone.open("")
    phone.tap(f"#h{task.pk} .tick")
    phone.see(f"#h{task.pk} .tick[aria-pressed=true]")
    assert task.done.count() == 1
    phone.tap(f"#h{task.pk} .tick")
    phone.see(f"#h{task.pk} .tick[aria-pressed=false]")
    assert task.done.count() == 0

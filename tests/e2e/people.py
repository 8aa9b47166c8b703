"""Somebody at a screen: a browser context, the page, and everything the console complained about."""

import time
from collections.abc import Callable
from typing import Any

# No journey measures time: a crowded machine may take long over a step, and only what never comes is a failure.
PATIENCE = 60
DESK = {"width": 1366, "height": 768}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
# Chromium's own line for every answer above 399 and every lost request; what the page makes of it is tested.
EXPECTED = ("Failed to load resource",)


class Someone:
    """A person with a browser of their own."""

    def __init__(self, browser: Any, school: Any, name: str, options: dict[str, Any]) -> None:
        self.school = school
        self.name = name
        self.problems: list[str] = []
        permissions = ["clipboard-read", "clipboard-write"]
        self.context = browser.new_context(**{"viewport": DESK, "permissions": permissions, **options})
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.new_tab()

    def new_tab(self) -> Any:
        """Open a tab that is listened to."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"{self.name}: {error}"))
        page.on("console", self._heard)
        self.page = page
        return page

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.problems.append(f"{self.name}: {message.text}")

    def sign_in(self, login: str, password: str) -> None:
        """Come through the door."""
        self.page.goto(self.school.town.address + "/")
        self.type_into_the_door(login, password)

    def type_into_the_door(self, login: str, password: str) -> None:
        """Fill the sign-in form and send it."""
        self.page.get_by_label("Имя для входа").fill(login)
        self.page.get_by_label("Пароль").fill(password)
        self.page.get_by_role("button", name="Войти").click()

    def open(self, path: str) -> Any:
        """Open a page of the school."""
        self.page.goto(self.school.url(path))
        return self.page

    def open_journal(self, query: str = "") -> Any:
        """Open the algebra journal and wait until it takes typing."""
        self.open(f"journal/{self.school.ids['course']}/{query}")
        self.page.locator("[data-ready=outbox]").wait_for(state="attached")
        return self.page

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type_russian(self, *letters: str) -> None:
        """Press keys of the Russian layout, which Playwright knows no names for; other keys by their names."""
        session = self.context.new_cdp_session(self.page)
        for letter in letters:
            if not letter.isalpha() or len(letter) > 1:
                self.page.keyboard.press(letter)
                continue
            for kind in ("keyDown", "keyUp"):
                session.send(
                    "Input.dispatchKeyEvent", {"type": kind, "key": letter, "text": letter if kind == "keyDown" else ""}
                )
        session.detach()

    def cell(self, row: int, lesson: int | None = None, slot: int = 0) -> Any:
        """Give a cell of the grid by the pupil's place in the list and the lesson."""
        return self.page.locator(f"#grid tbody tr:nth-child({row + 1}) td").nth(self.column(lesson, slot))

    def column(self, lesson: int | None = None, slot: int = 0) -> int:
        """Give the number of a lesson's column."""
        wanted = lesson or self.school.ids["lesson"]
        return int(
            self.page.evaluate(
                "([l, s]) => { let n = 0; for (const th of document.querySelectorAll('#grid th.da')) {"
                " if (th.dataset.l === String(l)) return n + s; n += th.colSpan; } return -1; }",
                [wanted, slot],
            )
        )

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        self.page.locator("#save-status[data-state=ok]:text('Всё сохранено')").wait_for()


def until(question: Callable[[], Any], wanted: Any = True, seconds: float = PATIENCE) -> None:
    """Ask again until the answer is the wanted one."""
    end = time.monotonic() + seconds
    while (found := question()) != wanted:
        assert time.monotonic() < end, f"{found!r} and not {wanted!r}"
        time.sleep(0.05)

"""The grid and the lesson panel in a real browser, against a journal in memory that fails on demand."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e
JOURNAL = "/demo/journal/7/"
TODAY = 12  # the column of 20 November: eleven lessons before it, one of them with two works


class Stub:
    """The other end of the wire."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, path: str, body: dict) -> dict:
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def state(self) -> dict:
        with urllib.request.urlopen(self.address + "/state", timeout=10) as answer:
            return json.load(answer)

    def fail(self, mode: str, times: int = 1) -> None:
        self.post("/control", {"mode": mode, "times": times})

    def marks(self, lesson: int, pupil: int) -> list[str]:
        """The marks of a pupil at a lesson, work after work, with attempts."""
        state = self.state()
        works = [w for w in state["works"].values() if w["lesson"] == lesson]
        found = []
        for work in works:
            for criterion in range(1, work["criteria"] + 1):
                record = state["records"].get(f"m:{work['id']}:{pupil}:{criterion}")
                if record and record["value"]:
                    found.append("→".join([*record.get("attempts", []), record["value"]]))
        return found

    def record(self, key: str) -> dict | None:
        return self.state()["records"].get(key)


@pytest.fixture
def stub():
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("grid_stub.py")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield Stub(process.stdout.readline().strip())
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def context(browser):
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


def open_page(context, stub, path=JOURNAL):
    page = context.new_page()
    page.set_default_timeout(8000)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda m: (
            page.problems.append(m.text) if m.type == "error" and "Failed to load resource" not in m.text else None
        ),
    )
    page.goto(stub.address + path)
    page.wait_for_selector("[data-ready=outbox]", state="attached")
    return page


@pytest.fixture
def page(context, stub):
    page = open_page(context, stub)
    yield page
    assert page.problems == []


def cell(page, row, column=TODAY):
    return page.locator(f".jg tbody tr:nth-child({row + 1}) td:nth-child({column + 2})")


def until(page, expression, seconds=8):
    """Wait for a truth in the page; Playwright's own waiting needs eval, which our policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, (
            expression,
            page.locator("#save-status").inner_text(),
            page.locator(".slip").all_inner_texts(),
            page.problems,
        )
        page.wait_for_timeout(20)


def saved(page):
    until(
        page,
        "(s => s.dataset.state === 'ok' && s.textContent !== '')(document.querySelector('#save-status'))",
    )


LESSON = 511  # the lesson of TODAY's column
FIRST, SECOND, THIRD = 100, 101, 102


def test_typing_and_arrows_save_marks_and_absences(page, stub):
    assert page.evaluate("document.activeElement.className").startswith("td")
    for key in ["5", "ArrowDown", "4", "Enter", "y", "Enter", "4", "Space", "5", "Enter"]:
        page.keyboard.press(key)
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert stub.marks(LESSON, SECOND) == ["4"]
    assert stub.record(f"a:{LESSON}:{THIRD}")["value"] == "absent"
    assert stub.marks(LESSON, 103) == ["4", "5"]
    assert cell(page, 0).inner_text() == "5"
    assert cell(page, 2).inner_text() == "н"
    assert cell(page, 3, TODAY + 1).inner_text() == "5"
    assert len([w for w in stub.state()["works"].values() if w["lesson"] == LESSON]) == 2
    assert page.locator(".jg td.unsaved").count() == 0


def test_a_new_attempt_two_criteria_and_a_mark_beside_an_absence(page, stub):
    for key in ["2", "Enter", "4", "/", "3", "Enter", ",", "/", "4", "Enter"]:
        page.keyboard.press(key)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    for key in ["F2", "End", ">", "4", "Enter"]:
        page.keyboard.press(key)
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["2→4"]
    assert stub.marks(LESSON, SECOND) == ["4", "3"]
    assert stub.record(f"a:{LESSON}:{THIRD}")["value"] == "ill"
    assert stub.marks(LESSON, THIRD) == ["4"]
    assert cell(page, 2).inner_text() == "б/4"


def test_average_follows_and_proposal(page):
    before = page.locator(".jg tbody tr:first-child td.ra").inner_text()
    for key in ["2", "Enter", "2", "Enter"]:
        page.keyboard.press(key)
    saved(page)
    assert page.locator(".jg tbody tr:first-child td.ra").inner_text() != before
    assert "·" in page.locator(".jg tbody tr:first-child td.ra").inner_text()


def test_selection_is_filled_cleared_and_undone(page, stub):
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("4")
    saved(page)
    assert [stub.marks(LESSON, 100 + i) for i in range(5)] == [["4"], ["4"], ["4"], ["4"], []]
    page.keyboard.press("Control+z")
    page.wait_for_timeout(400)
    saved(page)
    assert [stub.marks(LESSON, 100 + i) for i in range(4)] == [[], [], [], []]
    page.keyboard.press("Control+y")
    page.wait_for_timeout(400)
    saved(page)
    assert stub.marks(LESSON, 103) == ["4"]
    # Undo came as new operations: nothing was ever taken out of the record.
    assert len([o for o in stub.state()["operations"] if o["kind"] == "mark"]) == 12


def test_a_column_comes_from_excel_and_goes_back(page, stub):
    page.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData('text/plain', text);
      const options = {clipboardData: data, bubbles: true, cancelable: true};
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', options)); }""",
        "5\r\n4\r\nн\r\n\r\nабв\r\n",
    )
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert stub.record(f"a:{LESSON}:{THIRD}")["value"] == "absent"
    assert cell(page, 4).inner_text() == "абв"  # what was not understood stays in sight
    assert "refused" in cell(page, 4).get_attribute("class")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "5\n4\nн"


def test_offline_reload_and_resend(context, stub):
    page = open_page(context, stub)
    context.set_offline(True)
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    page.wait_for_selector("#save-status[data-state=off]")
    assert "unsaved" in cell(page, 0).get_attribute("class")
    assert stub.marks(LESSON, FIRST) == []
    page.close()  # the tab dies with the mark unsent
    context.set_offline(False)
    page = open_page(context, stub)
    until(
        page,
        "!document.querySelector('td.unsaved') && document.querySelector('#save-status').textContent !== ''",
    )
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert cell(page, 0).inner_text() == "5"
    assert page.problems == []


@pytest.mark.parametrize("mode", ["drop_request", "drop_answer", "503", "429"])
def test_nothing_is_lost_or_doubled_when_the_wire_breaks(page, stub, mode):
    stub.fail(mode, 2)
    for key in ["5", "Enter", "4", "Enter", "ArrowUp", "3", "Enter"]:
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert stub.marks(LESSON, SECOND) == ["3"]
    key = next(
        k
        for k in stub.state()["records"]
        if k.endswith(f":{SECOND}:1") and stub.record(k)["value"] == "3" and stub.record(k)["v"] == 2
    )
    assert key


def test_a_second_thought_while_the_first_is_under_way_is_no_conflict(page, stub):
    stub.fail("slow", 1)
    for key in ["4", "Enter", "ArrowUp", "3", "Enter"]:
        page.keyboard.press(key)
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["3"]
    assert page.locator("td.conflict").count() == 0


def test_session_over_keeps_the_queue_and_another_account_does_not_see_it(context, stub):
    page = open_page(context, stub)
    stub.fail("401", 99)
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    page.wait_for_selector("#save-notice:not([hidden])")
    assert "/login/?next=" in page.locator("#save-notice a").get_attribute("href")
    stranger = open_page(context, stub, JOURNAL + "?account=2")
    assert stranger.locator("td.unsaved").count() == 0
    stranger.close()
    stub.fail("ok")
    page.reload()
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]


def test_conflict_shows_both_and_the_teacher_chooses(page, stub):
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    saved(page)
    work = next(w["id"] for w in stub.state()["works"].values() if w["lesson"] == LESSON)
    page.keyboard.press("ArrowUp")
    page.route("**/changes*", lambda route: route.abort())  # the news of the other's change is late
    stub.post(
        "/other",
        {
            "op": "o1",
            "kind": "mark",
            "work": work,
            "pupil": FIRST,
            "criterion": 1,
            "value": "2",
            "attempt": False,
            "base": 1,
        },
    )
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    page.wait_for_selector("td.conflict")
    assert cell(page, 0).inner_text() == "2|5"
    assert "Осипова Н. И. в 10:12: «2». У вас: «5»" in page.locator(".slip").inner_text()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")  # to the slip's first button
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert page.locator("td.conflict").count() == 0


def test_refusal_stays_with_its_reason_until_dismissed_even_after_reload(page, stub):
    page.keyboard.press("Home")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.wait_for_selector("td.refused")
    assert "прошло 15 дней (Положение, п. 17)" in page.locator(".slip").inner_text()
    assert cell(page, 0, 0).inner_text() == "3"
    page.reload()
    page.wait_for_selector("td.refused")
    page.locator("td.refused").click()
    page.locator(".slip button").click()
    assert page.locator("td.refused").count() == 0
    assert cell(page, 0, 0).inner_text() == "4"


def test_others_changes_come_in_and_the_cursor_stays(page, stub):
    page.keyboard.press("ArrowDown")
    stub.post(
        "/other",
        {"op": "o2", "kind": "absence", "lesson": LESSON, "pupil": THIRD, "value": "ill", "reason": "", "base": 0},
    )
    stub.post(
        "/other",
        {
            "op": "o3",
            "kind": "mark",
            "work": "11111111-0000-4000-8000-000000000001",
            "pupil": FIRST,
            "criterion": 1,
            "value": "3",
            "attempt": False,
            "base": 0,
            "new_work": {"lesson": 509, "kind": 2, "weight": 1, "title": "", "criteria": 1},
        },
    )
    until(page, "document.querySelector('.jg tbody tr:nth-child(3)').textContent.includes('б')", 4)
    # The new column stands before today's, and the cursor went along with its lesson.
    until(page, "document.querySelectorAll('.jg thead tr:nth-child(3) th').length === 36", 4)
    assert page.evaluate(
        "[document.activeElement.closest('tr').sectionRowIndex, document.activeElement.cellIndex]"
    ) == [1, TODAY + 2]


def test_topic_and_homework_save_in_place(page, stub):
    page.fill("[data-strip=topic]", "Квадрат суммы")
    page.fill("[data-strip=homework]", "№ 345")
    page.check("[data-strip=none]")
    saved(page)
    page.wait_for_timeout(300)
    saved(page)
    assert stub.record(f"to:{LESSON}")["value"] == "Квадрат суммы"
    assert stub.record(f"hw:{LESSON}")["none"] is True


def test_column_tools_by_keyboard(page, stub):
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_selector("dialog.pop")
    page.keyboard.press("Enter")  # «5» to everybody without a mark
    saved(page)
    assert sum(stub.marks(LESSON, 100 + i) == ["5"] for i in range(30)) == 29  # one has left the class
    assert page.locator("dialog").count() == 0
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="Добавить работу…").click()
    page.get_by_label("Вид работы").select_option("3")
    assert page.get_by_role("dialog").get_by_label("Вес", exact=True).input_value() == "2"
    page.get_by_role("dialog").get_by_role("button", name="Добавить работу").click()
    saved(page)
    until(page, "[...document.querySelectorAll('.jg .ki.ct')].length === 3")


def test_term_mark_beside_the_proposal(page, stub):
    page.locator(".jg tbody tr:first-child td.rt").click()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    saved(page)
    assert stub.record(f"te:{FIRST}:term:12")["value"] == "4"


def test_cells_outside_the_pupils_dates_take_nothing(page, stub):
    page.keyboard.press("Control+ArrowUp")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    assert "out" in cell(page, 4, 0).get_attribute("class")
    page.keyboard.press("5")
    page.keyboard.press("Enter")
    assert stub.state()["operations"] == []


def test_keys_page_and_escape(page):
    page.keyboard.press("Shift+?")
    page.wait_for_selector("dialog[open] .keys")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("5")
    page.keyboard.press("Escape")
    assert cell(page, 0).inner_text() == ""
    assert page.evaluate("document.activeElement.tagName") == "TD"


def test_two_tabs_share_one_queue(context, stub):
    first, second = open_page(context, stub), open_page(context, stub)
    stub.fail("slow", 1)
    first.bring_to_front()
    first.keyboard.press("5")
    first.keyboard.press("Enter")
    second.bring_to_front()
    second.keyboard.press("ArrowDown")
    second.keyboard.press("4")
    second.keyboard.press("Enter")
    saved(second)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert stub.marks(LESSON, SECOND) == ["4"]
    operations = [o["op"] for o in stub.state()["operations"]]
    assert len(operations) == len(set(operations)) == 2  # neither tab sent the other's twice


def test_phone_list(browser, stub):
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = open_page(context, stub)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    row = page.locator(".ph li").first
    row.get_by_role("button", name="Абрамова Алиса: 5").tap()
    page.locator(".ph li").nth(1).get_by_role("button", name="нет на уроке").tap()
    saved(page)
    assert stub.marks(LESSON, FIRST) == ["5"]
    assert stub.record(f"a:{LESSON}:{SECOND}")["value"] == "absent"
    assert row.get_by_role("button", name="Абрамова Алиса: 5").get_attribute("aria-pressed") == "true"
    row.get_by_role("button", name="Абрамова Алиса: 5").tap()
    page.wait_for_timeout(300)
    saved(page)
    assert stub.marks(LESSON, FIRST) == []
    assert page.problems == []
    context.close()


def test_lesson_panel(context, stub):
    page = open_page(context, stub, f"/demo/lessons/{LESSON}/")
    page.get_by_text("Абрамова Алиса").click()
    page.get_by_label("Белов Тимофей: отметка").fill("4 5")
    page.get_by_label("Белов Тимофей: отметка").first.press("Enter")
    page.get_by_role("button", name="По плану № 24").click()
    page.check("[data-strip=none]")
    saved(page)
    page.wait_for_timeout(300)
    saved(page)
    assert stub.record(f"a:{LESSON}:{FIRST}")["value"] == "absent"
    assert stub.marks(LESSON, SECOND) == ["4", "5"]
    assert stub.record(f"to:{LESSON}") | {"author": ""} == {
        "value": "Квадрат суммы и квадрат разности",
        "v": 2,
        "author": "",
        "plan_line": 41,
    }
    assert page.get_by_text("Всё заполнено").is_visible()
    assert page.problems == []


def test_what_no_cell_can_show_is_listed_and_put_away(page, stub):
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="Добавить работу…").click()
    page.get_by_role("dialog").get_by_role("button", name="Добавить работу").click()
    saved(page)
    work = next(w for w in stub.state()["works"].values() if w["lesson"] == LESSON)
    page.route("**/changes*", lambda route: route.abort())
    stub.post(
        "/other",
        {
            "op": "o4",
            "kind": "work",
            "work": work["id"],
            "lesson": LESSON,
            "kind_id": 3,
            "weight": 2,
            "title": "",
            "criteria": 1,
            "base": 1,
        },
    )
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="Вид и вес работы…").click()
    page.get_by_role("dialog").get_by_label("Вес", exact=True).fill("1.5")
    page.get_by_role("dialog").get_by_role("button", name="Сохранить").click()
    page.get_by_role("button", name="Не принято: 1 запись").click()
    assert "Алгебра 7А · 20 ноября" in page.get_by_role("dialog").inner_text()
    page.get_by_role("dialog").get_by_role("button").last.click()
    saved(page)
    assert next(w for w in stub.state()["works"].values() if w["lesson"] == LESSON)["weight"] == 1.5

"""How the journal behaves on the screen: light, still, in its place, under the keyboard, on paper and on small screens."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE, until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

SHIFTS = """
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved = (window.moved ?? 0) + one.value; })
  .observe({type: "layout-shift", buffered: true});
"""
LOADED = """() => performance.getEntriesByType('resource').filter((one) => /\\.(js|css)$/.test(one.name)).map((one) => one.transferSize)"""
BOX = "(name) => { const { x, y, width, height } = document.querySelector(name).getBoundingClientRect(); return { x, y, width, height }; }"


@pytest.fixture
def teacher(enter):
    """The algebra teacher in the journal, at the first pupil's cell of today."""
    one = enter("teacher")
    one.open_journal()
    one.cell(0).click()
    return one


def sideways(page):
    """Tell how much wider than the window the page is."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_first_visit_is_light_and_nothing_jumps(school, enter):
    one = enter("teacher")
    one.context.add_init_script(SHIFTS)
    cleaner = one.context.new_cdp_session(one.page)
    cleaner.send("Network.clearBrowserCache")
    page = one.open_journal()
    page.wait_for_timeout(300)
    loaded = page.evaluate(LOADED)
    assert len(loaded) <= 6
    assert 10_000 < sum(loaded) <= 36_400
    assert page.evaluate("window.moved ?? 0") == 0
    assert sideways(page) == 0


def test_letters_of_a_russian_keyboard(school, teacher):
    ids = school.ids
    teacher.type_russian("н", "Enter", "Б", "/", "4", "Enter", "о", "Enter")
    teacher.saved()
    codes = [school.absence(ids["lesson"], pupil) for pupil in (*ids["pupils"][:2], ids["newcomer"])]
    assert codes == ["absent", "ill", "late"]
    expect(teacher.cell(1)).to_have_text("Б/4")


def test_what_was_not_understood_is_counted_found_and_undone(school, teacher):
    page, status = teacher.page, teacher.page.locator("#save-status")
    page.evaluate("navigator.clipboard.writeText('5\\n7\\n4\\n')")
    teacher.press("Control+v")
    expect(status).to_have_text("Не понято: 1 клетка")
    until(lambda: school.rows("SELECT count(*) FROM journal_mark"), [(2,)])
    teacher.cell(4).click()
    status.get_by_role("button").click()
    expect(page.locator(".slip")).to_contain_text("«7» здесь поставить нельзя")
    expect(teacher.cell(1)).to_have_class(re.compile("cur"))
    teacher.press("Escape", "Control+z")
    expect(teacher.cell(1)).to_have_text("")
    teacher.saved()
    # A mark of the period keeps what was typed, too.
    page.locator("#grid tbody tr:first-child td.rt").click()
    teacher.press("9", "Enter")
    expect(page.locator("#grid tbody tr:first-child td.rt")).to_have_text("9")
    expect(status).to_have_text("Не понято: 1 клетка")
    page.locator("#grid tbody tr:first-child td.rt").click()
    page.locator(".slip").get_by_role("button", name="Понятно").click()
    expect(page.locator("#grid tbody tr:first-child td.rt")).to_have_text("")
    assert school.rows("SELECT count(*) FROM journal_termresult") == [(0,)]


def test_a_column_says_by_when_and_a_shut_cell_says_why(school, teacher):
    """School 2: marks of a lesson up to 21:00; after a week by the deputy alone."""
    page, old = teacher.page, teacher.cell(0, school.ids["old_lesson"])
    head = page.locator("#grid th.ki").nth(teacher.column())
    expect(head).to_have_attribute("data-due", "1")
    expect(head).to_have_attribute("aria-label", re.compile("срок скоро"))
    head.hover()
    expect(head).to_have_attribute(
        "title", re.compile(r"Отметки — до 21:00 сегодня · Положение школы № 2, п\. 17\(4\)")
    )
    expect(old).to_have_class(re.compile(r"\blk\b"))
    old.hover()
    expect(old).to_have_attribute("title", re.compile("уже нельзя.*Открыть доступ может заместитель директора"))
    old.click()
    teacher.press("Alt+ArrowDown")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("со дня урока прошло больше 7 дней")
    expect(dialog.get_by_role("link", name="Попросить открыть доступ")).to_be_visible()
    teacher.press("Escape")
    teacher.cell(0).click()
    teacher.press("5", "Enter")
    expect(head).to_have_attribute("data-due", "0")


def test_the_end_of_a_session_moves_no_cell(school, teacher):
    page = teacher.page
    before = page.evaluate(BOX, "td.cur"), page.evaluate(BOX, "#strip")
    school.end_sessions("teacher")
    teacher.press("5", "Enter", "ArrowUp")
    expect(page.locator("#save-notice")).to_contain_text("Вход завершён")
    assert (page.evaluate(BOX, "td.cur"), page.evaluate(BOX, "#strip")) == before


def test_the_keyboard_reaches_everything_and_presses_nothing_by_itself(school, teacher):
    page = teacher.page
    teacher.press("F6")
    expect(page.locator("#strip").get_by_label("Тема")).to_be_focused()
    teacher.press("Escape")
    expect(teacher.cell(0)).to_be_focused()
    teacher.press("F6", "Tab", "F6")
    expect(teacher.cell(0)).to_be_focused()
    # The tools of the column open with no button under the first Enter; the arrows walk them.
    teacher.press("Alt+ArrowDown", "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    teacher.press("ArrowDown")
    expect(dialog.get_by_role("button", name="5", exact=True)).to_be_focused()
    teacher.press("ArrowUp")
    expect(dialog.get_by_role("link", name="Открыть урок")).to_be_focused()
    teacher.press("Tab")
    expect(dialog.get_by_role("button", name="Закрыть")).to_be_focused()
    teacher.press("Escape")
    expect(teacher.cell(0)).to_be_focused()
    outline = (
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert page.evaluate(outline) == "solid2px"
    assert school.rows("SELECT count(*) FROM journal_operation") == [(0,)]


def test_a_card_stands_beside_its_cell_and_inside_the_window(school, teacher):
    page = teacher.page
    page.set_viewport_size({"width": 1024, "height": 560})
    for row in (0, 4):
        teacher.cell(row).click()
        teacher.press("Shift+F2")
        expect(page.get_by_role("dialog").locator(".history")).to_contain_text("ничего не записывали")
        card, cell = page.evaluate(BOX, "dialog"), page.evaluate(BOX, "td.cur")
        assert card["y"] >= 0
        assert card["y"] + card["height"] <= 560
        apart = (
            card["x"] >= cell["x"] + cell["width"]
            or card["x"] + card["width"] <= cell["x"]
            or card["y"] >= cell["y"] + cell["height"]
            or card["y"] + card["height"] <= cell["y"]
        )
        assert apart
        teacher.press("Escape")


def test_two_hundred_per_cent_and_the_dark(school, enter):
    one = enter("teacher", viewport={"width": 683, "height": 384}, device_scale_factor=2, color_scheme="dark")
    page = one.open_journal()
    assert sideways(page) == 0
    name, cell, mark = page.evaluate(BOX, "tbody th.nm"), page.evaluate(BOX, "td.cur"), page.evaluate(BOX, "td.rt")
    assert name["x"] + name["width"] <= cell["x"]
    assert cell["x"] + cell["width"] <= mark["x"]
    colours = page.evaluate(
        "(() => { const style = getComputedStyle(document.querySelector('td.cur')); return [style.color, style.backgroundColor]; })()"
    )
    light, dark = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert light > dark + 300


def test_a_phone_draws_the_list_alone(school, enter):
    one = enter("teacher", **PHONE)
    one.context.add_init_script(SHIFTS)
    page = one.open_journal()
    expect(page.locator(".ph li")).to_have_count(5)
    expect(page.locator("#grid table")).to_have_count(0)
    assert sideways(page) == 0
    page.set_viewport_size({"width": 900, "height": 740})
    expect(page.locator("#grid tbody tr")).to_have_count(5)
    expect(page.locator("#grid-phone")).to_be_hidden()


def test_paper_takes_the_whole_table(school, teacher):
    page = teacher.page
    teacher.press("5", "Enter")
    teacher.saved()
    page.set_viewport_size({"width": 1047, "height": 740})
    page.emulate_media(media="print")
    table = page.evaluate(BOX, "table.jg")
    assert table["width"] <= 1047
    expect(page.locator(".foot-print")).to_contain_text("Школа")
    for hidden in (".bar", "#strip", ".head-act"):
        expect(page.locator(hidden)).to_be_hidden()

"""A teacher's day at the real application, typed and clicked."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_a_lesson_in_one_minute(school, enter):
    ids = school.ids
    teacher = enter("teacher")
    page = teacher.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Мой день")
    row = page.locator("ol.day > li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("нет темы")
    row.locator(".what a").click()

    first, second = (page.locator(f"[data-pupil='{pupil}']") for pupil in ids["pupils"][:2])
    page.locator("#lesson-panel[data-ready=outbox]").wait_for()
    first.get_by_role("checkbox").check()
    first.get_by_role("combobox").select_option("ill")
    page.get_by_role("button", name="Все на уроке").click()
    # Six lessons were before this one, so the plan's seventh line is next.
    page.get_by_role("button", name="По плану № 7").click()
    expect(page.get_by_label("Тема", exact=True)).to_have_value("Тема 7")
    page.get_by_label("Задание на дом").fill("№ 12, 14")
    page.get_by_label("минут").fill("20")
    mark = second.get_by_label("отметка")
    mark.fill("4")
    mark.press("Enter")
    expect(page.get_by_text("Всё заполнено")).to_be_visible()
    teacher.saved()

    assert school.absence(ids["lesson"], ids["pupils"][0]) == "ill"
    assert school.marks(ids["lesson"], ids["pupils"][1]) == ["4"]
    topic, line, rolled = school.entry(ids["lesson"])
    assert topic == "Тема 7"
    assert line is not None
    assert rolled
    given = school.rows("SELECT text, minutes, due_lesson_id FROM journal_homework WHERE lesson_id = %s", ids["lesson"])
    assert given == [("№ 12, 14", 20, ids["tomorrow"])]

    page.locator(".nav").get_by_role("link", name="Мой день").click()
    expect(page.locator("ol.day > li")).to_contain_text("нет 1")
    # While marks are in time, the line says how many of those present have one; later, how many there are.
    expect(page.locator("ol.day > li")).to_contain_text(re.compile("отметки за урок: 1 из|отметок 1"))
    expect(page.get_by_text("Всё заполнено")).to_be_visible()


def test_typing_in_the_journal(school, enter):
    ids = school.ids
    lesson, (anton, maria, oleg) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open_journal()
    # Pupils: Антонов, Ёжикова, Нилова (came 3 days ago), Титов (left 3 days ago), Яковлев; the cursor stands at today.
    expect(page.locator("#grid tbody tr")).to_have_count(5)
    expect(teacher.cell(3)).to_have_class(re.compile(r"\bout\b"))
    teacher.press("5", "ArrowDown", "4", "Space", "5", "Enter", "y", "Enter", "Enter", "2", ">", "3", "Enter")
    teacher.saved()
    assert school.marks(lesson, anton) == ["5"]
    assert school.marks(lesson, maria) == ["4", "5"]
    assert school.absence(lesson, ids["newcomer"]) == "absent"
    assert school.marks(lesson, oleg) == ["2→3"]
    expect(teacher.cell(0)).to_have_text("5")
    expect(teacher.cell(1, slot=1)).to_have_text("5")
    expect(teacher.cell(2)).to_have_text("Н")
    expect(teacher.cell(4)).to_have_text("2→3")
    expect(page.locator("#grid tbody tr:nth-child(2) td.ra")).to_have_text("4,50·4,50")
    # What was typed is the same after a reload, and the other works of the day too.
    page = teacher.open_journal()
    expect(teacher.cell(1)).to_have_text("4")
    expect(teacher.cell(4)).to_have_text("2→3")


def test_a_column_from_a_spreadsheet_back_and_undone(school, enter):
    ids = school.ids
    lesson, (anton, maria, oleg) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open_journal()
    teacher.cell(0).click()
    page.evaluate("navigator.clipboard.writeText('5\\n4\\nн\\n\\n3\\n')")
    teacher.press("Control+v")
    teacher.saved()
    assert [school.marks(lesson, pupil) for pupil in (anton, maria, oleg)] == [["5"], ["4"], ["3"]]
    assert school.absence(lesson, ids["newcomer"]) == "absent"
    teacher.press("Shift+ArrowDown", "Shift+ArrowDown", "Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "5\n4\nН"
    teacher.press("Escape", "Control+z")
    until(lambda: [school.marks(lesson, pupil) for pupil in (anton, maria, oleg)], [[], [], []])
    assert school.absence(lesson, ids["newcomer"]) == ""
    teacher.saved()
    expect(teacher.cell(0)).to_have_text("")
    # Undo is a new entry of the record: nothing was taken out of the audit.
    assert school.events("journal.mark_recorded") == 3
    assert school.events("journal.mark_cleared") == 3


def test_tools_of_a_column_and_the_term(school, enter):
    ids = school.ids
    lesson, (anton, maria, oleg) = ids["lesson"], ids["pupils"]
    teacher = enter("teacher")
    page = teacher.open_journal()
    teacher.cell(0).click()
    teacher.press("y", "Enter")
    teacher.saved()

    def tools(slot=0):
        page.locator(f"#grid th.ki[data-c='{teacher.column(lesson, slot)}']").click()
        return page.get_by_role("dialog")

    tools().get_by_role("button", name="4", exact=True).click()
    teacher.saved()
    assert school.marks(lesson, anton) == []
    assert [school.marks(lesson, pupil) for pupil in (maria, ids["newcomer"], oleg)] == [["4"]] * 3

    tools().get_by_role("button", name="Добавить работу").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Вид работы").select_option(label="контрольная работа")
    form.get_by_label("Название").fill("Многочлены")
    form.get_by_role("button", name="Добавить работу").dblclick()
    teacher.saved()
    works = school.rows(
        "SELECT k.name, w.title FROM journal_work w JOIN journal_workkind k ON k.id = w.kind_id"
        " WHERE w.lesson_id = %s ORDER BY w.position", lesson,
    )  # fmt: skip
    assert works[1:] == [("контрольная работа", "Многочлены")]
    teacher.cell(1, slot=1).click()
    teacher.press("5", "Enter")
    teacher.saved()
    assert school.marks(lesson, maria) == ["4", "5"]
    expect(page.locator("#grid tbody tr:nth-child(2) td.rp")).to_have_text("5")

    page.locator("#grid thead th.rt").click()
    page.get_by_role("dialog").get_by_role("button", name="Выставить предложенные").click()
    teacher.saved()
    given = school.rows("SELECT pupil_id, value FROM journal_termresult ORDER BY pupil_id")
    assert (maria, "5") in given
    assert (oleg, "4") in given
    assert anton not in dict(given)

    teacher.cell(1).click()
    teacher.press("Shift+F2")
    card = page.get_by_role("dialog")
    expect(card.locator("ol.history li")).to_have_text([re.compile("Ёлкина Нина: отметка 5"), re.compile("отметка 4")])


def test_a_refusal_stands_at_the_cell_until_it_is_put_away(school, enter):
    ids = school.ids
    teacher = enter("teacher")
    page = teacher.open_journal()
    teacher.cell(0, ids["old_lesson"]).click()
    teacher.press("5", "Enter")
    slip = page.locator(".slip")
    page.locator("#save-status").get_by_text("Не принято").wait_for()
    teacher.press("ArrowUp")
    expect(slip).to_contain_text("Положение школы № 2, п. 17")
    expect(slip).to_contain_text("7 дней")
    expect(teacher.cell(0, ids["old_lesson"])).to_have_text("5")
    page = teacher.open_journal()
    expect(teacher.cell(0, ids["old_lesson"])).to_have_text("5")
    teacher.cell(0, ids["old_lesson"]).click()
    page.locator(".slip").get_by_role("button", name="Понятно").click()
    expect(teacher.cell(0, ids["old_lesson"])).to_have_text("")
    assert school.marks(ids["old_lesson"], ids["pupils"][0]) == []
    # A lesson that has not come takes no marks either, and says why.
    teacher.cell(0, ids["tomorrow"]).click()
    teacher.press("5", "Enter", "ArrowUp")
    expect(page.locator(".slip")).to_contain_text("урок будет")


def test_two_teachers_at_one_page(school, enter):
    ids = school.ids
    lesson, anton = ids["lesson"], ids["pupils"][0]
    one, two = enter("teacher"), enter("english_teacher")
    one.open_journal()
    two.open_journal()
    one.cell(0).click()
    one.press("5", "Enter")
    one.saved()
    expect(two.cell(0)).to_have_text("5")

    # The second one is not told in time: both write into one cell.
    with two.page.expect_event("requestfailed"):  # questions go one after another: none is under way now
        two.page.route("**/changes*", lambda route: route.abort())
    one.cell(0).click()
    one.press("4", "Enter")
    one.saved()
    two.cell(0).click()
    two.press("3", "Enter", "ArrowUp")
    slip = two.page.locator(".slip")
    expect(slip).to_contain_text("Записали двое")
    expect(slip).to_contain_text("Ёлкина Н. С.")
    slip.get_by_role("button", name="Записать «3»").click()
    two.saved()
    assert school.marks(lesson, anton) == ["3"]
    expect(one.cell(0)).to_have_text("3")
    two.cell(0).click()
    one.cell(0).click()
    one.press("2", "Enter")
    one.saved()
    two.press("4", "Enter", "ArrowUp")
    slip.get_by_role("button", name="Оставить «2»").click()
    expect(two.cell(0)).to_have_text("2")
    assert school.marks(lesson, anton) == ["2"]
    two.page.unroute("**/changes*")

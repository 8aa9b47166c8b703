"""A deputy's first ten minutes: what is overdue, the lesson behind it, a request answered, a teacher's week."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_a_deputys_first_ten_minutes(school, enter):
    ids = school.ids
    teacher = enter("teacher", java_script_enabled=False)
    page = teacher.open(f"lessons/{ids['old_lesson']}/")
    page.get_by_role("link", name="Попросить открыть урок").click()
    page.get_by_label("тему").check()
    page.get_by_label("Почему запись делается поздно").fill("Болела")
    page.get_by_role("button", name="Отправить заявку").click()
    expect(page.get_by_text("Заявка отправлена.")).to_be_visible()

    deputy = enter("deputy")
    page = deputy.page
    sections = page.get_by_role("navigation", name="Разделы")
    expect(sections.get_by_role("link", name="Журналы 1")).to_be_visible()

    # Overdue: by teacher, then the lesson itself in its journal.
    sections.get_by_role("link", name="Контроль").click()
    page.get_by_label("С", exact=True).fill(school.rows("SELECT (min(date))::text FROM timetable_lesson")[0][0])
    deputy.press("Enter")
    page.get_by_role("link", name=re.compile("^Ёлкина")).click()
    expect(page.get_by_label("Учитель")).to_have_value(str(ids["people"]["teacher"]))
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text("Ёлкина")
    expect(page.locator("tbody", has_text="Осипова")).to_have_count(0)
    rows.first.get_by_role("link").first.click()
    page.locator("[data-ready=outbox]").wait_for(state="attached")
    expect(page).to_have_url(re.compile(rf"/journal/{ids['course']}/\?lesson=\d+"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("7А")

    # The request, answered by the keyboard.
    deputy.open("office/")
    page.get_by_role("link", name="1 заявка на исправление").press("Enter")
    ask = page.locator("article.ask")
    expect(ask).to_contain_text("Болела")
    ask.get_by_role("button", name="Открыть").press("Enter")
    expect(page.get_by_text("Открыто: 1 клетка.")).to_be_visible()
    assert school.events("journal.edit_granted") == 1
    teacher.page.reload()
    expect(teacher.page.locator("main")).to_contain_text("открыто до конца")

    # A teacher's week by the first letters, and the way back.
    sections.get_by_role("link", name="Расписание").click()
    page.get_by_label("Класс, учитель или кабинет").fill("ёлк")
    deputy.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ёлкина")
    expect(page.get_by_role("table")).to_contain_text("7А")
    page.get_by_role("link", name="7А").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7А")

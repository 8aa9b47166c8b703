"""Writing late by permission, in two browsers: refused at the cell, asked, opened by a deputy, entered, shut by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_from_the_refused_cell_to_the_entered_mark(school, enter):
    ids = school.ids
    lesson, pupil = ids["old_lesson"], ids["pupils"][0]
    teacher = enter("teacher")
    page = teacher.open_journal(f"?lesson={lesson}")
    cell = teacher.cell(0, lesson)
    cell.click()
    teacher.press("4", "Enter")
    expect(cell).to_have_class(re.compile(r"\brefused\b"))
    cell.click()
    slip = page.locator(".slip")
    expect(slip).to_contain_text("Поставить отметку за")
    clause = slip.get_by_role("link", name="Положение школы № 2, п. 17(4)")
    expect(clause).to_have_attribute("href", re.compile(r"/office/regulation/text/school_2/#p\.17%284%29$"))
    slip.get_by_role("button", name="Попросить открыть доступ").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Почему запись делается поздно").fill("Болела, внесла не всё")
    dialog.get_by_role("button", name="Отправить заявку").click()
    expect(cell).to_have_class(re.compile(r"\basked\b"))
    assert school.marks(lesson, pupil) == []

    deputy = enter("deputy")
    office = deputy.open("office/")
    office.get_by_role("link", name="1 заявка на исправление").click()
    request = office.locator("article.ask")
    expect(request).to_contain_text("Болела, внесла не всё")
    expect(request).to_contain_text("Антонов Пётр")
    expect(request).to_contain_text("пусто → 4")
    request.get_by_role("button", name="Открыть").click()
    expect(office.get_by_text("Открыто: 1 клетка.")).to_be_visible()

    expect(cell).to_have_class(re.compile(r"\bopened\b"))
    expect(cell).to_have_attribute("title", re.compile("Открыто до конца"))
    teacher.cell(1, lesson).click()
    cell.click()
    expect(slip).to_contain_text("Открыто до конца")
    slip.get_by_role("button", name="Внести").click()
    teacher.saved()
    until(lambda: school.marks(lesson, pupil), ["4"])
    assert school.rows("SELECT late FROM journal_mark") == [(True,)]
    assert school.events("journal.edit_granted") == 1

    # The neighbour's cell of the same lesson stays shut; opened for itself, it shuts by itself.
    neighbour = teacher.cell(1, lesson)
    neighbour.click()
    teacher.press("5", "Enter")
    expect(neighbour).to_have_class(re.compile(r"\brefused\b"))
    neighbour.click()
    slip.get_by_role("button", name="Попросить открыть доступ").click()
    dialog.get_by_label("Почему запись делается поздно").fill("Болела, внесла не всё")
    dialog.get_by_role("button", name="Отправить заявку").click()
    expect(neighbour).to_have_class(re.compile(r"\basked\b"))
    office.goto(school.url("office/requests/"))
    request.get_by_role("button", name="Открыть").click()
    expect(neighbour).to_have_class(re.compile(r"\bopened\b"))
    school.rows("UPDATE journal_editcell SET granted_until = now() WHERE entered_at IS NULL")
    teacher.cell(4, lesson).click()
    neighbour.click()
    slip.get_by_role("button", name="Внести").click()
    until(lambda: school.rows("SELECT count(*) FROM journal_operation WHERE answer->>'status' = 'refused'"), [(3,)])
    assert school.marks(lesson, ids["pupils"][1]) == []
    page.reload()
    page.locator("[data-ready=outbox]").wait_for(state="attached")
    expect(neighbour).to_have_class(re.compile(r"\brefused\b"))
    expect(neighbour).not_to_have_class(re.compile(r"\bopened\b"))


def test_another_device_enters_what_was_asked_and_a_refusal_is_read(school, enter):
    ids = school.ids
    lesson = ids["old_lesson"]
    teacher = enter("teacher")
    page = teacher.open(f"lessons/{lesson}/")
    page.get_by_role("link", name="Попросить открыть урок").click()
    page.get_by_label("тему").check()
    page.get_by_label("Почему запись делается поздно").fill("Болела")
    page.get_by_role("button", name="Отправить заявку").click()
    expect(page.get_by_text("Заявка отправлена.")).to_be_visible()

    deputy = enter("deputy")
    office = deputy.open("office/requests/")
    office.get_by_role("checkbox").check()
    office.get_by_label("Причина отказа").fill("Тему вносит заместитель")
    office.get_by_role("button", name="Отказать").click()
    expect(office.get_by_text("Отказано: 1 клетка.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Тему вносит заместитель")).to_be_visible()

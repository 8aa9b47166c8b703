"""A secretary's morning: a card found, corrected and signed for, a class taken out as a file, its timetable."""

import re
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.e2e.people import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

HOSTILE = '=HYPERLINK("http://example.org","справка")'


def test_a_secretarys_morning(school, enter, tmp_path):
    ids = school.ids
    secretary = enter("secretary")
    page = secretary.page
    expect(page.get_by_role("navigation", name="Разделы")).to_contain_text("Люди")

    # Three letters in the box of the bar, and the keyboard alone to the card.
    page.get_by_label("Найти человека, класс, журнал").focus()
    page.keyboard.type("ант")
    found = page.locator("#search-list")
    expect(found.get_by_role("link", name="Антонов Пётр 7А")).to_be_visible()
    secretary.press("ArrowDown", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Антонов Пётр")
    expect(page.locator("main")).to_contain_text("+79000000001")

    # The mother's telephone: a wrong one is told at its field and kept as typed; the right one leaves a trace.
    page.get_by_role("link", name="Антонова Ирина Львовна", exact=True).click()
    page.get_by_role("link", name="Исправить", exact=True).click()
    page.get_by_label("Телефон").fill("900 111")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert")).to_contain_text("Нужен один телефон из 10 цифр")
    expect(page.get_by_label("Телефон")).to_have_value("900 111")
    page.get_by_label("Телефон").fill("8 (900) 111-22-33")
    secretary.press("Enter")
    expect(page.get_by_text("Карточка исправлена.")).to_be_visible()
    changes = page.locator("details.office-changed")
    expect(changes).to_contain_text("Телефон: +79000000001 → +79001112233")
    expect(changes).to_contain_text("Зимина")
    assert school.rows("SELECT phone FROM people_person WHERE id = %s", ids["people"]["mother"]) == [("+79001112233",)]

    # A consent to photographs, with the mother's name already there.
    page.get_by_role("link", name="Антонов Пётр").click()
    page.get_by_text("Записать согласие или отзыв").click()
    page.get_by_label("На что").select_option("photo")
    expect(page.get_by_label("Кто подписал")).to_have_value("Антонова Ирина Львовна")
    page.get_by_role("button", name="Записать согласие").click()
    expect(page.locator("aside")).to_contain_text(re.compile(r"На фото и видео: от .*Антонова Ирина"))
    # Who gives the codes under this act is said, and there is no button that would be refused.
    expect(page.locator("aside")).to_contain_text("администратор")
    expect(page.get_by_role("button", name="Выдать код")).to_have_count(0)

    page.get_by_role("link", name="Исправить", exact=True).click()
    page.get_by_label("Примечание").fill(HOSTILE)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Карточка исправлена.")).to_be_visible()

    # The class: its list as a file without a formula, its timetable; its day and marks are not a secretary's.
    page.get_by_role("link", name="7А").first.click()
    tabs = page.get_by_role("navigation", name="Класс", exact=True)
    expect(tabs.get_by_role("link")).to_have_text(["Ученики", "Подгруппы", "Расписание"])
    with page.expect_download() as taken:
        page.get_by_role("link", name="Скачать XLSX").click()
    file = tmp_path / "class.xlsx"
    taken.value.save_as(file)
    assert taken.value.suggested_filename.startswith("Список 7А")
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    heads = rows[2]
    pupils = [dict(zip(heads, row, strict=True)) for row in rows[3:] if isinstance(row[0], float)]
    assert [one["Имя"] for one in pupils] == ["Антонов Пётр", "Ёжикова Мария", "Нилова Вера", "Яковлев Олег"]
    assert pupils[0]["Примечание"] == HOSTILE
    assert pupils[0]["Родители"] == "Антонова Ирина Львовна +79001112233"
    assert "Зимина" in rows[-1][0]
    with ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    tabs.get_by_role("link", name="Расписание").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7А")
    expect(page.get_by_role("table")).to_contain_text("Алгебра")
    assert page.goto(school.url(f"office/classes/{ids['class']}/day/")).status in (403, 404)

    # Who teaches what, the calendar with its bells, the rooms, the subgroups: a secretary reads them and changes none.
    page.goto(school.url("office/load/"))
    expect(page.locator("main")).to_contain_text("Ёлкина")
    page.goto(school.url("office/groups/"))
    page.locator("select[name=class]").select_option(label="7А")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_role("table")).to_contain_text("7А")
    page.goto(school.url("office/calendar/"))
    expect(page.locator("main")).to_contain_text("08:00–08:40")
    page.get_by_role("link", name="Кабинеты").click()
    expect(page.get_by_role("table")).to_contain_text("301")
    expect(page.get_by_role("link", name="Новый кабинет")).to_have_count(0)


def test_where_the_act_keeps_cards_elsewhere_a_correction_is_proposed_and_accepted(school, enter):
    """Under school 117's act the administrator corrects; the secretary reports, without JavaScript and on a phone.

    That act leaves letting in to a system outside, so here the secretary hands out the codes.
    """
    school.rows("UPDATE regulation_regulationversion SET preset = 'school_117'")
    mother = school.ids["people"]["mother"]
    secretary = enter("secretary", **PHONE, java_script_enabled=False)
    page = secretary.open(f"office/people/{mother}/")
    page.get_by_role("link", name="Предложить исправление").click()
    expect(page.locator("main")).to_contain_text("администратор")
    page.get_by_label("Телефон").fill("+7 900 111-22-33")
    page.get_by_label("Почему").fill("Позвонила сама")
    page.get_by_role("button", name="Предложить исправление").click()
    expect(page.locator("main")).to_contain_text("Ждёт ответа")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert school.rows("SELECT phone FROM people_person WHERE id = %s", mother) == [("+79000000001",)]

    page.goto(school.url(f"office/classes/{school.ids['class']}/"))
    page.get_by_text("Выдать коды для входа").click()
    page.get_by_role("button", name="Выдать и показать листки").click()
    slips = ["Антонов Пётр", "Ёжикова Мария", "Нилова Вера", "Яковлев Олег", "Яковлев Илья Олегович"]
    expect(page.locator(".code-slip-name b")).to_have_text(slips)
    expect(page.locator(".notice")).to_contain_text("больше не покажутся")

    admin = enter("admin")
    page = admin.open("office/people/")
    page.get_by_role("link", name="Предложены исправления").click()
    row = page.get_by_role("article", name="Антонова Ирина Львовна")
    expect(row).to_contain_text("Позвонила сама")
    row.get_by_role("button", name="Принять и исправить").click()
    expect(page.get_by_text("Исправление принято: Антонова Ирина Львовна.")).to_be_visible()
    assert school.rows("SELECT phone FROM people_person WHERE id = %s", mother) == [("+79001112233",)]


def test_the_secretary_moves_a_pupil_by_an_order(school, enter):
    """From the card to the other class: the place, the movement and both lists follow from one order."""
    ids = school.ids
    pupil = ids["pupils"][2]
    secretary = enter("secretary")
    page = secretary.open(f"office/people/{pupil}/")
    page.get_by_role("link", name="Внести приказ").click()
    page.get_by_label("Что делает приказ").select_option("transferred")
    page.get_by_label("Приказ №").fill("12-у")
    page.get_by_label("от", exact=True).fill(ids["today"])
    page.get_by_label("Последний день здесь; при переводе первый день там").fill(ids["today"])
    page.get_by_role("button", name="Внести приказ").click()
    expect(page.locator("main")).to_contain_text("Выберите, куда.")
    expect(page.get_by_label("Приказ №")).to_have_value("12-у")
    page.get_by_label("В класс").select_option(label="7Б")
    page.get_by_role("button", name="Внести приказ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Яковлев Олег")
    moves = page.locator("section").filter(has=page.get_by_role("heading", name="Движение"))
    expect(moves).to_contain_text("7А → 7Б")
    expect(moves).to_contain_text("12-у")
    page.get_by_role("link", name="7Б").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7Б")
    expect(page.locator("main")).to_contain_text("Яковлев Олег")
    page.goto(school.url(f"office/classes/{ids['class']}/"))
    expect(page.locator("main")).to_contain_text("Антонов Пётр")
    expect(page.locator("main tbody")).not_to_contain_text("Яковлев Олег")
    page.goto(school.url("office/movement/"))
    expect(page.locator("main")).to_contain_text("Яковлев")
    assert school.events("people.movement_recorded") == 1

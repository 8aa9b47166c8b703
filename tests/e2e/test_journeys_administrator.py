"""An administrator's morning: tables brought in, put right on the page, stored and undone; a class on paper; the act."""

import re
from io import BytesIO

import pytest
import xlsxwriter
from playwright.sync_api import expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.e2e.people import until

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

PUPILS = [
    ["Список обучающихся на 2026/2027 учебный год"],
    ["№ дела", "Фамилия", "Имя", "Отчество", "Класс", "Дата рождения", "Куда звонить"],
    ["П-1", "Абрамов", "Денис", "Ильич", "7А", "01.02.2013", "+7 900 111-22-33"],
    ["П-1", "Щукина", "Анна", "Юрьевна", "7А", "31.12.2012", ""],
]
STAFF = [
    ["Таб. №", "Фамилия", "Имя", "Отчество", "Должность"],
    ["501", "Чащина", "Раиса", "Львовна", "библиотекарь"],
]


def workbook(name, title, rows):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return {"name": name, "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def people(school):
    """Give who of the files is in the school, with the telephones."""
    query = "SELECT last_name, phone FROM people_person WHERE last_name IN ('Абрамов', 'Щукина', 'Чащина') ORDER BY 1"
    return school.rows(query)


def test_tables_are_brought_in_put_right_stored_and_undone(school, enter, tmp_path):
    admin = enter("admin")
    page = admin.page
    sections = page.get_by_role("navigation", name="Разделы")
    sections.get_by_role("link", name="Служебное").click()
    expect(page.locator("main")).to_contain_text("Таблиц ещё не вносили")

    page.get_by_role("link", name="Образцы таблиц").click()
    with page.expect_download() as taken:
        page.get_by_role("row", name=re.compile("^Контингент|^Обучающиеся", re.I)).get_by_role("link").click()
    sample = tmp_path / "sample.xlsx"
    taken.value.save_as(sample)
    heads = [cell for row in CalamineWorkbook.from_path(sample).get_sheet_by_index(0).to_python() for cell in row]
    assert {"Фамилия", "Дата рождения"} <= set(heads)
    page.get_by_role("navigation", name="Где вы").get_by_role("link", name="Загрузка таблиц").click()

    page.locator("input[type=file]").set_input_files(
        [workbook("дети.xlsx", "Ученики", PUPILS), workbook("люди.xlsx", "Сотрудники", STAFF)]
    )
    page.get_by_role("button", name="Загрузить для проверки").click()
    page.get_by_role("button", name="Проверить").click()
    # The worker checks; the page shows the end by itself.
    seen = page.locator(".import-seen")
    expect(seen).to_contain_text("Куда звонить")
    expect(page.locator("main")).to_contain_text("Внести пока нельзя: 1 ошибка")
    expect(page.get_by_role("button", name="Внести в Парту")).to_have_count(0)
    assert people(school) == []

    # One column told by hand, one cell put right at its problem.
    seen.get_by_role("row", name=re.compile("^Ученики")).get_by_role("link").click()
    page.get_by_label("Что в столбце «Куда звонить»").select_option("phone")
    page.get_by_role("button", name="Запомнить").click()
    expect(page.get_by_text("Запомнено: так эти столбцы")).to_be_visible()
    page.get_by_text("Исправить здесь").first.click()
    page.get_by_label("Взять вместо A4").fill("П-2")
    admin.press("Enter")
    expect(page.get_by_text("Исправлено здесь: 1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("После этой проверки файлы, столбцы или ячейки изменились")
    page.get_by_role("button", name="Проверить снова").click()
    expect(page.locator("main .job-state")).to_have_text("Ошибок нет, файлы можно внести.")
    expect(page.locator(".import-counts")).to_contain_text("Обучающиеся")
    assert people(school) == []

    page.get_by_role("button", name="Внести в Парту").click()
    archive = page.locator(".import-runs")
    expect(archive).to_contain_text("2 файла")
    expect(archive).to_contain_text("Шилова")
    assert people(school) == [("Абрамов", "+79001112233"), ("Чащина", ""), ("Щукина", "")]

    archive.get_by_role("link", name="Отменить эту загрузку").click()
    expect(page.locator(".import-counts")).to_contain_text("Исчезнет")
    page.get_by_role("button", name="Отменить эту загрузку").click()
    expect(page.locator("main")).to_contain_text("в школе всё как до неё")
    expect(archive).to_contain_text("отменена")
    assert people(school) == []

    page.get_by_role("navigation", name="Части раздела").get_by_role("link", name="Задания").click()
    titles = ["Отмена загрузки таблиц", "Внесение таблиц", "Проверка таблиц", "Проверка таблиц"]
    expect(page.locator("table.jobs tbody th")).to_have_text(titles)
    expect(page.locator("table.jobs tbody tr", has_text="готово")).to_have_count(4)


def as_if_running(route):
    """Give the page of a job that has ended as it was a moment before; what the page asks for afterwards is true."""
    answer = route.fetch()
    body = answer.text()
    if route.request.resource_type == "document":
        body = body.replace('id="live" class="job"', 'id="live" class="job" data-live').replace(
            "<b>Готово</b>", "<b>Идёт</b>"
        )
    route.fulfill(response=answer, body=body)


def test_the_journals_of_a_class_on_paper_and_the_act_tried_on_a_lesson(school, enter, tmp_path):
    admin = enter("admin")
    page = admin.open("office/classes/")
    page.get_by_role("link", name="7А").click()
    page.get_by_role("button", name="Журнал на бумаге").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Журнал: 7А")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Скачать").click()
    # A job that ends while one looks: the end is spoken.
    page.route(page.url, as_if_running)
    page.reload()
    expect(page.locator("#speak")).to_have_text("Готово")
    paper = tmp_path / "journals.pdf"
    taken.value.save_as(paper)
    assert taken.value.suggested_filename.startswith("Журнал 7А")
    text = "".join(sheet.extract_text() for sheet in PdfReader(paper).pages)
    assert "Антонов" in text and "Ёлкина" in text
    assert school.rows("SELECT state FROM jobs_job") == [("done",)]

    page.get_by_role("navigation", name="Разделы").get_by_role("link", name="Положение").click()
    expect(page.locator("main")).to_contain_text("Сейчас действует")
    page.get_by_role("link", name="Что будет, если").click()
    page.locator(".trial-quick a").first.click()
    table = page.locator("table.trial")
    expect(table).to_contain_text("Действует")
    page.get_by_label("Кто пишет").select_option(index=1)
    page.get_by_label("В котором часу").press("Enter")
    expect(table).to_be_visible()
    until(lambda: school.rows("SELECT count(*) FROM journal_mark"), [(0,)])

    # What the school stands on: a room is put on the list, bells of the second shift are hung up as they were shown.
    page.goto(school.url("office/rooms/new/"))
    page.get_by_label("Номер или короткое название").fill("404")
    page.get_by_label("Здание, корпус").fill("корпус 2")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Кабинет 404 в списке.")).to_be_visible()
    page.get_by_role("link", name="Календарь и звонки").first.click()
    page.get_by_role("link", name="добавить").click()
    page.get_by_label("Название").fill("вторая смена")
    page.get_by_label("Смена").select_option("2")
    for part, said in (("номер", "1"), ("начало", "14:00"), ("конец", "14:40")):
        page.get_by_label(f"Строка 1: {part}").fill(said)
    page.get_by_role("button", name="Показать, что изменится").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".cal-bells")).to_contain_text("вторая смена · 2 смена")
    page.get_by_role("link", name="Учебные годы").click()
    page.get_by_role("link", name="Новый учебный год").click()
    expect(page.get_by_role("button", name="Показать, что появится")).to_be_visible()
    page.goto(school.url("office/load/"))
    expect(page.locator("main")).to_contain_text("Ёлкина")

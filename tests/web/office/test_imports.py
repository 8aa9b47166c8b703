"""Bringing spreadsheets in on pages: upload, what was taken for what, putting right, storing, the archive."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.installation.schools import inside
from parta.integrations.models import ImportDraft, ImportRun
from parta.people.models import Person

ROWS = [
    ["Список обучающихся на 2026/2027 учебный год"],
    ["№ дела", "Фамилия", "Имя", "Отчество", "Класс", "Дата рождения", "Прозвище"],
    ["П-1", "Абрамов", "Пётр", "Ильич", "7А", "01.02.2013", "<b>Петя</b>"],
    ["П-2", "Ёлкина", "Анна", "Юрьевна", "7А", "31.31.2013", "Аня"],
]


def workbook(*sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return SimpleUploadedFile("ученики «2026».xlsx", out.getvalue())


@pytest.fixture
def office(world, browser_of):
    browser = browser_of(world.admin)

    def post(path, **data):
        return browser.post(f"/alpha/office/imports/{path}", data, follow=True)

    browser.send = post
    browser.look = lambda path="": browser.get(f"/alpha/office/imports/{path}")
    return browser


def text_of(answer):
    return answer.content.decode()


def test_from_upload_to_the_archive(world, office):
    assert "Таблиц ещё не вносили" in text_of(office.look())
    page = text_of(office.send("files/", files=workbook(("Ученики", ROWS))))
    assert "ученики «2026».xlsx" in page and "Внести в Парту" not in page
    page = text_of(office.send("check/"))
    assert "31.31.2013" in page and 'class="at"' in page and "Прозвище" in page
    assert "&lt;b&gt;" in text_of(office.look("sheet/?file=ученики «2026».xlsx&sheet=Ученики&kind=pupils&row=2"))
    place = {"file": "ученики «2026».xlsx", "sheet": "Ученики", "cell": "F4"}
    page = text_of(office.send("cell/", **place, text="31.12.2012"))
    assert "Проверьте снова" in page and "Исправлено здесь: 1" in page
    page = text_of(office.send("check/"))
    assert "Ошибок нет" in page and "Внести в Парту" in page
    page = text_of(office.send("store/"))
    assert "Внесено." in page and "1 файл" in page
    with inside(world.school):
        assert Person.objects.filter(last_name="Ёлкина", birth_date="2012-12-31").count() == 1
        file = ImportRun.objects.get().draft.files.get()
    brought = office.look(f"files/{file.pk}/")
    assert brought.content == bytes(file.content) and "attachment" in brought["Content-Disposition"]


def test_a_sheet_that_was_not_understood_is_told_by_hand(world, office):
    rows = [["Дети"], ["Ярлык", "Кличка", "Где", "Когда"], ["Абрамов", "Пётр", "7А", "01.02.2013"]]
    office.send("files/", files=workbook(("Разное", rows), ("Год", [["2026/2027 учебный год"]])))
    page = text_of(office.send("check/"))
    assert "не узнан" in page
    address = "sheet/?file=ученики «2026».xlsx&sheet=Разное"
    assert "Лист не узнан" in text_of(office.look(address))
    page = text_of(office.look(f"{address}&kind=pupils&row=2"))
    assert page.count('name="key"') == 4
    data = {
        "kind": "pupils",
        "key": ["ярлык", "кличка", "где", "когда"],
        "was": ["", "", "", ""],
        "field": ["last", "first", "class", "birth"],
    }
    page = text_of(office.send("sheet/", **data))
    assert "Запомнено" in page
    page = text_of(office.send("check/"))
    assert "4 из 4 понято" in page and "контингент обучающихся" in page


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"x"), ("a.zip", b"broken"), ("a.xlsx", b"")])
def test_what_is_no_spreadsheet_is_refused_in_words(world, office, name, content):
    answer = office.send("files/", files=SimpleUploadedFile(name, content))
    assert answer.status_code == 422 and "нельзя" in text_of(answer)
    assert office.send("files/").status_code == 422
    with inside(world.school):
        assert not ImportDraft.objects.exists()


def test_a_broken_workbook_is_an_error_on_the_page(world, office):
    office.send("files/", files=SimpleUploadedFile("a.xlsx", b"PK\x03\x04 not a workbook"))
    page = text_of(office.send("check/"))
    assert "Файл не открывается" in page and "Внести пока нельзя" in page
    assert office.send("store/").status_code == 422
    assert "ничего не изменилось" in text_of(office.send("discard/"))


@pytest.mark.parametrize("path", ["check/", "store/", "discard/", "cell/", "files/7/removal/"])
def test_nothing_happens_without_files(office, path):
    assert office.send(path).status_code == 422


def test_queries_do_not_grow_with_files_and_problems(world, office, django_assert_num_queries):
    office.send("files/", files=workbook(("Ученики", ROWS)))
    office.send("check/")
    office.look()
    with django_assert_num_queries(7):
        office.look()
    more = [*ROWS, *([f"П-{n}", "Лишний", f"Имя{n}", "", "7А", "99.99.2013", ""] for n in range(3, 40))]
    other = workbook(("Ученики", more))
    other.name = "ещё.xlsx"
    office.send("files/", files=other)
    office.send("check/")
    with django_assert_num_queries(7):
        assert "Дальше →" in text_of(office.look())

"""Bringing spreadsheets in on pages: upload, what was taken for what, putting right, storing, the archive."""

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.integrations.models import ImportDraft, ImportRun
from parta.jobs.models import Job
from parta.people.models import Person
from parta.web.office.import_files import packed
from tests.factories.jobs import work

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
        answer = browser.post(f"/alpha/office/imports/{path}", data, follow=True)
        return browser.look() if path in ("check/", "store/") and work() else answer

    browser.ask = lambda path: browser.post(f"/alpha/office/imports/{path}", follow=True)
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
    assert "Внесено " in page and "1 файл" in page
    with inside(world.school):
        assert Person.objects.filter(last_name="Ёлкина", birth_date="2012-12-31").count() == 1
        file = ImportRun.objects.get().draft.files.get()
    assert "Обучающиеся: создано 2" in page and f"imports/kept/{file.pk}/" in page
    brought = office.ask(f"kept/{file.pk}/")
    assert brought.content == bytes(file.content) and "attachment" in brought["Content-Disposition"]
    with inside(world.school):
        look = Event.objects.get(act="people.list_taken")
        assert (look.person_id, look.subject["list"]) == (world.admin.pk, "office:import_kept_file")
    assert "файл загруженной таблицы" in text_of(office.get("/alpha/office/looks/"))
    assert office.look(f"files/{file.pk}/").status_code == 404


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


def test_a_letter_among_tables_is_named(world, office):
    letter = SimpleUploadedFile("письмо.docx", b"x")
    page = text_of(office.send("files/", files=[workbook(("Ученики", ROWS)), letter]))
    assert "«письмо.docx»: не взят, это не электронная таблица" in page and "ученики «2026».xlsx" in page
    page = text_of(office.send("files/", files=[workbook(("Ученики", ROWS)), SimpleUploadedFile("Thumbs.db", b"x")]))
    assert "не взят" not in page


def test_what_is_to_be_made_is_listed_by_name(world, office):
    office.send("files/", files=workbook(("Ученики", ROWS[:3])))
    page = text_of(office.send("check/"))
    assert "Обучающиеся: заводится (1)" in page and "Абрамов Пётр Ильич" in page


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
    with django_assert_num_queries(10):
        office.look()
    more = [*ROWS, *([f"П-{n}", "Лишний", f"Имя{n}", "", "7А", "99.99.2013", ""] for n in range(3, 40))]
    other = workbook(("Ученики", more))
    other.name = "ещё.xlsx"
    office.send("files/", files=other)
    office.send("check/")
    with django_assert_num_queries(10):
        assert "Дальше →" in text_of(office.look())


def job():
    return Job.objects.order_by("-pk").first()


def test_long_work_waits_for_its_worker_and_says_so(world, office, browser_of):
    office.send("files/", files=workbook(("Ученики", ROWS)))
    first, again = text_of(office.ask("check/")), text_of(office.ask("check/"))
    for page in (first, again, text_of(office.look())):
        assert "data-live" in page and "сейчас не запущена" in page and "Остановить" in page
        assert "Проверить" not in page and "ученики «2026».xlsx" in page
    with inside(world.school):
        assert Job.objects.count() == 1
    other = browser_of(world.deputy)
    assert other.post("/alpha/office/imports/check/").status_code == 302
    with inside(world.school):
        assert Job.objects.count() == 1
    assert "сейчас не запущена" in text_of(office.get(f"/alpha/office/jobs/{job_id(world)}/"))
    work()
    assert "31.31.2013" in text_of(office.look()) and "К загрузке таблиц" in text_of(
        office.get(f"/alpha/office/jobs/{job_id(world)}/")
    )


def job_id(world):
    with inside(world.school):
        return job().pk


def test_the_work_tells_its_file_and_rows_and_a_stopped_one_stores_nothing(world, office, monkeypatch):
    monkeypatch.setattr("parta.jobs.running._TELL_EVERY", 0)
    office.send("files/", files=workbook(("Ученики", ROWS[:3])))
    office.send("check/")
    office.ask("store/")
    seen = []

    def at_step(words):
        seen.append(words)
        if "Обучающиеся:" in words:
            page = text_of(office.look())
            assert 'name="back" value="imports"' in page and "<progress" in page
            office.post(f"/alpha/office/jobs/{job_id(world)}/stop/", {"back": "imports"})

    work(at_step)
    assert any("0 из 1, ученики «2026».xlsx" in words for words in seen)
    assert "Обучающиеся: 1 строка" in seen[-1]
    with inside(world.school):
        assert job().state == "stopped" and not Person.objects.filter(last_name="Абрамов").exists()
        assert not ImportRun.objects.exists()
    page = text_of(office.look())
    assert "остановлено. В Парте ничего не изменилось" in page and "Внести в Парту" in page
    assert "Внесено " in text_of(office.send("store/"))


def test_work_whose_worker_died_is_begun_again_and_the_page_says_so(world, office):
    office.send("files/", files=workbook(("Ученики", ROWS[:3])))
    office.ask("check/")
    with inside(world.school):
        Job.objects.update(state="running", attempt=1, started_at=job().created_at)
    seen = []
    work(lambda words: seen.append("попытка 2" in text_of(office.look())))
    assert any(seen)
    with inside(world.school):
        assert (job().state, job().attempt) == ("done", 2)
        Job.objects.update(state="running", attempt=3, ended_at=None)
    work()
    assert "каждый раз сервер останавливался" in text_of(office.look())


def test_the_last_import_is_undone_from_the_archive(world, office, django_assert_num_queries):
    office.send("files/", files=workbook(("Ученики", ROWS[:3])))
    office.send("check/")
    page = text_of(office.send("store/"))
    with inside(world.school):
        run, kept = ImportRun.objects.get().pk, ImportRun.objects.get().draft.files.get().pk
    assert f"imports/{run}/undo/" in page and office.post("/alpha/office/imports/kept/999999/").status_code == 404
    page = text_of(office.look(f"{run}/undo/"))
    assert "Люди" in page and "Исчезнет" in page and "<button" in page
    page = text_of(office.ask(f"{run}/undo/"))
    assert "Отмена загрузки таблиц" in page and "data-live" in page
    work()
    page = text_of(office.look())
    assert "всё как до неё" in page and "отменена" in page and f"{run}/undo/" not in page
    assert "Шилова Марина Денисовна</span>" in page and office.ask(f"kept/{kept}/").status_code == 200
    with inside(world.school):
        assert not Person.objects.filter(last_name="Абрамов").exists()
    assert "не сохранено, что было раньше" in text_of(office.look(f"{run}/undo/"))
    assert office.look(f"{run}/undo/").status_code == 422


def test_an_undo_that_is_stood_on_says_what_and_how_many(world, office):
    office.send("files/", files=workbook(("Ученики", ROWS[:3])))
    office.send("check/")
    office.send("store/")
    with inside(world.school):
        run = ImportRun.objects.get().pk
        Person.objects.filter(last_name="Абрамов").update(phone="1")
    page = text_of(office.look(f"{run}/undo/"))
    assert "с тех пор изменили: люди: 1" in page and 'class="btn primary">Отменить' not in page
    office.ask(f"{run}/undo/")
    work()
    assert "с тех пор изменили: люди: 1" in text_of(office.look())


def test_two_files_of_one_name_both_stay_in_the_archive():
    files = [
        ("КТП - Рабочая программа, 7А.xlsx", b"1"),
        ("Кабинеты.xlsx", b"2"),
        ("КТП - Рабочая программа, 7А.xlsx", b"3"),
    ]
    with zipfile.ZipFile(io.BytesIO(packed(files))) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [b"1", b"2", b"3"]
        assert len(set(archive.namelist())) == 3


def test_templates_are_taken_empty_and_filled(office):
    page = text_of(office.look("templates/"))
    assert "Расписание" in page and "Все пустые, .zip" in page
    empty = office.look("templates/pupils/")
    assert empty.status_code == 200 and "filename" in empty["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(office.look("templates/all/").content)).namelist()
    assert "Обучающиеся.xlsx" in names and "Замены.xlsx" in names
    filled = office.ask("tables/all/")
    names = zipfile.ZipFile(io.BytesIO(filled.content)).namelist()
    assert "Обучающиеся.xlsx" in names and "Нагрузка.xlsx" in names and "Замены.xlsx" not in names
    taken = Event.objects.filter(act="people.list_taken").last().subject
    assert taken["list"] == "office:import_tables" and len(taken["persons"]) == Person.objects.count()
    office.send("files/", files=SimpleUploadedFile("всё.zip", filled.content))
    assert "Ошибок нет" in text_of(office.send("check/"))
    assert office.look("templates/dragons/").status_code == 404
    assert office.ask("tables/dragons/").status_code == 404

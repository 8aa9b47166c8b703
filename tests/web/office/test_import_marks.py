"""Marks of an earlier period on pages: a deputy checks them on a ground and brings them in; the office sees the rest."""

import dataclasses
import datetime as dt
import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.installation.schools import inside
from parta.integrations.models import ImportDraft, ImportRun
from parta.integrations.queries.export import MARKS, school_tables
from parta.jobs.models import Job
from parta.journal.models import Mark
from parta.timetable.models import Lesson
from parta.web.office.import_files import filled_files
from tests.factories.jobs import work
from tests.factories.small_school import at

PAGE = "/alpha/office/imports/marks/"
PUPILS = [["Фамилия", "Имя", "Класс", "Дата рождения"], ["Абрамов", "Пётр", "7А", "01.02.2013"]]


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def marks(world):
    """A page of the first quarter with one mark written into it, as a file."""
    with inside(world.school):
        for week in range(4):
            autumn = world.terms[0].starts_on + dt.timedelta(days=6 + 7 * week)
            times = {"starts_at": at(autumn, "08:00"), "ends_at": at(autumn, "08:40")}
            Lesson.objects.create(course=world.algebra, date=autumn, number=1, **times)
        tables = school_tables(today=world.terms[1].starts_on + dt.timedelta(days=14), kinds=[MARKS])
        page = next(one for one in tables.kinds[MARKS] if one.above["term"] == "quarter 1" and one.rows)
        day = next(name for name in page.rows[0] if name[0].isdigit())

        def file(text="5"):
            rows = [{**row, day: text} if number == 0 else row for number, row in enumerate(page.rows)]
            filled = dataclasses.replace(tables, kinds={MARKS: [dataclasses.replace(page, rows=rows)]})
            [(_, content)] = filled_files(filled, "")
            return SimpleUploadedFile("отметки.xlsx", content)

        return file


def send(browser, *files):
    return browser.post("/alpha/office/imports/files/", {"files": files}, follow=True)


def ask(browser, act, ground="приказ № 7 от 20.11.2026"):
    return browser.post(PAGE, {"act": act, "ground": ground}, follow=True)


def others():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Ученики")
        for at, row in enumerate(PUPILS):
            sheet.write_row(at, 0, row)
    return SimpleUploadedFile("ученики.xlsx", out.getvalue())


def test_from_the_page_of_the_old_journal_to_the_archive(world, browser_of, marks):
    deputy = browser_of(world.deputy)
    assert "Файлов для проверки нет" in text_of(deputy.get(PAGE))
    send(deputy, marks(), others())
    page = ask(deputy, "check", " ")
    assert page.status_code == 422 and "не названо основание" in text_of(page)
    assert ask(deputy, "store").status_code == 422
    page = text_of(ask(deputy, "check"))
    assert "data-live" in page and "Проверка отметок прошлого периода" in page
    work()
    page = text_of(deputy.get(PAGE))
    assert "Новых записей будет 1" in page and "Внести отметки" in page and 'value="приказ № 7 от 20.11.2026"' in page
    with inside(world.school):
        before = Mark.objects.count()
    ask(deputy, "store")
    work()
    page = text_of(deputy.get(PAGE))
    assert "Отметки внесены" in page and "новых записей: 1" in page
    with inside(world.school):
        run = ImportRun.objects.get()
        assert Mark.objects.count() == before + 1
        assert (run.act, run.ground, run.person_id) == ("history", "приказ № 7 от 20.11.2026", world.deputy.pk)
        assert [one.name for one in run.draft.files.all()] == ["отметки.xlsx"] == [one["name"] for one in run.files]
        assert [one.name for one in ImportDraft.objects.get(run=None).files.all()] == ["ученики.xlsx"]
        file = run.draft.files.get().pk
    archive = text_of(deputy.get("/alpha/office/imports/"))
    assert "Отметки прошлых периодов: создано 1" in archive and f"kept/{file}/" in archive
    assert deputy.post(f"/alpha/office/imports/kept/{file}/").status_code == 200
    admin = browser_of(world.admin)
    assert f"kept/{file}/" not in text_of(admin.get("/alpha/office/imports/"))
    assert admin.post(f"/alpha/office/imports/kept/{file}/").status_code == 404
    for human in (world.director, world.secretary, world.teacher, world.mother):
        assert browser_of(human).post(f"/alpha/office/imports/kept/{file}/").status_code == 403


def test_what_cannot_be_read_is_told_and_nothing_is_brought(world, browser_of, marks):
    deputy = browser_of(world.deputy)
    send(deputy, marks("пять"))
    ask(deputy, "check")
    work()
    page = text_of(deputy.get(PAGE))
    assert "Внести пока нельзя: 1 ошибка" in page and "«пять»" in page and "Внести отметки" not in page
    assert ask(deputy, "store").status_code == 422
    send(deputy, marks())
    assert "Проверьте снова" in text_of(deputy.get(PAGE))
    page = ask(deputy, "store", "приказ <№ 8>")
    assert page.status_code == 422 and "приказ &lt;№ 8&gt;" in text_of(page)


def test_two_clicks_are_one_work(world, browser_of, marks):
    deputy = browser_of(world.deputy)
    send(deputy, marks())
    ask(deputy, "check")
    ask(deputy, "check")
    with inside(world.school):
        assert Job.objects.count() == 1


def test_only_a_deputy_brings_marks_of_earlier_periods(world, browser_of, marks):
    admin = browser_of(world.admin)
    send(admin, marks())
    assert admin.get(PAGE).status_code == 403 and admin.post(PAGE, {"act": "check", "ground": "п"}).status_code == 403
    assert "Отметки прошлых периодов" not in text_of(admin.get("/alpha/office/imports/"))


def test_queries_do_not_grow(world, browser_of, marks, django_assert_num_queries):
    deputy = browser_of(world.deputy)
    send(deputy, marks("пять"))
    ask(deputy, "check")
    work()
    deputy.get(PAGE)
    with django_assert_num_queries(7):
        deputy.get(PAGE)
    send(deputy, others())
    with django_assert_num_queries(7):
        deputy.get(PAGE)

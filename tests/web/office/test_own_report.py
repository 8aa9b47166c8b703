"""«Что о нас хранится»: the whole of it to the person and the family, to the staff what their work shows them."""

from datetime import date
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import AbsenceNotice
from parta.journal.queries import own_report
from parta.people.models import Person
from parta.public_service.enums import Book
from parta.public_service.models import HelpRequest, Registration
from tests.factories.school_day import absent, homework, mark, note, term_mark, work


def url(human):
    return f"/alpha/office/people/{human.pk}/report/"


def sheets(answer):
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [[" | ".join(str(cell) for cell in row if cell != "") for row in page] for page in pages]


def filled(world):
    peter, other = world.pupils[:2]
    with inside(world.school):
        mark(work(world.lessons[0], title="=Дроби"), peter, "4", ("2",))
        mark(work(world.lessons[0]), other, "3")
        absent(world.lessons[0], peter, "ill", "справка")
        note(world.lessons[0], peter, "+не готов")
        homework(world.lessons[0], None, "повторить § 3", pupil_id=peter.pk)
        term_mark(world.lessons[0], peter, world.terms[0], "5")
        AbsenceNotice.objects.create(
            pupil_id=peter.pk, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 3), text="к врачу",
            announced_by=world.mother, announced_at=world.lessons[0].starts_at,
        )  # fmt: skip
        line = Registration.objects.create(book=Book.HELP, year=2026, number=1, day=date(2026, 11, 2))
        HelpRequest.objects.create(
            registration=line, author=peter, text="Где мой дневник?", asked_at=world.lessons[0].starts_at
        )
    return peter


def test_the_family_gets_everything_of_the_child_and_nothing_of_others(world, browser_of, frozen):
    peter = filled(world)
    first, journals = sheets(browser_of(world.mother).post(url(peter)))
    day = f"{world.lessons[0].date:%Y-%m-%d}"
    told = "\n".join(journals)
    for line in (
        f"Отметки | {day} | алгебра | контрольная работа: =Дроби | 2→4",
        f"Пропуски и опоздания | {day} | алгебра | болеет | справка",
        f"Замечания и записи | {day} | алгебра | +не готов",
        "Личные задания", "повторить § 3", "I четверть | 5", "по 03.11.2026 | к врачу",
    ):  # fmt: skip
        assert line in told, told
    assert told.count("Отметки |") == 1
    told = "\n".join(first)
    for line in ("Учётная запись |", "Вопросы о работе с Партой | Где мой дневник?", "Карточка |"):
        assert line in told, told
    with inside(world.school):
        assert Event.objects.get(act="people.report_taken").subject["id"] == peter.pk


def test_the_staff_gets_what_its_work_shows(world, browser_of, frozen):
    peter = filled(world)
    parts = {}
    for human in (world.homeroom, world.secretary, world.director):
        first, journals = sheets(browser_of(human).post(url(peter)))
        said = "\n".join(first)
        parts[human.pk] = ("Учётная запись" in said, "Где мой" in said, any("Отметки |" in row for row in journals))
    assert parts == {
        world.homeroom.pk: (False, False, True),
        world.secretary.pk: (False, False, False),
        world.director.pk: (True, True, True),
    }
    assert browser_of(world.stranger).post(url(peter)).status_code == 404
    assert any(
        "Что преподаёт" in row and "алгебра" in row
        for row in sheets(browser_of(world.teacher).post(url(world.teacher)))[1]
    )


def test_of_an_adult_the_family_gets_no_account_and_no_questions(world, browser_of, frozen):
    peter = filled(world)
    with inside(world.school):
        Person.objects.filter(pk=peter.pk).update(birth_date=date(2008, 11, 20))
    first, journals = sheets(browser_of(world.mother).post(url(peter)))
    assert not any(row.startswith(("Учётная", "Вопросы", "Входы")) for row in first)
    assert any("Отметки |" in row for row in journals)


def test_a_long_life_is_cut_by_parts_and_says_so(world, browser_of, frozen, monkeypatch):
    peter, mother = filled(world), browser_of(world.mother)
    mother.post(url(peter))
    with CaptureQueriesContext(connection) as few:
        mother.post(url(peter))
    with inside(world.school):
        for _ in range(3):
            mark(work(world.lessons[0]), peter, "5")
    with CaptureQueriesContext(connection) as many:
        mother.post(url(peter))
    assert len(few) == len(many)
    assert sum(own_report.MOST.values()) + own_report.OTHERS * 11 < 20_000
    monkeypatch.setattr(own_report, "MOST", {"marks": 2, "absences": 1})
    _, journals = sheets(mother.post(url(peter)))
    assert sum(row.startswith("Отметки |") for row in journals) == 3
    assert any("Показаны последние" in row for row in journals)

"""The last import undone: the school is as it was, to the row; refused while anything stands on it."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.expressions import RawSQL

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import Account, Membership, School
from parta.integrations.enums import Act
from parta.integrations.models import ImportRun, ImportTouch
from parta.integrations.queries.undo import undoable_run, undoing
from parta.integrations.services.undo import undo_import
from parta.integrations.spreadsheets.importing import import_history_folder
from parta.journal.models import Mark, TermClosure
from parta.journal.queries.grid import GONE, changes_since
from parta.kernel.decisions import Forbidden, Refused
from parta.people.models import Enrolment, Person
from parta.school.models import Room, SchoolClass
from parta.timetable.models import Lesson
from tests.factories.small_school import at

from .conftest import ADMINISTRATOR, APPS, DEPUTY, NOW, ROOT, bring

APART = {"ImportRun", "Event", "ChainHead", "ImportTouch"}
YEAR = [["2026/2027 учебный год"], ["Период", "Начало", "Конец"], ["1 четверть", "01.09.2026", "25.10.2026"]]
HEAD = ["№ дела", "Фамилия", "Имя", "Класс", "Дата рождения", "Телефон"]
FIRST = [HEAD, ["П-1", "Абрамов", "Пётр", "7А", "01.02.2013", "+7 900 111-11-11"]]
SECOND = [
    HEAD,
    ["П-1", "Абрамов", "Пётр", "7А", "01.02.2013", "+7 900 222-22-22"],
    ["П-2", "Ёлкина", "Анна", "7Б", "02.03.2013", ""],
]


def whole():
    """Give every row of the school but events and runs, as the database has it."""
    models = [one for app in APPS for one in apps.get_app_config(app).get_models() if one.__name__ not in APART]
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found[table] = sorted(row[0] for row in cursor.fetchall())
    return {name: rows for name, rows in found.items() if rows}


def undo(run=None, actor=ADMINISTRATOR):
    return undo_import(actor=actor, run_id=run or ImportRun.objects.latest("pk").pk, now=NOW)


def refused(call=undo):
    with pytest.raises(Refused) as error:
        call()
    return error.value.decision.code, error.value.decision.params.get("what")


@pytest.fixture
def two(alpha, book):
    """Two imports of a small school; gives the school before each."""
    before = [whole()]
    bring(book("a.xlsx", {"Год": YEAR, "Ученики": FIRST}))
    before.append(whole())
    bring(book("a.xlsx", {"Год": YEAR, "Ученики": SECOND}))
    return before


def test_the_first_import_of_an_empty_school_is_undone_to_the_last_row(alpha):
    before = whole()
    report = bring(ROOT / "demo" / "college")
    assert report.stored and undoable_run(ADMINISTRATOR) == report.run_id
    found = undo()
    assert found.tables["timetable_lesson"][0] > 1000
    assert whole() == before
    run = ImportRun.objects.get()
    assert run.undone_at == NOW and not ImportTouch.objects.exists() and undoable_run(ADMINISTRATOR) is None
    event = Event.objects.get(act=Act.IMPORT_UNDONE, chain="integrations")
    assert event.subject == {"run": run.pk} and event.before["rows"]["people_person"][0] > 100
    assert not list(verify_chains())
    assert refused()[0] == "import_not_kept"


def test_a_second_import_that_changed_rows_is_undone_and_the_first_is_not(two):
    assert SchoolClass.objects.filter(name="7Б").exists()
    found = undo()
    assert found.tables["people_person"] == (1, 1, 0)
    assert whole() == two[1]
    back = Event.objects.get(act=Act.IMPORT_UNDONE, chain="people")
    assert back.before["phone"] != back.after["phone"] and back.after["phone"].endswith("1111111")
    first = ImportRun.objects.earliest("pk").pk
    assert refused(lambda: undo(first))[0] == "import_not_last"
    again = bring(ROOT / "demo" / "college", dry_run=True)
    assert not again.stored and undoable_run(ADMINISTRATOR) is None


def test_an_import_that_changes_nothing_hides_no_undo(two, book):
    last = ImportRun.objects.latest("pk")
    assert bring(book("b.xlsx", {"Год": YEAR, "Ученики": SECOND})).stored
    assert ImportRun.objects.latest("pk").changed_nothing
    assert undoable_run(ADMINISTRATOR) == last.pk
    undo(last.pk)
    assert whole() == two[1]


def test_what_was_undone_can_be_brought_again(two, book):
    undo()
    report = bring(book("a.xlsx", {"Год": YEAR, "Ученики": SECOND}))
    assert report.stored and Person.objects.filter(last_name="Ёлкина").count() == 1
    undo()
    assert whole() == two[1]


def test_it_is_refused_while_a_row_is_changed_since(two):
    Person.objects.filter(last_name="Абрамов").update(phone="+7 900 333-33-33")
    assert refused() == ("import_changed_since", {"people_person": 1})
    found = undoing(actor=ADMINISTRATOR, run_id=undoable_run(ADMINISTRATOR))
    assert found.changed == {"people_person": 1} and not found.decision.allowed
    assert Person.objects.filter(last_name="Ёлкина").exists()


def test_it_is_refused_while_another_row_stands_on_what_it_added(two):
    place = Enrolment.objects.get(pupil__person__last_name="Абрамов")
    days = {"starts_on": dt.date(2026, 8, 1), "ends_on": dt.date(2026, 8, 2)}
    other = Enrolment.objects.create(pupil_id=place.pupil_id, school_class=SchoolClass.objects.get(name="7Б"), **days)
    assert refused() == ("import_stood_on", {"people_enrolment": 1})
    other.delete()
    undo()


def test_it_is_refused_while_somebody_it_added_has_a_way_in(two):
    person = Person.objects.get(last_name="Ёлкина")
    account = Account.objects.create(username="x")
    door = Membership.objects.create(school=School.objects.get(slug="alpha"), account=account, person_id=person.pk)
    assert refused() == ("import_stood_on", {"doors": 1})
    door.delete()
    undo()


def test_rows_beside_it_stay(two):
    Room.objects.create(number="77", number_key="77")
    undo()
    assert Room.objects.filter(number="77").exists()


def test_only_an_administrator_or_a_deputy_undoes(two):
    teacher = type(ADMINISTRATOR)(1, 1, "alpha", roles=frozenset({"teacher"}))
    with pytest.raises(Forbidden):
        undo(actor=teacher)


def test_an_import_into_a_table_that_nobody_follows_is_not_kept(alpha, book):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER import_touch ON people_person")
    bring(book("a.xlsx", {"Год": YEAR, "Ученики": FIRST}))
    assert undoable_run(ADMINISTRATOR) is None and refused()[0] == "import_not_kept"


def test_what_people_write_is_not_noted(two):
    before = ImportTouch.objects.count()
    Room.objects.create(number="78", number_key="78")
    assert ImportTouch.objects.count() == before


@pytest.fixture
def quarter(world, book):
    """A small school with three lessons of the first quarter, and a page of marks of it from another journal."""
    days = [dt.date(2026, 9, day) for day in (7, 9, 11)]
    for day in days:
        hours = {"starts_at": at(day, "08:00"), "ends_at": at(day, "08:40")}
        Lesson.objects.create(course=world.algebra, employee_id=world.teacher.pk, date=day, number=1, **hours)
    head = [
        [YEAR[0][0]],
        ["Класс:", "7А"],
        ["Предмет:", "алгебра"],
        ["Подгруппа:", "—"],
        [],
        ["№", "ФИО", *days, "1 четв."],
    ]
    rows = [[1, "Антонов Пётр", "5", "н", "", "5"], [2, "Ёжикова Мария", "", "4 3", "", "4"]]
    before = whole()
    report = import_history_folder(
        book("09_marks.xlsx", {"7А алгебра": [*head, *rows]}), actor=DEPUTY, ground="приказ № 7", now=NOW
    )
    assert report.stored and (report.created, report.problems) == (6, [])
    return world, before


def test_marks_of_an_earlier_period_are_undone_by_a_deputy(quarter):
    world, before = quarter
    run = ImportRun.objects.get()
    assert (undoable_run(DEPUTY), undoable_run(ADMINISTRATOR)) == (run.pk, None)
    with pytest.raises(Forbidden):
        undo()
    mark = Mark.objects.get(value="5")
    Mark.objects.filter(pk=mark.pk).update(value="4", version=2)
    assert refused(lambda: undo(actor=DEPUTY)) == ("import_changed_since", {"journal_mark": 1})
    Mark.objects.filter(pk=mark.pk).update(value="5", version=1)
    shut = TermClosure.objects.create(term=world.terms[0], closed_by=world.deputy, closed_at=NOW)
    assert refused(lambda: undo(actor=DEPUTY)) == ("import_stood_on", {"journal_termclosure": 1})
    shut.delete()
    seen = changes_since(world.algebra.pk, 0).seq
    undo(actor=DEPUTY)
    assert whole() == before
    told = Event.objects.filter(act=Act.IMPORT_UNDONE, chain=f"course:{world.algebra.pk}")
    assert {event.subject["kind"] for event in told} >= {"mark", "absence", "term"} and not list(verify_chains())
    assert {event["kind"] for event in changes_since(world.algebra.pk, seen).events} == {GONE}


def test_courses_that_became_rows_are_undone_with_whom_the_import_added(alpha, book):
    before = whole()
    head = ["Фамилия", "Имя", "Отчество", "Должность", "Курсы повышения квалификации"]
    anna = ["Ёлкина", "Анна", "Ивановна", "учитель", "Охрана труда"]
    bring(book("a.xlsx", {"Год": YEAR, "Сотрудники": [head, anna]}))
    noted = ImportTouch.objects.filter(table_name="people_training")
    rows = list(noted.values("run_id", "row_id", "before", "after"))
    assert len(rows) == 1
    noted.delete()
    assert refused() == ("import_stood_on", {"people_training": 1})
    words = RawSQL("after || jsonb_build_object('courses', %s::text)", ["Охрана труда"])
    ImportTouch.objects.filter(table_name="people_employee").update(after=words)
    with connection.cursor() as cursor:
        cursor.execute(import_module("parta.people.migrations.0013_trainings").TOUCHES)
    assert list(noted.values("run_id", "row_id", "before", "after")) == rows
    ImportTouch.objects.filter(table_name="people_employee").update(after=RawSQL("after - 'courses'", []))
    undo()
    assert whole() == before

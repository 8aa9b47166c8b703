"""The same people: by number, SNILS, name with birth date or phone, against those that no file brought in."""

import datetime as dt

import pytest

from parta.integrations.spreadsheets.importing.shown import report_shown
from parta.kernel.text import normal
from parta.people.models import Appointment, Employee, Guardianship, Person, Pupil
from parta.wording.importing import problem_text

from .conftest import ADMINISTRATOR, bring, done, tables

STAFF = ["Таб. №", "Фамилия", "Имя", "Отчество", "Дата рождения", "СНИЛС", "Должность", "Телефон"]
PUPILS = [
    "№ п/п",
    "Класс",
    "Фамилия",
    "Имя",
    "Отчество",
    "Дата рождения",
    "№ личного дела",
    "СНИЛС",
    "Мать: ФИО",
    "Мать: телефон",
]
HEAD = [["Сотрудники, 2026/2027 учебный год"], []]
SHILOVA = [
    "150",
    "Шилова",
    "Марина",
    "Денисовна",
    dt.date(1980, 5, 1),
    "",
    "учитель, администратор электронного журнала",
    "",
]
IVAN = [1, "5А", "Петров", "Иван", "Ильич", dt.date(2015, 3, 1), "П-1", "", "Петрова Анна Львовна", "+7 900 000-00-01"]
OLGA = [
    2,
    "7Б",
    "Петрова",
    "Ольга",
    "Ильинична",
    dt.date(2013, 4, 2),
    "П-2",
    "",
    "Петрова Анна Львовна",
    "8 (900) 000-00-01",
]


def person(last, first, patronymic="", **more):
    key = normal(f"{last} {first} {patronymic}")
    return Person.objects.create(last_name=last, first_name=first, patronymic=patronymic, sort_key=key, **more)


def office(book, staff=(SHILOVA,), pupils=(IVAN, OLGA)):
    book("staff.xlsx", {"Сотрудники": [*HEAD, STAFF, *staff]})
    return book("pupils.xlsx", {"Контингент": [["Контингент, 2026/2027 учебный год"], [], PUPILS, *pupils]})


def test_an_administrator_made_before_the_import_is_the_one_of_the_staff(alpha, book):
    human = person("Шилова", "Марина", "Денисовна")
    Employee.objects.create(person=human)
    Appointment.objects.create(employee_id=human.pk, role="administrator", starts_on=dt.date(2026, 8, 1))
    report = bring(office(book))
    assert report.stored, report.errors
    assert Employee.objects.get().staff_no == "150" and Person.objects.filter(last_name="Шилова").count() == 1
    assert {p.code for p in report.problems} >= {"person_by_name"}
    assert sorted(Appointment.objects.values_list("role", flat=True)) == ["administrator", "teacher"]


def test_a_child_and_a_parent_known_before(alpha, book):
    child = person("Петров", "Иван", "Ильич", birth_date=dt.date(2015, 3, 1), address="ул. Мира, 1")
    Pupil.objects.create(person=child)
    mother = person("Петрова", "Анна", "Львовна", phone="+79000000001")
    report = bring(office(book))
    assert report.stored, report.errors
    assert Pupil.objects.get(personal_file_no="П-1").pk == child.pk
    child.refresh_from_db()
    assert child.address == "ул. Мира, 1"
    assert set(Guardianship.objects.values_list("guardian", flat=True)) == {mother.pk}
    assert Guardianship.objects.count() == 2


def test_a_corrected_phone_is_of_the_same_mother(alpha, book):
    bring(office(book))
    new = [[*row[:9], "+7 911 111-11-11"] for row in (IVAN, OLGA)]
    report = bring(office(book, pupils=new))
    assert done(report) == {"guardian": {"changed": 1}}
    assert Person.objects.get(last_name="Петрова", first_name="Анна").phone == "+79111111111"


def test_a_phone_corrected_in_one_row_of_two_makes_no_second_mother(alpha, book):
    bring(office(book))
    report = bring(office(book, pupils=[IVAN, [*OLGA[:9], "+7 911 111-11-11"]]))
    assert done(report) == {} and Person.objects.filter(first_name="Анна").count() == 1
    assert "guardian_phone_other" in {p.code for p in report.problems}


def test_a_corrected_number_keeps_the_pupil(alpha, book):
    bring(office(book))
    pk = Pupil.objects.get(personal_file_no="П-1").pk
    report = bring(office(book, pupils=[[*IVAN[:6], "П-77", *IVAN[7:]], OLGA]))
    assert done(report) == {"pupil": {"changed": 1}}
    assert Pupil.objects.get(personal_file_no="П-77").pk == pk
    assert done(bring(office(book, pupils=[[*IVAN[:6], "П-77", *IVAN[7:]], OLGA]))) == {}


def test_somebody_else_s_number_is_an_error(alpha, book):
    bring(office(book))
    before = tables()
    other = [1, "5А", "Сидоров", "Лев", "", dt.date(2015, 9, 9), "П-1", "", "", ""]
    report = bring(office(book, pupils=[other, OLGA]))
    assert [p.code for p in report.errors] == ["person_number_taken"] and tables() == before


@pytest.mark.parametrize("long", ["Очень " * 100])
def test_words_too_long_for_a_column_are_cut_and_told(alpha, book, long):
    report = bring(office(book, staff=[[*SHILOVA[:6], f"учитель {long}", ""]]))
    assert report.stored, report.errors
    assert len(Employee.objects.get().post) == 300 and "text_too_long" in {p.code for p in report.problems}


def test_people_before_the_year_begins_are_corrected_in_place(alpha, book):
    august = dt.datetime(2026, 8, 20, 12, tzinfo=dt.UTC)
    bring(office(book), now=august)
    report = bring(office(book, pupils=[[1, "5Б", *IVAN[2:]], OLGA]), now=august)
    assert report.stored and done(report)["enrolment"] == {"changed": 1}
    [place] = Pupil.objects.get(personal_file_no="П-1").enrolments.all()
    assert (place.school_class.name, place.starts_on, place.ends_on) == ("5Б", dt.date(2026, 9, 1), None)


def test_the_importer_is_the_office(alpha, book):
    assert ADMINISTRATOR.has("administrator")
    assert bring(office(book), dry_run=True).counts()["pupil"]["created"] == 2
    assert not Person.objects.exists()


def test_what_writing_would_find_is_told_together_with_what_reading_found(alpha, book):
    bring(office(book))
    before = tables()
    other = [1, "5А", "Сидоров", "Лев", "", dt.date(2015, 9, 9), "П-1", "", "", ""]
    nameless = [2, "5А", "12345", "", "", dt.date(2015, 9, 9), "П-7", "", "", ""]
    report = bring(office(book, pupils=[other, OLGA, nameless]), dry_run=True)
    told = {problem.code for problem in report.errors}
    assert "person_number_taken" in told and len(told) > 1, told
    assert not report.stored and not report.kinds and tables() == before


def test_a_phone_without_a_name_stops_nothing(alpha, book):
    report = bring(office(book, pupils=[[*IVAN[:8], "", "+7 900 000-00-99"], OLGA]))
    [told] = [problem for problem in report.problems if problem.code == "guardian_without_name"]
    assert report.stored and "Петров Иван" in problem_text(told) and "Телефон не взят" in problem_text(told)
    assert not Person.objects.filter(phone__contains="9000000099").exists()


def test_a_class_made_by_a_slip_is_warned_of_and_named(alpha, book):
    bring(office(book))
    slip = [2, "5Ъ", *OLGA[2:]]
    report = bring(office(book, pupils=[IVAN, slip]), dry_run=True)
    [told] = [problem for problem in report.problems if problem.code == "class_new"]
    assert (told.params["class_name"], list(told.params["others"])) == ("5Ъ", ["5А"])
    shown = report_shown(report)
    assert [row["name"] for row in shown["rows"]["class"]["created"]] == ["5Ъ"]
    assert "class_new" not in {one.code for one in bring(office(book), dry_run=True).problems}

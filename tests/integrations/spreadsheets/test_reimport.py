"""What was corrected by hand since an import is never overwritten by the next one: each conflict is shown."""

import dataclasses
import datetime as dt

from parta.curriculum.models import Subject, TeachingLoad
from parta.curriculum.rules.loads import Handover
from parta.people.models import Appointment, Employee, Enrolment, Guardianship, Person, Pupil
from parta.school.models import Room, SchoolClass
from parta.school.services.rooms import RoomCard, correct_room
from parta.timetable.services.handover import hand_over

from .conftest import DEPUTY, NOW, bring, done
from .rewriting import write

YEAR = [["2026/2027 учебный год"], ["Период", "Начало", "Конец"], ["1 четверть", "01.09.2026", "25.10.2026"]]
STAFF = [
    ["Табельный №", "Фамилия", "Имя", "Отчество", "Должность"],
    ["1", "Ершов", "Иван", "Егорович", "учитель"],
    ["2", "Белова", "Анна", "Ильинична", "учитель"],
    ["3", "Громов", "Пётр", "Львович", "учитель"],
]
PUPILS = [["№ дела", "Фамилия", "Имя", "Класс", "Дата рождения"], ["П-1", "Абрамов", "Пётр", "7А", "01.02.2013"]]


def load(teacher, hours=2):
    return [["Класс", "Предмет", "Часов в неделю", "Учитель"], ["7А", "химия", hours, teacher]]


def rooms(title):
    return [["Кабинет", "Назначение", "Вместимость"], ["101", title, 30]]


def whole(book, teacher, title):
    sheets = {"Год": YEAR, "Работники": STAFF, "Ученики": PUPILS, "Нагрузка": load(teacher), "Кабинеты": rooms(title)}
    report = bring(book("a.xlsx", sheets))
    assert report.stored, report.errors
    return report


def test_a_room_and_a_load_corrected_by_hand_stay_and_are_named(alpha, book):
    whole(book, "Ершов Иван Егорович", "Кабинет химии")
    actor = dataclasses.replace(DEPUTY, today=NOW.date())
    room = Room.objects.get(number="101")
    correct_room(
        actor=actor, room_id=room.pk, card=RoomCard("101", "Мастерская", room.capacity, room.kind, ""), now=NOW
    )
    first = TeachingLoad.objects.get()
    white = Employee.objects.get(person__last_name="Белова")
    wanted = Handover(white.pk, NOW.date() + dt.timedelta(days=7), "приказ № 3")
    hand_over(actor=actor, course_id=first.course_id, load_id=first.pk, wanted=wanted, now=NOW)
    report = whole(book, "Громов Пётр Львович", "Кабинет физики")
    room.refresh_from_db()
    assert room.title == "Мастерская"
    assert [one.values[0] for one in report.kinds["room"].left] == [("title", "Мастерская", "Кабинет физики")]
    stands = TeachingLoad.objects.order_by("starts_on", "pk").values_list("employee__person__last_name", flat=True)
    assert list(stands) == ["Ершов", "Белова"]
    assert [one.values for one in report.kinds["load"].left] == [(("taken", None, None),)]
    again = whole(book, "Белова Анна Ильинична", "Мастерская")  # what people did, in the files at last
    assert not again.kinds["load"].left and not again.kinds["room"].left
    assert TeachingLoad.objects.count() == 2


def test_a_class_renamed_by_hand_is_meant_by_its_old_name(alpha, book):
    whole(book, "Ершов Иван Егорович", "Кабинет химии")
    SchoolClass.objects.filter(name="7А").update(name="7Л", name_key="7л", letter="Л")
    again = whole(book, "Ершов Иван Егорович", "Кабинет химии")
    assert not again.kinds["class"].created
    assert list(SchoolClass.objects.values_list("name", flat=True)) == ["7Л"]


def alone(tmp_path, rows):
    folder = tmp_path / f"alone {len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    write(folder / "load.xlsx", {"Нагрузка": ([["2026/2027 учебный год"], *rows], [])})
    return bring(folder)


def test_a_load_alone_is_given_by_surname_and_initials_and_a_new_subject_is_named(alpha, book, tmp_path):
    whole(book, "Ершов Иван Егорович", "Кабинет химии")
    report = alone(tmp_path, [*load("Громов П. Л."), ["7А", "Алгебра", 3, "Белова А.И."]])
    assert report.stored and done(report)["load"] == {"created": 2, "changed": 1}
    now = TeachingLoad.objects.filter(ends_on=None).order_by("pk").values_list("employee__person__last_name", flat=True)
    assert list(now) == ["Громов", "Белова"]
    assert [row.name for row in report.kinds["subject"].created] == ["Алгебра"]
    report = alone(tmp_path, [*load("Громов П. Л."), ["7А", "АЛГЕБРА", 4, "Белова А.И."]])
    assert done(report) == {"course": {"changed": 1}, "load": {"changed": 1}}
    assert Subject.objects.get(name_key="алгебра").name == "Алгебра"
    report = alone(tmp_path, [["Класс", "Предмет", "Часов в неделю", "Учитель"], ["7Г", "химия", 2, "Громов П. Л."]])
    assert [problem.code for problem in report.errors] == ["class_unknown"]


def test_a_load_in_a_school_without_staff_says_that_nobody_is_known(alpha, tmp_path):
    report = alone(tmp_path, load("Громов П. Л."))
    assert report.stored and "staff_absent" in {problem.code for problem in report.problems}


LIST = ["№ дела", "Фамилия", "Имя", "Класс", "Дата рождения"]
FULL = [*LIST, "Адрес", "Телефон", "Примечание", "Группа продлённого дня", "Мать", "Телефон матери", "Отец"]
PETER = ["П-1", "Абрамов", "Пётр", "7А", "01.02.2013"]
MORE = [
    "ул. Ёлочная, 1",
    "+7 912 345-67-89",
    "обучение на дому",
    "ГПД-1",
    "Абрамова Анна Ильинична",
    "8 912 345-67-80",
    "",
]


def lists(tmp_path, now=NOW, **sheets):
    folder = tmp_path / f"lists {len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    write(folder / "lists.xlsx", {name: (rows, []) for name, rows in sheets.items()})
    report = bring(folder, now)
    assert report.stored, report.errors
    return report


def pupils(tmp_path, *rows, head=LIST):
    return lists(tmp_path, Ученики=[["2026/2027 учебный год"], head, *rows])


def card():
    one = Pupil.objects.select_related("person").get(personal_file_no="П-1")
    place = Enrolment.objects.get(pupil=one)
    tie = Guardianship.objects.select_related("guardian").get(pupil=one)
    person = one.person
    return person.address, person.phone, one.notes, one.extended_day, place.individual, tie.relation, tie.guardian.phone


def test_a_column_that_a_list_lacks_takes_nothing_off_a_card(alpha, tmp_path):
    lists(tmp_path, Год=YEAR)
    pupils(tmp_path, [*PETER, *MORE], head=FULL)
    full = card()
    assert full[0] == "ул. Ёлочная, 1" and full[4] is True and full[5] == "mother" and all(full)
    pupils(tmp_path, PETER)
    assert card() == full
    # the mother named without her phone, and without the word that she is the mother
    pupils(tmp_path, [*PETER, "Абрамова Анна Ильинична"], head=[*LIST, "ФИО родителя"])
    assert card() == full
    # what cannot be read says nothing either, and is told
    told = pupils(tmp_path, [*PETER, "звонить вечером", "ул. Новая, 2"], head=[*LIST, "Телефон", "Адрес"])
    assert "phone_unreadable" in {problem.code for problem in told.problems}
    assert card() == ("ул. Новая, 2", *full[1:])
    # an empty cell under a head is what takes a value off
    pupils(tmp_path, [*PETER, "", "—", "нет"], head=[*LIST, "Адрес", "Телефон", "Примечание"])
    assert card() == ("", "", "", full[3], False, *full[5:])


def test_what_was_filled_in_by_hand_outlives_every_list(alpha, tmp_path):
    lists(tmp_path, Год=YEAR)
    pupils(tmp_path, [*PETER, *[""] * 7], head=FULL)
    pk = Pupil.objects.get().pk
    Person.objects.filter(pk=pk).update(address="ул. Своя, 3", phone="+79120000000", email="п@школа.рф")
    Pupil.objects.filter(pk=pk).update(notes="от руки", citizenship="РФ", registered_address="там же")
    for rows, head in (([PETER], LIST), ([[*PETER, *[""] * 7]], FULL)):
        report = pupils(tmp_path, *rows, head=head)
        assert not report.kinds["pupil"].left and not report.kinds["pupil"].changed
        one = Pupil.objects.select_related("person").get()
        assert (one.person.address, one.person.phone, one.notes) == ("ул. Своя, 3", "+79120000000", "от руки")
        assert (one.person.email, one.citizenship, one.registered_address) == ("п@школа.рф", "РФ", "там же")


def test_staff_and_rooms_keep_what_a_shorter_list_does_not_say(alpha, tmp_path):
    head = ["Табельный №", "Фамилия", "Имя", "Отчество", "Должность", "Телефон", "Образование"]
    deputy = ["1", "Ершов", "Иван", "Егорович", "заместитель директора, учитель", "+7 912 345-67-89", "высшее"]
    long = [["Кабинет", "Назначение", "Вместимость", "Ответственный"], ["101", "Физика", 30, "Ершов И. Е."]]
    lists(tmp_path, Год=YEAR, Работники=[head, deputy], Ученики=PUPILS, Кабинеты=long)
    roles = set(Appointment.objects.filter(ends_on=None).values_list("role", flat=True))
    assert roles == {"deputy", "teacher"}
    lists(
        tmp_path, NOW + dt.timedelta(days=30), Год=YEAR, Работники=[head[:4], deputy[:4]], Ученики=PUPILS,
        Кабинеты=[["Кабинет", "Назначение", "Вместимость"], ["101", "Физика", 28]],
        Нагрузка=load("Ершов Иван Егорович"),
    )  # fmt: skip
    assert set(Appointment.objects.filter(ends_on=None).values_list("role", flat=True)) == roles
    one, room = Employee.objects.select_related("person").get(), Room.objects.get()
    assert (one.post, one.education, one.person.phone) == (
        "заместитель директора, учитель", "высшее", "+79123456789",
    )  # fmt: skip
    assert (room.title, room.capacity, room.keeper) == ("Физика", 28, "Ершов И. Е.")


def test_a_list_of_names_and_telephones_means_those_of_the_class(alpha, tmp_path):
    head = ["ФИО", "Дата рождения", "Класс"]
    rows = (["Ёлкин Пётр Львович", "01.02.2013", "7А"], ["Ёлкин Пётр Ильич", "03.02.2013", "7А"])
    lists(tmp_path, Год=YEAR, Работники=STAFF)
    pupils(tmp_path, *rows, ["Ёлкин Пётр Львович", "05.02.2012", "8Б"], head=head)
    before = Person.objects.count()
    short = ["ФИО", "Класс", "Телефон"]
    told = pupils(tmp_path, ["Елкин Петр Львович", "7А", "8 912 345-67-01"], ["Д’Арк Жанна", "7А", ""], head=short)
    assert "person_near" in {problem.code for problem in told.problems} and Person.objects.count() == before + 1
    phones = Person.objects.exclude(phone="").values_list("patronymic", "birth_date", "phone")
    assert list(phones) == [("Львович", dt.date(2013, 2, 1), "+79123456701")]
    assert not Enrolment.objects.exclude(ends_on=None).exists()
    # a name without a patronymic may mean two of the class: nobody is chosen, nothing is stored
    folder = tmp_path / "two"
    folder.mkdir()
    write(folder / "two.xlsx", {"Ученики": ([["2026/2027 учебный год"], short, ["Ёлкин Пётр", "7А", "1"]], [])})
    report = bring(folder)
    assert not report.stored and "person_ambiguous" in {problem.code for problem in report.errors}
    lists(tmp_path, Год=YEAR, Работники=[["ФИО", "Должность"], ["Громов Пётр Львович", "учитель химии"]])
    assert Employee.objects.count() == 3 and Employee.objects.get(person__last_name="Громов").post == "учитель химии"


def test_a_list_of_names_of_a_new_year_means_those_who_went_up(alpha, tmp_path):
    head, short = ["ФИО", "Дата рождения", "Класс"], ["ФИО", "Класс", "Телефон"]
    rows = (["Ёлкин Пётр Львович", "01.02.2013", "7А"], ["Абрамов Лев", "03.02.2013", "7А"])
    pupils(tmp_path, *rows, ["Ёлкин Пётр Львович", "05.02.2013", "7Б"], ["Ким Ян", "05.02.2011", "9Б"], head=head)
    left = Enrolment.objects.filter(pupil__person__last_name="Абрамов")
    left.update(ends_on=dt.date(2026, 12, 25))
    before, next_year = Person.objects.count(), "2027/2028 учебный год"
    told = lists(
        tmp_path, Год=[[next_year], ["Период", "Начало", "Конец"], ["1 четверть", "01.09.2027", "24.10.2027"]],
        Ученики=[
            [next_year], short, ["Елкин Петр Львович", "8А", ""], ["Абрамов Лев", "8А", ""], ["Ким Ян", "10А", ""]
        ],
    )  # fmt: skip
    assert [one.code for one in told.problems].count("person_near") == 2
    assert Person.objects.count() == before + 1  # who left in the middle of the year is somebody else
    new = Enrolment.objects.filter(school_class__year__starts_on__year=2027).order_by("pk")
    births = [dt.date(2013, 2, 1), None, dt.date(2011, 2, 5)]
    assert list(new.values_list("pupil__person__birth_date", flat=True)) == births


def test_a_class_brought_alone_does_not_hide_a_namesake_of_another(alpha, tmp_path):
    head = ["ФИО", "Дата рождения", "Класс"]
    rows = [["Ёлкин Пётр Львович", "01.02.2013", "7А"], ["Ёлкин Пётр Львович", "05.02.2012", "8Б"]]
    lists(tmp_path, Год=YEAR, Работники=STAFF, Нагрузка=load("Ершов И. Е."))
    pupils(tmp_path, *rows, ["Котов Ян Ильич", "05.03.2012", "8Б"], head=head)
    groups = [["Класс", "Предмет", "Подгруппа", "ФИО"], ["8Б", "химия", "1 гр.", "Ёлкин П. Л."]]
    told = lists(
        tmp_path, Ученики=[["2026/2027 учебный год"], ["ФИО", "Класс", "Телефон"], [rows[0][0], "7А", ""]],
        Подгруппы=[["2026/2027 учебный год"], *groups],
    )  # fmt: skip
    assert not {"pupil_unknown", "pupil_not_in_class"} & {problem.code for problem in told.problems}
    assert Person.objects.filter(last_name="Ёлкин").count() == 2

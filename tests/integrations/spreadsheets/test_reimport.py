"""What was corrected by hand since an import is never overwritten by the next one: each conflict is shown."""

import dataclasses
import datetime as dt

from parta.curriculum.models import Subject, TeachingLoad
from parta.curriculum.rules.loads import Handover
from parta.people.models import Employee
from parta.school.models import Room
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

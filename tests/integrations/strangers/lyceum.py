"""A lyceum: Latin letters of classes, several walls of other shapes, several subjects in one cell, a curriculum by terms."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .books import Sheet, xlsx
from .names import Person, Registry

CLASSES = ("7A", "7B", "11C")
REAL = {"7A": "7А", "7B": "7В", "11C": "11С"}


@dataclass
class Lyceum:
    """Who is in the school, as its files say it."""

    pupils: dict[str, list[Person]] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)


def write(folder: Path) -> Lyceum:
    """Write the folder and tell who is in it."""
    people = Registry(4)
    school = Lyceum()
    for key in ("алгебра", "русский язык", "информатика 1", "информатика 2", "биология", "химия", "труд м", "труд д"):
        school.staff[key] = people.person(1970 + len(school.staff) * 2, "m" if key in ("труд м", "химия") else "f")
    for name in CLASSES:
        born = 2013 if name.startswith("7") else 2009
        school.pupils[name] = [people.person(born) for _ in range(4)]
    xlsx(folder / "База.xlsx", _pupils(school), _staff(school), _movement(school))
    xlsx(folder / "Нагрузка 26-27.xlsx", _load(school), _plan())
    xlsx(folder / "Расписание" / "7 классы.xlsx", _wall(school))
    xlsx(folder / "Расписание" / "11C.xlsx", _week_of_class(school))
    xlsx(folder / "Режим.xlsx", _year(), _bells())
    return school


def _pupils(school: Lyceum) -> Sheet:
    rows: list[list[Any]] = [
        ["ЛИЦЕЙ «ВЕКТОР»", "", "", "", "", ""],
        ["Контингент учащихся лицея, 2026–2027 уч. год"],
        [
            "Параллель",
            "Литер",
            "№ в списке",
            "Фамилия, имя, отчество учащегося",
            "Д.р.",
            "№ л/д",
            "Представитель 1",
            "",
            "",
            "Представитель 2",
            "",
        ],
        ["", "", "", "", "", "", "ФИО", "Тел.", "e-mail", "ФИО", "Тел."],
    ]
    for name, own in school.pupils.items():
        for number, one in enumerate(own, 1):
            if number == 3:
                # The printed page ends here: the head stands again.
                rows += [list(rows[2]), list(rows[3])]
            mother = f"{one.last} Мария Петровна" if one.sex == "f" else f"{one.last}а Мария Петровна"
            rows.append(
                [
                    name[:-1],
                    name[-1],
                    number,
                    one.full,
                    one.birth,
                    f"{name[-1]}/{number}",
                    mother,
                    f"8 {one.phone[2:5]} {one.phone[5:8]} {one.phone[8:]}, 8 912 555 66 77",
                    f"p{one.phone[-3:]}@mail.example",
                    "—",
                    "—",
                ]
            )
    rows += [["Всего по лицею: 12 чел."]]
    return Sheet("Контингент", rows, ["A1:F1", "G3:I3", "J3:K3"])


def _staff(school: Lyceum) -> Sheet:
    rows: list[list[Any]] = [["Фамилия И.О.", "Полное имя", "Предмет", "Должность", "Стаж", "Кл. рук."]]
    leads = {"алгебра": "7A", "биология": "7B", "химия": "11C"}
    for key, one in school.staff.items():
        subject = key.split(" ")[0] if key not in ("русский язык",) else key
        rows.append([one.short, one.full, subject, "учитель", 10, leads.get(key, "")])
    return Sheet("Учителя", rows)


def _movement(school: Lyceum) -> Sheet:
    arrived = school.pupils["7B"][3]
    return Sheet(
        "Движение",
        [
            ["Книга движения обучающихся"],
            ["№", "ФИО", "Класс", "Прибыл (дата)", "Откуда", "Выбыл (дата)", "Куда", "Приказ"],
            [1, arrived.full, "7B", "14.09.2026", "СОШ № 3", "", "", "15-п"],
            [2, "Уехалов Пётр Ильич", "7A", "", "", "02.10.2026", "г. Пермь", "16-п"],
        ],
    )


_LOAD = (
    ("алгебра", "Алгебра", "7A", "", 3), ("алгебра", "Алгебра", "7B", "", 3), ("алгебра", "Алгебра", "11C", "", 4),
    ("русский язык", "Русский язык", "7A", "", 4), ("русский язык", "Русский язык", "7B", "", 4), ("русский язык", "Русский язык", "11C", "", 2),
    ("информатика 1", "Информатика", "7A", "1 группа", 1), ("информатика 2", "Информатика", "7A", "2 группа", 1),
    ("информатика 1", "Информатика", "7B", "1 группа", 1), ("информатика 2", "Информатика", "7B", "2 группа", 1),
    ("биология", "Биология", "7A", "", 1), ("биология", "Биология", "7B", "", 1), ("биология", "Биология", "11C", "", 2),
    ("химия", "Химия", "11C", "", 2),
    ("труд м", "Труд (технология)", "7A", "мальчики", 2), ("труд д", "Труд (технология)", "7A", "девочки", 2),
    ("труд м", "Труд (технология)", "7B", "мальчики", 2), ("труд д", "Труд (технология)", "7B", "девочки", 2),
)  # fmt: skip


def _load(school: Lyceum) -> Sheet:
    rows: list[list[Any]] = [["Педагогическая нагрузка"], ["Класс", "Предмет", "Группа", "ФИО педагога", "Часов/нед"]]
    rows += [[name, subject, group, school.staff[key].full, hours] for key, subject, name, group, hours in _LOAD]
    rows.append(["7A", "Ментальная арифметика", "", "Приглашённый Олег Олегович", 1])
    return Sheet("нагрузка", rows)


def _plan() -> Sheet:
    hours: dict[str, dict[str, int]] = {}
    for _, subject, name, _, count in _LOAD:
        hours.setdefault(subject, {})[name] = count
    rows: list[list[Any]] = [["Недельный учебный план"], ["Предмет", *CLASSES, "Итого"]]
    rows += [[subject, *[own.get(name, 0) for name in CLASSES], sum(own.values())] for subject, own in hours.items()]
    rows.append(["Итого", 11, 11, 10, 32])
    return Sheet("план", rows)


def _wall(school: Lyceum) -> Sheet:
    """Give a wall with the time beside the number, a room column for each class, and bare halves for alternate weeks."""
    del school
    week = {
        0: ["Алгебра|12", "Рус.яз.|20", "Инф. 1 гр / Инф. 2 гр|31/32", "Биология|14"],
        1: ["Алгебра|12", "Рус.яз.|20", "Труд (мал.)/Труд (дев.)|м1/м2", "Труд (мал.)/Труд (дев.)|м1/м2"],
        2: ["Алгебра|12", "Рус.яз.|20"],
        3: ["Рус.яз.|20"],
    }
    times = ["8.00–8.40", "8.50–9.30", "9.50–10.30", "10.50–11.30"]
    rows: list[list[Any]] = [
        ["", "", "", "РАСПИСАНИЕ", "", "", ""],
        ["День", "№", "Время", "7A", "каб.", "7B", "каб."],
    ]
    merge = []
    for day, name in enumerate(("ПОНЕДЕЛЬНИК", "ВТОРНИК", "СРЕДА", "ЧЕТВЕРГ")):
        first = len(rows) + 1
        for number in range(4):
            own = week[day][number].split("|") if number < len(week[day]) else ["", ""]
            # The other class has the same lessons an hour later.
            back = week[day][number - 1].split("|") if 0 < number <= len(week[day]) else ["", ""]
            rows.append([name if number == 0 else "", number + 1, times[number], *own, *back])
        if len(week[day]) == 4:
            rows.append(["", 5, "11.40–12.20", "", "", *week[day][3].split("|")])
        merge.append(f"A{first}:A{len(rows)}")
    rows += [[], ["Зам. директора по УВР", "", "", "Петренко О.В."]]
    return Sheet("7 кл", rows, merge)


def _week_of_class(school: Lyceum) -> Sheet:
    """Give the timetable of one class: each day a block of its own, two blocks side by side."""
    algebra, russian = school.staff["алгебра"].short, school.staff["русский язык"].short
    return Sheet(
        "Лист1",
        [
            ["Расписание занятий 11C класса на 2026/27 учебный год"],
            ["Понедельник", "", "", "", "Вторник"],
            ["№", "Предмет", "Учитель", "", "№", "Предмет", "Учитель"],
            [1, "Алгебра", algebra, "", 1, "Алгебра", algebra],
            [2, "Алгебра", algebra, "", 2, "Химия", ""],
            [3, "Русский язык", russian, "", 3, "Химия", ""],
            [],
            ["Среда", "", "", "", "Четверг"],
            ["№", "Предмет", "Учитель", "", "№", "Предмет", "Учитель"],
            [1, "Биология", "", "", 1, "Алгебра", algebra],
            [2, "Биология", "", "", 2, "Русский язык", russian],
        ],
    )


def _year() -> Sheet:
    return Sheet(
        "год",
        [
            ["Годовой календарный график лицея 2026-2027"],
            ["Период", "7 классы", "", "11 класс", ""],
            ["", "начало", "окончание", "начало", "окончание"],
            ["1 полугодие", "01.09.26", "29.12.26", "01.09.26", "29.12.26"],
            ["2 полугодие", "11.01.27", "26.05.27", "11.01.27", "20.05.27"],
            ["Осенние каникулы", "26.10.26", "01.11.26", "26.10.26", "01.11.26"],
            ["Зимние каникулы", "30.12.26", "10.01.27", "30.12.26", "10.01.27"],
        ],
        ["B2:C2", "D2:E2"],
    )


def _bells() -> Sheet:
    return Sheet(
        "звонки",
        [
            ["Расписание звонков"],
            ["", "Понедельник", "Вторник – суббота"],
            ["1 урок", "08:30–09:10", "08:00–08:40"],
            ["2 урок", "09:20–10:00", "08:50–09:30"],
            ["3 урок", "10:20–11:00", "09:50–10:30"],
            ["4 урок", "11:20–12:00", "10:50–11:30"],
            ["5 урок", "12:10–12:50", "11:40–12:20"],
        ],
    )


__all__ = ["CLASSES", "REAL", "Lyceum", "dt", "write"]

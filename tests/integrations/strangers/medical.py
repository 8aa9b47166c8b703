"""A medical college: groups with the number in front, pairs in two rows for alternate weeks, modules, hours by course."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .books import Sheet, xlsx
from .names import Person, Registry

GROUPS = {"11-СД": 1, "21-СД": 2, "11-ЛД": 1}
LINES = (
    ("ОУП.01", "Русский язык", 1, (34, 44)),
    ("ОУП.04", "Математика", 1, (68, 88)),
    ("ОП.02", "Анатомия и физиология человека", 2, (102, 0)),
    ("МДК.01.01", "Организация безопасной больничной среды", 2, (68, 44)),
    ("ПМ.01.Э", "Экзамен по модулю", 2, (0, 12)),
)


@dataclass
class Medical:
    """Who is in the college, as its files say it."""

    students: dict[str, list[Person]] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)


def write(folder: Path) -> Medical:
    """Write the folder and tell who is in it."""
    people = Registry(5)
    college = Medical()
    for index, name, _, _ in LINES[:4]:
        college.staff[index] = people.person(1966 + len(college.staff) * 5, "f")
        del name
    for group, course in GROUPS.items():
        college.students[group] = [people.person(2010 - course) for _ in range(4)]
    xlsx(folder / "01 Группы и студенты.xlsx", _groups(college), _students(college))
    xlsx(folder / "02 Преподаватели.xlsx", _staff(college))
    xlsx(folder / "03 Учебный план СД.xlsx", _plan("34.02.01 Сестринское дело", ("11-СД", "21-СД")))
    xlsx(folder / "03 Учебный план ЛД.xlsx", _plan("31.02.01 Лечебное дело", ("11-ЛД",)))
    xlsx(folder / "04 Педнагрузка.xlsx", _load(college))
    xlsx(folder / "05 Расписание.xlsx", _wall(college), _bells())
    xlsx(folder / "06 График учебного процесса.xlsx", _year())
    return college


def _groups(college: Medical) -> Sheet:
    heads = list(college.staff.values())
    rows: list[list[Any]] = [
        ["Перечень учебных групп ГБПОУ «Заречный медицинский колледж»"],
        ["№ п/п", "Учебная группа", "Специальность", "Курс", "Форма обучения", "Куратор группы", "Кол-во студентов"],
    ]
    for number, (group, course) in enumerate(GROUPS.items(), 1):
        programme = "34.02.01 Сестринское дело" if "СД" in group else "31.02.01 Лечебное дело"
        rows.append(
            [number, group, programme, f"{course} курс", "очная", heads[number - 1].short, len(college.students[group])]
        )
    return Sheet("Группы", rows)


def _students(college: Medical) -> Sheet:
    rows: list[list[Any]] = [["Списочный состав студентов на 01.09.2026"]]
    for group, own in college.students.items():
        rows += [
            [f"Группа {group}"],
            [
                "№",
                "Фамилия",
                "Имя",
                "Отчество (при наличии)",
                "Дата рождения",
                "№ студ. билета",
                "Бюджет/договор",
                "Телефон студента",
                "Контакты родителей (ФИО, тел.)",
            ],
        ]
        for number, one in enumerate(own, 1):
            rows.append(
                [
                    number,
                    one.last,
                    one.first,
                    one.middle,
                    one.birth,
                    f"{group}/{number}",
                    "Б" if number % 2 else "Д",
                    one.phone,
                    f"мать - {one.last} Нина Олеговна {one.phone[:-1]}9",
                ]
            )
        rows.append([])
    return Sheet("Студенты", rows)


def _staff(college: Medical) -> Sheet:
    rows: list[list[Any]] = [
        ["№", "ФИО преподавателя", "Должность", "Преподаваемые УД, МДК", "Учёная степень", "Квалификационная категория"]
    ]
    for number, (index, one) in enumerate(college.staff.items(), 1):
        name = next(title for code, title, _, _ in LINES if code == index)
        rows.append([number, one.full, "преподаватель", f"{index} {name}", "", "высшая"])
    rows.append([5, "Зимина Ольга Олеговна", "зам. директора по учебной работе", "", "к.м.н.", ""])
    return Sheet("Лист1", rows)


def _plan(programme: str, groups: tuple[str, ...]) -> Sheet:
    rows: list[list[Any]] = [
        [f"Учебный план по специальности {programme}"],
        [f"Группы: {', '.join(groups)}; форма обучения – очная"],
        [
            "Индекс",
            "Наименование циклов, дисциплин, профессиональных модулей, МДК, практик",
            "Формы промежуточной аттестации",
            "Объём образовательной нагрузки",
            "Распределение по курсам и семестрам",
            "",
            "",
            "",
        ],
        ["", "", "", "", "I курс", "", "II курс", ""],
        ["", "", "", "", "1 сем.", "2 сем.", "3 сем.", "4 сем."],
        ["ОУП.00", "Общеобразовательные учебные предметы", "", 234],
    ]
    for index, name, course, (first, second) in LINES:
        columns: list[Any] = ["", "", "", ""]
        columns[2 * course - 2 : 2 * course] = [first or "", second or ""]
        rows.append([index, name, "-, Э" if course == 1 else "ДЗ", first + second, *columns])
    rows.append(["", "Всего", "", 460])
    return Sheet("План", rows, ["E3:H3", "E4:F4", "G4:H4", "A3:A5", "B3:B5", "C3:C5", "D3:D5"])


def _load(college: Medical) -> Sheet:
    rows: list[list[Any]] = [
        ["Педагогическая нагрузка на 1 семестр 2026/2027"],
        ["Преподаватель", "Дисциплина", "Группа", "Часы 1 сем."],
    ]
    for index, name, course, (first, _) in LINES:
        for group, year in GROUPS.items():
            if year == course and first:
                rows.append([college.staff[index].short, f"{index} {name}", group, first])
    return Sheet("нагрузка", rows)


def _wall(college: Medical) -> Sheet:
    """Give pairs in two rows: the upper is the numerator's week, the lower the denominator's; one row merged is both."""
    russian, maths, anatomy, ward = (one.last for one in college.staff.values())
    rows: list[list[Any]] = [
        ["Расписание занятий на 1 семестр 2026-2027 учебного года"],
        ["День недели", "№ пары", "Группа", "", ""],
        ["", "", *GROUPS],
        [
            "Понедельник",
            "1-2",
            f"Математика {maths} ауд. 12",
            f"Анатомия {anatomy} ауд. 5",
            f"Русский язык {russian} ауд. 3",
        ],
        ["", "", "", "", f"Математика {maths} ауд. 12"],
        ["", "3-4", f"Русский язык {russian} ауд. 3", f"МДК.01.01 {ward} ауд. 7", f"Математика {maths} ауд. 12"],
        ["", "", "", "", ""],
        ["Вторник", "1-2", f"Математика {maths} ауд. 12", f"Анатомия {anatomy} ауд. 5", ""],
        ["", "", "", f"МДК.01.01 {ward} ауд. 7", ""],
    ]
    merge = [
        "C2:E2",
        "A2:A3",
        "B2:B3",
        "A4:A7",
        "A8:A9",
        "B4:B5",
        "B6:B7",
        "B8:B9",
        "C4:C5",
        "D4:D5",
        "C6:C7",
        "D6:D7",
        "E6:E7",
        "C8:C9",
    ]
    return Sheet("1 сем", rows, merge)


def _bells() -> Sheet:
    return Sheet("Звонки", [["Пара", "Время"], ["1-2", "8.30–9.15, 9.20–10.05"], ["3-4", "10.15–11.00, 11.05–11.50"]])


def _year() -> Sheet:
    return Sheet(
        "График",
        [
            ["График учебного процесса на 2026/2027 учебный год"],
            ["Вид", "Период", "Примечание"],
            ["1 семестр", "01.09.2026-27.12.2026", "первая неделя - числитель"],
            ["Зимние каникулы", "28.12.2026-10.01.2027", ""],
            ["2 семестр", "11.01.2027-27.06.2027", "первая неделя - знаменатель"],
            ["Летние каникулы", "28.06.2027-31.08.2027", ""],
        ],
    )


__all__ = ["GROUPS", "LINES", "Medical", "dt", "write"]

"""A school that unloads other systems: comma-separated pupils, web pages named .xls, parents in rows of their own."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .books import Formula, Sheet, comma_separated, ods, web_page, xlsx
from .names import Person, Registry
from .weeks import dealt

CLASSES = ("6А", "6Б", "9В")
SUBJECTS = {
    "Русский язык": (6, 3),
    "Математика": (5, 0),
    "Алгебра": (0, 3),
    "Химия": (0, 2),
    "Музыка": (1, 0),
    "Иностранный (английский) язык": (3, 3),
}


@dataclass
class Exported:
    """Who is in the school, as its files say it."""

    pupils: dict[str, list[Person]] = field(default_factory=dict)
    mothers: dict[str, Person] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)


def hours_of(subject: str, name: str) -> int:
    """Give the weekly hours of a subject in a class."""
    return SUBJECTS[subject][0 if name.startswith("6") else 1]


def write(folder: Path) -> Exported:
    """Write the folder and tell who is in it."""
    people = Registry(3)
    school = Exported()
    school.staff = {subject: people.person(1965 + number * 4, "f") for number, subject in enumerate(SUBJECTS)}
    for name in CLASSES:
        born = 2020 - int(name[0])
        children, mother, _ = people.family(born, 2)
        school.pupils[name] = [*children, people.person(born), people.person(born)]
        for child in school.pupils[name]:
            twin = child in children
            school.mothers[child.full] = mother if twin else people.person(born - 28, "f", child.last.removesuffix("а"))
    namesake = school.pupils["6А"][2]
    school.pupils["6Б"][2] = Person(
        namesake.last, namesake.first, namesake.middle, namesake.sex, dt.date(2014, 12, 31), "+79990000001", ""
    )
    school.mothers[namesake.full] = people.person(1986, "f", namesake.last.removesuffix("а"))
    comma_separated(folder / "ЭЖ" / "Выгрузка ученики.csv", _pupils(school))
    web_page(folder / "ЭЖ" / "Родители (экспорт).xls", "Родители", _parents(school))
    web_page(folder / "ЭЖ" / "Сотрудники.xls", "Сотрудники", _staff(school), encoding="windows-1251")
    ods(folder / "Учебный план в часах за год.ods", _plan())
    xlsx(folder / "Нагрузка.xlsx", _load(school))
    xlsx(folder / "Расписание (список).xlsx", _lessons(school))
    xlsx(folder / "КТП 2026.xlsx", _theme_plan("Химия", "9В", school), _theme_plan("Музыка", "6А", school, double=True))
    xlsx(folder / "Периоды.xlsx", _periods(), _unused())
    return school


def _pupils(school: Exported) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [
            "ID",
            "Ф.И.О. обучающегося",
            "Класс/литер",
            "Дата рожд.",
            "Пол",
            "Номер ЛД",
            "СНИЛС ребёнка",
            "Адрес регистрации",
            "Тел.",
            "Дата зачисления",
            "Номер приказа о зачислении",
            "Форма обучения",
            "Логин",
        ]
    ]
    number = 0
    for name, own in school.pupils.items():
        for one in own:
            number += 1
            day = one.birth
            shapes = (
                f"{day:%d.%m.%Y} г.",
                day.isoformat(),
                f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
                str((day - dt.date(1899, 12, 30)).days),
            )
            shown = f"{name[0]} {name[1].lower()}" if number % 2 else f'{name[0]}"{name[1]}"'
            wrong = one.snils[:-2] + "00" if number == 4 else one.snils
            rows.append([100000 + number, f"{one.full}\u00a0" if number % 3 else one.full.replace("ё", "е"), shown, shapes[number % 4], "Мужской" if one.sex == "m" else "Женский", f"ЛД-{number:03d}", wrong, "г. Дальний, ул. Лесная, д. 5", "", "01.09.2020", f"{number}-з", "очная", f"login{number}"])  # fmt: skip
    rows.append(rows[3])
    return rows


_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def _parents(school: Exported) -> list[list[Any]]:
    rows: list[list[Any]] = [["Класс", "ФИО ребенка", "ФИО родителя", "Степень родства", "Мобильный телефон", "E-Mail"]]
    for name, own in school.pupils.items():
        for child in own:
            mother = school.mothers[child.full]
            rows.append(
                [
                    name,
                    child.full,
                    mother.full,
                    "мать",
                    f"{mother.phone}, дом. 2-33-44",
                    f"m{mother.phone[-4:]}@mail.example",
                ]
            )
            rows.append([name, child.full, f"{child.last.removesuffix('а')} Олег Ильич", "отец", "", ""])
    return rows


def _staff(school: Exported) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [
            "Фамилия",
            "Имя",
            "Отчество",
            "Роль в системе",
            "Должность",
            "Дата рождения",
            "СНИЛС",
            "Моб. тел.",
            "Классный руководитель",
        ]
    ]
    leads = dict(zip(SUBJECTS, CLASSES, strict=False))
    for subject, one in school.staff.items():
        rows.append([one.last, one.first, one.middle, "Учитель", f"Учитель ({subject.lower()})", one.dotted, one.snils, f"+7({one.phone[2:5]}){one.phone[5:8]}-{one.phone[8:10]}-{one.phone[10:]}", leads.get(subject, "")])  # fmt: skip
    rows.append(["Директорова", "Анна", "Павловна", "Администратор ОО", "Директор", "05.05.1970", "", "", ""])
    return rows


def _plan() -> Sheet:
    rows: list[list[Any]] = [
        ["Учебный план ООО (годовой)"],
        ["№", "Учебные предметы", "6А", "6Б", "9В"],
        ["", "", "часов в год", "часов в год", "часов в год"],
    ]
    for number, subject in enumerate(SUBJECTS, 1):
        rows.append([number, subject, *[hours_of(subject, name) * 34 or "" for name in CLASSES]])
    rows.append(["", "ВСЕГО за год:", *[sum(hours_of(subject, name) for subject in SUBJECTS) * 34 for name in CLASSES]])
    return Sheet("План", rows)


def _load(school: Exported) -> Sheet:
    rows: list[list[Any]] = [
        ["Учебная нагрузка педагогов"],
        ["Предмет", "Учебный коллектив", "Преподаватель", "Нед. нагрузка", "Годовая нагрузка"],
    ]
    for subject, one in school.staff.items():
        for name in CLASSES:
            if count := hours_of(subject, name):
                rows.append([subject, name, one.full, count, count * 34])
    rows += [["Итого", "", "", Formula("=SUM(D3:D12)", 38), Formula("=VLOOKUP(A1;B:C;9)", "#N/A")]]
    return Sheet("Лист1", rows)


def _lessons(school: Exported) -> Sheet:
    rows: list[list[Any]] = [["День нед.", "Урок", "Класс", "Предмет", "Учитель", "Кабинет", "Время"]]
    days = ("Пн", "Вт", "Ср", "Чт", "Пт")
    times = ("08:30 - 09:10", "09:20 - 10:00", "10:15 - 10:55", "11:15 - 11:55", "12:05 - 12:45")
    hours = {name: {subject: hours_of(subject, name) for subject in SUBJECTS} for name in CLASSES}
    for at, (name, week) in enumerate(dealt(hours, lambda subject, _: subject, days=5, longest=5).items()):
        for (day, number), subject in week.items():
            who = school.staff[subject].short
            rows.append([days[day], number, name, subject, who, f"каб. {201 + at}", times[number - 1]])
    return Sheet("Расписание", rows, filtered=True)


def _theme_plan(subject: str, name: str, school: Exported, double: bool = False) -> Sheet:
    rows: list[list[Any]] = [
        ["КАЛЕНДАРНО-ТЕМАТИЧЕСКОЕ ПЛАНИРОВАНИЕ"],
        [f"Предмет: {subject}", "", f"Класс: {name}", "", f"Учитель: {school.staff[subject].short}"],
        [f"Количество часов: {hours_of(subject, name) * 2}"],
        ["№ п/п", "Тема урока", "Кол-во часов", "Дата", "", "Д/з", "ЭОР"],
        ["", "", "", "план", "факт", "", ""],
        ["Раздел 1. Введение (2 ч)"],
    ]
    start = dt.date(2026, 9, 2)
    left, number = hours_of(subject, name) * 2, 0
    while left:
        step = 2 if double and left >= 2 else 1
        number += 1
        rows.append(
            [
                number,
                f"Тема {number}",
                step,
                f"{start + dt.timedelta(days=7 * number):%d.%m}",
                "",
                f"§ {number}",
                "https://edu.example",
            ]
        )
        left -= step
    rows.append(["", "Итого", hours_of(subject, name) * 2])
    return Sheet(f"{subject} {name}", rows, ["D4:E4"])


def _periods() -> Sheet:
    return Sheet(
        "Отчётные периоды",
        [
            ["Учебный год", "2026/2027"],
            ["Название периода", "Начало", "Конец", "Параллели"],
            ["1 четверть", dt.date(2026, 9, 1), dt.date(2026, 10, 23), "6, 9"],
            ["2 четверть", dt.date(2026, 11, 2), dt.date(2026, 12, 30), "6, 9"],
            ["3 четверть", dt.date(2027, 1, 11), dt.date(2027, 3, 26), "6, 9"],
            ["4 четверть", dt.date(2027, 4, 5), dt.date(2027, 5, 26), "6, 9"],
        ],
    )


def _unused() -> Sheet:
    return Sheet(
        "Меню столовой", [["Меню на неделю"], ["Блюдо", "Выход, г", "Цена"], ["Каша", 200, 35], ["Чай", 200, 10]]
    )

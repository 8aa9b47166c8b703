"""A gymnasium: profile classes, half-years, two shifts in two buildings, a zero lesson, lists by class, transposed walls."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .books import Sheet, xlsx
from .names import Person, Registry
from .weeks import dealt

CLASSES = {"5А": "5-а", "5Б": "5 «Б»", "8А": "8 а", "10А": "10 «А» (физ-мат)", "10Б": "10 Б (гум.)"}
PLAN = {
    "Русский язык": {"5А": 5, "5Б": 5, "8А": 3, "10А": 2, "10Б": 3},
    "Литература": {"5А": 3, "5Б": 3, "8А": 2, "10А": 3, "10Б": 5},
    "Английский язык": {"5А": 3, "5Б": 3, "8А": 3, "10А": 3, "10Б": 3},
    "Математика": {"5А": 5, "5Б": 5},
    "Алгебра": {"8А": 3},
    "Геометрия": {"8А": 2},
    "Алгебра и начала математического анализа": {"10А": 4, "10Б": 2},
    "Физика": {"8А": 2, "10А": 5, "10Б": 2},
    "История": {"5А": 2, "5Б": 2, "8А": 2, "10А": 2, "10Б": 4},
    "Физическая культура": {"5А": 2, "5Б": 2, "8А": 2, "10А": 2, "10Б": 2},
}
SIZE = 4


@dataclass
class Gymnasium:
    """Who is in the school, as its files say it."""

    pupils: dict[str, list[Person]] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)


def teacher_of(school: Gymnasium, subject: str, name: str, group: int = 1) -> Person:
    """Tell who teaches a subject to a class."""
    if subject == "Английский язык":
        return school.staff["english1" if group == 1 else "english2"]
    key = {
        "Русский язык": "russian",
        "Литература": "russian",
        "Физика": "physics",
        "История": "history",
        "Физическая культура": "sport",
    }
    if subject in key:
        return school.staff[key[subject]]
    return school.staff["math5" if name.startswith("5") else "math"]


def write(folder: Path) -> Gymnasium:
    """Write the folder and tell who is in it."""
    people = Registry(2)
    school = Gymnasium()
    for key, sex in (("director", "f"), ("deputy", "f"), ("secretary", "f"), ("russian", "f"), ("math5", "f"), ("math", "m"), ("english1", "f"), ("english2", "f"), ("physics", "m"), ("history", "m"), ("sport", "m"), ("admin", "m")):  # fmt: skip
        school.staff[key] = people.person(1960 + len(school.staff) * 3, sex)
    for name in CLASSES:
        born = 2020 - int("".join(letter for letter in name if letter.isdigit()))
        school.pupils[name] = [people.person(born) for _ in range(SIZE)]
    contingent = folder / "Контингент"
    for name in CLASSES:
        xlsx(contingent / f"{name} класс.xlsx", *_class_book(school, people, name))
    xlsx(folder / "Кадры.xlsx", _staff(school))
    xlsx(folder / "УП 2026-27 (утв.).xlsx", _plan())
    xlsx(folder / "Тарификация на 01.09.2026.xlsx", _load(school))
    xlsx(folder / "Расписание 1 полугодие.xlsx", *_walls(school))
    xlsx(folder / "График, звонки, кабинеты.xlsx", _year(), _bells(), _rooms(school), _card(school))
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf")
    (folder / "~$Кадры.xlsx").write_bytes(b"lock")
    (folder / "Приказ о нагрузке.docx").write_bytes(b"PK")
    return school


def _class_book(school: Gymnasium, people: Registry, name: str) -> tuple[Sheet, ...]:
    heads = {"5А": "math5", "5Б": "russian", "8А": "physics", "10А": "math", "10Б": "history"}
    head = school.staff[heads[name]]
    rows: list[list[Any]] = [
        ["МАОУ «Гимназия № 4»"],
        [f"Список обучающихся {CLASSES[name]} класса"],
        [f"Классный руководитель: {head.full}"],
        [],
        [
            "№",
            "Фамилия",
            "Имя",
            "Отчество",
            "Пол",
            "Дата рождения",
            "СНИЛС",
            "ЛД",
            "Родители (законные представители)",
            "Телефоны",
            "Подгр. (ин.яз)",
        ],
    ]
    for number, one in enumerate(school.pupils[name], 1):
        mother, father = people.person(one.birth.year - 30, "f", one.last.removesuffix("а")), people.person(one.birth.year - 33, "m", one.last.removesuffix("а"))  # fmt: skip
        rows.append(
            [
                number,
                one.last.upper(),
                one.first,
                one.middle,
                "Ж" if one.sex == "f" else "М",
                one.birth,
                one.snils.replace("-", "").replace(" ", ""),
                f"{name[-1]}-{number:02d}/{name[:-1]}",
                f"{mother.full} (мать),\n{father.full} (отец)",
                f"{mother.phone}\n{father.phone}",
                1 + (number - 1) % 2,
            ]
        )
    boys = sum(one.sex == "m" for one in school.pupils[name])
    rows += [
        ["", f"Всего: {SIZE}, мальчиков – {boys}, девочек – {SIZE - boys}"],
        [],
        ["", "Классный руководитель", "", "____________", head.short],
    ]
    archive = Sheet(
        "2025-26", [["Список за прошлый год"], ["№", "ФИО", "Класс"], [1, "Прошлый Иван Иванович", "4А"]], hidden=True
    )
    return Sheet(name.lower(), rows), archive


def _staff(school: Gymnasium) -> Sheet:
    posts = {
        "director": "директор",
        "deputy": "заместитель директора по УВР",
        "secretary": "секретарь учебной части",
        "admin": "системный администратор, администратор электронного журнала",
        "russian": "учитель русского языка и литературы",
        "math5": "учитель математики",
        "math": "учитель математики",
        "english1": "учитель английского языка",
        "english2": "учитель английского языка",
        "physics": "учитель физики",
        "history": "учитель истории и обществознания",
        "sport": "учитель физкультуры",
    }
    rows: list[list[Any]] = [
        ["Список работников МАОУ «Гимназия № 4» по состоянию на 28.08.2026"],
        [
            "Должность",
            "Работник",
            "Табельный номер",
            "Д.р.",
            "СНИЛС",
            "Контактный телефон",
            "Эл. почта",
            "Квалиф. категория",
        ],
    ]
    for number, (key, one) in enumerate(school.staff.items(), 1):
        name = f"{one.full} (Иванова)" if key == "english2" else one.full
        day = one.dotted if number % 2 else one.birth
        rows.append([posts[key], name, f"{number:04d}", day, one.snils, f"8-{one.phone[2:5]}-{one.phone[5:]}", f"t{number}@gym4.example", "высшая" if number % 3 else "1 КК"])  # fmt: skip
    rows += [[], ["Специалист по кадрам", "", "Сидорова Е.Е."]]
    return Sheet("Штат", rows)


def _plan() -> Sheet:
    rows: list[list[Any]] = [
        ["Утверждён приказом от 28.08.2026 № 112"],
        ["Учебный план на 2026/2027 учебный год"],
        ["Предметная область", "Учебный предмет", "Количество часов в неделю", *[""] * 4],
        ["", "", "5 классы", "", "8 класс", "10 классы", ""],
        ["", "", "5-а", "5-б", "8-а", "10-а физ-мат", "10-б гум."],
    ]
    for subject, hours in PLAN.items():
        rows.append(["", subject, *[hours.get(name, "") for name in CLASSES]])
    rows += [["ИТОГО", "", *[sum(h.get(name, 0) for h in PLAN.values()) for name in CLASSES]]]
    return Sheet("УП", rows, ["C3:G3", "A3:A5", "B3:B5", "C4:D4", "F4:G4"])


def _load(school: Gymnasium) -> Sheet:
    rows: list[list[Any]] = [
        ["Тарификационный список"],
        ["№", "Учитель", "Предмет", "Класс(ы)", "Кол-во часов", "Примечание"],
    ]
    number = 0
    for subject, hours in PLAN.items():
        for name, count in hours.items():
            groups = (1, 2) if subject == "Английский язык" else (0,)
            for group in groups:
                number += 1
                who = teacher_of(school, subject, name, group or 1)
                rows.append(
                    [number, who.short, f"{subject}{f' ({group} гр.)' if group else ''}", CLASSES[name], count, ""]
                )
    rows.append([number + 1, "вакансия", "Информатика", CLASSES["8А"], 1, "поиск"])
    return Sheet("Тарификация", rows)


_SHORT = {
    "Русский язык": "Русский яз",
    "Литература": "Литература",
    "Английский язык": "Англ.яз",
    "Математика": "Математика",
    "Алгебра": "Алгебра",
    "Геометрия": "Геометрия",
    "Алгебра и начала математического анализа": "Алгебра и нач.ан.",
    "Физика": "Физика",
    "История": "История",
    "Физическая культура": "Физ-ра",
}
DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота")


def lessons(school: Gymnasium, name: str) -> list[tuple[int, int, str]]:
    """Give (weekday, number, subject) of a class; the eighth form, alone in its shift, begins with the zero lesson."""
    shift = ["8А"] if name == "8А" else [one for one in CLASSES if one != "8А"]
    hours = {one: {subject: own.get(one, 0) for subject, own in PLAN.items()} for one in shift}
    weeks = dealt(hours, lambda subject, one: teacher_of(school, subject, one), days=6, longest=7)
    return [(day, number - (name == "8А"), subject) for (day, number), subject in weeks[name].items()]


def _cell(school: Gymnasium, name: str, subject: str) -> str:
    if subject == "Английский язык":
        one, two = (teacher_of(school, subject, name, group) for group in (1, 2))
        return f"Англ.яз {one.last} (41)\n{two.last} (42)"
    room = {"Физическая культура": "с/з", "Физика": "33", "История": "25"}.get(subject, f"1{list(CLASSES).index(name)}")
    return f"{_SHORT[subject]} ({room})"


def _walls(school: Gymnasium) -> list[Sheet]:
    """Give the walls: classes in rows, days and lessons in columns."""
    sheets = []
    for title, names, low, high in (("1 смена", ("5А", "5Б", "10А", "10Б"), 1, 7), ("2 смена", ("8А",), 0, 5)):
        width = high - low + 1
        rows: list[list[Any]] = [
            [f"Расписание уроков, {title}, I полугодие 2026-2027 уч.г."],
            ["Класс", *[part for day in DAYS for part in (day, *[""] * (width - 1))]],
            ["", *[number for _ in DAYS for number in range(low, high + 1)]],
        ]
        for name in names:
            cells = {(day, number): subject for day, number, subject in lessons(school, name)}
            rows.append(
                [
                    CLASSES[name],
                    *[
                        _cell(school, name, cells[day, number]) if (day, number) in cells else ""
                        for day in range(6)
                        for number in range(low, high + 1)
                    ],
                ]
            )
        merge = ["A2:A3"]
        for day in range(6):
            merge.append(f"{_letters(1 + day * width)}2:{_letters(day * width + width)}2")
        sheets.append(Sheet(title, rows, merge))
    return sheets


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _year() -> Sheet:
    return Sheet(
        "График",
        [
            ["Календарный график на 2026-2027 учебный год"],
            ["1. Продолжительность учебных периодов"],
            ["Классы", "Период", "Дата начала", "Дата окончания", "Кол-во недель"],
            ["5-9", "I четверть", "1 сентября 2026", "24 октября 2026", 8],
            ["5-9", "II четверть", "2 ноября 2026", "29 декабря 2026", 8],
            ["5-9", "III четверть", "11 января 2027", "20 марта 2027", 10],
            ["5-9", "IV четверть", "29 марта 2027", "26 мая 2027", 8],
            ["10-11", "I полугодие", "1 сентября 2026", "29 декабря 2026", 16],
            ["10-11", "II полугодие", "11 января 2027", "26 мая 2027", 18],
            [],
            ["2. Каникулы"],
            ["Каникулы", "Дата начала", "Дата окончания", "Дней"],
            ["Осенние", "25 октября 2026", "1 ноября 2026", 8],
            ["Зимние", "30 декабря 2026", "10 января 2027", 12],
            ["Весенние", "21 марта 2027", "28 марта 2027", 8],
            [],
            ["3. Праздничные и выходные дни"],
            ["Дата", "Праздник"],
            ["4 ноября 2026", "День народного единства"],
            ["23 февраля 2027", "День защитника Отечества"],
            ["8 марта 2027", "Международный женский день"],
            ["1 мая 2027", "Праздник Весны и Труда"],
        ],
    )


def _bells() -> Sheet:
    first = [(n, dt.time(8 + (n - 1) * 55 // 60, (n - 1) * 55 % 60)) for n in range(1, 8)]
    rows: list[list[Any]] = [
        ["Расписание звонков"],
        ["Корпус 1, 1 смена (5, 10 классы)", "", "", "", "Корпус 2, 2 смена (8 классы)"],
    ]
    rows.append(["Урок", "Начало", "Конец", "", "Урок", "Начало", "Конец"])
    for at in range(7):
        number, starts = first[at]
        ends = dt.time(*divmod(starts.hour * 60 + starts.minute + 45, 60))
        second = 13 * 60 + at * 50
        late = [at, dt.time(*divmod(second, 60)), dt.time(*divmod(second + 40, 60))]
        rows.append([number, starts, ends, "", *late])
    return Sheet("Звонки", rows, ["A2:C2", "E2:G2"])


def _rooms(school: Gymnasium) -> Sheet:
    rows: list[list[Any]] = [["Каб.", "Назначение", "Мест", "Корпус", "Зав. кабинетом"]]
    rows += [[10 + n, f"кабинет {name}", 30, 1, ""] for n, name in enumerate(CLASSES)]
    rows += [[33, "физика", 28, 2, school.staff["physics"].short], [25, "история", 28, 1, ""], [41, "лингафонный", 15, 1, ""], [42, "лингафонный", 15, 1, ""], ["с/з", "спортивный зал", 60, 1, ""]]  # fmt: skip
    return Sheet("Кабинеты", rows)


def _card(school: Gymnasium) -> Sheet:
    return Sheet(
        "Сведения",
        [
            ["Сведения об организации"],
            ["Наименование ОО:", "Муниципальное автономное общеобразовательное учреждение «Гимназия № 4»"],
            ["Сокращённое наименование:", "МАОУ «Гимназия № 4»"],
            ["Руководитель:", school.staff["director"].full],
            ["Юридический адрес:", "г. Заречный, ул. Мира, 4"],
            ["Эл. почта:", "school@gym4.example"],
            ["Часовой пояс:", "UTC+4"],
            ["Ответственный за электронный журнал:", school.staff["admin"].short],
        ],
    )

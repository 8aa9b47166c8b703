"""A village school of nine classes without letters, in class-sets: trimesters, a five-day week, one book of .xls."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .books import Sheet, xls, xlsx
from .names import Person, Registry
from .weeks import Week, dealt

SIZES = {1: 3, 2: 2, 3: 3, 4: 2, 5: 3, 6: 2, 7: 3, 8: 2, 9: 2}
HOURS = {
    "Русский язык": {1: 5, 2: 5, 3: 5, 4: 5, 5: 5, 6: 6, 7: 4, 8: 3, 9: 3},
    "Литературное чтение": {1: 4, 2: 4, 3: 4, 4: 4},
    "Литература": {5: 3, 6: 3, 7: 2, 8: 2, 9: 3},
    "Иностранный язык (английский)": {2: 2, 3: 2, 4: 2, 5: 3, 6: 3, 7: 3, 8: 3, 9: 3},
    "Математика": {1: 4, 2: 4, 3: 4, 4: 4, 5: 5, 6: 5},
    "Алгебра": {7: 3, 8: 3, 9: 3},
    "Окружающий мир": {1: 2, 2: 2, 3: 2, 4: 2},
    "Физическая культура": {1: 2, 2: 2, 3: 2, 4: 2, 5: 2, 6: 2, 7: 2, 8: 2, 9: 2},
}


@dataclass
class Village:
    """Who is in the school, as its files say it."""

    pupils: dict[int, list[Person]] = field(default_factory=dict)
    parents: list[tuple[Person, int, Person, Person]] = field(default_factory=list)
    staff: dict[str, Person] = field(default_factory=dict)


def write(folder: Path) -> Village:
    """Write the folder and tell who is in it."""
    people = Registry(1)
    school = Village()
    school.staff = {
        "primary": people.person(1968, "f"),
        "second": people.person(1990, "f"),
        "russian": people.person(1975, "f"),
        "math": people.person(1971, "m"),
        "english": people.person(1994, "f"),
        "sport": people.person(1985, "m"),
    }
    for grade, size in SIZES.items():
        school.pupils[grade] = []
        while len(school.pupils[grade]) < size:
            children, mother, father = people.family(2020 - grade)
            school.pupils[grade] += children
            school.parents += [(child, grade, mother, father) for child in children]
    xls(folder / "Школа 2026-2027.xls", _lists(school), _families(school), _staff(school), _load(school), _wall(school))
    xlsx(folder / "учебный план" / "Учебный план 1-4.xlsx", _plan("НАЧАЛЬНОЕ ОБЩЕЕ ОБРАЗОВАНИЕ", range(1, 5)))
    xlsx(folder / "учебный план" / "Учебный план 5-9.xlsx", _plan("ОСНОВНОЕ ОБЩЕЕ ОБРАЗОВАНИЕ", range(5, 10)))
    xlsx(folder / "Календарный график и звонки.xlsx", _calendar(), _bells(), _card(school))
    return school


def _side_by_side(blocks: list[list[list[Any]]], gap: int = 1) -> list[list[Any]]:
    height = max(len(block) for block in blocks)
    width = max(len(row) for block in blocks for row in block)
    rows: list[list[Any]] = []
    for at in range(height):
        row: list[Any] = []
        for block in blocks:
            own = block[at] if at < len(block) else []
            row += [*own, *[""] * (width - len(own)), *[""] * gap]
        rows.append(row)
    return rows


def _lists(school: Village) -> Sheet:
    heads = {
        1: "primary",
        3: "primary",
        2: "second",
        4: "second",
        5: "russian",
        6: "math",
        7: "english",
        8: "sport",
        9: "russian",
    }
    rows: list[list[Any]] = [["МКОУ «Берёзовская ООШ»"], ["СПИСКИ УЧАЩИХСЯ на 1 сентября 2026 года"], []]
    for grades in ((1, 2, 3), (4, 5, 6), (7, 8, 9)):
        blocks = []
        for grade in grades:
            block: list[list[Any]] = [[f"{grade} класс"], ["№", "Фамилия, имя, отчество", "Дата рожд."]]
            block += [[n, one.full, f"{one.dotted} г."] for n, one in enumerate(school.pupils[grade], 1)]
            block += [["", f"Кл. руководитель: {school.staff[heads[grade]].short}"]]
            blocks.append(block)
        rows += [*_side_by_side(blocks), []]
    rows += [["Директор школы _____________ /Петров А.А./"]]
    return Sheet("Списки", rows)


def _families(school: Village) -> Sheet:
    rows: list[list[Any]] = [
        ["Сведения о родителях"],
        ["Класс", "Ученик", "Мать", "тел.", "Отец", "тел.", "Домашний адрес"],
    ]
    for child, grade, mother, father in school.parents:
        rows.append(
            [
                grade,
                f"{child.last} {child.first}",
                mother.full,
                mother.phone[2:],
                father.full,
                f"8{father.phone[2:]}",
                "с. Берёзовка",
            ]
        )
    return Sheet("Родители", rows)


def _staff(school: Village) -> Sheet:
    posts = {
        "primary": "учитель начальных классов (1-3 класс-комплект)",
        "second": "учитель начальных классов (2-4 класс-комплект)",
        "russian": "учитель русского языка и литературы",
        "math": "директор, учитель математики",
        "english": "учитель английского языка",
        "sport": "учитель физической культуры",
    }
    rows: list[list[Any]] = [
        ["Педагогические кадры"],
        ["№ п/п", "Ф.И.О. учителя", "Дата рождения", "Должность", "Категория", "Классное руководство", "Сот. тел."],
    ]
    leads = {"primary": "1, 3", "second": "2,4", "russian": "5 и 9", "math": 6, "english": "7 кл.", "sport": "8"}
    for number, (key, one) in enumerate(school.staff.items(), 1):
        rows.append([number, one.full, one.birth, posts[key], "СЗД", leads[key], one.phone])
    return Sheet("Учителя", rows)


def _teacher(school: Village, subject: str, grade: int) -> Person:
    if grade <= 4 and subject not in ("Иностранный язык (английский)", "Физическая культура"):
        return school.staff["primary" if grade in (1, 3) else "second"]
    key = {
        "Русский язык": "russian",
        "Литература": "russian",
        "Иностранный язык (английский)": "english",
        "Математика": "math",
        "Алгебра": "math",
        "Физическая культура": "sport",
    }[subject]
    return school.staff[key]


def _load(school: Village) -> Sheet:
    rows: list[list[Any]] = [
        ["Распределение учебной нагрузки на 2026-2027 учебный год"],
        ["№", "ФИО учителя", "Предмет", "Количество часов по классам", *[""] * 8, "Всего"],
        ["", "", "", *range(1, 10), ""],
    ]
    for number, one in enumerate(school.staff.values(), 1):
        first = True
        for subject, hours in HOURS.items():
            own = {grade: count for grade, count in hours.items() if _teacher(school, subject, grade) is one}
            if own:
                total = sum(own.values())
                row = [number if first else "", one.short if first else "", subject]
                rows.append([*row, *[own.get(grade, "") for grade in range(1, 10)], total])
                first = False
    return Sheet("Нагрузка", rows, ["D2:L2", "A2:A3", "B2:B3", "C2:C3", "M2:M3"])


def _plan(level: str, grades: range) -> Sheet:
    rows: list[list[Any]] = [
        ["УЧЕБНЫЙ ПЛАН"],
        [level],
        ["(пятидневная учебная неделя)"],
        [
            "Предметные области",
            "Учебные предметы / Классы",
            "Количество часов в неделю/год",
            *[""] * (len(grades) - 1),
            "Всего",
        ],
        ["", "", *[f"{grade} класс" for grade in grades], ""],
        ["Обязательная часть"],
    ]
    for subject, hours in HOURS.items():
        own = [hours.get(grade) for grade in grades]
        if any(own):
            rows.append(
                ["", subject, *[f"{count}/{count * 34}" if count else "–" for count in own], sum(filter(None, own))]
            )
    rows += [["Итого", "", *[20] * len(grades)], ["Часть, формируемая участниками образовательных отношений"]]
    rows += [["Учебные недели", "", *[34] * len(grades)], ["Максимальная нагрузка", "", *[23] * len(grades)]]
    last = chr(ord("C") + len(grades) - 1)
    after = chr(ord(last) + 1)
    return Sheet("УП", rows, [f"C4:{last}4", "A4:A5", "B4:B5", f"{after}4:{after}5", f"A6:{after}6"])


_SHORT = {
    "Русский язык": "русск.яз.",
    "Литературное чтение": "лит.чтение",
    "Литература": "литература",
    "Иностранный язык (английский)": "англ.яз",
    "Математика": "математика",
    "Алгебра": "алгебра",
    "Окружающий мир": "окр.мир",
    "Физическая культура": "физ-ра",
}


def weeks(school: Village) -> dict[str, Week]:
    """Give the week of every class; a class-set has its lessons together."""
    hours = {str(grade): {subject: own.get(grade, 0) for subject, own in HOURS.items()} for grade in SIZES}
    sets = ({"1", "3"}, {"2", "4"})
    return dealt(
        hours,
        lambda subject, name: _teacher(school, subject, int(name)).full,
        days=5,
        longest=8,
        together=lambda one, other: any({one, other} <= own for own in sets),
    )


def _wall(school: Village) -> Sheet:
    found = weeks(school)
    head: list[Any] = [
        "дни",
        "№",
        *[f"{grade} кл" for grade in range(1, 5)],
        "",
        "дни",
        "№",
        *[f"{grade} кл" for grade in range(5, 10)],
    ]
    rows: list[list[Any]] = [
        ["Утверждаю:", "", "", "", "", "", "", "", "", "", "", "", "Согласовано:"],
        ["Расписание уроков на I триместр 2026-2027 учебного года"],
        head,
    ]
    names = ("понедельник", "вторник", "среда", "четверг", "пятница")
    for day, name in enumerate(names):
        for number in range(8):
            cells = [_SHORT.get(found[str(grade)].get((day, number + 1), ""), "") for grade in range(1, 10)]
            label = name if number == 0 else ""
            rows.append([label, number + 1, *cells[:4], "", label, number + 1, *cells[4:]])
    return Sheet("Расписание", rows)


def _calendar() -> Sheet:
    return Sheet(
        "Календарный график",
        [
            ["Календарный учебный график МКОУ «Берёзовская ООШ» на 2026-2027 уч. г."],
            ["Начало учебного года – 01.09.2026. Окончание учебного года – 26.05.2027."],
            [],
            ["Учебный период", "Сроки", "Количество учебных недель"],
            ["I триместр", "с 01.09.2026 г. по 20.11.2026 г.", "11 недель"],
            ["II триместр", "с 30.11.2026 г. по 19.02.2027 г.", "10 недель"],
            ["III триместр", "с 01.03.2027 г. по 26.05.2027 г.", "12 недель"],
            [],
            ["Каникулы", "Сроки", "Количество дней"],
            ["осенние I", "с 05.10.2026 по 11.10.2026", 7],
            ["осенние II", "с 21.11.2026 по 29.11.2026", 9],
            ["зимние", "с 31 декабря 2026 г. по 10 января 2027 г.", 11],
            ["февральские", "20.02.2027 – 28.02.2027", 9],
            [],
            ["Праздничные (нерабочие) дни: 4 ноября, 23 февраля, 8 марта, 1 и 9 мая"],
        ],
    )


def _bells() -> Sheet:
    times = [
        "8.30-9.10",
        "9.20-10.00",
        "10.20-11.00",
        "11.20-12.00",
        "12.10-12.50",
        "13.00-13.40",
        "13.50-14.30",
        "14.40-15.20",
    ]
    return Sheet(
        "звонки",
        [
            ["РАСПИСАНИЕ ЗВОНКОВ"],
            ["№ урока", "Время", "Перемена"],
            *[[f"{number} урок", time, "10 мин"] for number, time in enumerate(times, 1)],
        ],
    )


def _card(school: Village) -> Sheet:
    return Sheet(
        "о школе",
        [
            [
                "Полное наименование",
                "Муниципальное казённое общеобразовательное учреждение «Берёзовская основная общеобразовательная школа»",
            ],
            ["Краткое наименование", "МКОУ «Берёзовская ООШ»"],
            ["Директор", school.staff["math"].full],
            ["Адрес", "с. Берёзовка, ул. Школьная, 1"],
            ["Телефон", "8 (34100) 2-12-12"],
            ["Часовой пояс", "МСК+1"],
        ],
    )

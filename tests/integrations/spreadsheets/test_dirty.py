"""Files as nobody here has seen them: other words, other orders, other dirt."""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from parta.integrations.spreadsheets import Dataset, Problem, Severity, read_folder
from parta.integrations.spreadsheets.resolve import resolve
from parta.integrations.spreadsheets.resolve.unique import same

from .conftest import ROOT, codes, one

Book = Callable[..., Path]
STAFF = [
    ["ПЕДАГОГИЧЕСКИЕ РАБОТНИКИ"],
    [
        "Ф.И.О. сотрудника",
        "Занимаемая должность",
        "Табельный номер",
        "Что преподаёт",
        "Кл. рук.",
        "Моб. телефон",
        "Дата рождения",
    ],
    ["Осипова Нина Ивановна", "учитель", "001", "русский язык, литература", "7 «А»", "8(912)0000001", "1980-01-01"],
    ["Кузнецова Лариса Романовна", "учитель", "002", "английский язык", "7б", "89120000002", "02.02.1975"],
    ["Кузнецова Елена Глебовна", "учитель", "003", "английский язык"],
    ["Алиев Руслан Гасан оглы", "учитель математики, завуч", "004", "математика", "", "12-34", "32.13.1980"],
]
PUPILS = [
    ["Муниципальное бюджетное общеобразовательное учреждение «Лицей № 3»"],
    ["Список обучающихся на 2026-2027 учебный год"],
    [],
    [
        "№",
        "",
        "ФИО ученика",
        "Дата рожд.",
        "№ класса",
        "Литера",
        "СНИЛС",
        "Родители (законные представители)",
        "Тел. родителей",
        "Л/д №",
        "Пол (м/ж)",
        "Любимый цвет",
    ],
    [
        1,
        "",
        "Иванова Мария Петровна",
        "01.03.2013",
        7,
        "А",
        "975-299-766 01",
        "Иванова Анна Сергеевна, 8-912-345-67-89; Иванов Пётр Ильич 89123456780",
        "",
        "И-1",
        "ж",
        "красный",
    ],
    [
        2,
        "",
        "ПЕТРОВ ИВАН",
        "1 апреля 2013 г.",
        7,
        "A",
        "975-299-766 02",
        "мать: Петрова Ольга Юрьевна",
        "+7 912 111 22 33",
        "П-1",
        "муж",
    ],
    [3, "", "Сидоров - Ёлкин Пётр Ильич", 41000, 7, '"б"', "", "", "", "С-1", "М"],
    ["", "", "Итого: 3 человека"],
    [],
    ["", "", "Директор ____________ Козлов И.И."],
]
LOAD = [
    ["Тарификация"],
    ["Педагог", "Дисциплина", "7А", "7Б", "Всего"],
    ["Осипова Н.И.", "Русский язык", 4, 4, 8],
    ["", "Литература", 2, 2, 4],
    ["Алиев Р.Г.", "Алгебра", 3, 3, 6],
    ["Итого", "", 9, 9, 18],
]


def test_pupils_with_other_words(book: Book) -> None:
    ds, problems = read_folder(book("a.xlsx", {"Лист1": PUPILS}))
    first, second, third = ds.pupils
    assert [(pupil.class_name, pupil.name.full, pupil.birth_date, pupil.file_number) for pupil in ds.pupils] == [
        ("7А", "Иванова Мария Петровна", dt.date(2013, 3, 1), "И-1"),
        ("7А", "Петров Иван", dt.date(2013, 4, 1), "П-1"),
        ("7Б", "Сидоров-Ёлкин Пётр Ильич", dt.date(2012, 4, 1), "С-1"),
    ]
    assert [(parent.relation, parent.name.full, parent.phone) for parent in first.guardians] == [
        ("parent", "Иванова Анна Сергеевна", "+79123456789"),
        ("parent", "Иванов Пётр Ильич", "+79123456780"),
    ]
    assert [(parent.relation, parent.phone) for parent in second.guardians] == [("mother", "+79121112233")]
    assert second.snils == "" and third.sex == "m"
    assert codes(problems) == {"snils_wrong", "guardian_relation_unknown", "column_unknown"}
    wrong = one(problems, "snils_wrong")
    assert (wrong.file, wrong.sheet, wrong.cell) == ("a.xlsx", "Лист1", "G6")
    assert one(problems, "column_unknown").params["header"] == "Любимый цвет"


def test_staff_with_other_words(book: Book) -> None:
    ds, problems = read_folder(book("кадры.xlsx", {"Л": STAFF}))
    assert [(person.number, person.name.full, person.phone, person.homeroom) for person in ds.staff] == [
        ("001", "Осипова Нина Ивановна", "+79120000001", ("7А",)),
        ("002", "Кузнецова Лариса Романовна", "+79120000002", ("7Б",)),
        ("003", "Кузнецова Елена Глебовна", "", ()),
        ("004", "Алиев Руслан Гасан оглы", "", ()),
    ]
    assert ds.staff[3].positions == ("учитель математики", "завуч")
    assert codes(problems) == {"phone_unreadable", "date_unreadable"}


def test_load_as_a_matrix(book: Book) -> None:
    ds, problems = read_folder(book("a.xlsx", {"Н": LOAD, "К": STAFF, "П": PUPILS}))
    assert [(line.teacher, line.subject, line.class_name, line.weekly) for line in ds.load] == [
        ("Осипова Н.И.", "Русский язык", "7А", 4.0),
        ("Осипова Н.И.", "Русский язык", "7Б", 4.0),
        ("Осипова Н.И.", "Литература", "7А", 2.0),
        ("Осипова Н.И.", "Литература", "7Б", 2.0),
        ("Алиев Р.Г.", "Алгебра", "7А", 3.0),
        ("Алиев Р.Г.", "Алгебра", "7Б", 3.0),
    ]
    assert "taken_from_above" in codes(problems)
    rs, found = resolve(ds)
    assert not [problem for problem in found if problem.severity is Severity.ERROR]
    assert {course.teachers for course in rs.courses} == {("№ 001",), ("№ 004",)}


def test_plan_with_two_headed_columns(book: Book) -> None:
    rows = [
        ["Учебный план"],
        ["Предметные области", "Учебные предметы", None, None, None],
        ["", "", "7А", "7Б", "Всего"],
        ["Филология", "Русский язык", 4, "4", 8],
        ["", "Литература", "2,5", 2, 4.5],
        ["Часть, формируемая участниками"],
        ["", "Итого", 6.5, 6, 12.5],
    ]
    ds, problems = read_folder(
        book(
            "a.xlsx",
            {"Часы": rows},
            {
                "Часы": [
                    ("C2:E2", "Количество часов в неделю"),
                    ("A2:A3", "Предметные области"),
                    ("B2:B3", "Учебные предметы"),
                ]
            },
        )
    )
    assert [(line.class_name, line.subject, line.hours) for line in ds.curriculum] == [
        ("7А", "Русский язык", 4.0),
        ("7Б", "Русский язык", 4.0),
        ("7А", "Литература", 2.5),
        ("7Б", "Литература", 2.0),
    ]
    assert problems == []


def test_wall_with_rooms_in_columns_and_no_heads(book: Book) -> None:
    rows = [
        ["", "", None, None, None, None],
        ["", "", "предмет", "каб.", "предмет", "каб."],
        [None, "1.", "Русский яз.", 12, "Алгебра", "14"],
        [None, "2.", "Литература", 12, "Алгебра", "14"],
        [None, "3.", "Англ.яз. 1гр Кузнецова Л.Р./ 2гр Кузнецова Е.", "5/6", "Русский яз.", 12],
        ["Вторник", "1.", "-", "", "Литература", "12"],
    ]
    merge = {"расп": [("C1:D1", "7А"), ("E1:F1", "7Б"), ("A3:A5", "П о н е д е л ь н и к")]}
    ds, problems = read_folder(book("a.xlsx", {"расп": rows, "К": STAFF, "П": PUPILS}, merge))
    assert [
        (entry.class_name, entry.weekday, entry.number, entry.subject, entry.subgroup, entry.teacher, entry.room)
        for entry in ds.timetable
    ] == [
        ("7А", 0, 1, "Русский яз.", "", "", "12"),
        ("7Б", 0, 1, "Алгебра", "", "", "14"),
        ("7А", 0, 2, "Литература", "", "", "12"),
        ("7Б", 0, 2, "Алгебра", "", "", "14"),
        ("7А", 0, 3, "Англ.яз.", "1гр", "Кузнецова Л.Р.", "5"),
        ("7А", 0, 3, "Англ.яз.", "2гр", "Кузнецова Е.", "6"),
        ("7Б", 0, 3, "Русский яз.", "", "", "12"),
        ("7Б", 1, 1, "Литература", "", "", "12"),
    ]
    assert "cell_unreadable" not in codes(problems) and "numbers_counted" not in codes(problems)


def test_clashes_are_told_with_their_cells(book: Book) -> None:
    wall = [
        ["Расписание уроков 2026/2027"],
        ["День", "Урок", "7А", "7Б"],
        ["Понедельник", 1, "рус. яз. каб. 12", "рус. яз. каб. 14"],
        ["", 2, "алгебра каб. 12", "лит. каб. 12"],
        ["", 3, "хим. каб. 3", "рус. яз. Неизвестная К.К. каб. 4"],
    ]
    ds, _ = read_folder(book("a.xlsx", {"Р": wall, "К": STAFF, "П": PUPILS, "Н": LOAD}))
    rs, problems = resolve(ds)
    clash = one(problems, "teacher_in_two_rooms")
    assert (clash.sheet, clash.cell, clash.params["cell"], clash.params["name"]) == ("Р", "D3", "C3", "Осипова Н. И.")
    assert one(problems, "room_twice").cell == "D4"
    assert one(problems, "subject_unknown").severity is Severity.ERROR
    assert [problem.params["words"] for problem in problems if problem.code == "teacher_unknown"] == [
        "Неизвестная К.К."
    ]
    assert {problem.params["words"] for problem in problems if problem.code == "subject_by_prefix"} == {
        "рус. яз.",
        "лит.",
    }
    assert next(lesson for lesson in rs.lessons if lesson.source.cell == "D5").teacher is None
    assert "timetable_differs_from_load" in codes(problems)


def test_classes_on_their_own_sheets_and_lists(book: Book) -> None:
    ds, problems = read_folder(
        book(
            "разное.xlsx",
            {
                "7А": [
                    ["Список 7 «А» класса"],
                    ["№", "Фамилия Имя Отчество", "д.р."],
                    [1, "Иванова Мария Петровна", dt.date(2013, 3, 1)],
                    [2, "Петров Иван Ильич", dt.date(2013, 4, 1)],
                ],
                "7б": [
                    ["Классный руководитель: Осипова Н.И."],
                    ["Учащиеся", "Дата рождения", "Пол"],
                    ["Сидоров Пётр Ильич", "05.05.2013", "м"],
                ],
                "кадры": STAFF,
                "Расписание 7А": [
                    ["Расписание уроков 7А класса с 01.09.2026, 2026/2027 уч. год"],
                    ["№", "Понедельник", "Вторник", "Среда"],
                    [1, "Русский язык", "Русский язык (Осипова)", ""],
                    [2, "Литература 12", "", "Алгебра"],
                ],
                "список уроков": [
                    ["День недели", "№ урока", "Класс", "Предмет", "Учитель", "Кабинет"],
                    ["понедельник", 1, "7б", "Алгебра", "Алиев Р.Г.", "12"],
                    ["", "2", "7Б", "Алгебра"],
                ],
                "Движение": [
                    ["Прибыли"],
                    ["ФИО", "Класс", "Дата прибытия", "Откуда"],
                    ["Сидоров Пётр Ильич", "7Б", "10.09.2026", "школа 5"],
                    [],
                    ["Выбыли"],
                    ["ФИО", "Класс", "Дата выбытия", "Куда"],
                    ["Белов Егор Ильич", "7А", "01.10.2026", "школа 8"],
                ],
                "замены": [
                    ["Дата", "№ урока", "Класс", "Предмет", "Кого заменяют", "Кто заменяет"],
                    ["05.10.2026", "1", "7А", "Русский язык", "Осипова Нина", "Алиев"],
                    ["12 октября", "1", "7А", "Русский язык", "Осипова Нина", "отмена"],
                ],
                "звонки": [
                    ["Понедельник", "", "", "", "Вторник–пятница"],
                    ["Урок", "Начало", "Конец", "", "Урок", "Начало", "Конец"],
                    [1, dt.time(8), dt.time(8, 30), "", 1, "8-00", "8-40"],
                    [2, "8:40", "9:20", "", 2, "8.50", "9.30"],
                ],
            },
        )
    )
    assert {(pupil.class_name, pupil.name.last) for pupil in ds.pupils} == {
        ("7А", "Иванова"),
        ("7А", "Петров"),
        ("7Б", "Сидоров"),
    }
    assert [
        (entry.class_name, entry.weekday, entry.number, entry.subject, entry.teacher) for entry in ds.timetable
    ] == [
        ("7А", 0, 1, "Русский язык", ""),
        ("7А", 1, 1, "Русский язык", "Осипова"),
        ("7А", 0, 2, "Литература", ""),
        ("7А", 2, 2, "Алгебра", ""),
        ("7Б", 0, 1, "Алгебра", "Алиев Р.Г."),
        ("7Б", 0, 2, "Алгебра", ""),
    ]
    assert ds.timetable[0].valid_from == dt.date(2026, 9, 1)
    assert [(move.kind, move.name.last) for move in ds.movements] == [("arrived", "Сидоров"), ("left", "Белов")]
    assert [(sub.date, sub.kind, sub.substitute) for sub in ds.substitutions] == [
        (dt.date(2026, 10, 5), "other_teacher", "Алиев"),
        (dt.date(2026, 10, 12), "cancelled", ""),
    ]
    assert [(bells.weekdays, bells.periods[0].ends) for bells in ds.bells] == [
        ((0,), dt.time(8, 30)),
        ((1, 2, 3, 4), dt.time(8, 40)),
    ]
    assert {problem.severity for problem in problems} <= {Severity.WARNING, Severity.NOTE}
    rs, _ = resolve(ds)
    assert {link.name: link.homeroom for link in rs.classes} == {"7А": "№ 001", "7Б": None}


def test_year_in_one_table_with_text_dates(book: Book) -> None:
    ds, problems = read_folder(
        book(
            "a.xlsx",
            {
                "Четверти": [
                    ["Учебный год 2026/2027"],
                    ["Четверть", "Сроки"],
                    ["I четверть", "01.09.2026 – 23.10.2026"],
                    ["II четверть", "02.11-30.12"],
                    ["III", "11 января – 26 марта 2027"],
                    ["4 четверть", "с 05.04.2027 по 26.05.2027 г."],
                    [],
                    ["Каникулы", "Начало", "Конец"],
                    ["Осенние", "24.10.2026", "01.11.2026"],
                    [],
                    ["Праздничные дни"],
                    ["Праздник", "Дата"],
                    ["День народного единства", "4 ноября"],
                ]
            },
        )
    )
    assert [(term.number, term.starts, term.ends) for term in ds.terms] == [
        (1, dt.date(2026, 9, 1), dt.date(2026, 10, 23)),
        (2, dt.date(2026, 11, 2), dt.date(2026, 12, 30)),
        (3, dt.date(2027, 1, 11), dt.date(2027, 3, 26)),
        (4, dt.date(2027, 4, 5), dt.date(2027, 5, 26)),
    ]
    assert [(span.kind, span.name) for span in ds.calendar] == [
        ("vacation", "Осенние"),
        ("holiday", "День народного единства"),
    ]
    assert problems == []


def test_dates_outside_the_year_and_reversed(book: Book) -> None:
    ds, problems = read_folder(
        book(
            "a.xlsx",
            {
                "Год": [
                    ["2026/2027 учебный год"],
                    ["Период", "Начало", "Окончание"],
                    ["1 четверть", "01.09.2025", "23.10.2025"],
                    ["2 четверть", "30.12.2026", "02.11.2026"],
                ]
            },
        )
    )
    assert ds.terms == ()
    assert {problem.code: problem.severity for problem in problems} == {
        "date_outside_year": Severity.ERROR,
        "dates_reversed": Severity.ERROR,
    }


def test_marks_with_months_above_days(book: Book) -> None:
    rows = [
        ["Класс: 7А   2026/2027"],
        ["Предмет: Алгебра"],
        ["Учитель: Алиев Р.Г."],
        ["№", "Фамилия, имя", None, None, None, None, None, "1 четверть"],
        ["", "", 1, "3.", 8, 1, 2],
        [1, "Иванова Мария", "5", "н", "", "4 5", "", "5"],
        [2, "Петров Иван", "", dt.date(2026, 4, 3), "б", "", "УП", "4"],
        [3, "Неизвестный Вася", "3"],
    ]
    merge = {"Алгебра 7А": [("C4:E4", "Сентябрь"), ("F4:G4", "Октябрь")]}
    ds, problems = read_folder(book("a.xlsx", {"Алгебра 7А": rows, "П": PUPILS, "К": STAFF, "Н": LOAD}, merge))
    (sheet,) = ds.marks
    assert [lesson.date for lesson in sheet.lessons] == [
        dt.date(2026, 9, 1),
        dt.date(2026, 9, 3),
        dt.date(2026, 9, 8),
        dt.date(2026, 10, 1),
        dt.date(2026, 10, 2),
    ]
    assert [(cell.lesson, cell.text) for cell in sheet.rows[1].cells] == [(1, "3/4"), (2, "б"), (4, "УП")]
    assert one(problems, "mark_became_date").cell == "D7"
    rs, found = resolve(ds)
    (link,) = rs.marks
    assert (link.teacher, link.term, [row.pupil for row in link.rows]) == (
        "№ 004",
        ("quarter", 1),
        ["№ и-1", "№ п-1", None],
    )
    assert one(found, "pupil_unknown").params["name"] == "Неизвестный Вася"


def test_a_date_column_that_cannot_be_read_is_an_error(book: Book) -> None:
    rows = [
        ["Класс:", "7А"],
        ["Предмет:", "Алгебра"],
        ["№", "ФИО", "01.09.2026", "32.09.2026", "03.09.2026"],
        [1, "Иванова Мария Петровна", 5, 4, 3],
    ]
    _, problems = read_folder(book("a.xlsx", {"7А": rows}))
    assert one(problems, "mark_date_unreadable").cell == "D3"


def test_the_same_person_twice(book: Book) -> None:
    rows = [
        ["Класс", "ФИО", "Дата рождения", "№ личного дела", "СНИЛС"],
        ["7А", "Иванова Мария", "01.03.2013", "И-1", "975-299-766 01"],
        ["7А", "Иванова Мария", "01.03.2013", "И-1", "975-299-766 01"],
        ["7Б", "Иванова Мария", "01.03.2013", "И-2", ""],
        ["7Б", "Петров Пётр", "02.03.2013", "И-1", ""],
        ["7Б", "Сидоров Олег", "03.03.2013", "С-1", "97529976601"],
        ["8А", "Иванова Мария", "01.03.2012", "И-9", ""],
    ]
    rs, problems = resolve(read_folder(book("a.xlsx", {"Л": rows}))[0])
    assert {problem.code: problem.severity for problem in problems} == {
        "row_repeated": Severity.WARNING,
        "pupil_twice": Severity.ERROR,
        "file_number_repeated": Severity.ERROR,
        "snils_repeated": Severity.ERROR,
        "same_name_pupils": Severity.NOTE,
    }
    assert len(rs.dataset.pupils) == 3


def test_subgroups_that_do_not_fit(book: Book) -> None:
    load = [
        ["Учитель", "Предмет", "Класс", "Подгруппа", "Часов в неделю"],
        ["Кузнецова Л.Р.", "английский язык", "7А", "1 гр.", 3],
        ["Кузнецова Е.Г.", "английский язык", "7А", "2 гр.", 3],
        ["Кузнецова", "английский язык", "7Б", "", 3],
    ]
    lists = [
        ["Класс", "Предмет", "Подгруппа", "ФИО обучающегося"],
        ["7А", "английский язык", "1 п/гр", "Иванова Мария Петровна"],
        ["", "", "", "Сидоров-Елкин Петр Ильич"],
        ["", "", "2 п/гр", "Петров И."],
        ["", "", "", "Гость Павел"],
        ["", "", "3 гр", "Петров И."],
    ]
    ds, read = read_folder(book("a.xlsx", {"П": PUPILS, "К": STAFF, "Н": load, "С": lists}))
    rs, problems = resolve(ds)
    assert "taken_from_above" in codes(read)
    assert {course.subgroup: course.pupils for course in rs.courses} == {
        "1 гр.": ("№ и-1",),
        "2 гр.": ("№ п-1",),
        "": None,
    }
    assert one(problems, "pupil_not_in_class").params["other_class"] == "7Б"
    assert one(problems, "pupil_unknown").params["name"] == "Гость Павел"
    assert one(problems, "subgroup_unknown").params["subgroup"] == "3 гр"
    assert one(problems, "teacher_ambiguous").params["words"] == "Кузнецова"


def test_a_missing_column_says_what_is_expected(book: Book) -> None:
    _, problems = read_folder(
        book(
            "a.xlsx",
            {
                "Ученики": [
                    ["Список обучающихся"],
                    ["Класс", "Дата рождения", "СНИЛС", "Адрес"],
                    ["7А", "01.01.2013", "", "ул. Мира"],
                ]
            },
        )
    )
    missing = one(problems, "column_missing")
    assert missing.severity is Severity.ERROR
    assert missing.params["expected"] == ["Фамилия", "ФИО"]


def test_an_unknown_sheet_is_named(book: Book) -> None:
    ds, problems = read_folder(
        book("a.xlsx", {"Мусор": [["просто текст"], ["ещё", "что-то", "тут"], [1, 2, 3]], "Кадры": STAFF})
    )
    assert len(ds.staff) == 4
    assert (one(problems, "sheet_unrecognised").sheet, one(problems, "sheet_unrecognised").severity) == (
        "Мусор",
        Severity.NOTE,
    )


def test_formula_texts_are_not_taken(book: Book) -> None:
    ds, problems = read_folder(
        book(
            "a.xlsx",
            {
                "Л": [
                    ["Класс", "ФИО", "Дата рождения", "Адрес"],
                    ["7А", "Иванова Мария", "01.03.2013", "=cmd|' /C calc'!A0"],
                ]
            },
        )
    )
    assert ds.pupils[0].address == ""
    assert one(problems, "formula_text").cell == "D2"


@pytest.mark.parametrize("seed", range(4))
def test_columns_in_any_order(book: Book, college: tuple[Dataset, list[Problem]], seed: int) -> None:
    """Shuffle the columns of the college's lists, put empty columns between, change titles: the records stay."""
    chance = random.Random(seed)
    for file, sheets in (
        ("02_staff", None),
        ("03_pupils", None),
        ("05_load", None),
        ("01_school", {"Кабинеты", "Звонки", "Учебный год"}),
    ):
        found = {}
        with CalamineWorkbook.from_path(ROOT / "demo" / "college" / f"{file}.xlsx") as workbook:
            for name in workbook.sheet_names:
                if sheets and name not in sheets:
                    continue
                rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                head = next(at for at, row in enumerate(rows) if sum(value != "" for value in row) > 2)
                order = list(range(len(rows[head])))
                chance.shuffle(order)
                titles = (
                    [row[:1] for row in rows[:head]]
                    if chance.random() < 0.5 or name in ("Звонки", "Учебный год")
                    else [["ГБПОУ, 2026/2027"], []]
                )
                found[name] = titles + [
                    [value for column in order for value in ([row[column], ""] if column % 3 == 0 else [row[column]])]
                    for row in rows[head:]
                ]
        folder = book(f"книга {chance.random()}.xlsx", found)
    ds, problems = read_folder(folder)
    assert not [problem for problem in problems if problem.severity is not Severity.NOTE]
    for name in ("staff", "pupils", "groups", "load", "subgroups", "practices", "rooms", "terms", "calendar"):
        mine, theirs = getattr(ds, name), getattr(college[0], name)
        assert len(mine) == len(theirs), name
        assert all(same(one_, other) for one_, other in zip(mine, theirs, strict=True)), name


@pytest.mark.parametrize("seed", range(15))
def test_noise_never_breaks_the_reader(book: Book, seed: int) -> None:
    """Scramble the cells of real sheets: problems come, exceptions do not."""
    chance = random.Random(seed)
    noise: list[Any] = [
        "",
        -1,
        1e300,
        0.5,
        True,
        dt.date(1900, 1, 1),
        dt.datetime(2026, 9, 1, 8),  # noqa: DTZ001
        dt.time(8),
        "7А",
        "Иванов",
        "—",
        "х" * 5000,
        "=1+1",
        "Итого",
        "01.13.2026",
        "9" * 40,
        "\n\n",
        "/",
        "1/2",
        "№",
    ]
    source = chance.choice(sorted((ROOT / "demo").rglob("*.xlsx")))
    sheets = {}
    with CalamineWorkbook.from_path(source) as workbook:
        for name in workbook.sheet_names[:6]:
            rows = [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)[:120]]
            for row in rows:
                for column in range(len(row)):
                    if chance.random() < 0.15:
                        row[column] = chance.choice(noise)
            chance.shuffle(rows) if chance.random() < 0.2 else None
            sheets[name] = rows
    ds, problems = read_folder(book("a.xlsx", sheets))
    assert "sheet_unexpected" not in codes(problems)
    resolve(ds)


def test_a_class_twice_at_once_and_terms_that_overlap(book: Book) -> None:
    lessons = [
        ["День", "Урок", "Класс", "Предмет", "Учитель", "Кабинет"],
        ["Понедельник", 1, "7А", "Русский язык", "Осипова Н.И.", "1"],
        ["Понедельник", 1, "7А", "Алгебра", "Алиев Р.Г.", "2"],
        ["Понедельник", 1, "7Ж", "Алгебра", "Алиев Р.Г.", "3"],
    ]
    year = [
        ["2026/2027"],
        ["Период", "Начало", "Окончание"],
        ["1 четверть", "01.09.2026", "01.11.2026"],
        ["2 четверть", "01.11.2026", "30.12.2026"],
    ]
    ds, _ = read_folder(book("a.xlsx", {"Р": lessons, "Г": year, "П": PUPILS, "К": STAFF, "Н": LOAD}))
    _, problems = resolve(ds)
    clash = one(problems, "two_subjects_of_class")
    assert (clash.severity, clash.cell, clash.params["cell"]) == (Severity.ERROR, "A3", "A2")
    assert one(problems, "class_unknown").params["class_name"] == "7Ж"
    assert one(problems, "terms_overlap").cell == "A4"

"""Single cells: what people type, and what it means."""

import datetime as dt
from typing import Any

import pytest

from parta.integrations.spreadsheets.readers.bells import building_named, shift_named
from parta.integrations.spreadsheets.values import classes, dates, people, text
from parta.integrations.spreadsheets.values.training import TrainingLine, training_lines
from parta.integrations.spreadsheets.values.week import places_in, places_text


@pytest.mark.parametrize(
    ("title", "shift", "building"),
    [
        ("Звонки · II смена · 6–7 классы", 2, ""),
        ("Вторая смена, корпус 2", 2, "корпус 2"),
        ("1-я смена · 2 корпус", 1, "корпус 2"),
        ("Корпус №3, 2 смена", 2, "корпус 3"),
        ("Понедельник, 2–11 классы (первый урок 30 минут)", None, ""),
        ("Пары · здание на Лесной", None, "здание на Лесной"),
    ],
)
def test_bells_name_a_shift_and_a_building(title: str, shift: int | None, building: str) -> None:
    assert (shift_named(title), building_named(title)) == (shift, building)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (dt.date(2026, 9, 1), dt.date(2026, 9, 1)),
        (dt.datetime(2026, 9, 1, 8, 0), dt.date(2026, 9, 1)),  # noqa: DTZ001
        ("01.09.2026", dt.date(2026, 9, 1)),
        ("1.9.26", dt.date(2026, 9, 1)),
        ("01.09.2026 г.", dt.date(2026, 9, 1)),
        ("01/09/2026", dt.date(2026, 9, 1)),
        ("2026-09-01", dt.date(2026, 9, 1)),
        ("1 сентября 2026 г.", dt.date(2026, 9, 1)),
        ("1 сент. 2026", dt.date(2026, 9, 1)),
        (46266.0, dt.date(2026, 9, 1)),
        ("46266", dt.date(2026, 9, 1)),
        ("01.09", dt.date(2026, 9, 1)),
        ("1 мая", dt.date(2027, 5, 1)),
        ("31.02.2026", None),
        ("вчера", None),
        ("", None),
        (7.0, None),
    ],
)
def test_date(typed: Any, expected: dt.date | None) -> None:
    assert dates.date(typed, 2026) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8:00", dt.time(8)),
        ("08.00", dt.time(8)),
        ("8-00", dt.time(8)),
        ("08:00:00", dt.time(8)),
        ("8 ч 30 мин", dt.time(8, 30)),
        (dt.time(8, 30), dt.time(8, 30)),
        (dt.time(7, 59, 57, 120000), dt.time(8)),
        (8.5 / 24, dt.time(8, 30)),
        (8.3, dt.time(8, 30)),
        ("полдень", None),
        ("25:00", None),
    ],
)
def test_time(typed: Any, expected: dt.time | None) -> None:
    assert dates.time(typed) == expected


@pytest.mark.parametrize(
    "typed", ["15:30–16:10", "15.30-16.10", "15-30 - 16-10", "15-30–16-10", "с 15.30 до 16.10", "15:30\n16:10"]
)
def test_time_range(typed: str) -> None:
    assert dates.times(typed) == [dt.time(15, 30), dt.time(16, 10)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Вторник–пятница, 2–11 классы", {1, 2, 3, 4}),
        ("понедельник-пятница", {0, 1, 2, 3, 4}),
        ("Пн", {0}),
        ("пн-пт", {0, 1, 2, 3, 4}),
        ("вт, чт", {1, 3}),
        ("СРЕДА", {2}),
        ("П\nо\nн\nе\nд\nе\nл\nь\nн\nи\nк", {0}),
        ("П О Н Е Д Е Л Ь Н И К", {0}),
        ("ежедневно", {0, 1, 2, 3, 4}),
        ("расписание", set()),
    ],
)
def test_weekdays(typed: str, expected: set[int]) -> None:
    assert dates.weekdays(typed) == expected


def test_month_span() -> None:
    assert dates.month_span("1 классы, сентябрь–октябрь (35 минут)", 2026) == (
        dt.date(2026, 9, 1),
        dt.date(2026, 10, 31),
    )
    assert dates.month_span("январь–май", 2026) == (dt.date(2027, 1, 1), dt.date(2027, 5, 31))
    assert dates.month_span("вторник", 2026) is None


@pytest.mark.parametrize(
    "typed",
    [
        "01.09.2026-23.10.2026",
        "с 1 сентября по 23 октября 2026",
        "с 01.09 по 23.10",
        "01.09.2026 – 23.10.2026 гг.",
        "1 сентября — 23 октября",
    ],
)
def test_date_range(typed: str) -> None:
    assert dates.date_range(typed, 2026) == (dt.date(2026, 9, 1), dt.date(2026, 10, 23))


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("Иванова Мария Петровна", "Иванова Мария Петровна"),
        ("ИВАНОВА МАРИЯ ПЕТРОВНА", "Иванова Мария Петровна"),
        ("иванова мария", "Иванова Мария"),
        ("Комарова - Денисова Зоя Артёмовна", "Комарова-Денисова Зоя Артёмовна"),
        ("Мамедов Али Гасан оглы", "Мамедов Али Гасан оглы"),
        ("Мария Петровна Иванова", "Иванова Мария Петровна"),
        ("Кузнецова Л.Р.", "Кузнецова Л Р"),
        ("Осипова Н. И.", "Осипова Н И"),
        ("Л.Р. Кузнецова", "Кузнецова Л Р"),
        ("Осипова", "Осипова"),
        ("Ивaнoвa Мapия", "Иванова Мария"),
        ("Ли Н.", "Ли Н"),
    ],
)
def test_person_name(typed: str, full: str) -> None:
    found = people.person_name(typed)
    assert found is not None
    assert found.full == full


@pytest.mark.parametrize("typed", ["", "123", "=1+1", "7А", "—", "Итого: 5", "<b>"])
def test_no_name(typed: str) -> None:
    assert people.person_name(typed) is None


def test_mention_fits() -> None:
    full = people.PersonName("Кузнецова", "Лариса", "Романовна")
    for words in ("Кузнецова", "Кузнецова Л.", "Кузнецова Л.Р.", "кузнецова лариса романовна", "Л. Р. Кузнецова"):
        found = people.person_name(words)
        assert found is not None and found.fits(full), words
    for words in ("Кузнецова Е.Г.", "Кузнецов", "Кузнецова Лариса Петровна"):
        found = people.person_name(words)
        assert found is not None and not found.fits(full), words


@pytest.mark.parametrize(
    "typed",
    [
        "+7 (912) 345-67-89",
        "8 912 345 67 89",
        "89123456789",
        "9123456789",
        89123456789.0,
        9123456789.0,
        "8-912-345-67-89 (мама)",
        "тел. 8(912)345-67-89",
    ],
)
def test_phone(typed: Any) -> None:
    assert people.phone(typed) == "+79123456789"


@pytest.mark.parametrize("typed", ["", "нет", "12-34", "123456"])
def test_no_phone(typed: str) -> None:
    assert people.phone(typed) is None


def test_email() -> None:
    assert people.email(" Ivanova@Mail.example ") == "ivanova@mail.example"
    assert people.email("ivаnоvа@mail.example") == "ivanova@mail.example"
    assert people.email("нет почты") is None


@pytest.mark.parametrize(
    ("typed", "ok"),
    [
        ("975-299-766 01", True),
        ("97529976601", True),
        ("975 299 766 01", True),
        (97529976601.0, True),
        ("975-299-766 02", False),
        ("001-001-998 00", True),
        (112233445.0, False),
    ],
)
def test_snils(typed: Any, ok: bool) -> None:
    assert people.snils_ok(people.snils_digits(typed)) is ok


@pytest.mark.parametrize("typed", ['7 "А"', "7-А", "7 а", "7A", "7a", "7«А»", "7 А класс", "класс 7А", "7.А", "7_а"])
def test_class_name(typed: str) -> None:
    assert classes.class_name(typed) == "7А"


def test_group_name() -> None:
    assert classes.class_name("ИСП-26") == "ИСП-26"
    assert classes.class_name("ИCП – 26") == "ИСП-26"
    assert classes.class_key("исп 26") == classes.class_key("ИСП-26")
    assert classes.class_name("101") is None
    assert classes.class_name(101.0, codes=True) == "101"
    assert classes.class_name("Итого") is None
    assert classes.class_name("13А") is None


def test_joined_class() -> None:
    assert classes.joined_class(7.0, "А") == "7А"
    assert classes.joined_class("7 класс", "«б»") == "7Б"
    assert classes.joined_class("7А", "") == "7А"


@pytest.mark.parametrize(
    ("typed", "grades", "named"),
    [
        ("1–4 классы", (1, 2, 3, 4), ()),
        ("1 классы", (1,), ()),
        ("5-9 кл.", (5, 6, 7, 8, 9), ()),
        ("3А, 3Б", (), ("3А", "3Б")),
        ("5АБВ", (), ("5А", "5Б", "5В")),
        ("5А-5В", (), ("5А", "5Б", "5В")),
        ("группа Бз-24", (), ("Бз-24",)),
        ("все", (), ()),
        ("10, 11 классы", (10, 11), ()),
        ("5-е, 6-е классы", (5, 6), ()),
        ("6Б, Логинова Мария", (), ("6Б",)),
        ("1 классы, сентябрь–октябрь (35 минут, 3 урока)", (1,), ()),
        ("РАСПИСАНИЕ НА 2026/2027 УЧЕБНЫЙ ГОД", (), ()),
    ],
)
def test_scope(typed: str, grades: tuple[int, ...], named: tuple[str, ...]) -> None:
    found = classes.scope(typed)
    assert (found.grades, found.classes) == (grades, named)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Список 7 «А» класса", "7А"),
        ("математика, 5 класс", None),
        ("4Б матем.", "4Б"),
        ("группа Бз-24, 5 семестр", "Бз-24"),
        ("МАОУ СОШ № 12 КАЛЕНДАРНЫЙ", None),
        ("102 ч (3 ч в неделю)", None),
    ],
)
def test_find_class(typed: str, expected: str | None) -> None:
    assert classes.find_class(typed) == expected


def test_numbers() -> None:
    assert [text.number(one) for one in (2.0, "2", "2,5", "0.5", "2 ч", "—", "", "много", True)] == [
        2.0,
        2.0,
        2.5,
        0.5,
        2.0,
        None,
        None,
        None,
        None,
    ]
    assert [text.whole(one) for one in (2.0, "2.", "2)", 2.5)] == [2, 2, 2, None]


def test_yes() -> None:
    assert [text.yes(one) for one in ("Да", "+", "есть", "нет", "—", "", "может быть", True, 1.0)] == [
        True,
        True,
        True,
        False,
        False,
        None,
        None,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("I четверть", 1),
        ("2-я четверть", 2),
        ("третья четверть", 3),
        ("ІV четв.", 4),
        ("1 полугодие", 1),
        ("год", None),
    ],
)
def test_ordinal(typed: str, expected: int | None) -> None:
    assert text.ordinal(typed) == expected


def test_clean() -> None:
    assert text.clean("\u00a0Иванов\u200b  Пётр\t\x00") == "Иванов Пётр"


def test_a_number_is_a_class_whatever_was_read_before():
    assert classes.class_name(True, True) is None
    assert [classes.class_name(value, True) for value in (1, 1.0)] == ["1", "1"]
    assert (classes.class_key(True), classes.class_key(1)) == ("да", "1")


def test_a_course_whose_programme_has_a_bar_is_read_back_the_same():
    line = TrainingLine("ФГОС | обновлённый «5–9»", "ИРО", 72, dt.date(2026, 2, 1), dt.date(2026, 2, 10), "№ 1")
    assert training_lines(line.text) == (line,)


@pytest.mark.parametrize(
    ("typed", "places", "written"),
    [
        ("пн 1–3, 7; ср 2", {(1, 1), (1, 2), (1, 3), (1, 7), (3, 2)}, "пн 1–3, 7; ср 2"),
        (
            "Вторник-четверг: 7-8\nсб 1",
            {*((d, n) for d in (2, 3, 4) for n in (7, 8)), (6, 1)},
            "вт 7–8; ср 7–8; чт 7–8; сб 1",
        ),
        ("", set(), ""),
    ],
)
def test_places_of_the_week(typed: str, places: set[tuple[int, int]], written: str) -> None:
    assert (places_in(typed), places_text(places)) == (places, written)


@pytest.mark.parametrize("typed", ["после обеда", "пн", "1–3", "пн 0", "пн 3–1", "пн 21", "пн 1 вт"])
def test_no_places_of_the_week(typed: str) -> None:
    assert places_in(typed) is None

from datetime import date, datetime
from decimal import Decimal

import pytest

from parta.journal.enums import NotationCode
from parta.journal.rules.averages import plain_average, weighted_average
from parta.journal.rules.forecast import needed_marks
from parta.people.enums import Role
from parta.regulation.enums import Terminology
from parta.wording.dates import date_text, full_date, last_day_before, moment_text, near_date, span_text
from parta.wording.marks import average_text, needed_text, notation_text
from parta.wording.operations import bad_operations_text
from parta.wording.planned_works import beyond_kind
from parta.wording.plurals import counted, feminine, more_than_days, number_text
from parta.wording.roles import role_name
from parta.wording.timetable import rest_title
from tests.journal.rules.test_averages import marks


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 дней"),
        (1, "1 день"),
        (2, "2 дня"),
        (5, "5 дней"),
        (11, "11 дней"),
        (12, "12 дней"),
        (21, "21 день"),
        (22, "22 дня"),
        (111, "111 дней"),
        (101, "101 день"),
    ],
)
def test_plurals(number: int, text: str) -> None:
    assert counted(number, "день", "дня", "дней") == text


@pytest.mark.parametrize(("number", "text"), [(1, "больше 1 дня"), (7, "больше 7 дней"), (21, "больше 21 дня")])
def test_more_than(number: int, text: str) -> None:
    assert more_than_days(number) == text


def test_numbers() -> None:
    assert number_text(Decimal("4.50")) == "4,50"
    assert [feminine(n) for n in (1, 2, 10, 11)] == ["одна", "две", "десять", "11"]


def test_dates() -> None:
    friday = date(2026, 11, 20)
    assert date_text(friday) == "пт, 20 ноября"
    assert full_date(friday) == "20 ноября 2026 г."
    assert moment_text(datetime(2026, 11, 20, 21, 5)) == "пт, 20 ноября, 21:05"  # noqa: DTZ001
    assert last_day_before(datetime(2026, 11, 11)) == date(2026, 11, 10)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 20), "сегодня"),
        (date(2026, 11, 19), "вчера"),
        (date(2026, 11, 21), "завтра"),
        (date(2026, 11, 3), "вт, 3 ноября"),
        (date(2027, 1, 11), "пн, 11 января 2027 г."),
    ],
)
def test_near_dates_go_by_word(day: date, text: str) -> None:
    assert near_date(day, date(2026, 11, 20)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 2), date(2026, 11, 7), "2–7 ноября"),
        (date(2026, 10, 26), date(2026, 11, 1), "26 октября – 1 ноября"),
        (date(2026, 11, 2), date(2026, 11, 2), "2 ноября"),
        (date(2026, 12, 31), date(2027, 1, 10), "31 декабря – 10 января"),
    ],
)
def test_spans(start: date, end: date, text: str) -> None:
    assert span_text(start, end) == text


def test_roles_of_a_school_and_of_a_college() -> None:
    assert role_name("homeroom_teacher").dative == "классному руководителю"
    assert role_name("homeroom_teacher", Terminology.COLLEGE).nominative == "куратор группы"
    assert role_name(Role.DEPUTY, Terminology.COLLEGE).accusative == "заместителя директора"
    for role in Role:
        for terminology in Terminology:
            assert all((role_name(role, terminology).nominative, role_name(role, terminology).plural))


def test_formula_of_an_average() -> None:
    weighted, plain = weighted_average(marks("4 5·2.50")), plain_average(marks("4 5·2.50"))
    assert weighted is not None
    assert plain is not None
    assert average_text(weighted) == "(4·1 + 5·2,5) / 3,5 = 4,71"
    assert average_text(plain) == "(4 + 5) / 2 = 4,50"
    ten = weighted_average(marks("5·10"))
    assert ten is not None
    assert average_text(ten) == "(5·10) / 10 = 5,00"


@pytest.mark.parametrize(
    ("now", "target", "text"),
    [
        ("3 3 3 3", "4", "Чтобы вышла 4, нужно: одна 5 и одна 4, или четыре 4."),
        ("5 5", "5", "Сейчас уже выходит 5."),
        ("2 2 2 2 2 2", "5", "Даже десяти отметок не хватит, чтобы вышла 5."),
    ],
)
def test_what_mark_is_needed(now: str, target: str, text: str) -> None:
    assert needed_text(needed_marks(marks(now), target), target) == text


@pytest.mark.parametrize("code", NotationCode)
def test_every_typing_mistake_has_words(code: NotationCode) -> None:
    assert notation_text(code, "6", ("5", "4")).endswith((".", "»."))
    assert "«6» — не отметка" in notation_text(NotationCode.NOT_ON_SCALE, "6", ("5", "4"))


@pytest.mark.parametrize("field", ["kind", "kind_id"])
def test_a_field_that_is_wrong_is_named_as_the_page_names_it(field: str) -> None:
    assert (
        bad_operations_text("bad_field", {"field": field})
        == "Неверное значение поля «вид работы». Ничего не сохранено."
    )


@pytest.mark.parametrize(
    ("title", "adds"),
    [
        ("Контрольная работа № 2 «Углы»", "№ 2 «Углы»"),
        ("контрольная работа: углы", "углы"),
        ("Контрольная работа", ""),
        ("Контрольная работающая модель", "Контрольная работающая модель"),
        ("Одночлены", "Одночлены"),
        ("", ""),
    ],
)
def test_a_work_is_not_named_twice(title, adds):
    assert beyond_kind(title, "контрольная работа") == adds


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Осенние", "Осенние каникулы"),
        ("зимние", "зимние каникулы"),
        ("Осенние каникулы", "Осенние каникулы"),
        ("День народного единства", "День народного единства"),
        ("", ""),
    ],
)
def test_a_vacation_is_named_in_full(title, said):
    assert rest_title(title) == said

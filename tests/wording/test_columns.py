"""Terms and locks in words."""

from datetime import date, datetime

import pytest

from parta.journal.rules.columns import mark_columns
from parta.regulation.enums import Terminology
from parta.wording.columns import column_lock_words, due_words, lock_words
from tests.journal.rules.facts import REGULATIONS
from tests.journal.rules.school_year import ORAL, TEST_PAPER, URAL, college, lesson, on

MONDAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-20T21:00", "до 21:00 сегодня"),
        ("2026-11-21T00:00", "до конца сегодняшнего дня"),
        ("2026-11-22T00:00", "до конца завтрашнего дня"),
        ("2026-11-20T00:00", "до конца вчерашнего дня"),
        ("2026-11-24T08:50", "до 08:50 вт, 24 ноября"),
        ("2026-12-05T00:00", "до конца дня пт, 4 декабря"),
        ("2027-01-12T00:00", "до конца дня пн, 11 января 2027 г."),
    ],
)
def test_by_when(moment: str, words: str) -> None:
    assert due_words(datetime.fromisoformat(moment).replace(tzinfo=URAL), date(2026, 11, 20)) == words


def words_of(school, work, now, **more):
    facts = college(MONDAY) if school == "kudymkar_college" else lesson(MONDAY)
    (rule,) = mark_columns(REGULATIONS[school], facts, [work], now)
    return lock_words(rule.new, **more), lock_words(rule.change, **more)


def test_a_lock_says_why_by_which_clause_and_who_opens_it() -> None:
    new, change = words_of("school_2", ORAL, on("17.11"))
    assert new == (
        "Поставить отметку уже нельзя: со дня урока прошло больше 7 дней (Положение школы № 2, п. 17(4)). "
        "Открыть доступ может заместитель директора."
    )
    assert change.startswith("Изменить отметку уже нельзя: со дня урока прошло больше 7 дней")
    assert "Описку в отметке, поставленной сегодня, исправить можно." in change


def test_a_ban_sends_nobody_to_ask() -> None:
    new, change = words_of("lyceum_68", TEST_PAPER, on("10.11"))
    assert new == ""
    assert "можно было только в день урока (Положение лицея № 68, п. 3.6.8)" in change
    assert change.endswith("Если запись ошибочна, сообщите об этом заместителю директора.")
    assert "Открыть доступ" not in change


def test_a_trace_is_told_quietly_and_a_reader_is_not_told_whom_to_ask() -> None:
    new, _ = words_of("kudymkar_college", TEST_PAPER, on("30.11"))
    assert new.startswith("Срок вышел (")
    assert new.endswith("запись можно сделать, она будет отмечена как сделанная после срока.")
    read, _ = words_of("school_2", ORAL, on("17.11"), how=False)
    assert read.endswith("п. 17(4)).")
    assert words_of("school_2", ORAL, on("16.11")) == ("", "")


def test_both_acts_in_one_sentence_and_a_college_s_words() -> None:
    (rule,) = mark_columns(REGULATIONS["school_2"], lesson(MONDAY), [ORAL], on("17.11"))
    new, change = column_lock_words(rule, Terminology.COLLEGE)
    assert new == change
    assert new.startswith("Ставить и менять отметки уже нельзя: со дня занятия прошло больше 7 дней")
    (rule,) = mark_columns(REGULATIONS["lyceum_68"], lesson(MONDAY), [TEST_PAPER], on("10.11"))
    assert column_lock_words(rule)[0] == ""


def test_closed_periods_and_years() -> None:
    for closed, words in (
        ({"term_closed": True}, "Учебный период закрыт: записи не меняют. Открыть может заместитель директора."),
        ({"year_closed": True}, "Учебный год закрыт: записи не меняют. Открыть может директор."),
    ):
        (rule,) = mark_columns(REGULATIONS["school_2"], lesson(MONDAY, **closed), [ORAL], on("9.11"))
        assert lock_words(rule.new) == words

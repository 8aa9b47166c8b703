"""Hints to topics and homework; school № 2: 16 (Russian), 17(4)¶10 (what to do, pages, numbers)."""

import pytest

from parta.journal.enums import HintCode
from parta.journal.rules.record_hints import homework_hints, topic_hints
from tests.journal.rules.facts import REGULATIONS, ours

VAGUE, LANGUAGE = HintCode.HOMEWORK_VAGUE, HintCode.HOMEWORK_LANGUAGE


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("§ 14, № 312", []),
        ("стр. 45", []),
        ("выучить стихотворение наизусть", []),
        ("https://example.org/task", []),
        ("", []),
        ("учебник", [VAGUE]),
        ("доделать дома", [VAGUE]),
        ("см. тетрадь", [VAGUE]),
        ("!!!", [VAGUE]),
        ("Unit 5, ex. 3", [LANGUAGE]),
        ("Учебник с. 40: Present Perfect", [LANGUAGE]),  # more Latin than Russian
        ("Present Perfect: выписать правило в тетрадь", []),
        ("прочитать § 4, www.example.org/a-very-long-address-of-a-page", []),
        ("read", [LANGUAGE, VAGUE]),
        ("читать ё-моё 𝔘𝔫𝔦𝔱 5", []),
    ],
)
def test_homework_of_school_2(text: str, codes: list[HintCode]) -> None:
    hints = list(homework_hints(REGULATIONS["school_2"], text))
    assert [hint.code for hint in hints] == codes
    assert all(hint.clause.act == "Положение школы № 2" and hint.clause.number for hint in hints)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Present Simple", [HintCode.TOPIC_LANGUAGE]),
        ("Простое настоящее время (Present Simple)", []),
        ("H₂O и 2 + 2", [HintCode.TOPIC_LANGUAGE]),
        ("5 — 7", []),
        ("", []),
    ],
)
def test_topics_are_in_russian_of_foreign_languages_too(text: str, codes: list[HintCode]) -> None:
    assert [hint.code for hint in topic_hints(REGULATIONS["school_2"], text)] == codes


def test_an_act_that_asks_for_nothing_is_reminded_of_nothing() -> None:
    assert not list(homework_hints(REGULATIONS["lyceum_68"], "учебник"))
    assert not list(topic_hints(REGULATIONS["lyceum_68"], "Present Simple"))
    assert [hint.code for hint in homework_hints(REGULATIONS["stakhanovskaya"], "учебник")] == [VAGUE]
    tatar = ours(words={"record_language": {"value": "tt", "clause": "5"}})
    assert not list(topic_hints(tatar, "Present Simple"))

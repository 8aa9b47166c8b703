"""Hints to the words of a record: said beside it, with the clause on hover."""

from collections.abc import Iterable
from dataclasses import dataclass

from parta.journal.enums import HintCode
from parta.journal.rules.record_hints import Hint
from parta.wording.refusals import clause_text

HINTS = {
    HintCode.TOPIC_LANGUAGE: "Тема записана не по-русски",
    HintCode.HOMEWORK_LANGUAGE: "Задание записано не по-русски",
    HintCode.HOMEWORK_VAGUE: "В задании не сказано, что сделать: страницы, номера, выучить, прочитать",
}


@dataclass(frozen=True, slots=True)
class HintWords:
    """A hint and the clause that it rests on."""

    text: str
    clause: str


def hint_words(hints: Iterable[Hint]) -> list[HintWords]:
    """Say hints in Russian."""
    return [HintWords(HINTS[hint.code], clause_text(hint.clause)) for hint in hints]

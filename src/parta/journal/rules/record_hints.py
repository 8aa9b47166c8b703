"""What a teacher is reminded of in the words of a record; a hint never forbids anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import name

from parta.journal.enums import HintCode
from parta.kernel.decisions import Clause
from parta.regulation.enums import Source
from parta.regulation.rules.tree import Regulation

ENOUGH_WORDS = 3
_ADDRESS = re.compile(r"https?://|www\.")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {"ru": "CYRILLIC"}
"""The letters of a language that records are kept in; of other languages nothing is known."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at again, with the clause that asks for it."""

    code: HintCode
    clause: Clause


def topic_hints(regulation: Regulation, text: str) -> Iterator[Hint]:
    """Go through what is worth a second look in a topic: its language, where the act speaks of it."""
    yield from _of_language(regulation, text, HintCode.TOPIC_LANGUAGE)


def homework_hints(regulation: Regulation, text: str) -> Iterator[Hint]:
    """Go through what is worth a second look in homework: it says what to do, or names pages and numbers."""
    yield from _of_language(regulation, text, HintCode.HOMEWORK_LANGUAGE)
    lint = regulation.homework.homework_detail_lint
    if lint.value and text and not _says_what(text):
        yield Hint(HintCode.HOMEWORK_VAGUE, lint.clause)


def _says_what(text: str) -> bool:
    numbers = any(character.isdigit() for character in text)
    return numbers or bool(_ADDRESS.search(text)) or len(_WORD.findall(text)) >= ENOUGH_WORDS


def _of_language(regulation: Regulation, text: str, code: HintCode) -> Iterator[Hint]:
    language = regulation.words.record_language
    script = _SCRIPTS.get(language.value)
    letters = [character for word in _ADDRESS.split(text)[0].split() for character in word if character.isalpha()]
    if script is None or not letters or language.source is Source.DEFAULT:
        return
    own = sum(name(letter, "").startswith(script) for letter in letters)
    if own * 2 < len(letters):
        yield Hint(code, language.clause)

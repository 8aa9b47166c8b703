"""Texts of letters with named places: «Уважаемая {заявитель}!» is plain text, and braces are the only markup."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Decision
from parta.public_service.enums import LetterKind, RefusalCode

PLACES: MappingProxyType[LetterKind, tuple[str, ...]] = MappingProxyType(
    {
        LetterKind.REFUSAL: (
            "услуга",
            "основание",
            "пояснение",
            "заявитель",
            "обучающийся",
            "номер запроса",
            "дата запроса",
            "школа",
        ),
        LetterKind.TERMINATION: ("услуга", "причина", "пояснение", "заявитель", "дети", "дата", "школа"),
        LetterKind.APPEAL_ANSWER: ("ответ", "заявитель", "номер обращения", "дата обращения", "школа"),
    }
)
"""What may stand in braces, by kind of letter."""
NEEDED: MappingProxyType[LetterKind, tuple[str, ...]] = MappingProxyType(
    {
        LetterKind.REFUSAL: ("услуга", "основание"),
        LetterKind.TERMINATION: ("услуга", "причина"),
        LetterKind.APPEAL_ANSWER: ("ответ",),
    }
)
"""Without these a letter does not say what it must (S3: П3-2.13; S0: 10.2)."""
TITLE_LENGTH = 200
LEAST = 2
"""A title and a paragraph."""
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def filled(text: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Fill the places of a text; give its first line, the title, and the rest. Paragraphs left empty are dropped.

    A place without a value is an error of the caller (`KeyError`). Values are never read for places.
    """
    made = []
    for paragraph in paragraphs(text):
        words = _PLACE.sub(lambda place: values[place[1].strip()], paragraph).strip()
        if words:
            made.append(words)
    return (made[0], "\n\n".join(made[1:])) if made else ("", "")


def decide_template(kind: LetterKind, text: str) -> Decision:
    """Tell whether a text may be in force for a kind of letter.

    Refuses `EMPTY_LETTER` (a title alone is none), `LONG_TITLE`, `LOOSE_BRACE`, `UNKNOWN_PLACE`, `MISSING_PLACE`.
    """
    if len(paragraphs(text)) < LEAST:
        return Decision(False, RefusalCode.EMPTY_LETTER)
    if not fits_title(paragraphs(text)[0]):
        return Decision(False, RefusalCode.LONG_TITLE, {"most": TITLE_LENGTH})
    rest = _PLACE.sub("", text)
    if "{" in rest or "}" in rest:
        return Decision(False, RefusalCode.LOOSE_BRACE)
    places = [place.strip() for place in _PLACE.findall(text)]
    for place in places:
        if place not in PLACES[kind]:
            return Decision(False, RefusalCode.UNKNOWN_PLACE, {"place": place[:60]})
    for place in NEEDED[kind]:
        if place not in places:
            return Decision(False, RefusalCode.MISSING_PLACE, {"place": place})
    return ALLOWED


def fits_title(title: str) -> bool:
    """Tell whether a title is one line that a letter, its book and its e-mail hold."""
    return len(title) <= TITLE_LENGTH and len(title.splitlines()) <= 1


def paragraphs(text: str) -> list[str]:
    """Cut a text at empty lines; lines inside a paragraph stay."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]

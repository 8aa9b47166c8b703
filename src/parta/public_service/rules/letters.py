"""Texts of letters with named places: «Уважаемая {заявитель}!» is plain text, and braces are the only markup."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from parta.public_service.enums import LetterKind

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
    }
)
"""What may stand in braces, by kind of letter."""
NEEDED: MappingProxyType[LetterKind, tuple[str, ...]] = MappingProxyType({LetterKind.REFUSAL: ("услуга", "основание")})
"""Without these a letter does not say what it must (S3: П3-2.13; S0: 10.2)."""
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


def paragraphs(text: str) -> list[str]:
    """Cut a text at empty lines; lines inside a paragraph stay."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]

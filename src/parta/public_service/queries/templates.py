"""The texts that letters are made of."""

from functools import cache
from pathlib import Path

from parta.public_service.enums import LetterKind

FOLDER = Path(__file__).resolve().parents[1] / "letters"


@cache
def shipped(kind: LetterKind) -> str:
    """Give the text that comes with Parta."""
    return (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").strip()


def template_of(kind: LetterKind) -> str:
    """Give the text in force for a kind of letter."""
    return shipped(kind)

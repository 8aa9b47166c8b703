"""The texts that letters are made of."""

from functools import cache
from pathlib import Path

from parta.public_service.enums import LetterKind
from parta.public_service.models import LetterTemplate

FOLDER = Path(__file__).resolve().parents[1] / "letters"


@cache
def shipped(kind: LetterKind) -> str:
    """Give the text that comes with Parta."""
    return (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").strip()


def versions_of(kind: LetterKind) -> list[LetterTemplate]:
    """Give what the school wrote for a kind of letter, newest first (one query)."""
    return list(LetterTemplate.objects.filter(kind=kind).select_related("saved_by").order_by("-version"))


def newest_versions() -> dict[LetterKind, LetterTemplate]:
    """Give the texts that the school wrote and that are in force, by kind (one query)."""
    rows = LetterTemplate.objects.select_related("saved_by").order_by("kind", "-version").distinct("kind")
    return {LetterKind(row.kind): row for row in rows}


def template_of(kind: LetterKind) -> str:
    """Give the text in force for a kind of letter (one query)."""
    text = LetterTemplate.objects.filter(kind=kind).order_by("-version").values_list("text", flat=True).first()
    return text or shipped(kind)

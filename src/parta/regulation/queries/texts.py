"""The words of the acts that presets come from, paragraph by paragraph, with the clauses that settings name."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from parta.regulation.enums import Preset, Source
from parta.regulation.rules.parse import load_preset, settings_of

_FILES = {
    Preset.SCHOOL_117: "0-school-117.txt",
    Preset.LYCEUM_68: "1-lyceum-68.txt",
    Preset.SCHOOL_2: "2-school-2.txt",
    Preset.STAKHANOVSKAYA: "3-stakhanovskaya.txt",
    Preset.KUDYMKAR_COLLEGE: "4-kudymkar-college.txt",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an act: its words, whether it is a heading, the clauses whose words begin in it."""

    text: str
    heading: bool
    clauses: tuple[str, ...]


def flat(text: str) -> str:
    """Leave out what the way of printing adds: line breaks, tabs, the asterisks of bold letters."""
    return re.sub(r"\s+", " ", text.replace("**", "")).strip()


def act_of(short: str) -> Preset | None:
    """Tell which preset's act has this short title, where its words are at hand."""
    return _acts().get(short)


@lru_cache
def _acts() -> dict[str, Preset]:
    return {load_preset(preset).act.short: preset for preset in _FILES}


@lru_cache
def act_text(preset: Preset) -> tuple[Paragraph, ...]:
    """Give the words of an act; nothing where there is no such text.

    A clause stands at the paragraph where the words begin that the preset takes from it.
    """
    name = _FILES.get(preset)
    file = settings.BASE_DIR / "docs" / "regulations" / (name or "")
    if name is None or not file.is_file():
        return ()
    raw = [block for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")) if flat(block)]
    texts = [flat(block) for block in raw]
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + 1
    whole = " ".join(texts)
    clauses: dict[str, int] = {}
    for _, _, setting in settings_of(load_preset(preset)):
        for reading in setting.readings():
            at = whole.find(flat(reading.clause.quote))
            if reading.source is not Source.DEFAULT and reading.clause.number and at >= 0:
                clauses.setdefault(reading.clause.number, bisect_right(starts, at) - 1)
    return tuple(
        Paragraph(
            text,
            raw[index].strip().startswith("**") and raw[index].strip().endswith("**"),
            tuple(number for number, at in clauses.items() if at == index),
        )
        for index, text in enumerate(texts)
    )


@lru_cache
def clause_numbers(preset: Preset) -> frozenset[str]:
    """Give the clauses that have a place in the act's text."""
    return frozenset(number for paragraph in act_text(preset) for number in paragraph.clauses)

"""Every quote of a preset stands in the regulation's own text, word for word."""

import re
from pathlib import Path

import pytest

from parta.regulation.enums import Preset, Source
from parta.regulation.rules.parse import load_preset, settings_of

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "regulations"
TEXTS = {
    Preset.SCHOOL_117: "0-school-117.txt",
    Preset.LYCEUM_68: "1-lyceum-68.txt",
    Preset.SCHOOL_2: "2-school-2.txt",
    Preset.STAKHANOVSKAYA: "3-stakhanovskaya.txt",
    Preset.KUDYMKAR_COLLEGE: "4-kudymkar-college.txt",
}


def flat(text: str) -> str:
    """Leave out what the way of printing adds: line breaks, tabs, the asterisks of bold letters."""
    return re.sub(r"\s+", " ", text.replace("**", "")).strip()


@pytest.mark.parametrize("preset", TEXTS)
def test_every_quote_stands_in_the_act(preset: Preset) -> None:
    act = flat((FOLDER / TEXTS[preset]).read_text(encoding="utf-8"))
    missing = [
        f"{name}: {reading.clause.quote}"
        for _, name, setting in settings_of(load_preset(preset))
        for reading in setting.readings()
        if reading.source is not Source.DEFAULT and flat(reading.clause.quote) not in act
    ]
    assert not missing, "\n".join(missing)


def test_a_word_that_is_not_there_would_be_found() -> None:
    act = flat((FOLDER / TEXTS[Preset.SCHOOL_117]).read_text(encoding="utf-8"))
    assert "не более пяти дней с даты проведения урока" in act
    assert "не более шести дней с даты проведения урока" not in act

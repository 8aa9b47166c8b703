"""The presets say what the profile table says, document by document."""

from datetime import time
from enum import StrEnum
from typing import Any

import pytest

from parta.regulation.enums import Anchor, CountFrom, Direction, Preset, Source, Unit
from parta.regulation.rules.deadlines import Deadline
from parta.regulation.rules.parse import load_preset, settings_of
from parta.regulation.rules.tree import SPECS, Setting
from parta.regulation.rules.values import AbsenceLetter, DensityRow, Hours
from tests.regulation.rules.profiles import BESIDE_THE_VALUE, INFERRED_AFTER_ALL, OWN, PROFILES, SILENT

ORDER = (Preset.SCHOOL_117, Preset.LYCEUM_68, Preset.SCHOOL_2, Preset.STAKHANOVSKAYA, Preset.KUDYMKAR_COLLEGE)
ANCHORS = {
    Anchor.LESSON_END: "lesson",
    Anchor.WORK_DATE: "work",
    Anchor.CLASS_LAST_LESSON_END: "class",
    Anchor.NEXT_LESSON: "next lesson",
    Anchor.PERIOD_END: "period",
    Anchor.YEAR_END: "year",
    Anchor.ATTESTATION: "attestation",
    Anchor.GIA_ANNOUNCED: "announced",
    Anchor.GIA_ENTERED: "entered",
    Anchor.REQUEST: "request",
}
UNITS = {Unit.CALENDAR_DAY: "cd", Unit.WORKING_DAY: "wd", Unit.MINUTE: "min", Unit.LESSON: "lessons"}


def short(value: Any) -> str:
    """Write a value as the table does."""
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case Deadline():
            return deadline(value)
        case AbsenceLetter():
            return value.letter
        case DensityRow():
            return f"{value.hours}:{value.marks}"
        case Hours():
            return f"{value.start:%H:%M}–{value.end:%H:%M} {','.join(map(str, value.weekdays))}"
        case time():
            return f"{value:%H:%M}"
        case StrEnum():
            return value.value
        case tuple():
            deadlines = bool(value) and isinstance(value[0], Deadline)
            return ("; " if deadlines else ", ").join(map(short, value))
    return str(value)


def deadline(row: Deadline) -> str:
    assert row.count_from is CountFrom.NEXT_DAY
    sign = "-" if row.direction is Direction.BEFORE else "+"
    amount = f"{sign}{row.offset}{UNITS[row.unit]}" if row.offset else ""
    clock = f" {row.at:%H:%M}" if row.at else ""
    scope = row.scope
    said = []
    if scope.grades:
        first, last = scope.grades[0], scope.grades[-1]
        assert scope.grades == tuple(range(first, last + 1))
        said.append(f"{first}-{last}" if last > first else str(first))
    if "сочинение" in scope.work_kinds:
        assert {"русский язык", "литература", "история", "обществознание", "иностранный язык"} <= set(scope.subjects)
        said.append("creative")
    elif scope.work_kinds:
        assert {"контрольная работа", "тест", "тестирование"} <= set(scope.work_kinds)
        said.append("control")
    elif scope.subjects:
        said += scope.subjects
    whole = f" [{', '.join(said)}]" if said else ""
    return f"{ANCHORS[row.anchor]}{amount}{clock}{whole}"


def setting_of(preset: Preset, name: str) -> Setting[Any]:
    return next(setting for _, key, setting in settings_of(load_preset(preset)) if key == name)


def test_the_catalogue_is_the_table_and_what_is_said_to_be_our_own() -> None:
    names = {name for group in SPECS.values() for name in group}
    assert names == set(PROFILES) | OWN
    assert not set(PROFILES) & OWN


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("place", range(5), ids=ORDER)
def test_the_preset_says_what_the_table_says(name: str, place: int) -> None:
    preset, cell = ORDER[place], PROFILES[name][place]
    setting = setting_of(preset, name)
    if cell == SILENT:
        assert setting.source is Source.DEFAULT
        return
    inferred = cell.startswith("~") or (name, preset.value) in INFERRED_AFTER_ALL
    assert setting.source is (Source.INFERRED if inferred else Source.OWN)
    assert " | ".join(short(reading.value) for reading in setting.readings()) == cell.removeprefix("~")


def test_what_is_not_taken_from_the_table_has_a_reason_and_is_silent() -> None:
    for name, preset in BESIDE_THE_VALUE:
        assert setting_of(Preset(preset), name).source is Source.DEFAULT, (name, preset)
    for name, preset in INFERRED_AFTER_ALL:
        assert setting_of(Preset(preset), name).source is Source.INFERRED, (name, preset)


@pytest.mark.parametrize("preset", ORDER)
def test_silence_takes_the_value_of_the_default(preset: Preset) -> None:
    default = {name: setting for _, name, setting in settings_of(load_preset(Preset.DEFAULT))}
    cutoff = load_preset(preset).lessons.daily_entry_cutoff_time.value
    for _, name, setting in settings_of(load_preset(preset)):
        if setting.source is Source.DEFAULT and not (cutoff or name == "homework_after_class_minutes"):
            assert setting.value == default[name].value, name
        if setting.source is Source.DEFAULT:
            assert setting.clause == default[name].clause, name

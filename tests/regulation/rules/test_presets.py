from dataclasses import fields

import pytest

from parta.regulation.enums import LatePolicy, Preset, Source
from parta.regulation.rules.parse import load_preset, settings_of
from parta.regulation.rules.tree import GROUPS

ACTS = [preset for preset in Preset if preset is not Preset.DEFAULT]


@pytest.mark.parametrize("preset", Preset)
def test_every_preset_has_every_setting(preset: Preset) -> None:
    names = {(group, name) for group, name, _ in settings_of(load_preset(preset))}
    assert names == {(group, spec.name) for group, kind in GROUPS.items() for spec in fields(kind)}


@pytest.mark.parametrize("preset", ACTS)
def test_what_an_act_says_has_a_clause_and_its_words(preset: Preset) -> None:
    for _, name, setting in settings_of(load_preset(preset)):
        for reading in setting.readings():
            if reading.source is Source.DEFAULT:
                assert reading.clause.act in {"Parta", "Письмо АП-147/07"}, name
            else:
                assert reading.clause.number, name
                assert 5 < len(reading.clause.quote) < 300, name


def test_everything_in_the_default_is_said_to_be_a_default() -> None:
    assert {setting.source for *_, setting in settings_of(load_preset("default"))} == {Source.DEFAULT}


# Parta's own settings in the five acts, in the order S0 … S4; what the profile table has is in test_profiles.py
ORDER = ("school_117", "lyceum_68", "school_2", "stakhanovskaya", "kudymkar_college")
OWN, INFERRED, DEFAULT = Source.OWN, Source.INFERRED, Source.DEFAULT
DENY, APPROVE, LOG = LatePolicy.DENY, LatePolicy.APPROVE, LatePolicy.LOG_ONLY


@pytest.mark.parametrize(
    ("group", "name", "values", "sources"),
    [
        ("marks", "new_mark_window_days", (5, 0, 7, 0, 7), (OWN, OWN, INFERRED, INFERRED, DEFAULT)),
        ("marks", "late_mark_policy", (APPROVE, DENY, APPROVE, APPROVE, LOG), (DEFAULT, OWN, *[INFERRED] * 3)),
        ("attendance", "attendance_window_days", (5, 7, 7, 0, 7), (OWN, DEFAULT, OWN, INFERRED, DEFAULT)),
        ("attendance", "absence_reason_window_days", (30,) * 5, (DEFAULT,) * 5),
        (
            "attendance",
            "late_attendance_policy",
            (APPROVE, APPROVE, APPROVE, APPROVE, LOG),
            (DEFAULT, DEFAULT, OWN, INFERRED, INFERRED),
        ),
        ("lessons", "record_window_days", (7,) * 5, (DEFAULT,) * 5),
        (
            "lessons",
            "late_record_policy",
            (APPROVE, APPROVE, APPROVE, APPROVE, LOG),
            (DEFAULT, DEFAULT, DEFAULT, INFERRED, INFERRED),
        ),
        (
            "results",
            "late_result_policy",
            (LOG, APPROVE, LOG, APPROVE, LOG),
            (DEFAULT, INFERRED, DEFAULT, INFERRED, DEFAULT),
        ),
    ],
)
def test_what_blocks_in_the_five_acts(group: str, name: str, values, sources) -> None:
    found = [getattr(getattr(load_preset(preset), group), name) for preset in ORDER]
    assert tuple(setting.value for setting in found) == values
    assert tuple(setting.source for setting in found) == sources


def test_results_open_in_the_last_week_where_the_act_says_so() -> None:
    found = [load_preset(preset).results.period_mark_opening for preset in ORDER]
    assert [bool(setting.value) for setting in found] == [False, True, False, True, False]
    assert {row.offset for setting in found for row in setting.value} == {7}


def test_conditions_are_the_widening_settings_that_are_on() -> None:
    assert load_preset("lyceum_68").conditions() == {
        "homeroom_edit_all_pages",
        "homeroom_edit_attendance",
        "homeroom_issue_codes",
        "director_edit_all_pages",
        "deputy_read_all_pages",
        "homeroom_shuts_access",
    }
    assert "homeroom_issue_codes" not in load_preset("school_2").conditions()


def test_letters_of_absence() -> None:
    assert load_preset("school_2").absence_letters()["excused"] == "УП"
    assert load_preset("default").absence_letters()["excused"] == "у"


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="school_118"):
        load_preset("school_118")

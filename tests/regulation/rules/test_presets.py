from dataclasses import fields

import pytest

from parta.regulation.enums import HomeworkDueRule, LatePolicy, Preset, Source, Terminology
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
        if setting.source is Source.DEFAULT:
            assert setting.clause.act in {"Parta", "Письмо АП-147/07"}, name
        else:
            assert setting.clause.number, name
            assert 5 < len(setting.clause.quote) < 200, name


def test_everything_in_the_default_is_said_to_be_a_default() -> None:
    assert {setting.source for *_, setting in settings_of(load_preset("default"))} == {Source.DEFAULT}


# profiles of the five acts, in the order S0 … S4
ORDER = ("school_117", "lyceum_68", "school_2", "stakhanovskaya", "kudymkar_college")
OWN, INFERRED, DEFAULT = Source.OWN, Source.INFERRED, Source.DEFAULT


@pytest.mark.parametrize(
    ("group", "name", "values", "sources"),
    [
        ("marks", "edit_window_days", (7, 0, 7, 7, 7), (DEFAULT, OWN, OWN, DEFAULT, DEFAULT)),
        (
            "marks",
            "late_edit_policy",
            (LatePolicy.APPROVE, LatePolicy.DENY, LatePolicy.APPROVE, LatePolicy.APPROVE, LatePolicy.LOG_ONLY),
            (DEFAULT, OWN, OWN, INFERRED, INFERRED),
        ),
        ("marks", "new_mark_window_days", (5, 14, 7, 7, 7), (OWN, INFERRED, INFERRED, INFERRED, INFERRED)),
        ("marks", "no_marks_grades", ((1,), (1,), (1,), (1,), ()), (OWN, DEFAULT, INFERRED, DEFAULT, INFERRED)),
        ("marks", "work_kind_required", (False, False, True, True, False), (DEFAULT, DEFAULT, OWN, OWN, DEFAULT)),
        (
            "homework",
            "homework_due_rule",
            (HomeworkDueRule.ANY,) * 2 + (HomeworkDueRule.FUTURE_ONLY,) + (HomeworkDueRule.ANY,) * 2,
            (DEFAULT, DEFAULT, OWN, DEFAULT, DEFAULT),
        ),
        (
            "homework",
            "homework_none_entry_required",
            (False, False, False, True, False),
            (DEFAULT, OWN, DEFAULT, OWN, DEFAULT),
        ),
        (
            "access",
            "homeroom_edit_all_pages",
            (False, True, False, False, False),
            (DEFAULT, OWN, INFERRED, OWN, INFERRED),
        ),
        (
            "access",
            "director_edit_all_pages",
            (False, True, False, False, False),
            (DEFAULT, OWN, DEFAULT, DEFAULT, DEFAULT),
        ),
        (
            "words",
            "terminology",
            (Terminology.SCHOOL,) * 4 + (Terminology.COLLEGE,),
            (DEFAULT, DEFAULT, DEFAULT, DEFAULT, INFERRED),
        ),
    ],
)
def test_the_five_acts_differ_as_they_do(group: str, name: str, values, sources) -> None:
    found = [getattr(getattr(load_preset(preset), group), name) for preset in ORDER]
    assert tuple(setting.value for setting in found) == values
    assert tuple(setting.source for setting in found) == sources


def test_conditions_are_the_widening_settings_that_are_on() -> None:
    assert load_preset("lyceum_68").conditions() == {
        "homeroom_edit_all_pages",
        "homeroom_edit_attendance",
        "homeroom_issue_codes",
        "director_edit_all_pages",
        "deputy_read_all_pages",
    }
    assert "homeroom_issue_codes" not in load_preset("school_2").conditions()


def test_letters_of_absence() -> None:
    assert load_preset("school_2").absence_letters()["excused"] == "УП"
    assert load_preset("default").absence_letters()["excused"] == "у"


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(ValueError, match="school_118"):
        load_preset("school_118")

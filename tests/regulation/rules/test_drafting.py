"""The school's own changes over a preset."""

import pytest

from parta.regulation.enums import Source
from parta.regulation.rules.drafting import differences, known_setting, raw_entry, with_act, with_entry, without_entry
from parta.regulation.rules.parse import drafted, load_preset

OWN = {"value": 3, "clause": "4.2", "quote": "в течение трёх дней"}


def test_an_entry_is_read_from_the_changes_the_preset_and_the_default_in_turn():
    changes = with_entry({}, "marks", "edit_window_days", OWN)
    assert raw_entry("school_2", changes, "marks", "edit_window_days")["value"] == 3
    assert raw_entry("school_2", {}, "marks", "edit_window_days")["value"] == 7
    assert raw_entry("school_2", {}, "access", "director_edit_all_pages")["value"] is False
    with pytest.raises(KeyError):
        raw_entry("school_2", {}, "marks", "no_such_thing")


def test_own_words_stand_over_the_preset_and_are_shown_as_a_difference():
    changes = with_act(with_entry({}, "marks", "edit_window_days", OWN), title="Положение гимназии", short="Положение")
    own = drafted("school_2", changes)
    setting = own.marks.edit_window_days
    assert (setting.value, setting.clause.number, setting.clause.act) == (3, "4.2", "Положение")
    assert setting.source is Source.OWN
    found = [row for row in differences(load_preset("school_2"), own) if row.value_changed]
    assert [(row.group, row.name) for row in found] == [("marks", "edit_window_days")]
    assert list(differences(own, own)) == []


def test_taking_the_only_change_back_leaves_nothing():
    changes = with_entry({}, "marks", "edit_window_days", OWN)
    assert without_entry(changes, "marks", "edit_window_days") == {}
    assert without_entry({}, "marks", "edit_window_days") == {}


def test_only_the_catalogue_s_settings_are_known():
    assert known_setting("marks", "edit_window_days")
    assert not known_setting("marks", "rm")
    assert not known_setting("act", "title")

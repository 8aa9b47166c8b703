"""Whose hand corrects a card, by each of the five acts."""

import pytest

from parta.people.enums import RefusalCode, Role
from parta.people.rules.personal_data import Keepers, decide_correction
from parta.regulation.rules.parse import load_preset

A, H, S = Role.ADMINISTRATOR, Role.HOMEROOM_TEACHER, Role.SECRETARY
HANDS = {
    "school_117": ({A}, "4.1"),
    "lyceum_68": ({H, S}, "3.5.2"),
    "school_2": ({A, H, S}, "17(5)"),
    "stakhanovskaya": ({A, H}, "4.2.5(а)"),
    "kudymkar_college": (set(), "3.1"),
    "default": ({A, S}, ""),
}


def keepers(preset: str) -> Keepers:
    rule = load_preset(preset).people.personal_data_editor
    return Keepers(tuple(map(str, rule.value)), rule.clause)


@pytest.mark.parametrize("preset", HANDS)
def test_a_familys_card_is_corrected_by_whom_the_act_names(preset: str) -> None:
    wanted, clause = HANDS[preset]
    for role in (A, H, S):
        decision = decide_correction(keepers=keepers(preset), roles=[role], staff=False)
        assert decision.allowed == (role in wanted), role
        if not decision.allowed:
            assert decision.code == (RefusalCode.EDITED_BY_OTHERS if wanted else RefusalCode.KEPT_ELSEWHERE)
            assert decision.clause is not None
            assert decision.clause.number == clause


def test_staff_are_kept_by_the_office_whatever_the_act() -> None:
    assert decide_correction(keepers=keepers("kudymkar_college"), roles=[S], staff=True).allowed

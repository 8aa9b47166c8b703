"""No way in before a consent is on file, where the act says so."""

from datetime import date

import pytest

from parta.people.rules.consents import ConsentRule, decide_letting_in, in_force
from parta.regulation.rules.parse import load_preset

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "preset", ["default", "school_117", "lyceum_68", "school_2", "stakhanovskaya", "kudymkar_college"]
)
def test_only_school_2_asks_for_a_consent_first(preset: str) -> None:
    asked = load_preset(preset).doors.account_requires_consent
    decision = decide_letting_in(rule=ConsentRule(asked.value, asked.clause), wanted={1, 2}, covered={1})
    assert decision.allowed == (preset != "school_2")
    if not decision.allowed:
        assert decision.clause is not None
        assert (decision.clause.number, decision.params) == ("5", {"count": 1})
    assert decide_letting_in(rule=ConsentRule(True), wanted={1}, covered={1}).allowed


@pytest.mark.parametrize(
    ("given", "given_on", "withdrawn_on", "holds"),
    [
        (True, DAY, None, True),
        (True, None, None, True),
        (True, date(2026, 11, 21), None, False),
        (True, date(2026, 9, 1), date(2026, 11, 21), True),
        (True, date(2026, 9, 1), DAY, False),
        (False, None, None, False),
    ],
)
def test_a_consent_holds_from_its_day_until_it_is_taken_back(given, given_on, withdrawn_on, holds) -> None:
    assert in_force(given=given, given_on=given_on, withdrawn_on=withdrawn_on, today=DAY) is holds

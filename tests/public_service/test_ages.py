"""What an adult pupil's parents' access waits for, by real dates."""

from datetime import date

import pytest

from parta.public_service.enums import AgeState
from parta.public_service.rules.ages import age_state, grown_on, latest_birth
from parta.public_service.rules.deciding import ServiceRule
from parta.regulation.rules.parse import load_preset
from parta.web.office.views.access_requests import service_rule

TODAY = date(2026, 11, 20)
ENDS_AT_18 = service_rule(load_preset("stakhanovskaya"))
SILENT = service_rule(load_preset("kudymkar_college"))


@pytest.mark.parametrize(
    ("birth", "consent", "by_act", "by_silence"),
    [
        (date(2008, 12, 21), False, None, None),
        (date(2008, 12, 20), False, AgeState.SOON, AgeState.SOON),
        (date(2008, 11, 21), True, AgeState.SOON, AgeState.SOON),
        (date(2008, 11, 20), False, AgeState.ENDS, AgeState.REVIEW),
        (date(2008, 11, 20), True, AgeState.ENDS, AgeState.KEPT),
        (date(2005, 1, 1), False, AgeState.ENDS, AgeState.REVIEW),
    ],
)
def test_states(birth, consent, by_act, by_silence):
    for rule, wanted in ((ENDS_AT_18, by_act), (SILENT, by_silence)):
        assert age_state(rule=rule, birth_date=birth, consent=consent, today=TODAY) is wanted


def test_a_leap_day():
    assert grown_on(date(2008, 2, 29), rule=ServiceRule()) == date(2026, 3, 1)
    assert latest_birth(rule=ServiceRule(), today=date(2026, 1, 30)) == date(2008, 3, 1)
    for day in (date(2026, 1, 29), date(2026, 11, 20), date(2027, 12, 2)):
        youngest = latest_birth(rule=ServiceRule(), today=day)
        assert age_state(rule=ServiceRule(), birth_date=youngest, consent=False, today=day) is AgeState.SOON

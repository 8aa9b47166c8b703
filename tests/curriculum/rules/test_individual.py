"""A pupil goes over to an own curriculum: when it may be, and why not."""

from datetime import date
from decimal import Decimal

import pytest

from parta.curriculum.enums import IndividualKind
from parta.curriculum.rules.individual import SpokenOf, WantedPlan, decide_individual_plan

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
DAY = date(2026, 11, 23)
OWN, HOME = IndividualKind.OWN, IndividualKind.HOME
END = date(2026, 11, 30)
ENGLISH, ALGEBRA = {1: Decimal(2)}, 2


def spoken(*days, pk=ALGEBRA, alone=False):
    """Records of one journal on some days."""
    return {"journals": {pk: SpokenOf("алгебра", alone, days)}}


@pytest.mark.parametrize(
    ("kind", "start", "end", "ground", "hours", "more", "code"),
    [
        (OWN, DAY, None, "приказ", {1: Decimal(2)}, {}, ""),
        (HOME, DAY, YEAR[1], "приказ", {}, {}, ""),
        (OWN, DAY, None, "приказ", ENGLISH, spoken(date(2026, 11, 22)), ""),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(date(2026, 11, 22), date(2026, 12, 1)), ""),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(DAY, date(2026, 12, 1)), "individual_has_records"),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(date(2026, 12, 1), pk=1), ""),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(END, pk=1, alone=True), ""),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(date(2026, 12, 1), pk=1, alone=True), "individual_has_records"),
        (OWN, DAY, END, "приказ", ENGLISH, spoken(date(2026, 12, 1), alone=True), "individual_has_records"),
        (OWN, DAY, None, "", {1: Decimal(2)}, {}, "individual_without_ground"),
        (OWN, date(2026, 8, 31), None, "приказ", {1: Decimal(2)}, {}, "individual_outside_year"),
        (OWN, DAY, date(9999, 12, 31), "приказ", {1: Decimal(2)}, {}, "individual_outside_year"),
        (OWN, DAY, date(2026, 11, 22), "приказ", {1: Decimal(2)}, {}, "individual_outside_year"),
        (OWN, DAY, None, "приказ", {1: Decimal(2)}, {"in_class": False}, "individual_not_in_class"),
        (OWN, DAY, None, "приказ", {1: Decimal(2)}, {"later": date(2027, 1, 11)}, "individual_later"),
        (OWN, DAY, None, "приказ", {}, {}, "individual_empty"),
        (OWN, DAY, None, "приказ", {1: Decimal(41)}, {}, "curriculum_hours"),
        (OWN, DAY, None, "приказ", {1: Decimal(2)}, spoken(DAY), "individual_has_records"),
    ],
)
def test_an_own_curriculum_is_set(kind, start, end, ground, hours, more, code):
    facts = {"year": YEAR, "in_class": True, "later": None, "journals": {}, **more}
    decision = decide_individual_plan(WantedPlan(kind, start, end, ground, hours), **facts)
    assert (decision.code, decision.allowed) == (code, not code)

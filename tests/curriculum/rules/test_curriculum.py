"""Totals of a class's curriculum by profile, and whether what is given is what is planned."""

from decimal import Decimal

import pytest

from parta.curriculum.rules.curriculum import differs, own_profiles, totals


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], {"": 0}),
        ([(1, "", Decimal(3)), (2, "", Decimal("2.5"))], {"": Decimal("5.5")}),
        (
            [(1, "", Decimal(3)), (2, "", Decimal(2)), (2, "техн.", Decimal(5)), (3, "гум.", Decimal(4))],
            {"гум.": Decimal(9), "техн.": Decimal(8)},
        ),
    ],
)
def test_totals_by_profile(lines, found):
    assert totals(lines) == found


@pytest.mark.parametrize(
    ("planned", "courses", "other"),
    [
        ({"": Decimal(3)}, [("", Decimal(3))], False),
        ({"": Decimal(3)}, [("1 гр.", Decimal(3)), ("2 гр.", Decimal(3))], False),
        ({"": Decimal(3)}, [("", Decimal(2)), ("1 гр.", Decimal(1)), ("2 гр.", Decimal(1))], False),
        ({"": Decimal(2), "техн.": Decimal(5)}, [("1 гр.", Decimal(2)), ("2 гр.", Decimal(5))], False),
        ({"": Decimal(3)}, [("1 гр.", Decimal(3)), ("2 гр.", Decimal(2))], True),
        ({"": Decimal(3)}, [], True),
        ({}, [("", Decimal(1))], True),
    ],
)
def test_what_is_given_otherwise_than_planned(planned, courses, other):
    assert differs(planned, courses) is other


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        (["техн. гр.", "1 гр."], {"технологический профиль"}),
        (["Естественно-научный профиль"], {"естественно-научный профиль"}),
        (["т. гр."], set()),
        (["есть. гр."], set()),
        ([], set()),
    ],
)
def test_the_profile_that_a_group_means(groups, found):
    profiles = {"технологический профиль", "естественно-научный профиль"}
    assert own_profiles(groups, profiles) == found


def test_a_name_of_two_profiles_means_none():
    assert own_profiles(["соц. гр."], {"социальный", "социально-экономический"}) == set()

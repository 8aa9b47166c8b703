"""Who appoints whom, by whom a role is taken, what an acting post needs; by real dates of 2026/27."""

from datetime import date

import pytest

from parta.people.enums import APPOINTED, RefusalCode, Role
from parta.people.rules.appointments import GRANTS, Appointing, Post, decide_appointment, decide_end, grantable

TODAY = date(2026, 11, 20)


def appoint(role, *, roles, start="11-20", end=None, held=(), oneself=False, **more):
    post = Post(role, date.fromisoformat(f"2026-{start}"), end and date.fromisoformat(f"2026-{end}"))
    told = decide_appointment(Appointing(post, **more), roles=roles, oneself=oneself, today=TODAY, held=held)
    return told.code or None


@pytest.mark.parametrize(
    ("acting", "acting_for", "holders", "code"),
    [
        (True, 7, {7, 8}, None),
        (True, None, {7}, RefusalCode.APPOINT_FOR_WHOM),
        (True, 9, {7}, RefusalCode.APPOINT_FOR_WHOM),
        (True, None, (), None),  # the post is vacant
        (True, 7, (), RefusalCode.APPOINT_FOR_WHOM),
        (False, 7, {7}, RefusalCode.APPOINT_FOR_WHOM),
        (False, None, {7}, None),
    ],
)
def test_who_acts_in_an_absence_acts_for_somebody_who_holds_the_role(acting, acting_for, holders, code):
    more = {"acting": acting, "acting_for": acting_for, "ground": "приказ № 81-к"}
    post = Post("deputy", TODAY, date(2026, 12, 5))
    asked = Appointing(post, **more)
    told = decide_appointment(asked, roles=["director"], oneself=False, today=TODAY, held=(), holders=holders)
    assert (told.code or None) == code


@pytest.mark.parametrize(
    ("giver", "role", "code"),
    [
        ("director", "deputy", None),
        ("director", "administrator", None),
        ("director", "teacher", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "teacher", None),
        ("administrator", "nurse", None),
        ("administrator", "deputy", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "director", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "administrator", RefusalCode.APPOINT_BY_ANOTHER),
        ("deputy", "teacher", RefusalCode.APPOINT_BY_ANOTHER),
        ("secretary", "teacher", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "pupil", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "parent", RefusalCode.APPOINT_BY_ANOTHER),
        ("administrator", "homeroom_teacher", RefusalCode.APPOINT_BY_ANOTHER),
    ],
)
def test_who_gives_which_role(giver, role, code):
    assert appoint(role, roles=[giver]) == code


def test_every_role_that_is_appointed_has_its_giver_and_nobody_gives_the_own_for_good():
    assert set().union(*GRANTS.values()) == set(APPOINTED)
    assert all(not grantable([role]) for role in Role if role not in GRANTS)
    assert Role.ADMINISTRATOR not in grantable(["administrator"])
    assert appoint("director", roles=["director"]) == RefusalCode.APPOINT_ACTING


@pytest.mark.parametrize("role", APPOINTED)
def test_by_the_act_a_deputy_hands_on_two_roles_and_nothing_above(role):
    wanted = role in (Role.ADDITIONAL_EDUCATION, Role.ADMISSIONS_SECRETARY, Role.ADMISSIONS_REGISTER)
    post = Post(role, TODAY, date(2026, 12, 31))
    asked = Appointing(post, "приказ № 5", acting=True)
    for conditions in ((), ("deputy_gives_roles",)):
        told = decide_appointment(asked, roles=["deputy"], oneself=False, today=TODAY, held=(), conditions=conditions)
        assert told.allowed == (wanted and bool(conditions))
        told = decide_end(
            post, last=TODAY, roles=["deputy"], oneself=False, today=TODAY, others=1, conditions=conditions
        )
        assert told.allowed == (wanted and bool(conditions))
    told = decide_appointment(
        asked, roles=["deputy"], oneself=True, today=TODAY, held=(), conditions=["deputy_gives_roles"]
    )
    assert not told.allowed
    assert role not in grantable(["teacher", "secretary"], ["deputy_gives_roles"])


HELD = [Post("nurse", date(2026, 9, 1), date(2026, 12, 31))]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, RefusalCode.APPOINT_TWICE),
        ({"start": "12-31"}, RefusalCode.APPOINT_TWICE),
        ({"held": ()}, None),
        ({"held": (), "oneself": True}, RefusalCode.APPOINT_ONESELF),
        ({"held": (), "start": "11-19"}, RefusalCode.APPOINT_BACKWARDS),
        ({"held": (), "end": "11-19"}, RefusalCode.APPOINT_BACKWARDS),
        ({"held": (), "acting": True}, RefusalCode.APPOINT_ACTING),
        ({"held": (), "acting": True, "end": "12-05"}, RefusalCode.APPOINT_ACTING),
        ({"held": (), "acting": True, "end": "12-05", "ground": "приказ № 81-к, больничный"}, None),
    ],
)
def test_days_and_grounds(asked, code):
    assert appoint("nurse", roles=["administrator"], **{"held": HELD, **asked}) == code


@pytest.mark.parametrize(
    ("post", "giver", "last", "others", "code"),
    [
        (Post("nurse", date(2026, 9, 1)), "administrator", TODAY, 0, None),
        (Post("nurse", date(2026, 9, 1)), "administrator", date(2026, 11, 19), 0, None),
        (Post("nurse", date(2026, 9, 1)), "administrator", date(2026, 11, 18), 0, RefusalCode.APPOINT_BACKWARDS),
        (Post("nurse", date(2026, 9, 1), date(2026, 11, 19)), "administrator", TODAY, 0, RefusalCode.APPOINT_ENDED),
        (Post("deputy", date(2026, 9, 1)), "administrator", TODAY, 3, RefusalCode.APPOINT_BY_ANOTHER),
        (Post("administrator", date(2026, 9, 1)), "director", TODAY, 0, RefusalCode.APPOINT_LAST),
        (Post("administrator", date(2026, 9, 1)), "director", TODAY, 1, None),
        (Post("administrator", date(2026, 9, 1), date(2026, 12, 5)), "director", TODAY, 0, None),
        (Post("director", date(2026, 9, 1), date(2026, 12, 5)), "director", date(2026, 12, 5), 1, None),
        (
            Post("director", date(2026, 9, 1), date(2026, 12, 5)),
            "director",
            date(2026, 12, 6),
            1,
            RefusalCode.APPOINT_LONGER,
        ),
    ],
)
def test_how_a_role_ends(post, giver, last, others, code):
    told = decide_end(post, last=last, roles=[giver], oneself=False, today=TODAY, others=others)
    assert (told.code or None) == code

"""Whose hand lets people in, act by act."""

import pytest

from parta.people.enums import RefusalCode
from parta.people.rules.letting_in import decide_issuer
from parta.regulation.rules.parse import load_preset
from parta.web.office.issuers import issuers_by

ADMIN, HOMEROOM, SECRETARY = "administrator", "homeroom_teacher", "secretary"


@pytest.mark.parametrize(
    ("preset", "whom", "hands", "clause"),
    [
        ("default", "staff", {ADMIN, HOMEROOM, SECRETARY}, None),  # silent: the table of permissions alone
        ("default", "families", {ADMIN, HOMEROOM, SECRETARY}, None),
        ("school_117", "families", {ADMIN, HOMEROOM, SECRETARY}, None),  # ЕСИА is not connected
        ("lyceum_68", "staff", {ADMIN}, "3.4.2"),
        ("lyceum_68", "families", {ADMIN, HOMEROOM}, "3.5.6"),
        ("school_2", "staff", {ADMIN}, "5"),
        ("school_2", "families", {ADMIN}, "5"),
        ("stakhanovskaya", "staff", {ADMIN}, "2.4"),
        ("stakhanovskaya", "families", {ADMIN, HOMEROOM}, "2.5"),
        ("kudymkar_college", "families", {ADMIN, HOMEROOM, SECRETARY}, None),  # a portal that is not connected
    ],
)
def test_who_lets_in_by_the_act(preset, whom, hands, clause) -> None:
    issuer = getattr(issuers_by(load_preset(preset)), whom)
    found = {role: decide_issuer(issuer, roles={role, "teacher"}) for role in (ADMIN, HOMEROOM, SECRETARY)}
    assert {role for role, decision in found.items() if decision.allowed} == hands
    refused = [decision for decision in found.values() if not decision.allowed]
    assert {(one.code, one.clause.number) for one in refused} == (
        {(RefusalCode.ISSUER_IS_ANOTHER, clause)} if clause else set()
    )

"""By what people come into a school, as its act says (S0: 3.1, S3: П2-2.3, S4: 3.1)."""

import pytest

from parta.regulation.rules.parse import load_preset
from parta.regulation.rules.ways import PASSWORD, Door, decide_way

PARENTS, PUPILS, STAFF = 1, 2, 3
DOORS = {
    PARENTS: Door(PARENTS, "regional_portal", frozenset({"parents"})),
    PUPILS: Door(PUPILS, "regional_sign_in", frozenset({"pupils"})),
    STAFF: Door(STAFF, "esia", frozenset({"parents", "pupils", "staff"})),
}


@pytest.mark.parametrize(
    ("preset", "on", "roles", "proven", "refused"),
    [
        # S4: parents by one portal, students by another, staff by a password
        ("kudymkar_college", (1, 2), {"parent"}, {PARENTS}, ""),
        ("kudymkar_college", (1, 2), {"parent", "parents_committee"}, {PARENTS}, ""),
        ("kudymkar_college", (1, 2), {"pupil"}, {PUPILS}, ""),
        ("kudymkar_college", (1, 2), {"pupil"}, {PARENTS}, "way_not_open"),
        ("kudymkar_college", (1, 2), {"parent"}, {PUPILS}, "way_not_open"),
        ("kudymkar_college", (1, 2), {"teacher"}, {PARENTS}, "way_not_open"),
        ("kudymkar_college", (1, 2), {"teacher", "parent"}, {PARENTS}, "way_not_open"),
        ("kudymkar_college", (1, 2), {"teacher", "parent"}, {PARENTS, PASSWORD}, ""),
        ("kudymkar_college", (1, 2), {"teacher"}, {PASSWORD}, ""),
        ("kudymkar_college", (2,), {"parent"}, {PARENTS}, "way_not_open"),  # off
        ("kudymkar_college", (3,), {"parent"}, {STAFF}, "way_not_open"),  # ЕСИА is not named there
        # S0: ЕСИА is the only way in, once there is one for this person
        ("school_117", (3,), {"teacher"}, {STAFF}, ""),
        ("school_117", (3,), {"teacher"}, {PASSWORD}, "way_not_open"),
        ("school_117", (3,), {"parent"}, {PASSWORD, STAFF}, ""),
        ("school_117", (), {"teacher"}, {PASSWORD}, ""),
        ("school_117", (1,), {"parent"}, {PASSWORD}, ""),
        # passwords alone
        ("lyceum_68", (1, 2, 3), {"parent"}, {PASSWORD}, ""),
        ("lyceum_68", (1, 2, 3), {"parent"}, {PARENTS, PUPILS, STAFF}, "way_not_open"),
        ("lyceum_68", (1, 2, 3), set(), {PASSWORD}, ""),
    ],
)
def test_by_what_people_come_in(preset, on, roles, proven, refused):
    methods = load_preset(preset).doors.auth_methods
    found = decide_way(methods=methods, doors=[DOORS[one] for one in on], roles=roles, proven=proven)
    assert found.code == refused
    assert found.allowed or found.clause == methods.clause

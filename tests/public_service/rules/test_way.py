"""In whose hands a request for access is, stop by stop; S3, П3-3.3–3.5."""

from datetime import UTC, datetime

import pytest

from parta.public_service.enums import Hand, State, Way
from parta.public_service.rules.way import Moments, at_hand, way_of

MON, TUE, WED, THU = (datetime(2026, 11, day, 9, tzinfo=UTC) for day in (16, 17, 18, 19))


@pytest.mark.parametrize(
    ("state", "told_by", "moments", "hands", "at", "since"),
    [
        ("waiting", "phone", (MON, None, None, None), "desk decision code parent", Hand.DECISION, MON),
        ("granted", "phone", (MON, TUE, None, None), "desk decision code parent", Hand.CODE, TUE),
        ("given", "phone", (MON, TUE, WED, None), "desk decision code parent", Hand.PARENT, WED),
        ("given", "homeroom", (MON, TUE, WED, None), "desk decision code homeroom", Hand.HOMEROOM, WED),
        ("given", "homeroom", (MON, TUE, WED, THU), "desk decision code homeroom", None, None),
        ("given", "in_person", (TUE, WED, WED, MON), "desk decision code parent", None, None),
        ("refused", "phone", (MON, TUE, None, None), "desk decision", None, None),
        ("ended", "phone", (MON, TUE, None, None), "desk decision", None, None),
    ],
)
def test_where_it_is_and_since_when(state, told_by, moments, hands, at, since):
    stops = way_of(State(state), Way(told_by), Moments(*moments))
    assert " ".join(stop.hand for stop in stops) == hands
    now = at_hand(stops)
    assert (now.hand, now.since) == (at, since) if now else at is None

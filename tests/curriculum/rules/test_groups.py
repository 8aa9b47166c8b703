"""Moving a pupil between study groups: when it may be, and why not."""

from datetime import date

import pytest

from parta.curriculum.rules.groups import Membership, decide_group_move

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
DAY = date(2026, 12, 1)
FIRST = Membership(1, YEAR[0])


@pytest.mark.parametrize(
    ("target", "day", "in_class", "known", "last", "code"),
    [
        (2, DAY, True, (FIRST,), date(2026, 11, 30), ""),
        (None, DAY, True, (FIRST,), None, ""),
        (1, DAY, True, (), None, ""),
        (1, DAY, True, (Membership(1, YEAR[0], date(2026, 11, 30)),), None, ""),
        (2, date(2026, 8, 31), True, (FIRST,), None, "group_outside_year"),
        (2, DAY, False, (FIRST,), None, "group_not_in_class"),
        (2, DAY, True, (FIRST, Membership(2, date(2027, 1, 11))), None, "group_moves_later"),
        (1, DAY, True, (FIRST,), None, "group_changes_nothing"),
        (None, DAY, True, (), None, "group_changes_nothing"),
        (2, DAY, True, (FIRST,), DAY, "group_has_records"),
    ],
)
def test_a_pupil_goes_to_another_group(target, day, in_class, known, last, code):
    decision = decide_group_move(target, day=day, year=YEAR, in_class=in_class, memberships=known, last_record=last)
    assert (decision.code, decision.allowed) == (code, not code)

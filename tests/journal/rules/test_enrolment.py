from datetime import date

import pytest

from parta.journal.rules.enrolment import RosterSpan, TermPupil, is_on_roster, roster_of_term, roster_on

Q2 = (date(2026, 11, 2), date(2026, 12, 30))
STAYS = RosterSpan(1, date(2026, 9, 1))
CAME = RosterSpan(2, date(2026, 11, 16))
LEFT = RosterSpan(3, date(2026, 9, 1), date(2026, 11, 20))
GONE = RosterSpan(4, date(2026, 9, 1), date(2026, 10, 23))
LATER = RosterSpan(5, date(2027, 1, 11))
AWAY = RosterSpan(6, date(2026, 9, 1), date(2026, 11, 10))
BACK = RosterSpan(6, date(2026, 12, 1))
NEVER = RosterSpan(7, date(2026, 12, 1), date(2026, 11, 30))
WHOLE = RosterSpan(8, Q2[0], Q2[1])
ALL = (WHOLE, BACK, STAYS, CAME, LEFT, GONE, LATER, AWAY, NEVER)


@pytest.mark.parametrize(
    ("pupil", "day", "there"),
    [
        (1, date(2026, 11, 20), True),
        (1, date(2026, 8, 31), False),
        (2, date(2026, 11, 15), False),
        (2, date(2026, 11, 16), True),
        (3, date(2026, 11, 20), True),
        (3, date(2026, 11, 21), False),
        (6, date(2026, 11, 10), True),
        (6, date(2026, 11, 20), False),
        (6, date(2026, 12, 1), True),
        (7, date(2026, 12, 1), False),
        (99, date(2026, 11, 20), False),
    ],
)
def test_who_is_on_the_roster(pupil: int, day: date, there: bool) -> None:
    assert is_on_roster(ALL, pupil, day) == there
    assert (pupil in roster_on(ALL, day)) == there


def test_pupils_of_a_term_with_those_who_came_and_left() -> None:
    assert roster_of_term(ALL, *Q2) == (
        TermPupil(1, (STAYS,), None, None),
        TermPupil(2, (CAME,), date(2026, 11, 16), None),
        TermPupil(3, (LEFT,), None, date(2026, 11, 20)),
        TermPupil(6, (AWAY, BACK), None, None),
        TermPupil(8, (WHOLE,), None, None),
    )

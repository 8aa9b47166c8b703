"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.installation.rules.retention import kept

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # a Friday
NIGHTS = [NOW - timedelta(days=n) for n in range(60)]


@pytest.mark.parametrize(
    ("moments", "daily", "weekly", "expected"),
    [
        ([], 7, 4, []),
        ([NOW], 0, 0, [NOW]),
        (NIGHTS, 3, 0, NIGHTS[:3]),
        (NIGHTS, 1, 3, [NIGHTS[0], NIGHTS[5], NIGHTS[12]]),  # the last night, and the two Sundays before
        (NIGHTS, 14, 8, [*NIGHTS[:14], *(NIGHTS[n] for n in (19, 26, 33, 40, 47))]),
        ([NOW, NOW - timedelta(hours=1)], 5, 5, [NOW]),  # one a day: the last
        ([NOW, NOW - timedelta(days=90)], 2, 2, [NOW, NOW - timedelta(days=90)]),  # a gap costs nothing
    ],
)
def test_what_is_kept(moments, daily, weekly, expected):
    assert sorted(kept(moments, daily=daily, weekly=weekly)) == sorted(expected)

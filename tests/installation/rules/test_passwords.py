"""What is easy to guess beyond length and lists of known passwords."""

import pytest

from parta.installation.rules.passwords import is_varied


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("белая ворона", True),  # the space is a sign
        ("белаяворона", False),  # eleven letters in a row
        ("белаяворона7", True),
        ("белаявороналетит", True),  # letters alone, and long
        ("7391846205", False),
        ("73918462057391", True),
        ("ааааааааааа7", False),
        ("Aa1Aa1Aa1Aa1Aa1", False),
        ("", False),
    ],
)
def test_six_different_signs_and_two_kinds_or_length(password, fits) -> None:
    assert is_varied(password) is fits

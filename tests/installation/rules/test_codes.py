"""One-time codes: how they are typed and when they fit."""

from datetime import UTC, datetime, timedelta

import pytest

from parta.installation.rules.codes import ALPHABET, code_hash, code_state, decide_use, new_code, read_code
from parta.installation.rules.logins import clean_login, first_free, suggested_login

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_code_is_long_enough_to_keep_a_plain_hash_of_it():
    assert len(ALPHABET) ** 16 > 2**66
    assert len({new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    ["ABCE-HKMP-TXY2-3457", "abce hkmp txy2 3457", " abcehkmptxy23457 ", "АВСЕ-НКМР-ТХУ2-З457", "авсё—нкмр ТХУ2 3457"],
)
def test_a_code_is_understood_in_any_case_and_either_layout(typed):
    assert read_code(typed) == "ABCEHKMPTXY23457"
    assert code_hash(typed) == code_hash("ABCE-HKMP-TXY2-3457")


@pytest.mark.parametrize(
    "typed", ["", "ABCE", "ABCE-HKMP-TXY2-345", "ABCE-HKMP-TXY2-3457-9", "ABCЖ-HKMP-TXY2-3457", "²" * 16]
)
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize(
    ("used", "withdrawn", "days_left", "code"),
    [
        (None, None, 1, ""),
        (NOW, None, 1, "code_used"),
        (None, NOW, 1, "code_withdrawn"),
        (None, None, 0, "code_expired"),
        (NOW, NOW, -1, "code_used"),
    ],
)
def test_a_code_fits_once_and_in_time(used, withdrawn, days_left, code):
    state = code_state(used_at=used, withdrawn_at=withdrawn, expires_at=NOW + timedelta(days=days_left), now=NOW)
    assert decide_use(state).code == code


@pytest.mark.parametrize(
    ("last", "first", "login"),
    [
        ("Ёлкина", "Нина", "elkina.nina"),
        ("Щукин-Объездов", "Пётр", "shchukin-obezdov.petr"),
        ("", "", "user"),
        ("Ю", "", "user.yu"),
        ("a" * 100, "b", "a" * 36),
    ],
)
def test_a_login_is_suggested_from_a_name(last, first, login):
    assert suggested_login(last, first) == login
    assert clean_login(login) == login


@pytest.mark.parametrize("typed", ["", "ab", "имя", "a b c", "a" * 41, ".abc", "abc.", "a\x00bc", "<b>abc</b>"])
def test_a_bad_login_is_none(typed):
    assert clean_login(typed) is None


def test_a_login_gets_the_first_free_number():
    assert first_free("a.b", set()) == "a.b"
    assert first_free("a.b", {"a.b", "a.b2"}) == "a.b3"

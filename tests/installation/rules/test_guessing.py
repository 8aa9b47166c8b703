"""What is guessed first: common Russian words on either layout, transliterated, runs of keys, and the owner's own."""

from datetime import date

import pytest

from parta.installation.rules.guessing import common_words, date_words, is_guessed

KNOWN = ("Иванова", "Людмила", "Петровна", "lyudmila.ivanova", "Школа № 117", *date_words(date(1985, 3, 12)))


@pytest.mark.parametrize(
    "password",
    [
        "йцукенгшщз", "qwertyuiop", "qwerty123456", "1qaz2wsx3edc", "1q2w3e4r5t", "йцу123йцу123", "zaqwsx123456789",
        "gfhjkm2026", "Gfhjkm123!", "пароль2026", "ПАРОЛЬпароль", "парольпароль1", "parol12345", "p@rol_2026",
        "школа12345", "shkola2026", "irjkf12345", "учитель2026", "uchitel1985", "математика", "matematika7", "vfntvfnbrf",
        "наташа1990", "natasha_1990", "yfnfif1990", "k.,k.2010g", "люблюмаму1", "я люблю маму", "маша и паша",
        "сентябрь2026", "спартак1922", "01.09.2026!", "+79161234567", "ааааааааааа", "zzzzzzzzzzz1", "абвгдежзий",
    ],
)  # fmt: skip
def test_common_words_keys_and_years_are_guessed(password) -> None:
    assert is_guessed(password), password


@pytest.mark.parametrize(
    "password",
    [
        "иванова1985", "Ivanova12031985", "людмилаиванова", "lyudmila.ivanova", "школа117школа", "Shkola117!!",
        "bdfyjdf120385", "12.03.1985мама", "ivanova_l_p_85",
    ],
)  # fmt: skip
def test_what_is_known_of_the_owner_is_guessed(password) -> None:
    assert is_guessed(password, KNOWN), password


@pytest.mark.parametrize(
    "password",
    [
        "синий карандаш 7", "правильный конь батарея", "мама мыла раму", "белая ворона", "трактор-в-болоте",
        "xK4#mP9vLq2z", "тишина над озером", "83719264058", "ехал грека через", "zxkvbw77421",
    ],
)  # fmt: skip
def test_phrases_and_chance_are_not(password) -> None:
    assert not is_guessed(password, KNOWN), password


def test_another_list_counts_too() -> None:
    assert not is_guessed("trustnoone77")
    assert is_guessed("trustnoone77", more={"trustnoone"})


def test_the_list_is_as_large_as_it_says_and_without_mistakes() -> None:
    words = common_words()
    assert len(words) > 2000
    assert {"пароль", "parol", "школа", "shkola", "наташа", "natasha", "математика"} <= words
    assert not [word for word in words if len(word) < 3 or word != word.strip().lower() or "ё" in word]

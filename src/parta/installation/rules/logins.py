"""Login names: what they may hold, and a suggestion from a person's name."""

import re

MIN_LENGTH, MAX_LENGTH = 3, 40
_GOOD = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "*",
            "y",
            "*",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def transliterate(text: str) -> str:
    """Write Russian letters in Latin ones; everything that a login may not hold falls out."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in text.lower())
    return re.sub(r"[^a-z0-9-]", "", latin.replace("*", "")).strip("-")


def suggested_login(last_name: str, first_name: str) -> str:
    """Suggest a login name from a person's name: «Ёлкина», «Нина» → `elkina.nina`."""
    parts = [part for part in (transliterate(last_name), transliterate(first_name)) if part]
    login = ".".join(parts)[: MAX_LENGTH - 4].strip(".-")
    return login if len(login) >= MIN_LENGTH else f"user.{login}".strip(".")


def clean_login(typed: str) -> str | None:
    """Give a login name in its one form, or None when it is too short, too long or holds other signs."""
    login = typed.strip().lower()
    return login if MIN_LENGTH <= len(login) <= MAX_LENGTH and _GOOD.fullmatch(login) else None


def first_free(login: str, taken: set[str]) -> str:
    """Give the login itself, or with the smallest number that makes it free."""
    number, free = 1, login
    while free in taken:
        number += 1
        free = f"{login}{number}"
    return free

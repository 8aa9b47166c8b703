"""Cells as clean text, numbers and yes-or-no words."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Any

from parta.kernel.text import cyrillic, normal

LONGEST_TEXT = 4000
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_NUMBER = re.compile(r"^[+]?(\d{1,9})(?:[.,](\d{1,6}))?\s*(?:ч|час|часа|часов|ч\.|шт|чел|мин|м)?\.?$")
_DASHES = frozenset(
    {"", "-", "–", "—", "−", "--", "---", "нет", "н/д", "x", "х", "#н/д", "#n/a", "n/a", "null", "none"}
)
_YES = frozenset(
    {"да", "д", "+", "есть", "имеется", "v", "х", "x", "✓", "✔", "☑", "1", "true", "истина", "получено", "дано", "yes"}
)
_NO = frozenset({"нет", "н", "-", "–", "—", "0", "false", "ложь", "отсутствует", "не получено", "не дано", "no"})
_PAIR_OF_HOURS = re.compile(r"^(\d{1,2})\s*[-–—,/]\s*(\d{1,2})(?:\s*(?:пар[аы]?|час\w*|урок\w*))?\.?$")
_MIXED = re.compile(r"[^\W\d_]+")
_HAS_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
_BUILDING = re.compile(r"(?:корпус\s*)?(?:№\s*)?(\d{1,3})(?:\s*корпус)?", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """Give the text in NFC without invisible and control characters, with single blanks and kept line ends."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def as_text(value: Any) -> str:
    """Give a cell as people see it: 2.0 as «2», a date as «01.09.2026», a time as «08:00»."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y") if value.time() == dt.time() else value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value)


def line(value: Any) -> str:
    """Give a cell as one line of text."""
    return as_text(value).replace("\n", " ").strip()


def blank(value: Any) -> bool:
    """Tell whether a cell says nothing: empty, a dash, «нет», «н/д»."""
    return value is None or (isinstance(value, str) and normal(value) in _DASHES)


def native(text: str) -> str:
    """Replace Latin look-alikes inside words that have Cyrillic letters; leave Latin words alone."""
    return _MIXED.sub(lambda m: cyrillic(m[0]) if _HAS_CYRILLIC.search(m[0]) else m[0], text)


def number(value: Any) -> float | None:
    """Read a number typed as 2.0, «2», «2,5», «0.5», «2 ч»; None when it is not one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(float(value)) < 1e9 else None
    match = _NUMBER.match(normal(as_text(value)).replace(" ", " ").strip())
    if not match:
        return None
    return float(f"{match[1]}.{match[2] or '0'}")


def whole(value: Any) -> int | None:
    """Read a whole number typed as 2.0, «2», «2.»; None when it is not one."""
    if isinstance(value, str):
        value = value.strip().rstrip(".)")
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def yes(value: Any) -> bool | None:
    """Read a yes-or-no word («да», «+», «есть», «нет», «—»); None when it is empty or neither."""
    if isinstance(value, bool):
        return value
    text = normal(as_text(value))
    if not text:
        return None
    if text in _YES or re.match(r"(да|есть|имеется|получен|дано)\b", text):
        return True
    if text in _NO or re.match(r"(нет|не |отсутств)", text):
        return False
    return None


ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8}


def ordinal(text: str) -> int | None:
    """Find the number in «I четверть», «2-я четверть», «третья четверть», «1 полугодие»."""
    words = normal(text)
    match = re.search(r"(?<!\d)(\d{1,2})(?!\d)", words)
    if match:
        return int(match[1])
    # Roman numerals are often typed with the Cyrillic letters that look like Latin ones.
    latin = words.translate(str.maketrans("іх", "ix"))
    match = re.search(r"(?<![a-zа-я])([ivx]{1,4})(?![a-zа-я])", latin)
    if match and match[1] in ROMAN:
        return ROMAN[match[1]]
    for stem, value in _ORDINALS.items():
        if re.search(rf"\b{stem}(ая|ое|ый|ой|ый|ье|ья|ий|ого|ом|ую)\b", words) or (
            stem == "трет" and re.search(r"\bтреть", words)
        ):
            return value
    return None


def lesson_number(value: Any) -> int | None:
    """Read the number of a lesson or of a pair: 3.0, «3.», «III», «3 урок»; «3-4» are the hours of the second pair."""
    if isinstance(value, dt.date):
        # «3-4» typed into a spreadsheet becomes the third of April.
        return value.month // 2 if value.month == value.day + 1 and value.day % 2 else None
    found = whole(value)
    if found is not None:
        return found
    text = as_text(value)
    match = _PAIR_OF_HOURS.match(normal(text))
    if match and int(match[2]) == int(match[1]) + 1 and int(match[1]) % 2:
        return int(match[2]) // 2
    return ordinal(text)


def hours_of_pair(value: Any) -> bool:
    """Tell whether a number was written as the hours of a pair: «3-4»."""
    return isinstance(value, dt.date) or bool(_PAIR_OF_HOURS.match(normal(as_text(value))))


def building_word(text: str) -> str:
    """Write a building one way: «2», «№ 2», «2 корпус» and «Корпус №2» are «корпус 2»; other names stay."""
    found = _BUILDING.fullmatch(text.strip())
    return f"корпус {found[1]}" if found else text

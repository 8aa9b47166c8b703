"""Names, telephones, e-mail addresses and SNILS."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from parta.kernel.text import cyrillic, normal

from .text import as_text, native

_INITIALS = re.compile(r"^[А-ЯЁA-Z]\.?-?(?:[А-ЯЁA-Z]\.?)?$")
_PATRONYMIC = re.compile(r"(вич|вна|ична|инична|оглы|оглу|кызы|гызы|ич)$")
_NAME_CHARS = re.compile(r"^[А-ЯЁа-яёA-Za-z’'`.\- ]+$")
_PHONE = re.compile(r"\+?\d(?:[\s()\-–—.]*\d){9,10}(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+|[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts; `first` and `middle` may be one letter where only initials were written."""

    last: str
    first: str = ""
    middle: str = ""

    @property
    def full(self) -> str:
        """Give «Фамилия Имя Отчество»."""
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    @property
    def short(self) -> str:
        """Give «Фамилия И. О.»."""
        return " ".join([self.last, *(f"{part[0]}." for part in (self.first, self.middle) if part)])

    @property
    def key(self) -> str:
        """Give the form by which names are compared."""
        return name_key(self.full)

    @property
    def initials_only(self) -> bool:
        """Tell whether the first name is missing or only its letter is known."""
        return len(self.first) <= 1

    def fits(self, other: "PersonName") -> bool:
        """Tell whether this mention may mean the person: same surname, and no part that contradicts."""
        if name_key(self.last) != name_key(other.last):
            return False
        pairs = ((self.first, other.first), (self.middle, other.middle))
        return all(_part_fits(mine, theirs) for mine, theirs in pairs)


def _part_fits(mine: str, theirs: str) -> bool:
    mine, theirs = name_key(mine), name_key(theirs)
    if not mine or not theirs:
        return True
    return (
        theirs.startswith(mine)
        if len(mine) == 1
        else (mine == theirs or (len(theirs) == 1 and mine.startswith(theirs)))
    )


@lru_cache(maxsize=50_000)
def name_key(text: str) -> str:
    """Give the form by which names are compared: lower case, ё as е, look-alikes replaced, hyphens without blanks."""
    text = normal(cyrillic(text)).replace("’", "").replace("'", "").replace("`", "")
    return re.sub(r"\s*[-–—]\s*", "-", text)


def _cased(word: str) -> str:
    if len(word) > 1 and (word.isupper() or word.islower()):
        return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return word


def name_word(text: Any) -> str:
    """Tidy one part of a name: look-alikes, blanks around hyphens, capitals."""
    word = re.sub(r"\s*[-–—]\s*", "-", native(as_text(text)).replace("\n", " ").strip(" .,;"))
    return " ".join(_cased(part) if part not in ("оглы", "оглу", "кызы", "гызы") else part for part in word.split())


@lru_cache(maxsize=20_000)
def person_name(text: Any) -> PersonName | None:
    """Read a name written in one cell: full, without patronymic, with initials on either side; None otherwise."""
    words = re.sub(r"\s*[-–—]\s*", "-", native(as_text(text)).replace("\n", " "))
    words = re.sub(r"\([^)]*\)", " ", words).strip(" .,;:-") + (
        "." if re.search(r"[А-ЯЁ]\.\s*$", words.strip()) else ""
    )
    if not words or not _NAME_CHARS.match(words):
        return None
    parts = [part for part in re.sub(r"(?<=[А-ЯЁA-Z])\.(?=\S)", ". ", words).split() if part.strip(".-")]
    letters = [bool(_INITIALS.match(part)) and (part.endswith(".") or len(part.strip(".")) == 1) for part in parts]
    names = [_tidy(part) for part, letter in zip(parts, letters, strict=True) if not letter]
    initials = [part.strip(".")[0].upper() for part, letter in zip(parts, letters, strict=True) if letter]
    if not names or len(parts) > 6 or len(initials) > 2:
        return None
    if initials:
        if len(names) == 1:
            return PersonName(names[0], *initials)
        return PersonName(names[0], names[1], initials[0]) if len(initials) == 1 and len(names) == 2 else None
    if len(names) == 3 and _PATRONYMIC.search(names[1].lower()) and not _PATRONYMIC.search(names[2].lower()):
        names = [names[2], names[0], names[1]]
    return PersonName(names[0], names[1] if len(names) > 1 else "", " ".join(names[2:]))


def _tidy(part: str) -> str:
    part = part.strip(".,")
    return part if part in ("оглы", "оглу", "кызы", "гызы") else _cased(part)


def looks_like_person(text: str) -> bool:
    """Tell whether a text is a surname with initials or with a name: «Осипова», «Осипова Н. И.», a full name."""
    name = person_name(text)
    return bool(name and name.last[:1].isupper() and (name.first or " " not in text.strip()))


def sex_of(text: Any) -> str:
    """Read «м», «муж.», «Ж», «женский» as "m" or "f"; empty when neither."""
    word = normal(cyrillic(as_text(text))).strip(". ")
    if word[:1] == "м" or word in ("юноша", "мальчик", "сын"):
        return "m"
    if word[:1] == "ж" or word in ("девушка", "девочка", "дочь"):
        return "f"
    return ""


def phone(value: Any) -> str | None:
    """Read the first telephone of a cell as +7XXXXXXXXXX."""
    found = phones(value)
    return found[0] if found else None


def phones(value: Any) -> list[str]:
    """Read all telephones of a cell as +7XXXXXXXXXX, whatever stands between the digits."""
    found = []
    for match in _PHONE.finditer(as_text(value)):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == 11 and digits[0] in "78":
            found.append("+7" + digits[1:])
        elif len(digits) == 10:
            found.append("+7" + digits)
    return found


def email(value: Any) -> str | None:
    """Read an e-mail address in lower case, look-alikes of its Latin letters put right."""
    text = as_text(value).strip().replace(" ", "")
    match = _EMAIL.search(text)
    if not match:
        return None
    back = str.maketrans("АВСЕНКМОРТХУавсенкмортху", "ABCEHKMOPTXYabcehkmoptxy")
    found = match[0].translate(back).lower().strip(".")
    return found if found.isascii() else None


def snils_digits(value: Any) -> str:
    """Give the eleven digits of a SNILS, dropped leading zeros put back; empty when not eleven."""
    digits = re.sub(r"\D", "", as_text(value))
    if isinstance(value, float) and 7 <= len(digits) <= 11:
        digits = digits.zfill(11)
    return digits if len(digits) == 11 else ""


def snils_ok(digits: str) -> bool:
    """Check the two check digits of a SNILS of eleven digits (numbers up to 001-001-998 have none)."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    if int(digits[:9]) <= 1001998:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == int(digits[9:])


def snils_text(digits: str) -> str:
    """Give «123-456-789 01»."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"


CARD_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "identity_kind": (
        ("birth", r"свид|рожд"),
        ("foreign", r"иностр|другого гос|внж|вид на жит"),
        ("passport", r"паспорт"),
        ("other", r"."),
    ),
    "programme": (("adapted", r"адапт|\bаооп|\bаоп\b"), ("basic", r"основн|\bооп\b|общеобр|обычн")),
    "meals": (
        ("none", r"не (?:ест|пит|пол)|^нет"),
        ("both", r"завтрак.*обед|обед.*завтрак|двухраз|2-?х?\s?раз"),
        ("breakfast", r"завтрак"),
        ("lunch", r"обед"),
    ),
}
"""Codes of a pupil's card with the words that mean them, the first that fits."""


def card_code(name: str, text: str) -> str | None:
    """Read a word of a closed list of a card: "" for nothing said, None for words that mean nothing here."""
    if not text:
        return ""
    return next((code for code, pattern in CARD_WORDS[name] if re.search(pattern, normal(text))), None)

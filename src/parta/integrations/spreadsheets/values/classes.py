"""Names of classes and groups, and words that say which classes something holds for."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from parta.kernel.text import cyrillic, normal

from .text import ROMAN, as_text

_QUOTES = re.compile(r"[«»\"'“”„`’]")
_SCHOOL = re.compile(r"^(\d{1,2})\s*[-–—_./]?\s*([а-яё]\d?)$")
_SCHOOL_PREFIX = re.compile(r"^(\d{1,2})\s*[-–—]?\s*([а-яё]\d?)(?:\s*(?:класс|кл\b\.?)|\s*\(|$)")
# «10-а физ-мат», «5 А кадетский»: a profile after the letter, where a cell is known to hold a class.
_SCHOOL_PROFILE = re.compile(
    r"^(\d{1,2})\s*[-–—]?\s*([а-яё]\d?)[\s,.]+"
    r"(?!недел|час|год|день|дня|смен|урок|пол|семестр|групп|гр\b)[а-яё(][а-яё.()\s-]{2,}$"
)
_NUMBERED = re.compile(r"^(\d{1,2})\s?[-/]\s?(\d)$")
_BARE = re.compile(r"^(\d{1,2})(?:\s*-?(?:й|го))?\s*(?:класс(?:а|е)?|кл\.?)?$")
_NO_GROUP = (
    r"(?!(?:корпус|лист|смена|урок|пара|блок|этаж|стр|недел|курс|зал|каб|ауд|прил|табл|раздел|тема|часть|школа|лицей|год"
    r"|четв|день|этап|номер|класс|модуль|книга|файл|гр)\b)"
)
_GROUP = re.compile(
    rf"^{_NO_GROUP}(?=.*\d)(?:\d{{1,2}}[-/ ]?)?[а-яё]{{1,6}}\s?[-/ ]?\s?\d{{1,4}}"
    r"(?:[-/]\d{1,3})?[а-яё]{0,2}(?:[-/]\d{1,2})?$"
)
_NUMBER_FIRST = re.compile(r"^(?:\d{1,3}[-/ ]|1[2-9]|[2-9]\d|\d{3})[А-ЯЁ]{2,5}(?:[-/ ]?\d{1,2})?[а-яё]{0,2}$")
_CODE_GROUP = re.compile(r"^\d{3,4}[а-яё]?$")
_ORDINAL_TAIL = r"(?:-?\s?(?:е|х|ые|ых|й|ый|м|го|ого|и))?"
_RANGE = re.compile(rf"(?<![\d.])(\d{{1,2}}){_ORDINAL_TAIL}\s*(?:[-–—]|по|\.\.)\s*(\d{{1,2}}){_ORDINAL_TAIL}(?![\d.])")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which classes something holds for: whole grades, named classes or groups, or everybody."""

    grades: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    words: str = ""

    @property
    def everybody(self) -> bool:
        """Tell whether nothing was named, so it holds for all."""
        return not self.grades and not self.classes

    def covers(self, class_name: str) -> bool:
        """Tell whether it holds for the class."""
        if self.everybody:
            return True
        key = class_key(class_name)
        return any(class_key(one) == key for one in self.classes) or grade_of(class_name) in self.grades


@lru_cache(maxsize=5_000, typed=True)
def class_key(text: Any) -> str:
    """Give the form by which class names are compared: «7 "А"», «7-А», «7a» are one."""
    text = normal(cyrillic(_QUOTES.sub("", as_text(text))))
    text = re.sub(r"\b(класс|кл|группа|гр)\b\.?", "", text)
    return re.sub(r"[\s\-–—_.]", "", text)


@lru_cache(maxsize=5_000, typed=True)
def class_name(value: Any, codes: bool = False) -> str | None:
    """Read the name of a school class («7А») or of a group («ИСП-26»); None when the cell is neither.

    With `codes` the cell is known to hold a class or a group: «101» is a group then, «5» a class without a letter,
    «5-1» a class with a number for its letter, «10А физмат» a class with its profile.
    """
    text = _QUOTES.sub("", as_text(value)).replace("\n", " ").strip()
    if not text or len(text) > (40 if codes else 24):
        return None
    words = normal(cyrillic(text))
    words = re.sub(r"^(?:класс|группа|гр\.|кл\.)\s*", "", words)
    match = _SCHOOL.match(words) or _SCHOOL_PREFIX.match(words) or (_SCHOOL_PROFILE.match(words) if codes else None)
    if match:
        return f"{int(match[1])}{match[2].upper()}" if 0 <= int(match[1]) <= 12 else None
    if codes and (bare := _BARE.match(words)) and 1 <= int(bare[1]) <= 12:
        return str(int(bare[1]))
    if codes and (numbered := _NUMBERED.match(words)) and 1 <= int(numbered[1]) <= 11:
        return f"{int(numbered[1])}-{numbered[2]}"
    words = re.sub(r"\s*[-–—]\s*", "-", words)
    if re.fullmatch(r"\d{1,2}[а-я]-\d{1,2}[а-я]", words):
        return None
    shown = re.sub(r"\s*[-–—]\s*", "-", re.sub(r"^(?:группа|гр\.)\s*", "", cyrillic(text), flags=re.IGNORECASE)).strip()
    if _GROUP.match(words) or _NUMBER_FIRST.match(shown) or (codes and _CODE_GROUP.match(words)):
        return shown
    return None


@lru_cache(maxsize=5_000)
def grade_of(name: str) -> int | None:
    """Give the grade of a school class; None for a group of a college."""
    match = _SCHOOL.match(normal(name)) or _NUMBERED.match(normal(name)) or _BARE.match(normal(name))
    return int(match[1]) if match and int(match[1]) <= 12 else None


def letter_of(name: str) -> str:
    """Give what tells a class from the others of its grade: «А», «А1»; empty for a class that is alone, and a group."""
    match = _SCHOOL.match(normal(name)) or _NUMBERED.match(normal(name))
    return match[2].upper() if match else ""


def grade_only(value: Any) -> int | None:
    """Read a grade without a letter: «5», «5 класс», «5-е классы», «V»."""
    text = normal(as_text(value)).strip(". ")
    match = re.fullmatch(rf"(\d{{1,2}}){_ORDINAL_TAIL}\s*(?:класс(?:ы|ов|а)?|кл\.?|параллель)?", text)
    if match:
        return int(match[1]) if 1 <= int(match[1]) <= 12 else None
    match = re.fullmatch(r"([ivx]+)\s*(?:класс(?:ы)?|кл\.?)?", text.replace("х", "x"))
    return ROMAN.get(match[1]) if match else None


def joined_class(grade: Any, letter: Any) -> str | None:
    """Join «7» and «А» of two columns; the whole name in either column is understood too."""
    whole = class_name(grade)
    mark = _QUOTES.sub("", as_text(letter)).strip()
    if whole and not mark:
        return whole
    number = grade_only(grade)
    if number and mark:
        return class_name(f"{number}{mark}") or class_name(mark)
    return whole or class_name(mark)


def class_list(text: Any, *, bare: bool = False) -> list[str]:
    """Read a list of classes: «3А, 3Б», «5А-5В», «5АБВ», «5 А, Б, В»; with `bare` «1, 3» and «5–9» too."""
    words = _QUOTES.sub("", as_text(text)).replace("\n", ", ")
    if bare and isinstance(text, float) and not text.is_integer():
        # «2,4» typed into Excel becomes a number.
        words = words.replace(".", ",")
    found: list[str] = []
    for part in re.split(r"[,;+]|\sи\s|/", words):
        part = part.strip()
        name = class_name(part, codes=bare)
        if name:
            found.append(name)
            continue
        shown = normal(cyrillic(part))
        if (
            bare
            and (match := _RANGE.match(re.sub(r"\s*(?:класс\w*|кл\.?)$", "", shown)))
            and int(match[1]) < int(match[2]) <= 12
        ):
            found += [str(grade) for grade in range(int(match[1]), int(match[2]) + 1)]
            continue
        match = re.match(r"^(\d{1,2})\s*([а-я])\s*[-–—]\s*(?:\1\s*)?([а-я])(?:\s*кл\w*\.?)?$", shown)
        if match and match[2] <= match[3]:
            letters = [chr(code) for code in range(ord(match[2]), ord(match[3]) + 1) if chr(code) not in "йъыь"]
            found += [f"{match[1]}{letter.upper()}" for letter in letters]
            continue
        match = re.match(r"^(\d{1,2})\s*([а-я]{2,5})$", shown)
        if (
            match
            and set(match[2]) <= set("абвгдежзиклм")
            and sorted(set(match[2])) == list(match[2])
            and match[2] != "кл"
        ):
            found += [f"{match[1]}{letter.upper()}" for letter in match[2]]
            continue
        grade = grade_of(found[-1]) if found else None
        if grade and re.fullmatch(r"[а-я]", shown):
            found.append(f"{grade}{shown.upper()}")
    return found


@lru_cache(maxsize=5_000, typed=True)
def find_class(text: Any, *, bare: bool = False) -> str | None:
    """Find one class or group named somewhere in a sentence: «Список 7 «А» класса», «группа Бз-24».

    With `bare` «список 5 класса» is about the class «5», else it may be about all classes of the grade.
    """
    words = _QUOTES.sub("", as_text(text)).replace("\n", " ")
    match = re.search(
        r"(?<![\d.,№])(?<!№ )(\d{1,2})\s*[-–—]?\s*([А-ЯЁA-Zа-яёa-z]\d?)(?=\s*(?:кл|$|[,.;:)(\s])|$)(?![а-яё])", words
    )
    if match and (name := class_name(match[1] + match[2])):
        tail = normal(words[match.end() :]).strip()
        if match[2].isupper() or tail.startswith(("кл", "(")) or not tail:
            return name
    match = re.search(r"(?:группа|группы|группе|гр\.)\s+([А-ЯЁа-яёA-Za-z0-9][\w\-/]{1,14})", words)
    if match and (name := class_name(match[1])):
        return name
    match = re.search(r"(?<![\w.])([А-ЯЁ][А-ЯЁа-яё]{0,5}-\d{2,4}(?:[-/]\d{1,2})?[а-я]?)(?![\w])", words)
    if match:
        return class_name(match[1])
    if not bare:
        return None
    match = re.search(r"(?<![\d.,–—-])(\d{1,2})(?:-?(?:й|го|м))?\s*кл(?:\.|асс(?:а|е|у)?)?(?![а-яё])", normal(words))
    return str(int(match[1])) if match and 1 <= int(match[1]) <= 12 else None


_NUMBERS = rf"(?:(?<!\d)\d{{1,2}}(?!\d){_ORDINAL_TAIL}(?:\s*(?:[,;и]|[-–—]|\.\.|по)\s*|\s+)?)+"
_BEFORE = re.compile(rf"(?<![\d.])({_NUMBERS})\s*(?:класс|кл\b|параллел)")
_AFTER = re.compile(rf"(?:класс\w*|кл\.|параллел\w*)\s*:?\s*({_NUMBERS})(?![\d.]|\s*(?:мин|час|урок))")


@lru_cache(maxsize=2_000)
def scope(text: Any) -> Scope:
    """Read «1–4 классы», «1 классы», «5-9 кл.», «3А, 3Б», «группа Бз-24», «все» as a scope."""
    shown = as_text(text).strip()
    words = normal(cyrillic(_QUOTES.sub("", shown)))
    bare = re.sub(r"\(.*?\)", "", shown)
    if re.search(r"клас|кл\.|параллел", words):
        bare = re.sub(r"(\d{1,2})\s?-\s?(?:е|х|ые|ых|й|ый|м|го)\b", r"\1", bare)
    named = class_list(bare)
    if named:
        return Scope(classes=tuple(dict.fromkeys(named)), words=shown)
    if re.fullmatch(r"[\d\s,;и\-–—]+", words):
        parts = [words]
    else:
        parts = [match[1] for match in _BEFORE.finditer(words)] or [match[1] for match in _AFTER.finditer(words)]
    grades: set[int] = set()
    for part in parts:
        rest = part
        for match in _RANGE.finditer(part):
            if 1 <= int(match[1]) <= int(match[2]) <= 12:
                grades.update(range(int(match[1]), int(match[2]) + 1))
                rest = rest.replace(match[0], " ")
        grades.update(int(one) for one in re.findall(r"\d{1,2}", rest) if 1 <= int(one) <= 12)
    if grades:
        return Scope(grades=tuple(sorted(grades)), words=shown)
    one = find_class(shown)
    return Scope(classes=(one,) if one else (), words=shown)

"""How a cell of the journal is written: text typed by people ↔ absence and marks.

`5` a mark · `4 5` two works · `4/3` two criteria of one work · `2→3` (or `2>3`, `2->3`) a new attempt · `н` absent ·
`б/4` absent, and the work written later. Letters are understood in any case and in the wrong keyboard layout.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from parta.journal.enums import AbsenceCode, NotationCode
from parta.kernel.text import cyrillic

T = TypeVar("T")

MAX_LENGTH = 60
MAX_MARKS = 8

_WORDS = {
    "н": AbsenceCode.ABSENT,
    "от": AbsenceCode.ABSENT,
    "б": AbsenceCode.ILL,
    "у": AbsenceCode.EXCUSED,
    "уп": AbsenceCode.EXCUSED,
    "нп": AbsenceCode.UNEXCUSED,
    "о": AbsenceCode.LATE,
    "оп": AbsenceCode.LATE,
    "осв": AbsenceCode.EXEMPT,
    "д": AbsenceCode.DISTANCE,
}
_LETTERS = {
    AbsenceCode.ABSENT: "н",
    AbsenceCode.ILL: "б",
    AbsenceCode.EXCUSED: "у",
    AbsenceCode.UNEXCUSED: "нп",
    AbsenceCode.LATE: "о",
    AbsenceCode.EXEMPT: "осв",
    AbsenceCode.DISTANCE: "д",
}
NOT_ATTESTED, CREDITED, NOT_CREDITED = "н/а", "зач", "нзч"
_PERIOD_WORDS = {
    "на": "н/а",
    "осв": "осв",
    "зач": "зач",
    "зачет": "зач",
    "зачтено": "зач",
    "нзч": "нзч",
    "незач": "нзч",
    "незачет": "нзч",
    "незачтено": "нзч",
}
_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,<.|", "йцукенгшщзхъфывапролджэячсмитьббю/")
_BY_SOUND = str.maketrans("nhbuodpsvlza", "ннбуодпсвлза")

_ARROWS = re.compile(r"\s*(?:[-—–=]*>|→|[-—–]?ю)\s*")
_SLASHES = re.compile(r"\s*[/\\|]\s*")
_LISTS = re.compile(r"(?<=\w)[,;]\s+")
_LETTER_THEN_MARK = re.compile(r"([^\W\d_]+|[,<])(\d\S*)")


class BadNotation(ValueError):
    """The text is not a cell of the journal: `code` and `part`, the piece that was not understood."""

    def __init__(self, code: NotationCode, part: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.part = part


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """A mark by one criterion of a work: the last attempt, and the earlier ones in order."""

    value: str
    attempts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellWork:
    """The marks of one work, one by criterion."""

    marks: tuple[CriterionMark, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the cell of a pupil at a lesson; an empty cell means present and not marked."""

    absence: AbsenceCode | None = None
    works: tuple[CellWork, ...] = ()


def parse_cell(text: str, scale: Sequence[str], letters: Mapping[str, str] | None = None) -> Cell:
    """Understand the text of a cell; raise `BadNotation` when a part of it is neither a mark nor an absence.

    `letters` are the school's own letters of absence by code; the usual ones are understood beside them.
    """
    plain = _plain(text)
    words = _words(letters)
    absence: AbsenceCode | None = None
    works: list[CellWork] = []
    for token in plain.split():
        code, rest = _split_absence(token, scale, words)
        if code is not None:
            if absence is not None:
                raise BadNotation(NotationCode.TWO_ABSENCES, token)
            absence = code
        if rest:
            works.append(_work(rest, scale))
    if sum(1 + len(mark.attempts) for work in works for mark in work.marks) > MAX_MARKS:
        raise BadNotation(NotationCode.TOO_MANY)
    return Cell(absence, tuple(works))


def format_cell(cell: Cell, letters: Mapping[str, str] | None = None) -> str:
    """Write the cell as people read it; `letters` are the school's own letters of absence by code."""
    marks = " ".join(map(_format_work, cell.works))
    if cell.absence is None:
        return marks
    letter = (letters or {}).get(cell.absence) or _LETTERS[cell.absence]
    return f"{letter}/{marks}" if marks else letter


def parse_mark(text: str, scale: Sequence[str]) -> str:
    """Understand a single current mark; empty text clears it. Raises `BadNotation`."""
    plain = _plain(text)
    return _value(plain, scale) if plain else ""


def parse_absence(text: str, letters: Mapping[str, str] | None = None) -> AbsenceCode | None:
    """Understand a letter of absence in any case and layout; None when it is not one."""
    return _first(_readings(_squeeze(text)), _words(letters))


def parse_period_mark(text: str, scale: Sequence[str]) -> str:
    """Understand a period mark, «н/а», «осв», «зач» and «нзч» among them; empty text clears it."""
    plain = _squeeze(text)
    if len(plain) > MAX_LENGTH:
        raise BadNotation(NotationCode.TOO_LONG)
    if plain in {"", *scale}:
        return plain
    folded = (re.sub(r"[\s./\\|-]", "", reading) for reading in _readings(plain))
    value = _first(folded, _PERIOD_WORDS)
    if value is None or value not in scale:
        raise BadNotation(NotationCode.NOT_ON_SCALE, text.strip())
    return value


def _squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("ё", "е").split())


def _plain(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise BadNotation(NotationCode.TOO_LONG)
    plain = _LISTS.sub(" ", _squeeze(text))
    return _SLASHES.sub("/", _ARROWS.sub("→", plain))


def _readings(word: str) -> Iterable[str]:
    """Give the word as typed, in the other layout, by look-alike letters and by sound."""
    return (word, word.translate(_LAYOUT), cyrillic(word), word.translate(_BY_SOUND))


def _first(readings: Iterable[str], words: Mapping[str, T]) -> T | None:
    return next((words[reading] for reading in readings if reading in words), None)


def _words(letters: Mapping[str, str] | None) -> Mapping[str, AbsenceCode]:
    own = {_squeeze(letter): AbsenceCode(code) for code, letter in (letters or {}).items()}
    return {**_WORDS, **own} if own else _WORDS


def _split_absence(
    token: str, scale: Sequence[str], words: Mapping[str, AbsenceCode]
) -> tuple[AbsenceCode | None, str]:
    if token in scale:
        return None, token
    code = _first(_readings(token), words)
    if code is not None:
        return code, ""
    head, slash, rest = token.partition("/")
    code = _first(_readings(head), words) if slash else None
    if code is not None:
        if not rest:
            raise BadNotation(NotationCode.BROKEN, token)
        return code, rest
    joined = _LETTER_THEN_MARK.fullmatch(token)
    code = _first(_readings(joined[1]), words) if joined else None
    return (code, joined[2]) if joined and code is not None else (None, token)


def _work(token: str, scale: Sequence[str]) -> CellWork:
    marks = []
    for criterion in token.split("/"):
        *attempts, value = (_value(part, scale) for part in criterion.split("→"))
        marks.append(CriterionMark(value, tuple(attempts)))
    return CellWork(tuple(marks))


def _value(part: str, scale: Sequence[str]) -> str:
    if not part:
        raise BadNotation(NotationCode.BROKEN)
    found = next((value for value in scale if value.lower() == part), None)
    if found is None:
        raise BadNotation(NotationCode.NOT_ON_SCALE, part)
    return found


def _format_work(work: CellWork) -> str:
    return "/".join("→".join((*mark.attempts, mark.value)) for mark in work.marks)

"""Readers of single values: what stands in TOML or JSON becomes a typed value, or a problem is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from parta.regulation.enums import AbsenceCode, Anchor, Unit

E = TypeVar("E", bound=StrEnum)


class BadValue(ValueError):
    """The value cannot be read; the text says what was expected."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something has to be entered, counted from an anchor; `at` is a clock time on the last day.

    `before` counts back from the anchor. Empty `grades`, `subjects`, `work_kinds` mean «all»; of several deadlines
    the first whose scope fits holds.
    """

    anchor: Anchor
    offset: int = 0
    unit: Unit = Unit.CALENDAR_DAY
    at: time | None = None
    before: bool = False
    grades: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    work_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsenceLetter:
    """How one kind of absence is written in the journal's cell."""

    code: AbsenceCode
    letter: str


def flag(raw: Any) -> bool:
    """Read yes or no."""
    if not isinstance(raw, bool):
        raise BadValue("true or false expected")
    return raw


def text(raw: Any) -> str:
    """Read a word."""
    if not isinstance(raw, str) or not raw.strip():
        raise BadValue("a non-empty text expected")
    return raw.strip()


def days(raw: Any) -> int:
    """Read a number of days, 0 to 366."""
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 366:
        raise BadValue("a whole number of days from 0 to 366 expected")
    return raw


def days_or_always(raw: Any) -> int | None:
    """Read a number of days, or the word `always`: no limit."""
    return None if raw == "always" else days(raw)


def words(raw: Any) -> tuple[str, ...]:
    """Read a list of different words."""
    if not isinstance(raw, list) or not all(isinstance(item, str) and item.strip() for item in raw):
        raise BadValue("a list of texts expected")
    if len(set(raw)) != len(raw):
        raise BadValue("a list without repetitions expected")
    return tuple(raw)


def scale(raw: Any) -> tuple[str, ...]:
    """Read a scale: at least one mark."""
    if not (found := words(raw)):
        raise BadValue("at least one mark expected")
    return found


def grades(raw: Any) -> tuple[int, ...]:
    """Read a list of grade levels, 1 to 12."""
    if not isinstance(raw, list) or not all(type(item) is int and 1 <= item <= 12 for item in raw):
        raise BadValue("a list of grade levels from 1 to 12 expected")
    return tuple(sorted(set(raw)))


def thresholds(raw: Any) -> tuple[Decimal, ...]:
    """Read rising averages, written as texts, from which the next higher mark is proposed."""
    try:
        found = tuple(Decimal(item) for item in words(raw))
    except InvalidOperation:
        raise BadValue("a list of numbers written as texts expected") from None
    if not all(item.is_finite() for item in found) or list(found) != sorted(found):
        raise BadValue("rising numbers expected")
    return found


def one_of(kind: type[E]) -> Callable[[Any], E]:
    """Make a reader of one word out of an enumeration."""

    def read(raw: Any) -> E:
        try:
            return kind(raw)
        except ValueError:
            raise BadValue(f"one of {', '.join(kind)} expected") from None

    return read


def letters(raw: Any) -> tuple[AbsenceLetter, ...]:
    """Read how kinds of absence are written: a table `code = letter`."""
    if not isinstance(raw, Mapping) or not raw:
        raise BadValue("a table of absence codes and letters expected")
    code = one_of(AbsenceCode)
    found = tuple(AbsenceLetter(code(key), text(letter)) for key, letter in raw.items())
    if len({row.letter.lower() for row in found}) != len(found):
        raise BadValue("a different letter for each absence code expected")
    return found


def deadline(raw: Any) -> Deadline:
    """Read one deadline."""
    if not isinstance(raw, Mapping):
        raise BadValue("a table of a deadline expected")
    unknown = set(raw) - set(Deadline.__dataclass_fields__)
    if unknown:
        raise BadValue(f"unknown key of a deadline: {', '.join(sorted(unknown))}")
    return Deadline(
        anchor=one_of(Anchor)(raw.get("anchor")),
        offset=_offset(raw.get("offset", 0)),
        unit=one_of(Unit)(raw.get("unit", Unit.CALENDAR_DAY)),
        at=_clock(raw["at"]) if "at" in raw else None,
        before=flag(raw.get("before", False)),
        grades=grades(raw.get("grades", [])),
        subjects=words(raw.get("subjects", [])),
        work_kinds=words(raw.get("work_kinds", [])),
    )


def deadlines(raw: Any) -> tuple[Deadline, ...]:
    """Read deadlines; the first whose scope fits holds."""
    if not isinstance(raw, list):
        raise BadValue("a list of deadlines expected")
    return tuple(deadline(item) for item in raw)


def _offset(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 1000:
        raise BadValue("a whole offset from 0 to 1000 expected")
    return raw


def _clock(raw: Any) -> time:
    try:
        return time.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadValue("a time as HH:MM expected") from None

"""Readers of single values: what stands in TOML or JSON becomes a typed value, or a problem is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from parta.regulation.enums import AbsenceCode, Milestone

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
NONE, ALWAYS = "none", "always"


class BadValue(ValueError):
    """The value cannot be read; the text says what was expected."""


@dataclass(frozen=True, slots=True)
class AbsenceLetter:
    """How one kind of absence is written in the journal's cell."""

    code: AbsenceCode
    letter: str


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A date of every year."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of reception on some weekdays (ISO numbers)."""

    start: time
    end: time
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DensityRow:
    """At so many hours a week, or more, so many marks a period."""

    hours: int
    marks: int


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


def number(least: int, most: int) -> Callable[[Any], int]:
    """Make a reader of a whole number within bounds."""

    def read(raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            raise BadValue(f"a whole number from {least} to {most} expected")
        return raw

    return read


def days(raw: Any) -> int:
    """Read a number of days, 0 to 366."""
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 366:
        raise BadValue("a whole number of days from 0 to 366 expected")
    return raw


def days_or_always(raw: Any) -> int | None:
    """Read a number of days, or the word `always`: no limit."""
    return None if raw == ALWAYS else days(raw)


def or_none(reader: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Make a reader that also takes the word `none`: the act sets nothing here."""

    def read(raw: Any) -> T | None:
        return None if raw == NONE else reader(raw)

    return read


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


def many_of(kind: type[E]) -> Callable[[Any], tuple[E, ...]]:
    """Make a reader of a list of different words out of an enumeration, in the order that is given."""
    read_one = one_of(kind)

    def read(raw: Any) -> tuple[E, ...]:
        return tuple(read_one(item) for item in words(raw))

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


def clock(raw: Any) -> time:
    """Read a time of the day as HH:MM."""
    try:
        found = time.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadValue("a time as HH:MM expected") from None
    if found.tzinfo is not None:
        raise BadValue("a time as HH:MM expected")
    return found


def month_day(raw: Any) -> MonthDay:
    """Read a date of every year as MM-DD."""
    try:
        found = date.fromisoformat(f"2001-{raw}" if isinstance(raw, str) and len(raw) == 5 else "")
    except ValueError:
        raise BadValue("a date of the year as MM-DD expected") from None
    return MonthDay(found.month, found.day)


def year_day(raw: Any) -> MonthDay | Milestone:
    """Read a date of every year as MM-DD, or a day without a fixed date (`year_end`)."""
    return Milestone(raw) if raw in set(Milestone) else month_day(raw)


def hours(raw: Any) -> Hours:
    """Read hours of reception: a table with start, end and weekdays."""
    if not isinstance(raw, Mapping) or set(raw) != set(Hours.__dataclass_fields__):
        raise BadValue("a table with start, end and weekdays expected")
    found = Hours(clock(raw["start"]), clock(raw["end"]), tuple(grades(raw["weekdays"])))
    if found.start >= found.end or not set(found.weekdays) <= set(range(1, 8)):
        raise BadValue("rising times and weekdays from 1 to 7 expected")
    return found


def density(raw: Any) -> tuple[DensityRow, ...]:
    """Read marks a period by hours a week: a table `hours = marks`; empty where the act gives no figure."""
    if not isinstance(raw, Mapping):
        raise BadValue("a table of hours and marks expected")
    try:
        found = sorted((int(key), number(0, 100)(marks)) for key, marks in raw.items())
    except (TypeError, ValueError) as error:
        raise error if isinstance(error, BadValue) else BadValue("a whole number of hours expected") from None
    if any(not 1 <= key <= 40 for key, _ in found):
        raise BadValue("hours a week from 1 to 40 expected")
    return tuple(DensityRow(key, marks) for key, marks in found)

"""Sanitary norms of a school's timetable: how hard a subject is, how many lessons a day, which days are hard.

СанПиН 1.2.3685-21, tables 6.6 and 6.9–6.11; СП 2.4.3648-20, п. 3.4.16: the rows stand in `norms.toml`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "norms.toml").read_text())
PEAK_DAYS = frozenset(_DATA["peak_days"])
LIGHT_DAYS = frozenset(_DATA["light_days"])
HARD: int = _DATA["hard_from"]
_TRAINING, _PAIRED, _WHOLE_DAY = tuple(_DATA["training"]), tuple(_DATA["paired"]), tuple(_DATA["whole_day"])


@dataclass(frozen=True, slots=True)
class DayNorm:
    """Lessons a day a grade may have, `once` a week one more with physical training."""

    most: int
    once: bool


@dataclass(frozen=True, slots=True)
class Stepped:
    """The stepped regime of the first year in a month: lessons a day and a week, minutes of a lesson."""

    day: DayNorm
    week: int
    minutes: int


@dataclass(frozen=True, slots=True)
class BellNorm:
    """Minutes of a lesson and of breaks, the hours of the day (in minutes) and who learns in the first shift alone."""

    lesson: int
    least_break: int
    big_break: int
    big_break_from: int
    earliest: int
    latest: int
    second_shift_from: int
    first_shift: frozenset[int]


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


_BELLS = _DATA["bells"]
BELLS = BellNorm(
    _BELLS["lesson"], _BELLS["break"], _BELLS["big_break"], _BELLS["big_break_from"], _clock(_BELLS["earliest"]),
    _clock(_BELLS["latest"]), _clock(_BELLS["second_shift_from"]), frozenset(_BELLS["first_shift"]),
)  # fmt: skip
_STEPPED = {
    (grade, month): Stepped(DayNorm(row["most"], row.get("once", False)), row["week"], row["minutes"])
    for row in _DATA["stepped"] for grade in row["grades"] for month in row["months"]
}  # fmt: skip
_DAYS = {grade: DayNorm(row["most"], row.get("once", False)) for row in _DATA["day"] for grade in row["grades"]}
_POINTS = {
    grade: ({name: row[at] for name, row in part["scale"].items()}, frozenset(part["hard_numbers"]))
    for part in _DATA["points"]
    for at, grade in enumerate(part["grades"])
}


def day_norm(grade: int) -> DayNorm | None:
    """Give how many lessons a day a grade may have (СанПиН 1.2.3685-21, table 6.6); None outside a school."""
    return _DAYS.get(grade)


def stepped(grade: int, day: date) -> Stepped | None:
    """Give the stepped regime of a grade on a day (СанПиН 1.2.3685-21, table 6.6); None where there is none."""
    return _STEPPED.get((grade, day.month))


def points_of(subject: str, grade: int) -> int:
    """Give how hard a subject is in a grade; 0 where the scale has no row (СанПиН 1.2.3685-21, tables 6.9–6.11)."""
    name = subject.casefold().strip()
    scale, _ = _POINTS.get(grade, ({}, frozenset()))
    return next((points for word, points in scale.items() if name.startswith(word)), 0)


def hard_numbers(grade: int) -> frozenset[int]:
    """Give the lessons of a day on which hard subjects belong; none where there is no norm."""
    return _POINTS.get(grade, ({}, frozenset()))[1]


def is_training(subject: str) -> bool:
    """Tell physical training, which may be the one lesson over the norm of the first grades."""
    return subject.casefold().startswith(_TRAINING)


def is_paired(subject: str) -> bool:
    """Tell a subject whose lessons by custom stand two on end."""
    return subject.casefold().startswith(_PAIRED)


def is_whole_day(subject: str) -> bool:
    """Tell what takes one whole day of the week: dispersed practice of a college."""
    return subject.casefold().startswith(_WHOLE_DAY)

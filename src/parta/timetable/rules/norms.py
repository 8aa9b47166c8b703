"""Sanitary norms of a school's timetable: how hard a subject is, how many lessons a day, which days are hard.

СанПиН 1.2.3685-21, tables 6.6 and 6.9–6.11; СП 2.4.3648-20, п. 3.4.16: the rows stand in `norms.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "norms.toml").read_text())
PEAK_DAYS = frozenset(_DATA["peak_days"])
LIGHT_DAYS = frozenset(_DATA["light_days"])
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


@dataclass(frozen=True, slots=True)
class Norms:
    """The norms that a school may correct from a day: lessons a day, points of subjects, bells.

    `points` are by the beginning of a subject's name and by grade; `hard_from` makes a subject a hard one.
    """

    days: Mapping[int, DayNorm]
    points: Mapping[str, Mapping[int, int]]
    bells: BellNorm
    hard_from: int

    def day_norm(self, grade: int) -> DayNorm | None:
        """Give how many lessons a day a grade may have (СанПиН 1.2.3685-21, table 6.6); None outside a school."""
        return self.days.get(grade)

    def points_of(self, subject: str, grade: int) -> int:
        """Give how hard a subject is in a grade; 0 where the scale has no row (СанПиН 1.2.3685-21, 6.9–6.11)."""
        name = subject.casefold().strip()
        rows = [word for word, row in self.points.items() if name.startswith(word) and grade in row]
        return self.points[max(rows, key=len)][grade] if rows else 0


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def norms_of(values: Mapping[str, Any]) -> Norms:
    """Read norms from their plain values, as `values_of` gives them."""
    bells = values["bells"]
    return Norms(
        {int(grade): DayNorm(most, once) for grade, (most, once) in values["days"].items()},
        {name: {int(grade): points for grade, points in row.items()} for name, row in values["points"].items()},
        BellNorm(**{**bells, "first_shift": frozenset(bells["first_shift"])}),
        values["hard_from"],
    )


def values_of(norms: Norms) -> dict[str, Any]:
    """Give norms as plain values, for storing and comparing."""
    bells = norms.bells
    said: dict[str, Any] = {name: getattr(bells, name) for name in BELL_NUMBERS}
    return {
        "days": {str(grade): [one.most, one.once] for grade, one in sorted(norms.days.items())},
        "points": {
            name: {str(grade): points for grade, points in sorted(row.items())} for name, row in norms.points.items()
        },
        "bells": {**said, "first_shift": sorted(bells.first_shift)},
        "hard_from": norms.hard_from,
    }


def _standard() -> Norms:
    bells = _DATA["bells"]
    points: dict[str, dict[int, int]] = {}
    for part in _DATA["points"]:
        for name, row in part["scale"].items():
            told = {grade: row[at] for at, grade in enumerate(part["grades"]) if row[at]}
            points.setdefault(name, {}).update(told)
    return Norms(
        {grade: DayNorm(row["most"], row.get("once", False)) for row in _DATA["day"] for grade in row["grades"]},
        points,
        BellNorm(
            bells["lesson"], bells["break"], bells["big_break"], bells["big_break_from"], _clock(bells["earliest"]),
            _clock(bells["latest"]), _clock(bells["second_shift_from"]), frozenset(bells["first_shift"]),
        ),
        _DATA["hard_from"],
    )  # fmt: skip


BELL_NUMBERS = (
    "lesson", "least_break", "big_break", "big_break_from", "earliest", "latest", "second_shift_from",
)  # fmt: skip
STANDARD = _standard()
"""What the act says, until a school corrects it."""
STANDARD_FROM: date = _DATA["valid_from"]
_STEPPED = {
    (grade, month): Stepped(DayNorm(row["most"], row.get("once", False)), row["week"], row["minutes"])
    for row in _DATA["stepped"] for grade in row["grades"] for month in row["months"]
}  # fmt: skip
_HARD_NUMBERS = {grade: frozenset(part["hard_numbers"]) for part in _DATA["points"] for grade in part["grades"]}


@dataclass(frozen=True, slots=True)
class NormChange:
    """One number that differs between two norms: of which part and row, for which grade; None: it is not there."""

    part: str
    row: str
    grade: int | None
    was: Any
    becomes: Any


def differences(before: Norms, after: Norms) -> list[NormChange]:
    """Say how norms differ, number by number."""
    was, becomes = _flat(values_of(before)), _flat(values_of(after))
    return [
        NormChange(*key, was.get(key), becomes.get(key))
        for key in sorted({*was, *becomes}, key=str)
        if was.get(key) != becomes.get(key)
    ]


def _flat(values: Mapping[str, Any]) -> dict[tuple[str, str, int | None], Any]:
    found: dict[tuple[str, str, int | None], Any] = {("hard_from", "", None): values["hard_from"]}
    found |= {("days", "", int(grade)): row for grade, row in values["days"].items()}
    found |= {("bells", name, None): value for name, value in values["bells"].items()}
    for name, row in values["points"].items():
        found |= {("points", name, int(grade)): points for grade, points in row.items() if points}
    return found


def stepped(grade: int, day: date) -> Stepped | None:
    """Give the stepped regime of a grade on a day (СанПиН 1.2.3685-21, table 6.6); None where there is none."""
    return _STEPPED.get((grade, day.month))


def hard_numbers(grade: int) -> frozenset[int]:
    """Give the lessons of a day on which hard subjects belong; none where there is no norm."""
    return _HARD_NUMBERS.get(grade, frozenset())


def is_training(subject: str) -> bool:
    """Tell physical training, which may be the one lesson over the norm of the first grades."""
    return subject.casefold().startswith(_TRAINING)


def is_paired(subject: str) -> bool:
    """Tell a subject whose lessons by custom stand two on end."""
    return subject.casefold().startswith(_PAIRED)


def is_whole_day(subject: str) -> bool:
    """Tell what takes one whole day of the week: dispersed practice of a college."""
    return subject.casefold().startswith(_WHOLE_DAY)

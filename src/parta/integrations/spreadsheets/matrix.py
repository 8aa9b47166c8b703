"""Columns whose head is a value: a class, a date, a weekday and lesson, a semester, some classes."""

import re
from collections.abc import Callable
from functools import lru_cache

from parta.kernel.text import normal

from .grid import Grid
from .headers import header_words
from .heads import Head
from .tables import MatrixColumn
from .values import dates
from .values.classes import Scope, class_key, class_name, grade_only, scope
from .values.text import ROMAN, as_text, ordinal, whole

_SEMESTER = re.compile(r"(?<!\d)(\d{1,2}|[ivx]{1,4})[- ]?(?:й|ый|ой)? ?сем|сем\w* (\d{1,2})")
_NO_SEMESTER = re.compile(r"экзам|зачет|форм|контрол|всего|итого")
_ROLE = re.compile(r"(каб|ауд|№|место)|(уч|преп|фио|педаг)|(предм|дисц|урок|назв)")
_SPAN = re.compile(r"\d.*(?:[-–—]|\bпо\b).*\d", re.DOTALL)
_SEEN = 14


def columns_of(kind: str, head: Head, known: frozenset[str], year: int | None) -> list[MatrixColumn]:
    """Give the columns of a head that are values of a kind."""
    if kind == "slot":
        return _slots(head)
    if kind == "times":
        return _times(head)
    read: Callable[[Head, int, frozenset[str], int | None], MatrixColumn | None] = _KINDS[kind]
    found = [one for column in head.levels if (one := read(head, column, known, year))]
    if kind in ("wall_class", "weekday"):
        found += _rooms_beside(head, found)
    # One bare number in a row of a wall is the number of a lesson.
    return [] if kind == "wall_class" and len(found) == 1 and found[0].text.isdigit() else found


def _rooms_beside(head: Head, found: list[MatrixColumn]) -> list[MatrixColumn]:
    """Give the columns right of a class's or a day's that hold the rooms of its lessons."""
    beside = {one.column + 1: one for one in found if not one.role}
    taken = {one.column for one in found}
    return [
        MatrixColumn(column, beside[column].value, "room", text)
        for column, text in head.shown.items()
        if column in beside and column not in taken and re.match(r"каб|ауд|№ ?каб", normal(text))
    ]


def _class_column(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    parts = [part for part in reversed(head.levels[column]) if part]
    for at, part in enumerate(parts):
        if name := _class(part, known):
            role = ""
            under = parts[at - 1] if at else ""
            if under and (found := _ROLE.match(normal(under))):
                role = "room" if found[1] else "teacher" if found[2] else ""
            return MatrixColumn(column, name, role, head.shown[column])
    grade = next((one for part in parts if (one := grade_only(part))), None)
    return MatrixColumn(column, str(grade), "", head.shown[column]) if grade else None


def _wall_class(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    """On a wall a bare number is a class only where the school has one of that name."""
    found = _class_column(head, column, known, year)
    if found and str(found.value).isdigit() and not re.search(r"кл", found.text.lower()) and found.value not in known:
        return None
    return found


@lru_cache(maxsize=5_000)
def _class(text: str, known: frozenset[str]) -> str | None:
    if name := class_name(text):
        return name
    if not text or len(text) > 40:
        return None
    named = class_name(text, codes=True)
    if named and (class_key(named) in known or not re.fullmatch(r"\d+(?:-\d+)?", named)):
        return named
    return text if len(text) < 25 and class_key(text) in known else None


def _date_column(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    value = head.grid.value(head.below - 1, column)
    day = dates.date(value, year) if not isinstance(value, float) or value > 10000 else None
    text = head.shown[column]
    if day and (not isinstance(value, str) or len(value) <= 24):
        return MatrixColumn(column, day, "", text)
    parts = head.levels[column]
    bottom = parts[-1].rstrip(".")
    month = next((found for part in parts[:-1] if (found := dates.month(part))), None)
    if month and bottom.isdigit() and year:
        placed = dates.in_year(month, int(bottom), year)
        return MatrixColumn(column, placed, "", text) if placed else None
    return None


def _weekday_column(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    for part in reversed(head.levels[column]):
        day = dates.weekday(part) if part and len(part) < 20 else None
        if day is not None:
            under = head.levels[column][-1]
            found = _ROLE.match(normal(under)) if under != part else None
            role = "room" if found and found[1] else "teacher" if found and found[2] else ""
            return MatrixColumn(column, day, role, head.shown[column])
    return None


def _semester_column(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    words = header_words(head.shown[column])
    match = _SEMESTER.search(words)
    if not match or _NO_SEMESTER.search(words):
        return None
    word = match[1] or match[2]
    number = int(word) if word.isdigit() else ROMAN.get(word)
    return MatrixColumn(column, number, "", head.shown[column]) if number else None


def _scope_column(head: Head, column: int, known: frozenset[str], year: int | None) -> MatrixColumn | None:
    """Give a column of dates that is for some classes only: «1 классы», «2–4 классы: начало»."""
    text = head.shown[column]
    found = scope(text) if len(text) < 80 and re.search(r"\d", text) else Scope()
    if found.everybody or not any(
        dates.date_range(as_text(head.grid.value(row, column)), year) for row in range(head.below, head.below + _SEEN)
    ):
        return None
    words = normal(text)
    role = "starts" if re.search(r"начал|\bс\b", words) else "ends" if re.search(r"оконч|конец|\bпо\b", words) else ""
    return MatrixColumn(column, found, role, text)


def _slots(head: Head) -> list[MatrixColumn]:
    """Give the columns of a wall that has its days and lessons above: a weekday with a lesson's number each."""
    found: list[MatrixColumn] = []
    for column, parts in sorted(head.levels.items()):
        days = [day for part in parts if part and len(part) < 24 and (day := dates.weekday(part)) is not None]
        if not days:
            continue
        number = whole(parts[-1]) if len(parts) > 1 else None
        if number is None and len(parts) > 1 and dates.weekday(parts[-1]) is None:
            number = ordinal(parts[-1])
        if number is None or not 0 <= number <= 14:
            continue
        found.append(MatrixColumn(column, (days[0], number), "", head.shown[column]))
    return found


def _times(head: Head) -> list[MatrixColumn]:
    """Give the columns under which hours of lessons stand: «08:00–08:40»."""
    return [
        MatrixColumn(column, text, "", text)
        for column, text in head.shown.items()
        if _mostly(head.grid, head.below, column, lambda value: len(dates.times(as_text(value))) >= 2)
    ]


def number_column(grid: Grid, start: int, end: int) -> int | None:
    """Find a column of the first three under which the numbers of lessons stand, whatever its head says."""
    for column in range(3):
        if _mostly(
            grid, start, column, lambda value: ordinal(as_text(value)) is not None and not dates.times(as_text(value))
        ):
            return column
    return None


def span_column(head: Head, year: int | None) -> int | None:
    """Find the column under which spans of dates stand: «01.09.2026–27.12.2026»."""

    def span(value: object) -> bool:
        likely = isinstance(value, str) and len(value) < 80 and _SPAN.search(value)
        pair = dates.date_range(value, year) if isinstance(value, str) and likely else None
        return bool(pair and pair[0] != pair[1])

    return next((column for column in head.levels if _mostly(head.grid, head.below, column, span)), None)


def _mostly(grid: Grid, start: int, column: int, fits: Callable[[object], bool]) -> bool:
    filled = [
        value for row in range(start, min(grid.height, start + _SEEN)) if (value := grid.value(row, column)) != ""
    ]
    return len(filled) >= 2 and sum(fits(value) for value in filled) >= 0.7 * len(filled)


def day_column(grid: Grid, start: int, end: int) -> int | None:
    """Find a column of the first three that names at least one weekday."""
    return _first_column(grid, start, end, lambda text: dates.weekday(text) is not None)


def class_column(grid: Grid, start: int, end: int) -> int | None:
    """Find a column of the first three that names at least one class."""
    return _first_column(grid, start, end, lambda text: class_name(text, codes=True) is not None)


def _first_column(grid: Grid, start: int, end: int, fits: Callable[[str], bool]) -> int | None:
    first = min((used[0] for row in range(start, min(end, start + _SEEN)) if (used := grid.used(row))), default=0)
    for column in range(first, min(first + 3, grid.width)):
        for row in range(start, min(end, start + _SEEN)):
            value = grid.value(row, column)
            if isinstance(value, str) and value and len(value) < 40 and fits(value):
                return column
    return None


_KINDS: dict[str, Callable[[Head, int, frozenset[str], int | None], MatrixColumn | None]] = {
    "class": _class_column,
    "wall_class": _wall_class,
    "date": _date_column,
    "weekday": _weekday_column,
    "semester": _semester_column,
    "scope": _scope_column,
}

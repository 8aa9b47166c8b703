"""How well a row fits the header of a kind of table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from parta.kernel.text import normal

from .grid import Grid
from .headers import Spec, fits, header_words
from .synonyms import SPECS
from .tables import MatrixColumn
from .values import dates
from .values.classes import class_key, class_name, grade_only
from .values.text import ROMAN, line

_SEMESTER = re.compile(r"(?<!\d)(\d{1,2}|[ivx]{1,4})[- ]?(?:й|ый|ой)? ?сем|сем\w* (\d{1,2})")


_ROLE = re.compile(r"(каб|ауд|№|место)|(уч|преп|фио|педаг)|(предм|дисц|урок|назв)")


@dataclass
class Match:
    """How well a row fits a kind of table."""

    spec: Spec
    score: float
    depth: int
    columns: dict[str, int]
    matrix: list[MatrixColumn]
    headers: dict[int, str]
    unknown: list[int]
    missing: tuple[str, ...] = ()
    own: float = 0.0
    hinted: bool = False


def match_header(
    grid: Grid, row: int, titles: Iterable[int], known: frozenset[str], year: int | None, *, marks_seen: bool = False
) -> Match | None:
    """Give the kind of table whose header stands in this row (with the next one, if the head has two rows)."""
    near = " ".join(grid.text(index, column) for index in titles for column in grid.used(index)[:4])
    context = normal(f"{near} {grid.sheet}")
    heads = [_one_row(grid, row)]
    if _two_rows_likely(grid, row):
        heads.append(_two_rows(grid, row))
    best: Match | None = None
    specs = [spec for spec in SPECS if not spec.hint_required or re.search(spec.hint, context)]
    for depth, headers in enumerate(heads, start=1):
        structural_day = _has_day_column(grid, row + depth)
        for spec in specs:
            if spec.kind == ("plan" if marks_seen else "topics"):
                continue
            match = _fit(spec, _Head(grid, row, depth, headers, context, known, year, structural_day))
            if match and (best is None or _better(match, best)):
                best = match
    return best


def _better(one: Match, other: Match) -> bool:
    if bool(one.missing) != bool(other.missing):
        return not one.missing
    # A two-row head must explain more than the one-row reading of the same row.
    return one.score > other.score + (0.5 if one.depth > other.depth else 0)


def _one_row(grid: Grid, row: int) -> dict[int, tuple[str, str]]:
    return {column: (grid.text(row, column), "") for column in grid.used(row)}


def _two_rows_likely(grid: Grid, row: int) -> bool:
    if row + 1 >= grid.height:
        return False
    below = grid.used(row + 1)
    return bool(below) and any(grid.value(row, column) == "" for column in below)


def _two_rows(grid: Grid, row: int) -> dict[int, tuple[str, str]]:
    heads: dict[int, tuple[str, str]] = {}
    carried = ""
    for column in range(grid.width):
        top = line(grid.filled(row, column))
        box = grid.merged(row, column)
        bottom = "" if box and box[2] > row else grid.text(row + 1, column)
        if top:
            carried = top
        elif bottom and box is None:
            top = carried
        if top or bottom:
            heads[column] = (top, bottom)
    return heads


@dataclass(frozen=True, slots=True)
class _Head:
    """One reading of a head: where it stands, its upper and lower texts, and what is known around it."""

    grid: Grid
    row: int
    depth: int
    texts: dict[int, tuple[str, str]]
    context: str
    known: frozenset[str]
    year: int | None
    day: bool


def _fit(spec: Spec, head: _Head) -> Match | None:
    context, day, depth = head.context, head.day, head.depth
    matrix: list[MatrixColumn] = []
    candidates: list[tuple[int, int, int, str]] = []
    order = {field.name: place for place, field in enumerate(spec.fields)}
    headers: dict[int, str] = {}
    for column, (top, bottom) in head.texts.items():
        shown = f"{top} {bottom}".strip()
        headers[column] = shown
        if spec.matrix and (found := _matrix_value(spec, head, column)):
            matrix.append(found)
            continue
        for name, fit in fits(spec, header_words(shown)):
            candidates.append((-fit, order[name], column, name))
    columns: dict[str, int] = {}
    quality: dict[str, int] = {}
    taken: set[int] = set()
    for fit, _, column, name in sorted(candidates):
        if name not in columns and column not in taken:
            columns[name] = column
            quality[name] = -fit
            taken.add(column)
    if spec.matrix == "class" and spec.kind != "wall":
        _drop_grades_unless_row(matrix)
    have = set(columns) | (
        {f"@{spec.matrix}"} if len(matrix) >= (2 if spec.matrix in ("date",) else 1) and spec.matrix else set()
    )
    if spec.matrix == "weekday" and len(matrix) < 3:
        have.discard("@weekday")
    if day:
        have.add("@day")
    _swap_for_required(spec, columns, candidates, have)
    missing = [group for group in spec.required if not have & set(group)]
    hinted = bool(spec.hint and re.search(spec.hint, context))
    if spec.hint_required and not hinted:
        return None
    own = sum((1.0 if quality.get(name) == 2 else 0.7) * (0.1 if name == "no" else 1) for name in columns)
    if missing and (
        len(missing) > 1
        or own < (1.6 if hinted else 2.6)
        or spec.kind in ("topics", "wall", "wall_days", "marks", "card")
    ):
        return None
    unknown = [
        column for column in headers if column not in columns.values() and all(column != one.column for one in matrix)
    ]
    score = own + spec.bonus + (1.5 if hinted else 0) + min(len(matrix), 3) * 0.8 - 0.3 * len(unknown)
    if spec.anti_hint and re.search(spec.anti_hint, context):
        score -= 2
    return Match(spec, score, depth, columns, matrix, headers, unknown, missing[0] if missing else (), own, hinted)


def _swap_for_required(
    spec: Spec, columns: dict[str, int], candidates: list[tuple[int, int, int, str]], have: set[str]
) -> None:
    needed = {name for group in spec.required for name in group}
    for group in spec.required:
        if have & set(group):
            continue
        for _, _, column, name in sorted(candidates):
            holder = next((other for other, place in columns.items() if place == column), None)
            if name in group and (holder is None or holder not in needed):
                if holder:
                    del columns[holder]
                    have.discard(holder)
                columns[name] = column
                have.add(name)
                break


def _drop_grades_unless_row(matrix: list[MatrixColumn]) -> None:
    bare = [one for one in matrix if str(one.value).isdigit()]
    if len(bare) == 1 and len(matrix) > 1:
        matrix.remove(bare[0])


def _matrix_value(spec: Spec, head: _Head, column: int) -> MatrixColumn | None:
    top, bottom = head.texts[column]
    depth, known, year = head.depth, head.known, head.year
    text = f"{top} {bottom}".strip()
    if spec.matrix == "class":
        for one, other in ((bottom, top), (top, bottom)):
            name = _class(one, known)
            if name:
                role = ""
                if one is top and other and (found := _ROLE.match(normal(other))):
                    role = "room" if found[1] else "teacher" if found[2] else ""
                return MatrixColumn(column, name, role, text)
        grade = grade_only(bottom) or grade_only(top) if spec.kind != "wall" else None
        return MatrixColumn(column, str(grade), "", text) if grade else None
    if spec.matrix == "date":
        value = head.grid.value(head.row + depth - 1, column)
        day_ = dates.date(value, year) if not isinstance(value, float) or value > 10000 else None
        if day_ and (not isinstance(value, str) or len(value) <= 24):
            return MatrixColumn(column, day_, "", text)
        if depth == 2 and (month := dates.month(top)) and bottom.rstrip(".").isdigit() and year:
            placed = dates.in_year(month, int(bottom.rstrip(".")), year)
            return MatrixColumn(column, placed, "", text) if placed else None
        return None
    if spec.matrix == "weekday":
        day = dates.weekday(bottom) if bottom else None
        day = dates.weekday(top) if day is None else day
        return MatrixColumn(column, day, "", text) if day is not None and len(top) < 20 else None
    match = _SEMESTER.search(header_words(text))
    if match and not re.search(r"экзам|зачет|форм|контрол|всего|итого", header_words(text)):
        word = match[1] or match[2]
        number = int(word) if word.isdigit() else ROMAN.get(word)
        return MatrixColumn(column, number, "", text) if number else None
    return None


@lru_cache(maxsize=5_000)
def _class(text: str, known: frozenset[str]) -> str | None:
    name = class_name(text)
    if name:
        return name
    return text if text and len(text) < 25 and class_key(text) in known else None


def _has_day_column(grid: Grid, start: int) -> bool:
    return day_column(grid, start, grid.height) is not None


def day_column(grid: Grid, start: int, end: int) -> int | None:
    """Find a column of the first three that names at least one weekday."""
    for column in range(min(3, grid.width)):
        for row in range(start, min(end, start + 14)):
            value = grid.value(row, column)
            if isinstance(value, str) and value and len(value) < 40 and dates.weekday(value) is not None:
                return column
    return None

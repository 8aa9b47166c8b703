"""How well a row fits the header of a kind of table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from parta.kernel.text import normal

from .corrections import IGNORED
from .grid import Grid
from .headers import Spec, fits, header_words
from .heads import Head, readings
from .matrix import class_column, columns_of, day_column, number_column, span_column
from .synonyms import SPECS
from .tables import MatrixColumn
from .values.classes import find_class
from .values.dates import weekday

_FEWEST = {"date": 2, "weekday": 3, "slot": 4, "times": 2, "scope": 2}
CHOSEN = 4
_NEVER_PARTLY = ("topics", "wall", "wall_days", "wall_rows", "bells_columns", "calendar_columns", "marks", "card")


@dataclass
class Match:
    """How well a head fits a kind of table."""

    spec: Spec
    score: float
    head: Head
    columns: dict[str, int]
    matrix: list[MatrixColumn]
    unknown: list[int]
    missing: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How many rows the head takes."""
        return self.head.depth

    def swallows_title(self, below: "Match | None") -> bool:
        """Tell whether the head without its first row says as much: that row is a title then."""
        return bool(
            below
            and self.depth > 1
            and not below.missing
            and below.spec is self.spec
            and set(below.columns) >= set(self.columns)
            and len(below.matrix) >= len(self.matrix)
            and len(below.unknown) <= len(self.unknown)
        )


@dataclass(frozen=True)
class Around:
    """What is known around a head: words near it, classes of the school, its year, what its titles name."""

    context: str
    known: frozenset[str]
    year: int | None
    named: frozenset[str] = field(default_factory=frozenset)


def match_header(
    grid: Grid, row: int, titles: Iterable[int], known: frozenset[str], year: int | None, *, marks_seen: bool = False
) -> Match | None:
    """Give the kind of table whose head begins in this row, in the best of its readings."""
    above = [[grid.text(index, column) for column in grid.used(index)[:4]] for index in titles]
    near = " ".join(text for texts in above for text in texts)
    around = Around(normal(f"{near} {grid.sheet}"), known, year, _named(grid, above))
    best: Match | None = None
    chosen = {kind for kind, _ in grid.chosen}
    specs = [
        spec for spec in SPECS if not spec.hint_required or spec.kind in chosen or re.search(spec.hint, around.context)
    ]
    for head in readings(grid, row):
        for spec in specs:
            if spec.kind == ("plan" if marks_seen else "topics"):
                continue
            match = _fit(spec, head, around)
            if match and (best is None or _better(match, best)):
                best = match
    return best


def _offers(spec: Spec, head: Head, column: int) -> dict[str, int]:
    """Give the fields that a column may be with how well each fits; what people chose is the only one."""
    chosen = head.grid.chosen.get((spec.kind, header_words(head.shown[column])))
    if chosen is None:
        return dict(fits(spec, head.words[column]))
    return {} if chosen == IGNORED else {chosen: CHOSEN}


def _named(grid: Grid, above: list[list[str]]) -> frozenset[str]:
    """Tell what the titles say instead of a column: the day of a block, the class of a sheet."""
    found = set()
    if above and any(weekday(text) is not None for text in above[-1] if len(text) < 20):
        found.add("@day_above")
    if any(find_class(text, bare=True) for texts in (*above, [grid.sheet], [grid.stem]) for text in texts):
        found.add("@class_above")
    return frozenset(found)


def _better(one: Match, other: Match) -> bool:
    if bool(one.missing) != bool(other.missing):
        return not one.missing
    # A deeper head must explain more than a shallower reading of the same rows.
    return one.score > other.score + (0.5 if one.depth > other.depth else 0)


def _fit(spec: Spec, head: Head, around: Around) -> Match | None:
    matrix = columns_of(spec.matrix, head, around.known, around.year) if spec.matrix else []
    if spec.matrix == "class":
        _drop_grade_beside_classes(matrix)
    values = {one.column for one in matrix}
    offers = {
        column: _offers(spec, head, column) for column, words in head.words.items() if words and column not in values
    }
    columns = assign(spec, offers)
    have = set(columns) | around.named
    if len(matrix) >= _FEWEST.get(spec.matrix, 1):
        have.add(f"@{spec.matrix}")
    for name, find in (("@day", day_column), ("@rows", class_column), ("@numbers", number_column)):
        if any(name in group for group in spec.required) and find(head.grid, head.below, head.grid.height) is not None:
            have.add(name)
    missing = [group for group in spec.required if not have & set(group)]
    if missing and all("dates" in group for group in missing) and (at := span_column(head, around.year)) is not None:
        # «Период» may head the names of terms as well as their dates.
        columns = {name: column for name, column in columns.items() if column != at} | {"dates": at}
        offers.setdefault(at, {})["dates"] = 1
        missing = [group for group in spec.required if not (set(columns) | around.named) & set(group)]
    hinted = bool(spec.hint and re.search(spec.hint, around.context))
    own = sum(_weight(offers[column][name]) * (0.1 if name == "no" else 1) for name, column in columns.items())
    if missing and (len(missing) > 1 or own < (1.6 if hinted else 2.6) or spec.kind in _NEVER_PARTLY):
        return None
    unknown = [
        column
        for column, text in head.shown.items()
        if text
        and column not in columns.values()
        and column not in values
        and head.grid.chosen.get((spec.kind, header_words(text))) != IGNORED
    ]
    score = own + spec.bonus + (1.5 if hinted else 0) + min(len(matrix), 3) * 0.8 - 0.3 * len(unknown)
    if spec.anti_hint and re.search(spec.anti_hint, around.context):
        score -= 2
    return Match(spec, score, head, columns, matrix, unknown, missing[0] if missing else ())


def _weight(fit: int) -> float:
    """Weigh a field of a match: a choice of people outweighs any likeness to another kind of table."""
    if fit == CHOSEN:
        return 3.0
    return 1.0 if fit >= 2 else 0.7


def assign(spec: Spec, offers: dict[int, dict[str, int]]) -> dict[str, int]:
    """Give each field a column of its own: exact words first, as many fields as can be had together."""
    order = {one.name: place for place, one in enumerate(spec.fields)}
    taken: dict[str, int] = {}
    for least in (CHOSEN, 3, 2, 1):
        for column, names in sorted(offers.items()):
            if column not in taken.values():
                _place(column, {n: f for n, f in names.items() if f >= least}, offers, taken, order, least, set())
    return taken


def _place(
    column: int,
    names: dict[str, int],
    offers: dict[int, dict[str, int]],
    taken: dict[str, int],
    order: dict[str, int],
    least: int,
    tried: set[str],
) -> bool:
    wanted = sorted(names, key=lambda name: (-names[name], order[name]))
    for name in wanted:
        if name not in taken:
            taken[name] = column
            return True
    for name in wanted:
        if name in tried:
            continue
        tried.add(name)
        holder = taken[name]
        others = {n: f for n, f in offers[holder].items() if n != name and f >= offers[holder][name]}
        if others and _place(holder, others, offers, taken, order, least, tried):
            taken[name] = column
            return True
    return False


def _drop_grade_beside_classes(matrix: list[MatrixColumn]) -> None:
    bare = [one for one in matrix if str(one.value).isdigit()]
    if len(bare) == 1 and len(matrix) > 1:
        matrix.remove(bare[0])

"""Tables found in a grid: which columns hold which fields, which rows are data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parta.kernel.text import normal

from .grid import Grid
from .headers import Spec
from .problems import Source
from .values.text import as_text, line

if TYPE_CHECKING:
    from .matching import Match

_TOTAL = re.compile(
    r"^(итого\b|всего\b|итог\b|в т\. ?ч|в том числе|максимальн\w+ (допустим|недельн|нагруз)"
    r"|предельн\w+ допустим|обязательная нагрузка|общее количество|\d+ (уч|обуч|чел))"
)
_SIGNATURE = re.compile(
    r"^(директор\b|зам\w*\.? ?дир|заместитель директора|исполнитель|исп\."
    r"|составил|согласован|утвержд|м\.? ?п\.?$|секретарь\b|ответственн\w+ за"
    r"|подпись|дата составления|руководитель оо|зав\. ?уч|(специалист|инспектор) по кадр|делопроизводител"
    r"|(классный|кл\.) руководитель:?$|председатель)"
)


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column whose header is a value: a class, a date, a weekday, a semester; `role` tells what stands under it."""

    column: int
    value: Any
    role: str = ""
    text: str = ""


@dataclass
class Table:
    """A table of a known kind."""

    spec: Spec
    grid: Grid
    header: int
    depth: int
    columns: dict[str, int]
    matrix: list[MatrixColumn]
    headers: dict[int, str]
    levels: dict[int, tuple[str, ...]]
    unknown: list[int]
    titles: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    after_blank: int | None = None

    @classmethod
    def of(cls, match: "Match", grid: Grid, row: int, titles: list[int]) -> "Table":
        """Give the table whose head was matched."""
        head = match.head
        return cls(
            match.spec,
            grid,
            row,
            head.depth,
            match.columns,
            match.matrix,
            head.shown,
            head.levels,
            match.unknown,
            titles,
        )

    @property
    def kind(self) -> str:
        """The kind of the table."""
        return self.spec.kind

    @property
    def source(self) -> Source:
        """Where the header begins."""
        return self.grid.source(self.header, min(self.headers, default=0))

    def has(self, *names: str) -> bool:
        """Tell whether any of the columns is there."""
        return any(name in self.columns for name in names)

    def title(self) -> str:
        """Give the title rows above the table as one text, nearest last."""
        return "\n".join(self.title_lines())

    def title_lines(self) -> list[str]:
        """Give the title rows above the table."""
        grid = self.grid
        return [" ".join(grid.text(row, column) for column in grid.used(row)) for row in self.titles]

    def data(self) -> Iterator["Row"]:
        """Give the data rows: no totals, no repeated heads, no numbers of columns, no signatures and notes beneath."""
        last = self._last_full()
        for index in self.rows:
            row = Row(self, index)
            if _TOTAL.match(normal(row.first)) or self._repeats_head(index) or self._numbers_columns(row):
                continue
            if not self.is_signature(index) and not self._is_note(row, last):
                yield row

    def notes(self) -> list["Row"]:
        """Give the sentences under the table: what stands apart from its rows and is no signature."""
        last = self._last_full()
        rows = [Row(self, index) for index in self.rows]
        return [row for row in rows if self._is_note(row, last) and not self.is_signature(row.index)]

    def is_signature(self, index: int) -> bool:
        """Tell whether somebody signs in the row: «Директор ______ /Иванова/»."""
        texts = [self.grid.text(index, column) for column in self.grid.used(index)]
        signed = any("___" in text for text in texts)
        return signed or bool(texts and _SIGNATURE.match(normal(texts[0])) and len(texts) <= 4)

    def _last_full(self) -> int:
        """Give the last row that is about as full as a row of this table usually is."""
        counts = sorted(len(self.grid.used(index)) for index in self.rows)
        usual = counts[len(counts) // 2] if counts else 0
        return max((index for index in self.rows if len(self.grid.used(index)) >= max(2, 0.6 * usual)), default=-1)

    def _is_note(self, row: "Row", last: int) -> bool:
        apart = self.after_blank is not None and row.index > max(self.after_blank, last)
        return apart and len(row.used) <= 3 and len(self.headers) > 3

    def _repeats_head(self, index: int) -> bool:
        for level in range(self.depth):
            same = filled = 0
            for column in self.grid.used(index):
                value = self.grid.value(index, column)
                filled += 1
                parts = self.levels.get(column, ())
                same += level < len(parts) and isinstance(value, str) and line(value).lower() == parts[level].lower()
            if same >= 2 and same >= filled / 2:
                return True
        return False

    def _numbers_columns(self, row: "Row") -> bool:
        """Tell whether the row only counts the columns, as official forms do: 1, 2, 3, …"""
        values = [self.grid.text(row.index, column) for column in row.used]
        return len(values) >= 4 and values == [str(number) for number in range(1, len(values) + 1)]


class Row:
    """One data row of a table."""

    __slots__ = ("index", "table", "used")

    def __init__(self, table: Table, index: int) -> None:
        self.table, self.index = table, index
        self.used = table.grid.used(index)

    @property
    def first(self) -> str:
        """The first filled cell as text."""
        return self.table.grid.text(self.index, self.used[0]) if self.used else ""

    @property
    def single(self) -> bool:
        """Tell whether the row holds one text only."""
        return len(self.used) == 1 and isinstance(self.table.grid.value(self.index, self.used[0]), str)

    @property
    def lone(self) -> bool:
        """Tell whether the row is a heading inside the table: one text, merged, or in the first or in no column."""
        if not self.single:
            return False
        column, box = self.used[0], self.table.grid.merged(self.index, self.used[0])
        return (
            bool(box and box[3] > box[1])
            or column <= min(self.table.headers, default=0)
            or column not in self.table.columns.values()
        )

    def value(self, name: str) -> Any:
        """Give the raw value of a field; "" when there is no such column."""
        column = self.table.columns.get(name)
        return "" if column is None else self.table.grid.filled_down(self.index, column)

    def text(self, name: str) -> str:
        """Give a field as one line of text."""
        return line(self.value(name))

    def lines(self, name: str) -> str:
        """Give a field as text with its line ends."""
        return as_text(self.value(name)).strip()

    def source(self, name: str = "") -> Source:
        """Give where the field, or the row, is."""
        column = self.table.columns.get(name)
        if column is None:
            first = min(self.table.headers, default=0)
            column = next((one for one in self.used if one >= first), first)
        return self.table.grid.source(self.index, column)

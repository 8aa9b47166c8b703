"""docs/norms.md: a summary, every row of the clause catalogue, every setting of the presets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from parta.regulation.enums import Preset, Source
from parta.regulation.rules.parse import load_preset, settings_of
from parta.regulation.rules.tree import Setting
from tests.norms.rows import ROOT, STATES, Row, roadmap

PAGE = ROOT / "docs" / "norms.md"
TITLES = {
    "S0": "S0, school № 117 (`school_117`)",
    "S1": "S1, lyceum № 68 (`lyceum_68`)",
    "S2": "S2, school № 2 (`school_2`)",
    "S3": "S3, Stakhanovskaya school (`stakhanovskaya`)",
    "S4": "S4, technical college of Kudymkar (`kudymkar_college`)",
}
HEAD = """# Norms: every clause of five regulations, and where it is kept

Five real acts of schools and of a college stand in [regulations/](regulations/) word for word. What they ask of an electronic journal is cut
into {count} rows; this page says of each where it is done. It is written by `python -m tests.norms` from `docs/norms/*.toml` and from the
presets; `tests/house/test_norms.py` fails when a row is missing, when what a row names is not there, or when the page is not what is generated.
[week.md](week.md) (in Russian) acts one week of school life out under all five, and tells what was allowed, refused and reported in each.

* **done** — there, and a test shows it. **partly** — something is there; the note says what is missing. **planned** — nothing yet; the
  [roadmap](roadmap.md) says where it belongs. **conduct** — a duty of people: software reminds and shows, and never blocks.
* **●** marks a rule of the journal itself: what may be written, when, by whom, and what it then shows.
* A code file lies in `src/parta`, a page is named by its address in `web/permissions.py`.
"""
SETTINGS = """## Settings: clause → value

Every setting that an act speaks of, with the clause and its own words (a refusal shows both), and the rows above that name it. What an act is
silent on comes from `default`: the letter АП-147/07 where it speaks, otherwise Parta, said plainly. *(inferred)*: drawn from a neighbouring
duty; the school should confirm it. Where an act says a thing twice and differently, each clause has its line: the strictest reminds, the most
lenient blocks.
"""


def page(rows: Iterable[Row]) -> str:
    """Write the whole page."""
    rows = list(rows)
    parts = [HEAD.format(count=len(rows)), _summary(rows), _open_rules(rows)]
    parts += [_document(TITLES[code], list(group)) for code, group in groupby(rows, lambda row: row.id[:2])]
    return "\n".join([*parts, SETTINGS, _settings(rows)]) + "\n"


def _table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    head = list(head)
    cells = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in cells) + "\n"


def _summary(rows: list[Row]) -> str:
    def line(title: str, counted: list[Row]) -> list[str]:
        by = Counter(row.status for row in counted)
        return [title, *(str(by[state]) for state in STATES), str(len(counted))]

    lines = [line(title, [row for row in rows if row.id.startswith(code)]) for code, title in TITLES.items()]
    lines.append(line("**all**", rows))
    lines.append(line("of them rules of the journal itself ●", [row for row in rows if row.rule]))
    return "## In figures\n\n" + _table(["document", *STATES, "rows"], lines)


def _open_rules(rows: list[Row]) -> str:
    still = [row for row in rows if row.rule and row.status in ("partly", "planned")]
    lines = ([row.id, row.status, row.says, row.note or "nothing yet", f"`{row.later}`"] for row in still)
    return "## Rules of the journal itself that are not done\n\n" + (
        _table(["row", "state", "asks", "missing", "later"], lines) if still else "None.\n"
    )


def _document(title: str, rows: list[Row]) -> str:
    titles = roadmap()
    lines = (
        [
            row.id + (" ●" if row.rule else ""),
            row.clause,
            row.says + (f" «{row.quote}»" if row.quote else ""),
            row.status,
            _where(row),
            " ".join(part for part in (row.note, f"*{titles[row.later]}*" if row.later else "") if part),
        ]
        for row in rows
    )
    return f"## {title}\n\n" + _table(["row", "clause", "asks", "state", "where", "note, *later*"], lines)


def _where(row: Row) -> str:
    groups = (("settings", row.settings), ("code", row.code), ("pages", row.pages), ("tests", row.tests))
    return "; ".join(f"{name} " + ", ".join(f"`{item}`" for item in items) for name, items in groups if items)


def _settings(rows: list[Row]) -> str:
    order = [*(preset for preset in Preset if preset is not Preset.DEFAULT), Preset.DEFAULT]
    lines = (line for preset in order for line in _preset(preset, rows))
    return _table(["act", "clause", "setting", "value", "its words", "rows"], lines)


def _preset(preset: Preset, rows: list[Row]) -> Iterator[list[str]]:
    for _, name, setting in settings_of(load_preset(preset)):
        naming = ", ".join(row.id for row in rows if name in row.settings)
        for reading in setting.readings():
            if preset is Preset.DEFAULT or reading.source is not Source.DEFAULT:
                yield _reading(preset, name, reading, naming)


def _reading(preset: Preset, name: str, reading: Setting[Any], naming: str) -> list[str]:
    clause = reading.clause
    inferred = " (inferred)" if reading.source is Source.INFERRED else ""
    quote = f"«{clause.quote}»" if clause.quote else ""
    return [
        f"{clause.act} (`{preset}`)",
        (clause.number or "—") + inferred,
        f"`{name}`",
        f"`{_plain(reading.value)}`",
        quote,
        naming,
    ]


def _plain(value: Any) -> str:
    """Write a value without the parts that say nothing."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case StrEnum() | Decimal():
            return str(value)
        case tuple():
            return "; ".join(map(_plain, value)) or "nothing"
    if is_dataclass(value):
        told = ((each.name, getattr(value, each.name), each.default) for each in fields(value))
        return ", ".join(f"{name} {_plain(item)}" for name, item, default in told if item != default)
    return str(value)

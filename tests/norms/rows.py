"""The rows of docs/norms/*.toml, and everything that may be wrong with them."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parta.regulation.rules.tree import SPECS
from parta.web.permissions import DOORS, SCHOOL

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "docs" / "norms"
ROADMAP = ROOT / "docs" / "roadmap.md"
DOCUMENTS = ("s0", "s1", "s2", "s3", "s4")
STATES = ("done", "partly", "planned", "conduct")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the clause catalogue: what it asks, whether it is there, and where."""

    id: str
    clause: str
    kind: str
    says: str
    status: str
    quote: str = ""
    rule: bool = False
    settings: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    later: str = ""
    note: str = ""


def rows() -> list[Row]:
    """Read every row, document by document."""
    return [
        Row(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
        for document in DOCUMENTS
        for row in tomllib.loads((DATA / f"{document}.toml").read_text(encoding="utf-8"))["row"]
    ]


def catalogue() -> dict[str, str]:
    """Give the rows that there must be: id → clause."""
    lines = (DATA / "clauses.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def roadmap() -> dict[str, str]:
    """Give what is to come: key → title."""
    return dict(re.findall(r"^## `([a-z-]+)` — (.+)$", ROADMAP.read_text(encoding="utf-8"), re.MULTILINE))


def problems(found: Iterable[Row]) -> list[str]:
    """Name everything that is wrong with the rows, one line each."""
    found = list(found)
    return [*_of_the_catalogue(found), *_of_settings(found), *(line for row in found for line in _of_row(row))]


def _of_the_catalogue(found: list[Row]) -> Iterator[str]:
    wanted = catalogue()
    times = Counter(row.id for row in found)
    yield from (f"{ident}: missing" for ident in wanted if ident not in times)
    yield from (f"{ident}: stands {count} times" for ident, count in times.items() if count > 1)
    yield from (f"{ident}: unknown" for ident in times if ident not in wanted)
    for row in found:
        if row.id in wanted and row.clause != wanted[row.id]:
            yield f"{row.id}: clause {row.clause}, not {wanted[row.id]}"


def _of_settings(found: list[Row]) -> Iterator[str]:
    named = {name for row in found for name in row.settings}
    yield from (f"{name}: no row names this setting" for name in _setting_names() if name not in named)


def _of_row(row: Row) -> Iterator[str]:
    said = {
        f"unknown status {row.status}": row.status not in STATES,
        "done, and no test": row.status == "done" and not row.tests,
        "done, and something is later": row.status == "done" and bool(row.later),
        "partly, and not said what is there": row.status == "partly" and not row.tests,
        "partly, and not said what is missing": row.status == "partly" and not (row.later and row.note),
        "planned, and not said when": row.status == "planned" and not row.later,
        "conduct, and not said how it is helped": row.status == "conduct" and not row.note,
        f"no such thing on the roadmap: {row.later}": bool(row.later) and row.later not in roadmap(),
    }
    yield from (f"{row.id}: {what}" for what, wrong in said.items() if wrong)
    yield from (f"{row.id}: no setting {name}" for name in row.settings if name not in _setting_names())
    yield from (f"{row.id}: no file {path}" for path in row.code if not (ROOT / "src" / "parta" / path).is_file())
    yield from (f"{row.id}: no address {name}" for name in row.pages if name not in DOORS and name not in SCHOOL)
    yield from (f"{row.id}: no test {test}" for test in row.tests if not _is_test(test))


@lru_cache
def _setting_names() -> tuple[str, ...]:
    return tuple(name for group in SPECS.values() for name in group)


def _is_test(test: str) -> bool:
    path, _, name = test.partition("::")
    return name in _tests_in(path)


@lru_cache
def _tests_in(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    functions = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(
        node.name
        for node in functions
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )

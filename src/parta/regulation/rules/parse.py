"""From a table of settings (TOML, JSON) to the regulation's tree, with problems named by key."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from parta.kernel.decisions import Clause
from parta.regulation.enums import Preset, Source
from parta.regulation.rules.deadlines import deadlines
from parta.regulation.rules.settle import settled
from parta.regulation.rules.tree import GROUPS, SPECS, Act, Regulation, Setting
from parta.regulation.rules.values import BadValue

_CLAUSE_KEYS = {"value", "clause", "quote", "source", "act"}
_ENTRY_KEYS = _CLAUSE_KEYS | {"also"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one key."""

    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.key}: {self.message}"


class BadRegulation(ValueError):
    """The table is not a regulation; `problems` lists everything that is wrong, by key."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def parse_regulation(table: Mapping[str, Any], *, base: Regulation | None = None) -> Regulation:
    """Read a whole regulation; what it is silent on is taken from `base` and marked as default.

    Raises `BadRegulation` with all problems at once.
    """
    problems: list[Problem] = []
    act = _act(table.get("act"), problems)
    problems += [Problem(key, "unknown group of settings") for key in table if key not in GROUPS and key != "act"]
    groups: dict[str, Any] = {}
    for name, kind in GROUPS.items():
        given = table.get(name, {})
        if not isinstance(given, Mapping):
            problems.append(Problem(name, "a table of settings expected"))
            continue
        known = SPECS[name]
        problems += [Problem(f"{name}.{key}", "unknown setting") for key in given if key not in known]
        settings: dict[str, Any] = {}
        for key, spec in known.items():
            if key in given:
                settings[key] = _setting(f"{name}.{key}", given[key], spec.read, act, problems)
            elif base is not None:
                settings[key] = replace(getattr(getattr(base, name), key), source=Source.DEFAULT)
            else:
                problems.append(Problem(f"{name}.{key}", "missing, and there is nothing to inherit from"))
        groups[name] = (kind, settings)
    if problems:
        raise BadRegulation(tuple(problems))
    return settled(Regulation(act=act, **{name: kind(**settings) for name, (kind, settings) in groups.items()}))


def _act(given: Any, problems: list[Problem]) -> Act:
    if not isinstance(given, Mapping):
        problems.append(Problem("act", "a table with code, title and short expected"))
        return Act("", "", "")
    for key in ("code", "title", "short"):
        if not isinstance(given.get(key), str) or not given[key].strip():
            problems.append(Problem(f"act.{key}", "a non-empty text expected"))
    return Act(*(str(given.get(key, "")) for key in ("code", "title", "short")))


def _setting(key: str, entry: Any, reader: Any, act: Act, problems: list[Problem]) -> Setting[Any] | None:
    if not isinstance(entry, Mapping) or "value" not in entry:
        problems.append(Problem(key, "a table with value and clause expected"))
        return None
    before = len(problems)
    for extra in sorted(set(entry) - (_ENTRY_KEYS if reader is deadlines else _CLAUSE_KEYS)):
        problems.append(Problem(f"{key}.{extra}", "unknown key"))
    for word in ("clause", "quote", "act"):
        if not isinstance(entry.get(word, ""), str):
            problems.append(Problem(f"{key}.{word}", "a text expected"))
    try:
        source = Source(entry.get("source", Source.DEFAULT if act.code == Preset.DEFAULT else Source.OWN))
    except ValueError:
        problems.append(Problem(f"{key}.source", f"one of {', '.join(Source)} expected"))
        return None
    try:
        value = reader(entry["value"])
    except BadValue as bad:
        problems.append(Problem(f"{key}.value", str(bad)))
        return None
    also = _also(key, entry.get("also", []), act, problems) if reader is deadlines else ()
    if len(problems) > before:
        return None
    clause = Clause(act=entry.get("act", act.short), number=entry.get("clause", ""), quote=entry.get("quote", ""))
    return Setting(value, clause, source, also)


def _also(key: str, rows: Any, act: Act, problems: list[Problem]) -> tuple[Setting[Any], ...]:
    """Read further clauses of the act about the same deadline."""
    if not isinstance(rows, list):
        problems.append(Problem(f"{key}.also", "a list of tables expected"))
        return ()
    found = [_setting(f"{key}.also.{place}", row, deadlines, act, problems) for place, row in enumerate(rows)]
    if any(reading is not None and reading.also for reading in found):
        problems.append(Problem(f"{key}.also", "one level of further clauses expected"))
    return tuple(reading for reading in found if reading is not None)


@cache
def preset_table(name: str) -> Mapping[str, Any]:
    """Give the settings of a preset as they are written; raises `ValueError` for a name that is not a preset."""
    path = files("parta.regulation") / "presets" / f"{Preset(name)}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def load_preset(name: str) -> Regulation:
    """Give the regulation of a preset, its silences filled from `default`."""
    base = None if name == Preset.DEFAULT else load_preset(Preset.DEFAULT)
    return parse_regulation(preset_table(name), base=base)


def drafted(preset: str, changes: Mapping[str, Any]) -> Regulation:
    """Give a preset with the school's own changes over it, `{group: {setting: entry}}`.

    Raises `BadRegulation` with all problems at once.
    """
    return _drafted(preset, json.dumps(changes, sort_keys=True)) if changes else load_preset(preset)


@lru_cache(maxsize=512)
def _drafted(preset: str, written: str) -> Regulation:
    table = {name: dict(group) if isinstance(group, Mapping) else group for name, group in preset_table(preset).items()}
    for group, settings in json.loads(written).items():
        table[group] = {**table.get(group, {}), **settings}
    base = None if preset == Preset.DEFAULT else load_preset(Preset.DEFAULT)
    return parse_regulation(table, base=base)


def settings_of(regulation: Regulation) -> Iterator[tuple[str, str, Setting[Any]]]:
    """Go through every setting: group, name, setting — for the page of the regulation and for tests."""
    for name in GROUPS:
        group = getattr(regulation, name)
        for key in SPECS[name]:
            yield name, key, getattr(group, key)

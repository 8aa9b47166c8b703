"""Which regulation is in force."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from parta.kernel.sql import sql
from parta.regulation.rules.parse import load_preset, parse_regulation, preset_table
from parta.regulation.rules.tree import Regulation

_VERSIONS = "SELECT effective_from, preset, values::json FROM regulation_regulationversion ORDER BY effective_from"


@dataclass(frozen=True, slots=True)
class Versions:
    """The regulation of a school by the date it takes effect, oldest first."""

    rows: tuple[tuple[date, Regulation], ...]

    def on(self, day: date) -> Regulation:
        """Give the regulation in force on a day; before the first version, the first; without any, the default."""
        found = None
        for effective_from, regulation in self.rows:
            if found is None or effective_from <= day:
                found = regulation
        return found or load_preset("default")


def versions_from(rows: Sequence[Sequence[Any]] | None) -> Versions:
    """Build the versions from rows `(effective_from, preset, values)`, as other domains' queries bring them."""
    return Versions(
        tuple(
            (date.fromisoformat(str(start)), regulation_of(preset, json.dumps(values or {}, sort_keys=True)))
            for start, preset, values in rows or ()
        )
    )


def versions() -> Versions:
    """Read the versions of the school's regulation."""
    return versions_from(sql(_VERSIONS))


@lru_cache(maxsize=512)
def regulation_of(preset: str, values: str) -> Regulation:
    """Give a preset with the school's own changes over it; `values` is JSON of `{group: {setting: entry}}`."""
    changes: Mapping[str, Mapping[str, Any]] = json.loads(values)
    if not changes:
        return load_preset(preset)
    table = {name: dict(group) if isinstance(group, Mapping) else group for name, group in preset_table(preset).items()}
    for group, settings in changes.items():
        table[group] = {**table.get(group, {}), **settings}
    base = None if preset == "default" else load_preset("default")
    return parse_regulation(table, base=base)

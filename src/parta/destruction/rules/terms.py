"""How long kinds of data are kept when the school has said nothing else: the rows stand in `terms.toml`."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parta.destruction.enums import Kind
from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Setting

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "terms.toml").read_text())
OVER, WITHDRAWN = Clause(_DATA["over"], ""), Clause(_DATA["withdrawn"], "")
DAYS: int = _DATA["days"]
"""Within how many days data whose time is over are destroyed (152-ФЗ, art. 21 parts 4 and 5)."""
MOST_YEARS = 75


@dataclass(frozen=True, slots=True)
class KeepingTerm:
    """How many years a kind is kept, by which paper, and whether a withdrawn consent ends it earlier."""

    years: int
    clause: Clause
    withdrawn: bool

    def with_own(self, years: int, paper: str) -> "KeepingTerm":
        """Give the term as the school has set it."""
        return replace(self, years=years, clause=Clause(paper, ""))

    def with_act(self, setting: Setting[int]) -> "KeepingTerm":
        """Give the term as the act of the school sets it; its clause, where the act has one."""
        return replace(self, years=setting.value, clause=setting.clause if setting.clause.number else self.clause)


SHIPPED = {
    kind: KeepingTerm(_DATA[kind]["years"], Clause(_DATA[kind]["act"], ""), _DATA[kind]["withdrawn"]) for kind in Kind
}
"""The terms that a school begins with."""

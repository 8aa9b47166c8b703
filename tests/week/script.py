"""The script of the week as it is written in `script.toml`: who does what, and when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.week.school import ZONE, day_of

FOLDER = Path(__file__).parent
_FRAME = frozenset({"at", "who", "title", "setting", "name"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `do` says what, `what` with which words; `setting` is the rule of the act that gives the right.

    `name` is how a later act speaks of this one. An act without a title is only done, and is not told of.
    """

    number: int
    at: datetime
    who: str
    title: str
    do: str
    what: Mapping[str, Any]
    setting: str = ""
    name: str = ""

    @property
    def day(self) -> date:
        """The day of the act."""
        return self.at.date()


@cache
def script() -> list[Act]:
    """Read the acts in the order of time."""
    rows = tomllib.loads((FOLDER / "script.toml").read_text(encoding="utf-8"))["act"]
    rows.sort(key=lambda row: moment(row["at"]))
    return [_act(number, row) for number, row in enumerate(rows, 1)]


@cache
def left_out() -> Mapping[str, list[str]]:
    """Read what teachers forget to write at the end of a lesson, lesson by lesson."""
    left: Mapping[str, list[str]] = tomllib.loads((FOLDER / "script.toml").read_text(encoding="utf-8"))["left"]
    return left


@cache
def words() -> dict[str, Any]:
    """Read the words of the page."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def moment(text: str) -> datetime:
    """Read «19.10 20:59» by the school's clock."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"{day_of(day).isoformat()}T{clock}").replace(tzinfo=ZONE)


def _act(number: int, row: dict[str, Any]) -> Act:
    ((do, what),) = ((key, value) for key, value in row.items() if key not in _FRAME)
    return Act(
        number,
        moment(row["at"]),
        row["who"],
        row.get("title", ""),
        do,
        what,
        row.get("setting", ""),
        row.get("name", ""),
    )

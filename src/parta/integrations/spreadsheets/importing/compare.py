"""Three values of every field compared: what the file said last time, what it says now, what the database holds."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record as the files have it: plain values by field; `first` are values for a new row only."""

    key: str
    fields: Mapping[str, Any]
    source: Source = NOWHERE
    name: str = ""
    first: Mapping[str, Any] = field(default_factory=dict)
    group: Hashable = None


@dataclass(slots=True)
class Remembered:
    """A record as it was taken last."""

    key: str
    object_id: int
    fields: dict[str, Any]
    source: Source = NOWHERE
    pk: int | None = None


@dataclass(slots=True)
class Verdict:
    """What is to be done with one row: fields to write, fields in conflict, and what is to be remembered."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    conflicts: list[tuple[str, Any, Any]] = field(default_factory=list)
    remember: dict[str, Any] = field(default_factory=dict)


def told(fields: Mapping[str, Any], emptied: Collection[str] = ()) -> dict[str, Any]:
    """Leave the fields of which a file says something: a value, or an empty cell in a column of its own."""
    return {name: value for name, value in fields.items() if value not in (None, "") or name in emptied}


def judge(wanted: Mapping[str, Any], stands: Mapping[str, Any], remembered: Mapping[str, Any] | None) -> Verdict:
    """Compare a record of the files with its row.

    A field that nobody brought in before is filled where it is empty. A field that was edited by hand is left: in
    silence where the file still says what it said, as a conflict where it says something new.
    """
    verdict = Verdict()
    known = remembered or {}
    for name, value in wanted.items():
        now = stands.get(name)
        if value == now:
            verdict.remember[name] = value
        elif name not in known:
            if now in (None, "", [], {}):
                _write(verdict, name, now, value)
            else:
                verdict.conflicts.append((name, now, value))
        elif known[name] == now:
            _write(verdict, name, now, value)
        else:
            verdict.remember[name] = known[name]
            if value != known[name]:
                verdict.conflicts.append((name, now, value))
    return verdict


def _write(verdict: Verdict, name: str, before: Any, after: Any) -> None:
    verdict.before[name], verdict.after[name], verdict.remember[name] = before, after, after

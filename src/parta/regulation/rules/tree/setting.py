"""One setting: its value with the clause that says so, and what the catalogue says of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from parta.kernel.decisions import Clause
from parta.regulation.enums import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that the school has decided.

    `also` are other clauses of the same act about the same thing, when they say it differently (deadlines only): the
    strictest of all is what people are reminded of and measured by, the most lenient is what blocks.
    """

    value: T
    clause: Clause
    source: Source = Source.OWN
    also: tuple["Setting[T]", ...] = ()

    def readings(self) -> Iterator["Setting[T]"]:
        """Go through everything that the act says of this, each with its clause."""
        yield self
        yield from self.also


@dataclass(frozen=True, slots=True)
class Spec:
    """What the catalogue says of a setting: how its value is read, what it means, in which unit it is counted."""

    read: Callable[[Any], Any]
    meaning: str
    unit: str = ""

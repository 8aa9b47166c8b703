"""What a table that is written out is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parta.people.models import Person

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its rows by the fields of its kind, and a title of its own where there are several of the kind.

    A tuple among the values is a code, to be said in words by whoever writes the table. `heading` is what the table
    itself is called, `above` what its rows do not say: the subject and the classes of a plan.
    """

    rows: list[Row]
    title: str = ""
    heading: str = ""
    above: Mapping[str, str] = field(default_factory=dict)


def full_name(person: Person) -> str:
    """Give the name that an import finds a person by."""
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)

"""People: employees, pupils with their guardians, groups, movement.

`emptied` are the fields whose column is there with an empty cell; of others that are empty the file says nothing.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from ..problems import NOWHERE, Source
from ..values.classes import class_key
from ..values.people import PersonName, name_key
from ..values.training import TrainingLine


@dataclass(frozen=True, slots=True)
class Employee:
    """A person on the staff."""

    number: str
    name: PersonName
    birth_date: dt.date | None = None
    snils: str = ""
    positions: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    category: str = ""
    attested: dt.date | None = None
    education: str = ""
    qualification: str = ""
    courses: tuple[TrainingLine, ...] = ()
    phone: str = ""
    email: str = ""
    order_number: str = ""
    order_date: dt.date | None = None
    homeroom: tuple[str, ...] = ()
    rate: Decimal | None = None
    sex: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """Staff number, else SNILS, else name and birth date."""
        return _person_key(self.number, self.snils, self.name, self.birth_date)


@dataclass(frozen=True, slots=True)
class Guardian:
    """A legal representative of one pupil: `relation` is mother, father, other or parent (not said which)."""

    relation: str
    name: PersonName
    phone: str = ""
    email: str = ""
    document: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """Name and phone: the same person in the records of several children."""
        return (self.name.key, self.phone)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil or a student on the list."""

    class_name: str
    name: PersonName
    file_number: str = ""
    birth_date: dt.date | None = None
    sex: str = ""
    snils: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    guardians: tuple[Guardian, ...] = ()
    consent: bool | None = None
    consent_date: dt.date | None = None
    diary_refused: bool = False
    diary_refused_words: str = ""
    notes: str = ""
    home_schooled: bool = False
    pe_exempt_until: dt.date | None = None
    pe_group: str = ""
    adapted_programme: str = ""
    enrolled: dt.date | None = None
    enrol_order: str = ""
    extended_day: str = ""
    programme_code: str = ""
    study_year: int | None = None
    form: str = ""
    basis: str = ""
    of_age: bool | None = None
    citizenship: str = ""
    identity_kind: str = ""
    identity_series: str = ""
    identity_number: str = ""
    identity_by: str = ""
    identity_on: dt.date | None = None
    registered_address: str = ""
    programme: str = ""
    programme_words: str = ""
    language: str = ""
    meals: str = ""
    transport: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """File number, else SNILS, else name and birth date."""
        return _person_key(self.file_number, self.snils, self.name, self.birth_date)


def _person_key(number: str, snils: str, name: PersonName, birth: dt.date | None) -> str:
    if number:
        return f"№ {name_key(number)}"
    return f"СНИЛС {snils}" if snils else f"{name.key} {birth.isoformat() if birth else ''}".strip()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a college, or a class on a list of classes."""

    name: str
    programme_code: str = ""
    programme: str = ""
    study_year: int | None = None
    form: str = ""
    head: str = ""
    size: int | None = None
    room: str = ""
    source: Source = NOWHERE

    @property
    def key(self) -> str:
        """The name's normal form."""
        return class_key(self.name)


@dataclass(frozen=True, slots=True)
class Movement:
    """An arrival or a departure: `kind` is arrived, left or moved."""

    kind: str
    date: dt.date
    class_name: str
    name: PersonName
    birth_date: dt.date | None = None
    order_number: str = ""
    place: str = ""
    ground: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, day, class and name."""
        return (self.kind, self.date, class_key(self.class_name), self.name.key)

"""What the school has already, for files that refer to it without bringing it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from ..dataset import Dataset, Employee, Pupil
from ..values.classes import class_key
from ..values.people import name_key
from .links import CourseLink

Person = TypeVar("Person", Employee, Pupil)


def standing_key(row: int) -> str:
    """Give the key of a person of the school: none that a file's own records can have."""
    return f"#{row}"


def row_of(key: str) -> int:
    """Give the row that a key of the school means."""
    return int(key.removeprefix("#"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The people, classes and journals of the school; people by `standing_key`, class leaders by `class_key`."""

    staff: Mapping[str, Employee] = field(default_factory=dict)
    pupils: tuple[tuple[str, Pupil], ...] = ()
    classes: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    courses: tuple[CourseLink, ...] = ()
    subjects: tuple[str, ...] = ()
    rooms: frozenset[str] = frozenset()


NOTHING = Standing()


def beside(listed: Dataset, standing: Standing) -> Standing:
    """Leave those of the school whom the files do not bring themselves; the others are known by the files' keys."""
    staff = _Brought(listed.staff, lambda one: one.number)
    pupils = _Brought(listed.pupils, lambda one: one.file_number)
    same = {key: own for key, one in standing.staff.items() if (own := staff.key_of(one))}
    return replace(
        standing,
        staff={key: one for key, one in standing.staff.items() if key not in same},
        pupils=tuple((key, one) for key, one in standing.pupils if not pupils.key_of(one)),
        heads={name: same.get(key, key) for name, key in standing.heads.items()},
        courses=tuple(
            replace(course, teachers=tuple(same.get(key, key) for key in course.teachers))
            for course in standing.courses
        ),
    )


class _Brought(Generic[Person]):
    """Those whom the files bring, by number, SNILS, name with nothing that speaks against."""

    def __init__(self, listed: Iterable[Person], number: Callable[[Person], str]) -> None:
        self._number: Callable[[Person], str] = number
        self._sure: dict[str, str] = {}
        self._named: dict[str, list[Person]] = {}
        for one in listed:
            self._sure |= dict.fromkeys(self._sure_of(one), one.key)
            self._named.setdefault(one.name.key, []).append(one)

    def key_of(self, one: Person) -> str:
        """Give the key by which the files bring this one, if they do."""
        sure = next((self._sure[mark] for mark in self._sure_of(one) if mark in self._sure), "")
        near = (other.key for other in self._named.get(one.name.key, ()) if self._agree(one, other))
        return sure or next(near, "")

    def _sure_of(self, one: Person) -> list[str]:
        number, snils = self._marks(one)
        return [f"{kind} {value}" for kind, value in (("number", number), ("snils", snils)) if value]

    def _agree(self, one: Person, other: Person) -> bool:
        pairs = [*zip(self._marks(one), self._marks(other), strict=True), (one.birth_date, other.birth_date)]
        if any(mine and theirs and mine != theirs for mine, theirs in pairs):
            return False
        # a namesake of another class is the same child only where something more than the name says so
        return _class(one) == _class(other) or any(mine and mine == theirs for mine, theirs in pairs)

    def _marks(self, one: Person) -> tuple[str, str]:
        return name_key(self._number(one)), re.sub(r"\D", "", one.snils)


def _class(one: Employee | Pupil) -> str:
    return class_key(one.class_name) if isinstance(one, Pupil) else ""

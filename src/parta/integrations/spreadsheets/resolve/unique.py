"""Rows that stand twice: the same ones are taken once, contradicting ones are told."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..dataset import Dataset, Employee, Pupil
from ..problems import Problems
from ..values.people import name_key
from .pupils import same, unique_pupils

Record = TypeVar("Record")
_PLAIN = {
    "terms": "rows_contradict",
    "calendar": "rows_differ",
    "rooms": "rows_differ",
    "groups": "rows_contradict",
    "curriculum": "rows_contradict",
    "programmes": "rows_differ",
    "load": "rows_differ",
    "movements": "rows_differ",
    "subgroups": "rows_differ",
    "timetable": "rows_differ",
    "substitutions": "rows_differ",
    "dated_lessons": "rows_differ",
    "single_lessons": "rows_differ",
}


def unique(
    records: Sequence[Record], key: Callable[[Record], Hashable], differ: str, problems: Problems
) -> tuple[Record, ...]:
    """Keep the first record of every key; tell what was left out."""
    kept: dict[Hashable, Record] = {}
    for record in records:
        old = kept.setdefault(key(record), record)
        if old is not record:
            place, other = record.source, old.source  # type: ignore[attr-defined]
            problems.add(
                "row_repeated" if same(old, record) else differ,
                place,
                cell=other.cell,
                sheet=other.sheet,
                file=other.file,
                what=_label(record),
            )
    return tuple(kept.values())


def _label(record: Any) -> str:
    parts = [getattr(record, name, "") for name in ("class_name", "name", "subject", "subgroup", "pupil", "number")]
    return ", ".join(str(getattr(part, "full", part)) for part in parts if part)


def without_repeats(ds: Dataset, problems: Problems) -> Dataset:
    """Give the dataset with every row once."""
    changed: dict[str, Any] = {}
    for name, differ in _PLAIN.items():
        records = getattr(ds, name)
        if len(records) != len({record.key for record in records}):
            changed[name] = unique(records, lambda record: record.key, differ, problems)
    changed["staff"] = _staff(ds.staff, problems)
    changed["pupils"] = unique_pupils(ds.pupils, problems)
    _snils(changed["staff"] + changed["pupils"], problems)
    return replace(ds, **changed)


def _staff(staff: tuple[Employee, ...], problems: Problems) -> tuple[Employee, ...]:
    kept: list[Employee] = []
    by_number: dict[str, int] = {}
    by_person: dict[tuple[str, Any], int] = {}
    for one in staff:
        person = (one.name.key, one.birth_date)
        place = by_person.get(person)
        if place is None and one.birth_date is None:
            place = next((at for (name, _), at in by_person.items() if name == one.name.key), None)
        if place is not None:
            old = kept[place]
            if same(old, one):
                problems.add(
                    "row_repeated",
                    one.source,
                    cell=old.source.cell,
                    sheet=old.source.sheet,
                    file=old.source.file,
                    what=one.name.full,
                )
            else:
                problems.add("employee_twice", one.source, name=one.name.full, cell=old.source.cell)
                kept[place] = replace(
                    old,
                    positions=tuple(dict.fromkeys(old.positions + one.positions)),
                    subjects=tuple(dict.fromkeys(old.subjects + one.subjects)),
                    homeroom=tuple(dict.fromkeys(old.homeroom + one.homeroom)),
                    phone=old.phone or one.phone,
                    email=old.email or one.email,
                    snils=old.snils or one.snils,
                    birth_date=old.birth_date or one.birth_date,
                    number=old.number or one.number,
                    emptied=old.emptied | one.emptied,
                )
            continue
        if one.number and (place := by_number.get(name_key(one.number))) is not None:
            problems.add(
                "staff_number_repeated",
                one.source,
                number=one.number,
                name=one.name.full,
                other=kept[place].name.full,
                cell=kept[place].source.cell,
            )
            continue
        by_person[person] = len(kept)
        if one.number:
            by_number[name_key(one.number)] = len(kept)
        kept.append(one)
    return tuple(kept)


def _snils(people: tuple[Employee | Pupil, ...], problems: Problems) -> None:
    seen: dict[str, Employee | Pupil] = {}
    for one in people:
        if one.snils and (other := seen.setdefault(one.snils, one)) is not one:
            problems.add(
                "snils_repeated",
                one.source,
                snils=one.snils,
                name=one.name.full,
                other=other.name.full,
                cell=other.source.cell,
                sheet=other.source.sheet,
            )

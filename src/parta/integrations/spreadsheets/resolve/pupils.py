"""Pupils who stand in several rows: what lists say of one child is put together, what contradicts is told."""

from collections import defaultdict
from dataclasses import asdict, fields, replace
from typing import Any

from ..dataset import Pupil
from ..problems import Problems
from ..values.classes import class_key
from ..values.people import name_key

_YO = "\u0451"
_OWN = ("source", "class_name", "name", "guardians", "emptied")
_BESIDE = ("source", "emptied")


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in _BESIDE}
    if isinstance(value, (list, tuple)):
        return [_bare(one) for one in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Tell whether two records say the same, wherever they stand."""
    return bool(_bare(asdict(one)) == _bare(asdict(other)))


class _Kept:
    """The children found so far, searched by class and name."""

    def __init__(self) -> None:
        self.all: list[Pupil] = []
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_last: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_surname: dict[str, list[int]] = defaultdict(list)

    def add(self, one: Pupil) -> None:
        """Keep a child."""
        self._by_name[one.name.key].append(len(self.all))
        self._by_last[name_key(one.name.last), class_key(one.class_name)].append(len(self.all))
        self._by_surname[name_key(one.name.last)].append(len(self.all))
        self.all.append(one)

    def named(self, one: Pupil) -> list[int]:
        """Give everybody of exactly that name."""
        return self._by_name.get(one.name.key, [])

    def fitting(self, one: Pupil) -> list[int]:
        """Give those of the class whom a shorter or longer form of the name may mean."""
        near = self._by_last.get((name_key(one.name.last), class_key(one.class_name)), [])
        return [at for at in near if one.name.first and one.name.fits(self.all[at].name)]

    def anywhere(self, one: Pupil) -> list[int]:
        """Give those of any class whom a shorter or longer form of the name may mean."""
        near = self._by_surname.get(name_key(one.name.last), [])
        return [at for at in near if one.name.first and one.name.fits(self.all[at].name)]


def unique_pupils(pupils: tuple[Pupil, ...], problems: Problems) -> tuple[Pupil, ...]:
    """Give every child once. A row without a class is put to the only child of that name."""
    kept, by_file = _Kept(), dict[str, Pupil]()
    for one in [one for one in pupils if one.class_name]:
        at = _same_child(kept, one)
        if at is not None:
            kept.all[at] = _combined(kept.all[at], one, problems)
            continue
        twice = [kept.all[at] for at in kept.named(one) if one.birth_date and kept.all[at].birth_date == one.birth_date]
        if twice:
            _tell(problems, "pupil_twice", one, twice[0])
            continue
        if one.file_number and (other := by_file.get(name_key(one.file_number))):
            _tell(problems, "file_number_repeated", one, other)
            continue
        if kept.named(one):
            _tell(problems, "same_name_pupils", one, kept.all[kept.named(one)[0]])
        if one.file_number:
            by_file[name_key(one.file_number)] = one
        kept.add(one)
    for one in [one for one in pupils if not one.class_name]:
        found = [at for at in kept.named(one) if _agree(kept.all[at], one)]
        if not found:
            found = kept.anywhere(one)
        if len(found) == 1 and _agree(kept.all[found[0]], one):
            kept.all[found[0]] = _combined(kept.all[found[0]], one, problems)
        else:
            problems.add("pupil_class_unknown", one.source, name=one.name.full)
    return tuple(kept.all)


def _same_child(kept: _Kept, one: Pupil) -> int | None:
    """Find the child of the same class whom a row is about: nothing in it speaks against."""
    own = [at for at in kept.named(one) if class_key(kept.all[at].class_name) == class_key(one.class_name)]
    fits = [at for at in own or kept.fitting(one) if _agree(kept.all[at], one)]
    return fits[0] if len(fits) == 1 else None


def _agree(one: Pupil, other: Pupil) -> bool:
    pairs = (
        (one.birth_date, other.birth_date),
        (name_key(one.file_number), name_key(other.file_number)),
        (one.snils, other.snils),
    )
    return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)


def _combined(old: Pupil, one: Pupil, problems: Problems) -> Pupil:
    """Put what two rows say of a child together; where they differ the first one holds, which is told."""
    if same(old, one):
        _tell(problems, "row_repeated", one, old)
        return replace(old, emptied=old.emptied | one.emptied)
    values: dict[str, Any] = {"emptied": old.emptied | one.emptied}
    differ = False
    for field in fields(Pupil):
        mine, theirs = getattr(old, field.name), getattr(one, field.name)
        if field.name in _OWN:
            continue
        if mine in ("", None, False) and theirs not in ("", None, False):
            values[field.name] = theirs
        elif theirs not in ("", None, False) and mine != theirs:
            differ = True
    known = {parent.name.key for parent in old.guardians}
    values["guardians"] = old.guardians + tuple(parent for parent in one.guardians if parent.name.key not in known)
    if differ:
        _tell(problems, "rows_differ", one, old)
    else:
        problems.add("pupil_combined", replace(one.source, cell=""), sheet=old.source.sheet)
    # The fuller form of the name, and the one that was typed with the letter yo.
    name = max((old.name, one.name), key=lambda own: (len(own.full), own.full.lower().count(_YO)))
    return replace(old, name=name, **values)


def _tell(problems: Problems, code: str, one: Pupil, other: Pupil) -> None:
    problems.add(
        code,
        one.source,
        name=one.name.full,
        what=one.name.full,
        number=one.file_number,
        other=other.name.full,
        class_name=one.class_name,
        other_class=other.class_name,
        cell=other.source.cell,
        sheet=other.source.sheet,
        file=other.source.file,
    )

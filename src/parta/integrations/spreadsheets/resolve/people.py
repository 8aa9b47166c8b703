"""Who is meant: teachers by the words of a cell, pupils by name in a class, parents across children."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from parta.kernel.text import normal

from ..dataset import Dataset, Employee, Movement, Pupil
from ..problems import Problems, Source
from ..values.classes import class_key
from ..values.people import PersonName, name_key, person_name
from .links import Departed, GuardianLink


class Staff:
    """The staff, searched by what is written in cells."""

    def __init__(self, staff: Iterable[Employee], problems: Problems, standing: Mapping[str, Employee]) -> None:
        """`standing` are those whom the school has and the files do not bring."""
        self._problems = problems
        self.by_key: dict[str, Employee] = {**{one.key: one for one in staff}, **standing}
        self._by_last: dict[str, list[str]] = defaultdict(list)
        for key, one in self.by_key.items():
            self._by_last[name_key(one.name.last)].append(key)
        self._told: set[str] = set()

    def find(self, words: str, source: Source, hint: Iterable[str] = (), *, where: str = "") -> str | None:
        """Give the key of the employee whom the words mean; None with a problem when nobody or several fit.

        `hint` are the keys that the load names for the same lesson: they decide between namesakes, which is noted.
        """
        if not words:
            return None
        if not self.by_key:
            self._problems.add("staff_absent", Source(source.file, source.sheet))
            return None
        if vacant(words):
            self._problems.add("vacancy", source, where=where)
            return None
        mention = person_name(words)
        near = self._by_last.get(name_key(mention.last), ()) if mention else ()
        found = [key for key in near if mention and mention.fits(self.by_key[key].name)]
        if len(found) == 1:
            return found[0]
        if not found:
            self._once("teacher_unknown", words, source, similar=self._similar(mention))
            return None
        hinted = [key for key in found if key in set(hint)]
        if len(hinted) == 1:
            name = self.by_key[hinted[0]].name.full
            self._once("teacher_by_load", f"{words}|{hinted[0]}|{where}", source, words=words, name=name, where=where)
            return hinted[0]
        self._once(
            "teacher_ambiguous",
            f"{words}|{where}",
            source,
            words=words,
            names=[self.by_key[key].name.full for key in found],
            where=where,
        )
        return None

    def _once(self, code: str, mark: str, source: Source, **params: object) -> None:
        if f"{code}|{mark}" not in self._told:
            self._told.add(f"{code}|{mark}")
            params.setdefault("words", mark)
            self._problems.add(code, source, **params)

    def _similar(self, mention: PersonName | None) -> list[str]:
        if mention is None:
            return []
        key = name_key(mention.last)
        near = [one for last, people in self._by_last.items() if _close(last, key) for one in people]
        return [self.by_key[one].name.full for one in near[:3]]

    def name(self, key: str | None) -> str:
        """Give the short name of an employee."""
        return self.by_key[key].name.short if key in self.by_key else ""


def vacant(words: str) -> bool:
    """Tell whether a cell says that nobody teaches: «вакансия»."""
    return bool(re.match(r"(вакан|нет учител|не назнач)", normal(words)))


def _close(one: str, other: str) -> bool:
    """Tell whether two surnames differ by one letter or by an ending."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


class Pupils:
    """The pupils, searched by name within a class; the departed ones of the movement too."""

    def __init__(self, ds: Dataset, problems: Problems, standing: Iterable[tuple[str, Pupil]]) -> None:
        """`standing` are those whom the school has and the files do not bring."""
        self._problems = problems
        self.listed = bool(ds.pupils)
        self.of_class: dict[str, list[tuple[str, Pupil]]] = defaultdict(list)
        self._by_name: dict[str, list[Pupil]] = defaultdict(list)
        self._exact: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, one in [*((one.key, one) for one in ds.pupils), *standing]:
            self.of_class[class_key(one.class_name)].append((key, one))
            self._by_name[one.name.key].append(one)
            self._exact[class_key(one.class_name), one.name.key].append(key)
        self.departed = _departed(ds, self._by_name, problems)
        self._gone: dict[str, list[Departed]] = defaultdict(list)
        for gone in self.departed:
            self._gone[gone.name.key].append(gone)

    def find(self, words: str, class_name: str, source: Source, *, where: str) -> tuple[str | None, bool]:
        """Give (key, departed) of the pupil of the class whom the words mean; None with a problem otherwise."""
        key, place = name_key(" ".join(words.split())), class_key(class_name)
        found = self._exact.get((place, key), [])
        mention = None
        if not found:
            mention = person_name(words)
            if mention:
                found = self._exact.get((place, mention.key), []) or [
                    own for own, one in self.of_class.get(place, ()) if mention.fits(one.name)
                ]
        if len(found) == 1:
            return found[0], False
        if len(found) > 1:
            self._problems.add("pupil_ambiguous", source, name=words, class_name=class_name, where=where)
            return None, False
        gone = [
            one
            for one in self._gone.get(key, []) + (self._gone.get(mention.key, []) if mention else [])
            if class_key(one.class_name) in (place, "")
        ]
        if gone:
            self._problems.add(
                "pupil_departed",
                source,
                name=gone[0].name.full,
                class_name=class_name,
                date=gone[0].left.strftime("%d.%m.%Y"),
                where=where,
            )
            return gone[0].key, True
        elsewhere = self._by_name.get(key, []) or (self._by_name.get(mention.key, []) if mention else [])
        if elsewhere:
            self._problems.add(
                "pupil_not_in_class",
                source,
                name=words,
                class_name=class_name,
                other_class=elsewhere[0].class_name,
                where=where,
            )
        elif self._by_name:
            self._problems.add("pupil_unknown", source, name=words, class_name=class_name, where=where)
        return None, False


def _departed(ds: Dataset, by_name: dict[str, list[Pupil]], problems: Problems) -> tuple[Departed, ...]:
    gone: list[Departed] = []
    brought = set(map(id, ds.pupils))
    moves: dict[str, list[Movement]] = defaultdict(list)
    for move in ds.movements:
        moves[move.name.key].append(move)
    for move in ds.movements:
        listed = [
            one
            for one in by_name.get(move.name.key, ())
            if move.kind != "left" or id(one) in brought
            if move.birth_date is None or one.birth_date in (None, move.birth_date)
        ]
        later = [other for other in moves[move.name.key] if other.date > move.date and other.kind != move.kind]
        if move.kind == "left" and not later:
            if listed and any(
                class_key(one.class_name) == class_key(move.class_name) or not move.class_name for one in listed
            ):
                problems.add(
                    "departed_still_listed",
                    move.source,
                    name=move.name.full,
                    class_name=move.class_name,
                    date=move.date.strftime("%d.%m.%Y"),
                    cell=listed[0].source.cell,
                )
                continue
            birth = move.birth_date.isoformat() if move.birth_date else ""
            gone.append(
                Departed(
                    f"{move.name.key} {birth}".strip(),
                    move.name,
                    move.class_name,
                    move.birth_date,
                    move.date,
                    move.source,
                )
            )
        elif move.kind == "arrived" and not later and by_name and not listed:
            problems.add(
                "arrived_not_listed",
                move.source,
                name=move.name.full,
                class_name=move.class_name,
                date=move.date.strftime("%d.%m.%Y"),
            )
    return tuple(gone)


def guardians(ds: Dataset, staff: Staff, problems: Problems) -> tuple[GuardianLink, ...]:
    """Join the records of parents into persons: the same name and phone is the same person."""
    children: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    first: dict[tuple[str, str], GuardianLink] = {}
    phones: dict[str, set[str]] = defaultdict(set)
    for pupil in ds.pupils:
        for one in pupil.guardians:
            # Without a phone nothing tells namesakes apart: such a parent is one child's only.
            key = one.key if one.phone else (one.name.key, pupil.key)
            if all(child != pupil.key for child, _, _ in children[key]):
                children[key].append((pupil.key, one.relation, one.document))
            phones[one.name.key].add(one.phone)
            known = first.get(key)
            if known is None or (not known.email and one.email):
                first[key] = GuardianLink(key, one.name, one.phone, one.email, (), None, one.source, one.emptied)
    by_name: dict[str, list[str]] = defaultdict(list)
    for own, employee in staff.by_key.items():
        by_name[employee.name.key].append(own)
    found = []
    for key, link in first.items():
        employee_key = None
        for own in by_name.get(link.name.key, ()):
            employee = staff.by_key[own]
            if (link.phone and link.phone == employee.phone) or (link.email and link.email == employee.email):
                employee_key = own
                problems.add("employee_is_guardian", link.source, name=link.name.full)
        if len(phones[link.name.key]) > 1:
            problems.add(
                "guardian_phones_differ",
                link.source,
                name=link.name.full,
                phones=sorted(phone or "нет" for phone in phones[link.name.key]),
            )
        found.append(replace(link, children=tuple(children[key]), employee=employee_key))
    return tuple(found)

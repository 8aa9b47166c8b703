"""The classes of the institution, under one spelling each, with homeroom teachers and terms."""

from collections import defaultdict
from itertools import pairwise

from ..dataset import Dataset, Group, is_school_class
from ..problems import Problems, Source
from ..values.classes import class_key, class_name, grade_of, letter_of
from .links import ClassLink
from .people import Staff
from .standing import NOTHING, Standing


class Classes:
    """The register of classes: the list of pupils, of groups and the plan make it up, beside those of the school."""

    def __init__(self, ds: Dataset, staff: Staff, problems: Problems, standing: Standing = NOTHING) -> None:
        self._problems = problems
        self.standing = {class_key(name): name for name in standing.classes}
        self._told: set[tuple[str, str, str]] = set()
        self.names: dict[str, str] = {}
        places: dict[str, Source] = {}
        with_pupils = set()
        for group in ds.groups:
            self.names.setdefault(class_key(group.name), group.name)
            places.setdefault(class_key(group.name), group.source)
        for pupil in ds.pupils:
            self.names.setdefault(class_key(pupil.class_name), pupil.class_name)
            places.setdefault(class_key(pupil.class_name), pupil.source)
            with_pupils.add(class_key(pupil.class_name))
        listed = bool(self.names or self.standing)
        self._by_grade: dict[int, list[str]] = defaultdict(list)
        planned = [(line.class_name, line.source) for line in ds.curriculum if not line.class_name.isdigit()]
        planned += [(name, line.source) for line in ds.programmes for name, _ in line.groups]
        if not listed and not planned:
            planned = [(line.class_name, line.source) for line in ds.load] + [
                (entry.class_name, entry.source) for entry in ds.timetable
            ]
        for name, source in planned:
            key = class_key(name)
            if key not in self.names and (key in self.standing or self._alone(name)):
                continue
            if key not in self.names and (listed and not self.standing and not ds.pupils):
                self._problems.add("class_unknown", source, class_name=name)
            self.names.setdefault(key, name)
            places.setdefault(key, source)
        self._check_new(places)
        own = set(self.names)
        self.names |= {key: name for key, name in self.standing.items() if key not in own}
        for key, name in self.names.items():
            if grade := grade_of(name):
                self._by_grade[grade].append(key)
        self._check_letters(places)
        if ds.pupils:
            for key in self.names:
                if key in own and key not in with_pupils:
                    problems.add("class_without_pupils", places[key], class_name=self.names[key])
        self.links = tuple(self._links(ds, staff, places))

    def known(self, name: str, source: Source) -> str | None:
        """Give the class's spelling; an unknown one is a problem, told once for every sheet."""
        shown = self.names.get(class_key(name))
        if shown is None and (only := self._alone(name)):
            self._problems.add("class_by_grade", Source(source.file, source.sheet), said=name, taken=self.names[only])
            shown = self.names[only]
        mark = (class_key(name), source.file, source.sheet)
        if shown is None and self.names and mark not in self._told:
            self._told.add(mark)
            self._problems.add("class_unknown", source, class_name=name)
        return shown if self.names else name

    def _alone(self, name: str) -> str | None:
        """Give the only class of the grade, where one of the two spellings has no letter: «5» and «5А»."""
        grade = grade_of(name)
        known = {**self.standing, **self.names}
        keys = [key for key, shown in known.items() if grade and grade_of(shown) == grade]
        if len(keys) != 1 or (letter_of(name) and letter_of(known[keys[0]])):
            return None
        return keys[0]

    def _check_new(self, places: dict[str, Source]) -> None:
        """Warn of a class that the school does not have while it has others of the grade: a slip makes such a one."""
        for key, name in self.names.items():
            grade = grade_of(name)
            others = [one for one in self.standing.values() if grade and grade_of(one) == grade]
            if others and key not in self.standing:
                # The record's place is its row: the cell of the class is not known, so none is offered to be corrected.
                place = places[key]
                where = Source(place.file, place.sheet)
                self._problems.add("class_new", where, class_name=name, others=others, row=place.cell)

    def _check_letters(self, places: dict[str, Source]) -> None:
        for keys in self._by_grade.values():
            bare = [key for key in keys if not letter_of(self.names[key])]
            if bare and len(keys) > 1 and bare[0] in places:
                others = [self.names[key] for key in keys if key not in bare]
                self._problems.add(
                    "class_letter_missing", places.get(bare[0]), class_name=self.names[bare[0]], others=others
                )

    def of_scope(self, grades: tuple[int, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
        """Give the classes that a scope names."""
        keys = {class_key(one) for one in classes}
        return tuple(name for key, name in self.names.items() if key in keys or grade_of(name) in grades)

    def _links(self, ds: Dataset, staff: Staff, places: dict[str, Source]) -> list[ClassLink]:
        heads: dict[str, list[tuple[str, Source]]] = defaultdict(list)
        for employee in ds.staff:
            for name in employee.homeroom:
                if shown := self.known(name, employee.source):
                    heads[class_key(shown)].append((employee.key, employee.source))
        groups: dict[str, Group] = {group.key: group for group in ds.groups}
        sizes: dict[str, int] = defaultdict(int)
        for pupil in ds.pupils:
            sizes[class_key(pupil.class_name)] += 1
        for group in ds.groups:
            found = staff.find(group.head, group.source, where=f"куратор {group.name}") if group.head else None
            if found and all(found != key for key, _ in heads[group.key]):
                heads[group.key].append((found, group.source))
            if group.size is not None and ds.pupils and group.size != sizes[group.key]:
                self._problems.add(
                    "class_size_differs", group.source, class_name=group.name, said=group.size, listed=sizes[group.key]
                )
        links = []
        for key, name in self.names.items():
            own = heads.get(key, [])
            if len(own) > 1:
                self._problems.add(
                    "homeroom_repeated", own[1][1], class_name=name, names=[staff.name(one) for one, _ in own]
                )
            if not own and heads and key in places:
                self._problems.add("homeroom_absent", places.get(key), class_name=name)
            at = groups.get(key, Group(name))
            code = (
                at.programme_code
                or next((one.programme_code for one in ds.pupils if class_key(one.class_name) == key), "")
                if not is_school_class(name)
                else at.programme_code
            )
            links.append(
                ClassLink(
                    name,
                    grade_of(name),
                    letter_of(name),
                    own[0][0] if len(own) == 1 else None,
                    code,
                    at.programme,
                    at.study_year,
                    at.form,
                    at.room,
                    key not in places,
                    places.get(key, Source("")),
                )
            )
        return links


def check_terms(ds: Dataset, classes: Classes, problems: Problems) -> None:
    """Check that terms of one kind do not overlap within a class, and that every class has some."""
    if not ds.terms:
        if (ds.timetable or ds.marks) and not classes.standing:
            problems.add("terms_missing")
        return
    told = set()
    for name in classes.names.values():
        own = sorted((term for term in ds.terms if term.scope.covers(name)), key=lambda term: (term.kind, term.starts))
        if not own:
            problems.add("class_without_terms", ds.terms[0].source, class_name=name)
        for one, following in pairwise(own):
            if (
                one.kind == following.kind
                and following.starts <= one.ends
                and (one.source, following.source) not in told
            ):
                told.add((one.source, following.source))
                problems.add(
                    "terms_overlap", following.source, name=following.name, other=one.name, cell=one.source.cell
                )


__all__ = ["Classes", "check_terms", "class_name"]

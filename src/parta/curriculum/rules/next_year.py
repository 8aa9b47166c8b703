"""What of one year goes on in the next one: classes a grade higher, subjects of that grade, teachers who stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parta.kernel.text import cyrillic, normal
from parta.school.enums import LAST_GRADE, ClassKind

_PRIMARY_ENDS, _BASIC_ENDS = 4, 9
_LONGEST_PROGRAMME = 4
"""Years that the programmes of most colleges last at most."""


@dataclass(frozen=True, slots=True)
class OpenClass:
    """A class of the year that ends."""

    id: int
    kind: ClassKind
    name: str
    grade: int
    letter: str = ""
    programme: str = ""


def next_name(one: OpenClass) -> str:
    """Give what a class is called a year later: «5А» is «6А», a group keeps its name; nothing where nobody goes on."""
    if one.grade >= LAST_GRADE[one.kind]:
        return ""
    if one.kind is ClassKind.GROUP:
        return one.name
    return f"{one.grade + 1}{one.letter}"


def goes_on(one: OpenClass) -> bool:
    """Tell whether a class goes on as it is: after grade 9 classes are gathered anew, the last finish."""
    if one.kind is ClassKind.CLASS and one.grade == _BASIC_ENDS:
        return False
    if one.kind is ClassKind.GROUP and one.grade >= _LONGEST_PROGRAMME:
        return False
    return bool(next_name(one))


def keeps_leader(one: OpenClass) -> bool:
    """Tell whether who leads a class goes on with it: out of grade 4 a class goes to another homeroom teacher."""
    return one.kind is ClassKind.GROUP or one.grade != _PRIMARY_ENDS


def heirs_of(classes: Iterable[OpenClass], later: Iterable[OpenClass], *, years: int) -> dict[int, int]:
    """Give what classes of a year are some years later, by id; those that did not go on as they were are not there."""
    named = {(one.kind, one.grade, normal(cyrillic(one.name))): one.id for one in later}
    found = {}
    for one in classes:
        now: OpenClass | None = one
        for _ in range(years):
            now = replace(now, name=next_name(now), grade=now.grade + 1) if now and goes_on(now) else None
        heir = named.get((now.kind, now.grade, normal(cyrillic(now.name)))) if now else None
        if heir is not None:
            found[one.id] = heir
    return found


def model_of(one: OpenClass, becomes: str, classes: Sequence[OpenClass]) -> OpenClass | None:
    """Give the class whose subjects of today a class has next year: of that name, else of that grade and programme."""
    ahead = [
        other
        for other in classes
        if other.grade == one.grade + 1 and other.kind is one.kind and other.programme == one.programme
    ]
    named = [other for other in ahead if other.name.casefold() == becomes.casefold()]
    return next(iter(named or ahead), None)


@dataclass(frozen=True, slots=True)
class Taught:
    """A journal of this year: of which subject, to which part of the class (0: the whole), who teaches it."""

    id: int
    subject: int
    group: int = 0
    hours: Decimal | None = None
    teachers: tuple[int, ...] = ()
    marks: bool = True
    title: str = ""


@dataclass(frozen=True, slots=True)
class NextCourse:
    """A journal of the next year: made after `like`; nobody teaches it yet where `teachers` are none."""

    subject: int
    like: Taught | None
    hours: Decimal | None
    teachers: tuple[int, ...]


def next_courses(
    subjects: Mapping[int, Decimal | None], *, own: Iterable[Taught], model: Iterable[Taught]
) -> list[NextCourse]:
    """Give the journals of a class for the subjects of its next grade with their hours.

    A subject that goes on keeps its subgroups and its teachers; a new one is divided and taught as in the class that
    has it now. Hours are those of the curriculum; a journal of a part keeps its own where the curriculum says nothing.
    """
    by_subject: dict[int, list[Taught]] = {}
    ahead: dict[int, list[Taught]] = {}
    for found, rows in ((by_subject, own), (ahead, model)):
        for one in rows:
            found.setdefault(one.subject, []).append(one)
    made = []
    for subject, hours in subjects.items():
        like = by_subject.get(subject) or ahead.get(subject)
        if not like:
            made.append(NextCourse(subject, None, hours, ()))
            continue
        made += [NextCourse(subject, one, hours if hours is not None else one.hours, one.teachers) for one in like]
    return made

"""What is taught: plans, load, subgroups, practice."""

import datetime as dt
from dataclasses import dataclass

from ..problems import NOWHERE, Source
from ..values.classes import Scope, class_key
from ..values.people import name_key


def subgroup_key(text: str) -> str:
    """Give the form by which subgroups are compared: «1 гр.», «1 п/гр.», «1 подгруппа» are one."""
    words = name_key(text)
    for noise in ("подгруппа", "подгр", "п/гр", "п/г", "группа", "гр", "профиль", ".", " "):
        words = words.replace(noise, "")
    return (
        ""
        if words in ("-", "–", "—", "всякласс", "весьласс", "весь", "вся", "нет", "веськласс")
        else words.removesuffix("-я").removesuffix("-ая")
    )


@dataclass(frozen=True, slots=True)
class CurriculumLine:
    """Weekly hours of a subject in a class; a bare grade as class («5») means every class of the grade."""

    class_name: str
    subject: str
    hours: float
    profile: str = ""
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, str, str]:
        """Class, subject, profile."""
        return (class_key(self.class_name), name_key(self.subject), name_key(self.profile))


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A line of a college's plan: an index is unique within its programme only."""

    programme_code: str
    programme: str
    form: str
    groups: tuple[tuple[str, int | None], ...]
    index: str
    subject: str
    total: float | None = None
    semesters: tuple[tuple[int, float], ...] = ()
    session_hours: float | None = None
    exams: tuple[int, ...] = ()
    graded_credits: tuple[int, ...] = ()
    credits: tuple[int, ...] = ()
    control: str = ""
    source: Source = NOWHERE
    qualifying: tuple[int, ...] = ()
    projects: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Programme, form, index, name."""
        return (self.programme_code, self.form, name_key(self.index), name_key(self.subject))


@dataclass(frozen=True, slots=True)
class ExtraCourse:
    """A course of extracurricular activity."""

    name: str
    direction: str
    scope: Scope
    weekly: float | None
    yearly: float | None
    teacher: str
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, str]:
        """Name and classes."""
        return (name_key(self.name), name_key(self.scope.words))


@dataclass(frozen=True, slots=True)
class HomePlanLine:
    """A line of the individual plan of a pupil taught at home."""

    pupil: str
    class_name: str
    subject: str
    hours: float
    teacher: str
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, str, str]:
        """Class, pupil, subject."""
        return (class_key(self.class_name), name_key(self.pupil), name_key(self.subject))


@dataclass(frozen=True, slots=True)
class LoadLine:
    """Who teaches what to whom; an empty subgroup is the whole class."""

    teacher: str
    subject: str
    class_name: str
    subgroup: str = ""
    weekly: float | None = None
    term_hours: float | None = None
    index: str = ""
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, ...]:
        """Class, index, subject, subgroup, teacher."""
        return (
            class_key(self.class_name),
            name_key(self.index),
            name_key(self.subject),
            subgroup_key(self.subgroup),
            name_key(self.teacher),
        )


@dataclass(frozen=True, slots=True)
class SubgroupMember:
    """A pupil of a subgroup."""

    class_name: str
    subject: str
    subgroup: str
    teacher: str
    pupil: str
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, ...]:
        """Class, subject, subgroup, pupil."""
        return (class_key(self.class_name), name_key(self.subject), subgroup_key(self.subgroup), name_key(self.pupil))


@dataclass(frozen=True, slots=True)
class OtherLoad:
    """Clubs, home schooling, extended-day groups."""

    teacher: str
    kind: str
    course: str
    scope: Scope
    pupil: str
    hours: float | None
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, ...]:
        """Kind, course, classes, teacher."""
        return (name_key(self.kind), name_key(self.course), name_key(self.scope.words), name_key(self.teacher))


@dataclass(frozen=True, slots=True)
class Practice:
    """A block of practice of a group."""

    group: str
    index: str
    name: str
    kind: str
    starts: dt.date
    ends: dt.date
    hours: float | None = None
    place: str = ""
    leader: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """Group, index, name, first day."""
        return (class_key(self.group), name_key(self.index), name_key(self.name), self.starts)

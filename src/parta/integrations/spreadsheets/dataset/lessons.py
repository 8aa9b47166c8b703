"""When it is taught and what was held: timetable, thematic plans, substitutions, marks."""

import datetime as dt
from dataclasses import dataclass

from ..problems import NOWHERE, Source
from ..values.classes import Scope, class_key
from ..values.people import name_key
from .study import subgroup_key

ODD, EVEN = "odd", "even"


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """One lesson of the weekly timetable; `parity` is odd (числитель), even or empty for every week."""

    class_name: str
    weekday: int
    number: int
    subject: str
    parity: str = ""
    subgroup: str = ""
    teacher: str = ""
    room: str = ""
    index: str = ""
    valid_from: dt.date | None = None
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Class, day, number, week, subject, subgroup."""
        return (
            class_key(self.class_name),
            self.weekday,
            self.number,
            self.parity,
            self.valid_from,
            name_key(self.subject),
            subgroup_key(self.subgroup),
        )


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of a list by day and time: `kind` is extracurricular, elective, consultation, home or extended_day."""

    kind: str
    name: str
    weekdays: tuple[int, ...]
    starts: dt.time | None
    ends: dt.time | None
    scope: Scope
    pupil: str
    teacher: str
    place: str
    source: Source = NOWHERE
    marks: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, name, days, time, pupil."""
        return (
            self.kind,
            name_key(self.name),
            self.weekdays,
            self.starts,
            name_key(self.pupil),
            name_key(self.scope.words),
        )


@dataclass(frozen=True, slots=True)
class DatedLesson:
    """A lesson that the files give by date: a session of a part-time group."""

    date: dt.date
    number: int
    class_name: str
    index: str
    subject: str
    subgroup: str
    teacher: str
    room: str
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Date, number, group, subgroup."""
        return (self.date, self.number, class_key(self.class_name), subgroup_key(self.subgroup))


@dataclass(frozen=True, slots=True)
class SingleLesson:
    """A lesson on a day of its own beside the weekly timetable, by a number or by the clock.

    `class_name`: the words of the cell; a journal of several classes is named by the words of its group.
    """

    date: dt.date
    number: int | None
    starts: dt.time | None
    ends: dt.time | None
    class_name: str
    subject: str
    subgroup: str
    teacher: str
    room: str
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Date, number, beginning, class, subject, subgroup."""
        return (
            self.date, self.number, self.starts, name_key(self.class_name), name_key(self.subject),
            subgroup_key(self.subgroup),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short word of the timetable and what it stands for."""

    short: str
    full: str
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a calendar-thematic plan."""

    number: int
    section: str
    topic: str
    hours: float
    kind: str = ""
    control: str = ""
    homework: str = ""
    date: dt.date | None = None
    source: Source = NOWHERE
    resources: str = ""
    emptied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """A calendar-thematic plan (КТП) with its lines."""

    title: str
    subject: str
    index: str
    grade: int | None
    classes: tuple[str, ...]
    teachers: tuple[str, ...]
    hours: float | None
    lines: tuple[PlanLine, ...]
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Index, subject, grade, classes; the file too, since parallel plans differ by teacher."""
        return (
            name_key(self.index),
            name_key(self.subject),
            self.grade,
            self.classes,
            self.source.file,
            self.source.sheet,
            self.source.cell,
        )


@dataclass(frozen=True, slots=True)
class Substitution:
    """A line of the register of substitutions: `kind` is other_teacher, other_subject, joined or cancelled."""

    date: dt.date
    number: int
    class_name: str
    subgroup: str
    subject: str
    absent: str
    reason: str
    substitute: str
    held_subject: str
    kind: str
    words: str = ""
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Date, number, class, subgroup, subject."""
        return (self.date, self.number, class_key(self.class_name), subgroup_key(self.subgroup), name_key(self.subject))


@dataclass(frozen=True, slots=True)
class MarkLesson:
    """A column of a sheet of marks; `ordinal` tells lessons of one date apart."""

    date: dt.date
    ordinal: int
    number: int | None = None
    topic: str = ""
    homework: str = ""
    work: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class MarkCell:
    """A filled cell: the position of its lesson, the raw text, its address."""

    lesson: int
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A pupil's row of a sheet of marks; `results` are the term columns as (column title, raw text, address)."""

    number: int | None
    name: str
    cells: tuple[MarkCell, ...]
    results: tuple[tuple[str, str, str], ...]
    note: str
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """One journal page of another system: a class, a subject, a subgroup, a teacher and the marks."""

    class_name: str
    subject: str
    subgroup: str
    teacher: str
    term: str
    lessons: tuple[MarkLesson, ...]
    rows: tuple[MarkRow, ...]
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[str, ...]:
        """Class, subject, subgroup, term."""
        return (class_key(self.class_name), name_key(self.subject), subgroup_key(self.subgroup), name_key(self.term))

"""What the records mean together: keys of classes, people, courses and lessons that belong to each other."""

import datetime as dt
from dataclasses import dataclass, field

from ..dataset import (
    Activity,
    Dataset,
    DatedLesson,
    LessonPlan,
    MarkRow,
    MarkSheet,
    Practice,
    SingleLesson,
    Substitution,
)
from ..problems import NOWHERE, Source
from ..values.people import PersonName

CourseKey = tuple[str, str, str, str]
"""Class, index, subject and subgroup in their normal forms."""


@dataclass(frozen=True, slots=True)
class ClassLink:
    """A class or a group, with its homeroom teacher; a `standing` one is the school's, the files do not list it."""

    name: str
    grade: int | None
    letter: str
    homeroom: str | None = None
    programme_code: str = ""
    programme: str = ""
    study_year: int | None = None
    form: str = ""
    room: str = ""
    standing: bool = False
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class GuardianLink:
    """A legal representative as one person: `children` are (pupil key, relation, document)."""

    key: tuple[str, str]
    name: PersonName
    phone: str
    email: str
    children: tuple[tuple[str, str, str], ...]
    employee: str | None = None
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Departed:
    """A pupil who left this year and is not on the list any more."""

    key: str
    name: PersonName
    class_name: str
    birth_date: dt.date | None
    left: dt.date
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class CourseLink:
    """A journal: `kind` is lesson, homeroom, extracurricular; `pupils` is None for the whole class.

    `unsure` tells that words of a teacher named nobody; `standing` is the row of a journal that the school has and
    the files only refer to.
    """

    key: CourseKey
    class_name: str
    subject: str
    subgroup: str = ""
    index: str = ""
    profile: str = ""
    kind: str = "lesson"
    teachers: tuple[str, ...] = ()
    weekly: float | None = None
    term_hours: float | None = None
    planned: float | None = None
    pupils: tuple[str, ...] | None = None
    source: Source = NOWHERE
    unsure: bool = False
    standing: int | None = None


@dataclass(frozen=True, slots=True)
class LessonLink:
    """A lesson of the weekly timetable: its course and its teacher."""

    course: CourseKey
    class_name: str
    weekday: int
    number: int
    parity: str
    teacher: str | None
    room: str
    valid_from: dt.date | None
    source: Source


@dataclass(frozen=True, slots=True)
class DatedLink:
    """A lesson given by date, with its course and teacher."""

    lesson: DatedLesson
    course: CourseKey
    teacher: str | None


@dataclass(frozen=True, slots=True)
class SingleLink:
    """A lesson on a day of its own, with its teacher."""

    lesson: SingleLesson
    teacher: str | None


@dataclass(frozen=True, slots=True)
class SubstitutionLink:
    """A substitution with its course, the absent and the substituting employee and the subject held."""

    record: Substitution
    course: CourseKey | None
    absent: str | None
    substitute: str | None
    held_subject: str


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A calendar-thematic plan with the courses it is for."""

    plan: LessonPlan
    subject: str
    courses: tuple[CourseKey, ...]
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkRowLink:
    """A row of marks with its pupil's key; `departed` tells that the key is of a departed pupil."""

    row: MarkRow
    pupil: str | None
    departed: bool = False


@dataclass(frozen=True, slots=True)
class MarkSheetLink:
    """A page of marks with its course, teacher, term (kind, number) and rows."""

    sheet: MarkSheet
    course: CourseKey | None
    teacher: str | None
    term: tuple[str, int] | None
    rows: tuple[MarkRowLink, ...]


@dataclass(frozen=True, slots=True)
class ActivityLink:
    """An activity by time with its teacher, its classes and, at home, its pupil."""

    activity: Activity
    teacher: str | None
    classes: tuple[str, ...]
    pupil: str | None


@dataclass(frozen=True, slots=True)
class PracticeLink:
    """A block of practice with its leader."""

    practice: Practice
    class_name: str
    leader: str | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The dataset without repeated rows, and every link between its records."""

    dataset: Dataset
    classes: tuple[ClassLink, ...] = ()
    guardians: tuple[GuardianLink, ...] = ()
    departed: tuple[Departed, ...] = ()
    subjects: tuple[str, ...] = ()
    courses: tuple[CourseLink, ...] = ()
    lessons: tuple[LessonLink, ...] = ()
    dated: tuple[DatedLink, ...] = ()
    singles: tuple[SingleLink, ...] = ()
    activities: tuple[ActivityLink, ...] = ()
    practices: tuple[PracticeLink, ...] = ()
    substitutions: tuple[SubstitutionLink, ...] = ()
    plans: tuple[PlanLink, ...] = ()
    marks: tuple[MarkSheetLink, ...] = ()
    home: tuple[tuple[str, str, float, str | None], ...] = field(default=())
    """Home schooling: (pupil key, subject, weekly hours, teacher key)."""

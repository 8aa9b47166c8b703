"""What an office's spreadsheets say, as plain records; every record knows its cell and its natural key."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from .problems import Source
from .values.classes import Scope, class_key, grade_of
from .values.people import PersonName, name_key

ODD, EVEN = "odd", "even"


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """The card of the institution; `lines` keeps every line as it was written."""

    full_name: str = ""
    short_name: str = ""
    founder: str = ""
    director: str = ""
    region: str = ""
    locality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    time_zone: str = ""
    utc_offset: int | None = None
    year: int | None = None
    regime: str = ""
    periods: str = ""
    language: str = ""
    marking: str = ""
    journal_admin: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class Term:
    """A term: `kind` is quarter, trimester, half_year, semester, module or year."""

    kind: str
    number: int
    name: str
    scope: Scope
    starts: dt.date
    ends: dt.date
    note: str = ""
    first_week: str = ""
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, number and whom it is for."""
        return (self.kind, self.number, self.scope.grades, self.scope.classes)


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """Days that differ: `kind` is vacation, holiday, day_off, working_day, follows_weekday, exams or session."""

    kind: str
    name: str
    scope: Scope
    starts: dt.date
    ends: dt.date
    note: str = ""
    follows_weekday: int | None = None
    instead_of: dt.date | None = None
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, first day and whom it is for."""
        return (self.kind, self.starts, self.scope.grades, self.scope.classes)


@dataclass(frozen=True, slots=True)
class BellPeriod:
    """One lesson or one pair of two hours."""

    number: int
    starts: dt.time
    ends: dt.time
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    break_minutes: int | None = None
    source: Source = Source("")


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """Bells with the weekdays, classes and dates that their title names; nothing named means all."""

    title: str
    unit: str
    weekdays: tuple[int, ...]
    scope: Scope
    starts: dt.date | None
    ends: dt.date | None
    periods: tuple[BellPeriod, ...]
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Weekdays, classes and first day."""
        return (self.weekdays, self.scope.grades, self.scope.classes, self.starts)


@dataclass(frozen=True, slots=True)
class Room:
    """A room; its number may be words."""

    number: str
    name: str = ""
    capacity: int | None = None
    kind: str = ""
    responsible: str = ""
    building: str = ""
    source: Source = Source("")

    @property
    def key(self) -> str:
        """The number in lower case."""
        return name_key(self.number)


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
    courses: str = ""
    phone: str = ""
    email: str = ""
    order_number: str = ""
    order_date: dt.date | None = None
    homeroom: tuple[str, ...] = ()
    sex: str = ""
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, day, class and name."""
        return (self.kind, self.date, class_key(self.class_name), self.name.key)


@dataclass(frozen=True, slots=True)
class CurriculumLine:
    """Weekly hours of a subject in a class; a bare grade as class («5») means every class of the grade."""

    class_name: str
    subject: str
    hours: float
    profile: str = ""
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

    @property
    def key(self) -> tuple[str, ...]:
        """Class, index, subject, subgroup, teacher."""
        return (class_key(self.class_name), name_key(self.index), name_key(self.subject), subgroup_key(self.subgroup), name_key(self.teacher))


@dataclass(frozen=True, slots=True)
class SubgroupMember:
    """A pupil of a subgroup."""

    class_name: str
    subject: str
    subgroup: str
    teacher: str
    pupil: str
    source: Source = Source("")

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
    source: Source = Source("")

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
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Group, index, name, first day."""
        return (class_key(self.group), name_key(self.index), name_key(self.name), self.starts)


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
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Class, day, number, week, subject, subgroup."""
        return (class_key(self.class_name), self.weekday, self.number, self.parity, self.valid_from, name_key(self.subject), subgroup_key(self.subgroup))


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of a list by day and time: `kind` is extracurricular, home or extended_day."""

    kind: str
    name: str
    weekdays: tuple[int, ...]
    starts: dt.time | None
    ends: dt.time | None
    scope: Scope
    pupil: str
    teacher: str
    place: str
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, name, days, time, pupil."""
        return (self.kind, name_key(self.name), self.weekdays, self.starts, name_key(self.pupil), name_key(self.scope.words))


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
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Date, number, group, subgroup."""
        return (self.date, self.number, class_key(self.class_name), subgroup_key(self.subgroup))


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short word of the timetable and what it stands for."""

    short: str
    full: str
    source: Source = Source("")


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
    source: Source = Source("")


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
    source: Source = Source("")

    @property
    def key(self) -> tuple[object, ...]:
        """Index, subject, grade, classes; the file too, since parallel plans differ by teacher."""
        return (name_key(self.index), name_key(self.subject), self.grade, self.classes, self.source.file, self.source.sheet, self.source.cell)


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
    source: Source = Source("")

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
    source: Source = Source("")


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
    source: Source = Source("")


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
    source: Source = Source("")

    @property
    def key(self) -> tuple[str, ...]:
        """Class, subject, subgroup, term."""
        return (class_key(self.class_name), name_key(self.subject), subgroup_key(self.subgroup), name_key(self.term))


def subgroup_key(text: str) -> str:
    """Give the form by which subgroups are compared: «1 гр.», «1 п/гр.», «1 подгруппа» are one."""
    words = name_key(text)
    for noise in ("подгруппа", "подгр", "п/гр", "п/г", "группа", "гр", "профиль", ".", " "):
        words = words.replace(noise, "")
    return "" if words in ("-", "–", "—", "всякласс", "весьласс", "весь", "вся", "нет", "веськласс") else words.removesuffix("-я").removesuffix("-ая")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that was read from one folder."""

    year: int | None = None
    card: SchoolCard | None = None
    terms: tuple[Term, ...] = ()
    calendar: tuple[CalendarSpan, ...] = ()
    bells: tuple[BellSchedule, ...] = ()
    rooms: tuple[Room, ...] = ()
    staff: tuple[Employee, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    groups: tuple[Group, ...] = ()
    movements: tuple[Movement, ...] = ()
    curriculum: tuple[CurriculumLine, ...] = ()
    programmes: tuple[ProgrammeLine, ...] = ()
    extra_courses: tuple[ExtraCourse, ...] = ()
    home_plans: tuple[HomePlanLine, ...] = ()
    load: tuple[LoadLine, ...] = ()
    subgroups: tuple[SubgroupMember, ...] = ()
    other_load: tuple[OtherLoad, ...] = ()
    practices: tuple[Practice, ...] = ()
    timetable: tuple[TimetableEntry, ...] = ()
    activities: tuple[Activity, ...] = ()
    dated_lessons: tuple[DatedLesson, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    plans: tuple[LessonPlan, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    marks: tuple[MarkSheet, ...] = ()


@dataclass
class Collected:
    """The same, while it is being read."""

    year: int | None = None
    card: SchoolCard | None = None
    records: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, name: str, record: Any) -> None:
        """Keep a record under the name of its field in `Dataset`."""
        self.records.setdefault(name, []).append(record)

    def frozen(self) -> Dataset:
        """Give what was read as a dataset."""
        return Dataset(year=self.year, card=self.card, **{name: tuple(found) for name, found in self.records.items()})


def is_school_class(name: str) -> bool:
    """Tell a school class («7А») from a group of a college."""
    return grade_of(name) is not None

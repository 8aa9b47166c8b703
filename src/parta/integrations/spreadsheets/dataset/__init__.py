"""What an office's spreadsheets say, as plain records; every record knows its cell and its natural key."""

from dataclasses import dataclass, field
from typing import Any

from ..values.classes import grade_of
from .lessons import (
    EVEN,
    ODD,
    Abbreviation,
    Activity,
    DatedLesson,
    LessonPlan,
    MarkCell,
    MarkLesson,
    MarkRow,
    MarkSheet,
    PlanLine,
    SingleLesson,
    Substitution,
    TimetableEntry,
)
from .people import Employee, Group, Guardian, Movement, Pupil
from .study import (
    CurriculumLine,
    ExtraCourse,
    HomePlanLine,
    LoadLine,
    OtherLoad,
    Practice,
    ProgrammeLine,
    SubgroupMember,
    subgroup_key,
)
from .year import BellPeriod, BellSchedule, CalendarSpan, OutOfUse, Room, RoomHours, SchoolCard, Term


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
    single_lessons: tuple[SingleLesson, ...] = ()
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


__all__ = [
    "EVEN",
    "ODD",
    "Abbreviation",
    "Activity",
    "BellPeriod",
    "BellSchedule",
    "CalendarSpan",
    "Collected",
    "CurriculumLine",
    "Dataset",
    "DatedLesson",
    "Employee",
    "ExtraCourse",
    "Group",
    "Guardian",
    "HomePlanLine",
    "LessonPlan",
    "LoadLine",
    "MarkCell",
    "MarkLesson",
    "MarkRow",
    "MarkSheet",
    "Movement",
    "OtherLoad",
    "OutOfUse",
    "PlanLine",
    "Practice",
    "ProgrammeLine",
    "Pupil",
    "Room",
    "RoomHours",
    "SchoolCard",
    "SingleLesson",
    "SubgroupMember",
    "Substitution",
    "Term",
    "TimetableEntry",
    "is_school_class",
    "subgroup_key",
]

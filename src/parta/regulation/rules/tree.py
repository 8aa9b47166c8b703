"""A school's regulation as one frozen tree: every setting has a value, the clause that says so, and a source."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar, get_type_hints

from parta.kernel.decisions import Clause
from parta.regulation.enums import HomeworkDueRule, LatePolicy, Source, Terminology
from parta.regulation.rules import values
from parta.regulation.rules.values import AbsenceLetter, Deadline

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that the school has decided."""

    value: T
    clause: Clause
    source: Source = Source.OWN


@dataclass(frozen=True, slots=True)
class Act:
    """The document: its code among the presets, full title, short title for refusals."""

    code: str
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class MarkSettings:
    """Marks: scales, windows, deadlines."""

    marks_allowed_current: Annotated[Setting[tuple[str, ...]], values.scale]
    marks_allowed_period: Annotated[Setting[tuple[str, ...]], values.scale]
    no_marks_grades: Annotated[Setting[tuple[int, ...]], values.grades]
    period_thresholds: Annotated[Setting[tuple[Decimal, ...]], values.thresholds]
    edit_window_days: Annotated[Setting[int | None], values.days_or_always]
    late_edit_policy: Annotated[Setting[LatePolicy], values.one_of(LatePolicy)]
    new_mark_window_days: Annotated[Setting[int | None], values.days_or_always]
    late_mark_policy: Annotated[Setting[LatePolicy], values.one_of(LatePolicy)]
    work_kind_required: Annotated[Setting[bool], values.flag]
    final_column_placement: Annotated[Setting[bool], values.flag]
    current_mark_deadline: Annotated[Setting[Deadline], values.deadline]
    written_mark_deadlines: Annotated[Setting[tuple[Deadline, ...]], values.deadlines]
    period_mark_deadline: Annotated[Setting[Deadline], values.deadline]


@dataclass(frozen=True, slots=True)
class AttendanceSettings:
    """Absences: letters, window, deadline; the reason of an absence may become known much later."""

    absence_codes: Annotated[Setting[tuple[AbsenceLetter, ...]], values.letters]
    attendance_window_days: Annotated[Setting[int | None], values.days_or_always]
    absence_reason_window_days: Annotated[Setting[int | None], values.days_or_always]
    late_attendance_policy: Annotated[Setting[LatePolicy], values.one_of(LatePolicy)]
    attendance_deadline: Annotated[Setting[Deadline], values.deadline]


@dataclass(frozen=True, slots=True)
class LessonSettings:
    """What is written about a lesson: topic and homework."""

    record_window_days: Annotated[Setting[int | None], values.days_or_always]
    late_record_policy: Annotated[Setting[LatePolicy], values.one_of(LatePolicy)]
    topic_deadline: Annotated[Setting[Deadline], values.deadline]
    homework_deadline: Annotated[Setting[Deadline], values.deadline]
    homework_due_rule: Annotated[Setting[HomeworkDueRule], values.one_of(HomeworkDueRule)]
    homework_none_entry_required: Annotated[Setting[bool], values.flag]
    homework_none_text: Annotated[Setting[str], values.text]


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """What the regulation adds to the rights that a role has by itself."""

    homeroom_edit_all_pages: Annotated[Setting[bool], values.flag]
    homeroom_edit_attendance: Annotated[Setting[bool], values.flag]
    homeroom_issue_codes: Annotated[Setting[bool], values.flag]
    director_edit_all_pages: Annotated[Setting[bool], values.flag]
    deputy_read_all_pages: Annotated[Setting[bool], values.flag]
    substitute_access_before_days: Annotated[Setting[int], values.days]
    substitute_access_after_days: Annotated[Setting[int], values.days]


@dataclass(frozen=True, slots=True)
class WordSettings:
    """In whose words and in which language the journal is kept."""

    terminology: Annotated[Setting[Terminology], values.one_of(Terminology)]
    record_language: Annotated[Setting[str], values.text]


@dataclass(frozen=True, slots=True)
class Regulation:
    """Everything that the school has decided about its journal, in force from some date."""

    act: Act
    marks: MarkSettings
    attendance: AttendanceSettings
    lessons: LessonSettings
    access: AccessSettings
    words: WordSettings

    def conditions(self) -> frozenset[str]:
        """Name the settings that widen rights and are switched on, as the permission table names them."""
        return frozenset(name for name in READERS["access"] if getattr(self.access, name).value is True)

    def letter_of(self, code: str) -> str:
        """Tell how an absence is written in this school; the code itself when the school has no letter for it."""
        return next((row.letter for row in self.attendance.absence_codes.value if row.code == code), code)


GROUPS: dict[str, type[Any]] = {
    "marks": MarkSettings,
    "attendance": AttendanceSettings,
    "lessons": LessonSettings,
    "access": AccessSettings,
    "words": WordSettings,
}


def _readers(group: type[Any]) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(group, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


READERS = {name: _readers(group) for name, group in GROUPS.items()}
"""The settings of every group in order, each with the function that reads its value."""

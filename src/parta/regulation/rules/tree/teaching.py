"""Settings of the journal itself: lessons, homework, marks, results, attendance."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Annotated

from parta.regulation.enums import AttendanceCheck, HomeworkDueRule, LatePolicy
from parta.regulation.rules import values
from parta.regulation.rules.deadlines import Deadlines, deadlines
from parta.regulation.rules.tree.setting import Setting, Spec
from parta.regulation.rules.values import AbsenceLetter, DensityRow

_POLICY = values.one_of(LatePolicy)
_DAYS = "calendar_day"


@dataclass(frozen=True, slots=True)
class LessonSettings:
    """What is written about a lesson, and what becomes of lessons."""

    topic_deadline: Annotated[Setting[Deadlines], Spec(deadlines, "by when the lesson's topic is entered")]
    daily_entry_cutoff_time: Annotated[
        Setting[time | None],
        Spec(values.or_none(values.clock), "up to what hour a term that ends on the lesson's day lasts"),
    ]
    record_window_days: Annotated[
        Setting[int | None],
        Spec(values.days_or_always, "how long topic and homework stay open after the lesson, late or not", _DAYS),
    ]
    late_record_policy: Annotated[Setting[LatePolicy], Spec(_POLICY, "topic and homework after that window")]
    substitution_in_record: Annotated[
        Setting[bool], Spec(values.flag, "a substitution is shown in the record itself, with its author")
    ]
    substitution_log_required: Annotated[
        Setting[bool], Spec(values.flag, "substituted lessons are kept in a log with signatures")
    ]
    lesson_cancel_allowed: Annotated[
        Setting[bool], Spec(values.flag, "a lesson that nobody can give may be marked as cancelled")
    ]


@dataclass(frozen=True, slots=True)
class HomeworkSettings:
    """What is set for home."""

    homework_entry_deadline: Annotated[Setting[Deadlines], Spec(deadlines, "by when homework is entered")]
    homework_after_class_minutes: Annotated[
        Setting[int | None],
        Spec(
            values.or_none(values.number(0, 1440)),
            "how long after the class's last lesson homework may be entered; governs terms counted from it",
            "minute",
        ),
    ]
    homework_due_rule: Annotated[
        Setting[HomeworkDueRule], Spec(values.one_of(HomeworkDueRule), "for which lessons homework may be set")
    ]
    homework_issue_mode_required: Annotated[
        Setting[bool], Spec(values.flag, "homework is marked as issued at the lesson where it is written")
    ]
    homework_none_entry_required: Annotated[
        Setting[bool], Spec(values.flag, "where nothing is set, the teacher says so in words")
    ]
    homework_none_text: Annotated[Setting[str], Spec(values.text, "those words")]
    homework_detail_lint: Annotated[
        Setting[bool], Spec(values.flag, "a reminder when homework names no action, pages or numbers")
    ]


@dataclass(frozen=True, slots=True)
class MarkSettings:
    """Current marks: the scale, terms, what is late, how many there should be."""

    marks_allowed_current: Annotated[Setting[tuple[str, ...]], Spec(values.scale, "marks of lessons and works")]
    no_marks_grades: Annotated[Setting[tuple[int, ...]], Spec(values.grades, "grades where nobody is given marks")]
    work_kind_required: Annotated[Setting[bool], Spec(values.flag, "every mark names the kind of its work")]
    assessment_purpose_tracked: Annotated[
        Setting[bool], Spec(values.flag, "a work says whether it is formative or summative")
    ]
    current_mark_deadline: Annotated[
        Setting[Deadlines], Spec(deadlines, "by when a mark for an oral answer is entered")
    ]
    written_mark_deadlines: Annotated[
        Setting[Deadlines], Spec(deadlines, "by when a mark for a written work is entered")
    ]
    new_mark_window_days: Annotated[
        Setting[int | None],
        Spec(values.days_or_always, "how long a new mark may be put after the lesson, late or not", _DAYS),
    ]
    late_mark_policy: Annotated[Setting[LatePolicy], Spec(_POLICY, "a new mark after that window and its term")]
    edit_window_days: Annotated[
        Setting[int | None],
        Spec(values.days_or_always, "how long a mark that stands may be changed after the lesson", _DAYS),
    ]
    late_edit_policy: Annotated[Setting[LatePolicy], Spec(_POLICY, "a changed mark after that window")]
    error_fix_sla: Annotated[
        Setting[int | None],
        Spec(values.or_none(values.days), "how soon a found error is put right; none: in the remark's term", _DAYS),
    ]
    mark_min_by_weekly_hours: Annotated[
        Setting[tuple[DensityRow, ...]], Spec(values.density, "how many marks a period by hours a week")
    ]
    density_excludes_absent_pupils: Annotated[
        Setting[bool], Spec(values.flag, "pupils who did not come to lessons are left out of that")
    ]
    must_mark_after_consecutive_lessons: Annotated[
        Setting[int | None],
        Spec(
            values.or_none(values.number(1, 50)),
            "after how many lessons in a row a pupil who came must have a mark",
            "lesson",
        ),
    ]


@dataclass(frozen=True, slots=True)
class ResultSettings:
    """Marks of a period, the year, exams, the state's final examination."""

    marks_allowed_period: Annotated[Setting[tuple[str, ...]], Spec(values.scale, "marks of periods and the year")]
    period_thresholds: Annotated[
        Setting[tuple[Decimal, ...]], Spec(values.thresholds, "averages from which «3», «4», «5» are proposed")
    ]
    period_mark_rule: Annotated[Setting[Deadlines], Spec(deadlines, "by when period marks are put")]
    year_mark_rule: Annotated[Setting[Deadlines], Spec(deadlines, "by when year marks are put")]
    exam_mark_rule: Annotated[Setting[Deadlines], Spec(deadlines, "by when exam marks are put")]
    period_mark_opening: Annotated[
        Setting[Deadlines], Spec(deadlines, "from when period and year marks are put; empty: from the first day")
    ]
    period_marks_by_order: Annotated[
        Setting[bool], Spec(values.flag, "an order of the director names the days of period and year marks")
    ]
    late_result_policy: Annotated[Setting[LatePolicy], Spec(_POLICY, "a period, year or exam mark after its term")]
    gia_result_deadline: Annotated[
        Setting[Deadlines], Spec(deadlines, "by when results of the state examination are entered")
    ]
    gia_final_mark_deadline: Annotated[
        Setting[Deadlines], Spec(deadlines, "by when final marks are put after those results")
    ]
    final_column_placement: Annotated[
        Setting[bool], Spec(values.flag, "the column of results stands right after the last lesson's")
    ]


@dataclass(frozen=True, slots=True)
class AttendanceSettings:
    """Absences: letters, terms; the reason of an absence may become known much later."""

    absence_codes: Annotated[Setting[tuple[AbsenceLetter, ...]], Spec(values.letters, "how absences are written")]
    attendance_deadline: Annotated[Setting[Deadlines], Spec(deadlines, "by when the teacher marks who is absent")]
    attendance_window_days: Annotated[
        Setting[int | None],
        Spec(values.days_or_always, "how long absences may be entered and changed after the lesson", _DAYS),
    ]
    absence_reason_window_days: Annotated[
        Setting[int | None],
        Spec(values.days_or_always, "how long the reason of an absence may be given after the lesson", _DAYS),
    ]
    late_attendance_policy: Annotated[Setting[LatePolicy], Spec(_POLICY, "absences after those windows")]
    homeroom_attendance_check: Annotated[
        Setting[AttendanceCheck],
        Spec(values.one_of(AttendanceCheck), "how often the homeroom teacher checks the absences of the class"),
    ]
    unexcused_absence_alert: Annotated[Setting[bool], Spec(values.flag, "an unexplained absence is told of at once")]

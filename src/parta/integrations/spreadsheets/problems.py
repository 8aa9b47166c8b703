"""What is wrong in the files: a code with parameters, how grave it is, and the cell where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How grave a problem is: an error stops the import of everything."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: Mapping[str, Severity] = {
    # files and sheets
    "folder_missing": ERROR,
    "folder_empty": ERROR,
    "file_unreadable": ERROR,
    "file_encrypted": ERROR,
    "file_too_big": ERROR,
    "sheet_too_big": ERROR,
    "too_many_files": ERROR,
    "file_not_spreadsheet": NOTE,
    "sheet_hidden": NOTE,
    "sheet_unrecognised": NOTE,
    "sheet_not_understood": WARNING,
    "sheet_unexpected": ERROR,
    "table_without_rows": WARNING,
    "column_missing": ERROR,
    "column_unknown": NOTE,
    "formula_text": WARNING,
    "formula_error": WARNING,
    "text_too_long": WARNING,
    # values
    "value_missing": ERROR,
    "value_unreadable": WARNING,
    "date_unreadable": WARNING,
    "date_absurd": WARNING,
    "date_outside_year": ERROR,
    "dates_reversed": ERROR,
    "session_not_taken": WARNING,
    "session_of_full_time": WARNING,
    "phone_unreadable": WARNING,
    "email_unreadable": WARNING,
    "snils_unreadable": WARNING,
    "snils_wrong": WARNING,
    "name_unreadable": ERROR,
    "name_reordered": NOTE,
    "class_unreadable": ERROR,
    "taken_from_above": NOTE,
    "several_classes": WARNING,
    "numbers_counted": WARNING,
    "pairs_by_hours": NOTE,
    "rows_alternate": WARNING,
    "row_below_skipped": NOTE,
    "subgroup_of_what": NOTE,
    "pupil_combined": NOTE,
    "pupil_class_unknown": ERROR,
    "class_by_grade": NOTE,
    "class_letter_missing": WARNING,
    "hours_of_year": NOTE,
    "class_set": NOTE,
    "sheet_of_other_year": WARNING,
    "year_unknown": ERROR,
    "years_differ": WARNING,
    # the same thing twice
    "row_repeated": WARNING,
    "rows_contradict": ERROR,
    "rows_differ": WARNING,
    "file_number_repeated": ERROR,
    "staff_number_repeated": ERROR,
    "snils_repeated": ERROR,
    "pupil_twice": ERROR,
    "employee_twice": WARNING,
    "same_name_pupils": NOTE,
    "guardian_phones_differ": NOTE,
    "guardian_relation_unknown": NOTE,
    "guardian_without_name": WARNING,
    "employee_is_guardian": NOTE,
    # links
    "teacher_unknown": WARNING,
    "teacher_ambiguous": WARNING,
    "teacher_by_load": NOTE,
    "teacher_differs_from_load": WARNING,
    "teacher_absent": WARNING,
    "staff_absent": WARNING,
    "homeroom_absent": WARNING,
    "homeroom_repeated": WARNING,
    "vacancy": WARNING,
    "journals_not_kept": WARNING,
    "class_unknown": ERROR,
    "class_new": WARNING,
    "class_without_pupils": WARNING,
    "class_size_differs": WARNING,
    "subject_unknown": ERROR,
    "subject_ambiguous": ERROR,
    "subject_by_prefix": NOTE,
    "subject_outside_plan": WARNING,
    "subject_shortened": WARNING,
    "subject_capitalised": WARNING,
    "pupil_unknown": WARNING,
    "pupil_ambiguous": WARNING,
    "pupil_departed": NOTE,
    "pupil_not_in_class": WARNING,
    "pupil_in_two_subgroups": WARNING,
    "pupil_in_no_subgroup": WARNING,
    "subgroup_unknown": WARNING,
    "subgroup_without_list": WARNING,
    "arrived_not_listed": WARNING,
    "departed_still_listed": WARNING,
    "room_unknown": NOTE,
    "room_out_backwards": WARNING,
    # timetable and hours
    "cell_unreadable": WARNING,
    "cell_alternates": WARNING,
    "cell_two_teachers": NOTE,
    "bells_from_timetable": NOTE,
    "two_subjects_of_class": ERROR,
    "teacher_in_two_rooms": WARNING,
    "room_twice": WARNING,
    "joined_lesson": NOTE,
    "bells_missing": WARNING,
    "bells_overlap": ERROR,
    "terms_overlap": ERROR,
    "terms_missing": WARNING,
    "class_without_terms": WARNING,
    "lesson_on_day_off": WARNING,
    "load_differs_from_plan": WARNING,
    "load_missing": WARNING,
    "load_absent": WARNING,
    "timetable_differs_from_load": WARNING,
    "lesson_without_load": WARNING,
    "load_without_lessons": WARNING,
    "plan_hours_differ": WARNING,
    "plan_without_course": WARNING,
    "plan_lines_skip": WARNING,
    "substitution_without_lesson": WARNING,
    "scope_narrowed": NOTE,
    # against the school's own records
    "time_zone_unknown": WARNING,
    "person_contradicts": ERROR,
    "person_number_taken": ERROR,
    "person_ambiguous": ERROR,
    "person_by_name": NOTE,
    "person_near": NOTE,
    "guardian_phone_other": WARNING,
    "administrators_several": WARNING,
    "study_year_unknown": WARNING,
    "week_order_unknown": WARNING,
    "bells_for_grades_only": WARNING,
    "club_without_list": NOTE,
    "home_lesson_skipped": WARNING,
    "lessons_without_bells": WARNING,
    "substitution_not_taken": WARNING,
    "single_without_journal": WARNING,
    "single_without_bell": WARNING,
    "single_meets_another": WARNING,
    "substitute_unknown": WARNING,
    "substitute_in_two_places": WARNING,
    "cancelled_lesson_held": WARNING,
    "marks_found": NOTE,
    "database_refused": ERROR,
    "marks_absent": ERROR,
    "history_year_unknown": ERROR,
    "history_course_unknown": ERROR,
    "history_term_unknown": ERROR,
    "history_lesson_missing": WARNING,
    "history_lesson_missing_empty": NOTE,
    "history_lesson_cancelled": WARNING,
    "history_lesson_cancelled_empty": NOTE,
    "history_cell_unreadable": ERROR,
    "work_kind_unknown": WARNING,
    # marks
    "mark_became_date": WARNING,
    "mark_sheet_incomplete": ERROR,
    "mark_lesson_unmatched": WARNING,
    "mark_date_unreadable": ERROR,
    "marks_course_unknown": WARNING,
    "marks_row_without_name": WARNING,
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: the file within the folder, the sheet, the first cell."""

    file: str
    sheet: str = ""
    cell: str = ""


NOWHERE = Source("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that people must know about the files; `parta.wording.importing` words it."""

    severity: Severity
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    cell: str = ""


class Problems:
    """Collects problems of one reading, each place and code once."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Problem] = {}

    def add(self, code: str, source: Source | None = None, **params: Any) -> None:
        """Note a problem; its severity stands in `CODES`."""
        source = source or Source("")
        key = (code, source.file, source.sheet, source.cell, *(str(value) for value in params.values()))
        if key not in self._found:
            self._found[key] = Problem(CODES[code], code, params, source.file, source.sheet, source.cell)

    def keep(self, problem: Problem) -> None:
        """Keep a problem that somebody else found."""
        key = (problem.code, problem.file, problem.sheet, problem.cell, *(str(one) for one in problem.params.values()))
        self._found.setdefault(key, problem)

    def take(self, other: "Problems") -> None:
        """Take over what another collector holds."""
        for key, problem in other._found.items():
            self._found.setdefault(key, problem)

    def all(self) -> list[Problem]:
        """Give the problems, errors first, in the order of files, sheets and finding."""
        order = {ERROR: 0, WARNING: 1, NOTE: 2}
        return sorted(self._found.values(), key=lambda problem: order[problem.severity])

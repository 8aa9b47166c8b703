"""Closed lists of the journal."""

from enum import StrEnum

from parta.regulation.enums import AbsenceCode

__all__ = [
    "AFTER_DUE",
    "EDIT_KINDS",
    "ENTERED_LATE",
    "AbsenceCode",
    "Act",
    "EditState",
    "HintCode",
    "NeededStatus",
    "NotationCode",
    "OperationKind",
    "RefusalCode",
    "ResultKind",
    "Standing",
    "TrialAct",
    "WorkPurpose",
]


class Act(StrEnum):
    """What is done to the journal, as the audit names it."""

    MARK_RECORDED = "journal.mark_recorded"
    MARK_CHANGED = "journal.mark_changed"
    MARK_CLEARED = "journal.mark_cleared"
    ABSENCE_RECORDED = "journal.absence_recorded"
    ABSENCE_CHANGED = "journal.absence_changed"
    ABSENCE_CLEARED = "journal.absence_cleared"
    ROLL_CALLED = "journal.roll_called"
    MARKS_BROUGHT = "journal.marks_brought"
    TOPIC_RECORDED = "journal.topic_recorded"
    TOPICS_CARRIED_OVER = "journal.topics_carried_over"
    HOMEWORK_RECORDED = "journal.homework_recorded"
    NOTE_RECORDED = "journal.note_recorded"
    WORK_ADDED = "journal.work_added"
    WORK_CHANGED = "journal.work_changed"
    WORK_REMOVED = "journal.work_removed"
    TERM_RESULT_RECORDED = "journal.term_result_recorded"
    TERM_RESULT_CHANGED = "journal.term_result_changed"
    TERM_CLOSED = "journal.term_closed"
    TERM_REOPENED = "journal.term_reopened"
    PAGES_SHUT = "journal.pages_shut"
    PAGES_OPENED = "journal.pages_opened"
    LESSON_CANCELLED = "journal.lesson_cancelled"
    LESSON_RESTORED = "journal.lesson_restored"
    LESSON_ARRANGED = "journal.lesson_arranged"
    HOMEWORK_TICKED = "journal.homework_ticked"
    DAY_CHECKED = "journal.day_checked"
    ABSENCE_ANNOUNCED = "journal.absence_announced"
    ABSENCE_WITHDRAWN = "journal.absence_withdrawn"
    HISTORY_IMPORTED = "journal.history_imported"
    EDIT_ASKED = "journal.edit_asked"
    EDIT_WITHDRAWN = "journal.edit_withdrawn"
    EDIT_GRANTED = "journal.edit_granted"
    EDIT_REFUSED = "journal.edit_refused"
    OPERATIONS_VOIDED = "journal.operations_voided"
    RECORD_RESTORED = "journal.record_restored"
    DEBT_RAISED = "journal.debt_raised"
    DEBT_TERMS_SET = "journal.debt_terms_set"
    DEBT_COMMISSION_NAMED = "journal.debt_commission_named"
    DEBT_PAUSED = "journal.debt_paused"
    DEBT_PAUSE_WITHDRAWN = "journal.debt_pause_withdrawn"
    DEBT_ATTEMPTED = "journal.debt_attempted"
    DEBT_WITHDRAWN = "journal.debt_withdrawn"
    WORK_PLANNED = "journal.work_planned"
    PLANNED_WORK_MOVED = "journal.planned_work_moved"
    PLANNED_WORK_CHANGED = "journal.planned_work_changed"
    PLANNED_WORK_REMOVED = "journal.planned_work_removed"
    SHEET_MADE = "journal.sheet_made"
    SHEET_REMADE = "journal.sheet_remade"
    SHEET_CLOSED = "journal.sheet_closed"
    PROJECT_SET = "journal.project_set"


class ProjectRefusal(StrEnum):
    """Why a course project cannot be written down so."""

    CHANGED = "project_changed"
    WITHOUT_THEME = "project_without_theme"
    DAY_WRONG = "project_day_wrong"
    RESULT_IN_JOURNAL = "project_result_in_journal"
    RESULT_UNCLEAR = "project_result_unclear"
    NOT_APPROVED = "project_not_approved"


class PlannedWorkRefusal(StrEnum):
    """Why a work cannot stand so in the schedule of control works."""

    OUTSIDE_YEAR = "planned_work_outside_year"
    WITHOUT_KIND = "planned_work_without_kind"
    CHANGED = "planned_work_changed"
    STANDS = "planned_work_stands"
    NO_JOURNALS = "planned_work_no_journals"


class WorkLevel(StrEnum):
    """Who has a work of the schedule written, the school first: the day of a higher one is not the school's own."""

    SCHOOL = "school"
    MUNICIPAL = "municipal"
    REGIONAL = "regional"
    FEDERAL = "federal"


class WorkWarning(StrEnum):
    """What the federal recommendations warn of at a work of the schedule."""

    SECOND_A_DAY = "second_a_day"
    TOO_OFTEN = "too_often"
    TOO_MANY = "too_many"
    FIRST_OR_LAST = "first_or_last"
    NO_LESSON = "no_lesson"


class SetupStep(StrEnum):
    """What is set up for a year, in this order."""

    CALENDAR = "calendar"
    BELLS = "bells"
    ROOMS = "rooms"
    SUBJECTS = "subjects"
    CLASSES = "classes"
    HOMEROOM = "homeroom"
    CURRICULUM = "curriculum"
    LOAD = "load"
    GROUPS = "groups"
    SESSIONS = "sessions"
    PRACTICES = "practices"
    TIMETABLE = "timetable"
    PROGRAMMES = "programmes"


class SetupStand(StrEnum):
    """How a step of setting a year up stands."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"
    WAITS = "waits"


class SheetRefusal(StrEnum):
    """Why a sheet of attestation cannot be made or closed so."""

    NO_CONTROL = "sheet_no_control"
    NO_DAY = "sheet_no_day"
    STANDS = "sheet_stands"
    NOBODY = "sheet_nobody"
    NO_GROUND = "sheet_no_ground"
    EARLY = "sheet_early"
    INCOMPLETE = "sheet_incomplete"
    CLOSED = "sheet_closed"


class DebtRefusal(StrEnum):
    """Why something cannot be done with an academic debt."""

    NOTHING_CHOSEN = "debt_nothing_chosen"
    TERMS_BACKWARDS = "debt_terms_backwards"
    TERM_TOO_LATE = "debt_term_too_late"
    PAUSE_BACKWARDS = "debt_pause_backwards"
    NO_GROUND = "debt_no_ground"
    NO_WITHDRAWAL_GROUND = "debt_no_withdrawal_ground"
    RETAKEN = "debt_retaken"
    COMMISSION_SMALL = "debt_commission_small"
    COMMISSION_SAT = "debt_commission_sat"
    NO_ORDER = "debt_no_order"
    BEFORE_ORDER = "debt_before_order"
    VALUE_UNKNOWN = "debt_value_unknown"
    NEEDS_COMMISSION = "debt_needs_commission"
    ATTEMPT_EARLY = "debt_attempt_early"
    IN_FUTURE = "debt_in_future"
    TOO_LATE = "debt_too_late"
    SPENT = "debt_spent"
    CLEARED = "debt_cleared"


class DebtState(StrEnum):
    """How an academic debt stands today."""

    OPEN = "open"
    OVERDUE = "overdue"
    EXPIRED = "expired"
    CLEARED = "cleared"


class PauseReason(StrEnum):
    """What is not counted in the year that a debt is cleared in (273-FZ, article 58, part 5)."""

    ILLNESS = "illness"
    ACADEMIC_LEAVE = "academic_leave"
    MATERNITY_LEAVE = "maternity_leave"


class Outcome(StrEnum):
    """What a result of a semester says of the attestation."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"


class OperationKind(StrEnum):
    """What the grid and the lesson panel may ask for; a closed list."""

    MARK = "mark"
    ABSENCE = "absence"
    PRESENT_ALL = "present_all"
    TOPIC = "topic"
    HOMEWORK = "homework"
    NOTE = "note"
    WORK = "work"
    TERM = "term"


EDIT_KINDS = tuple(kind for kind in OperationKind if kind is not OperationKind.PRESENT_ALL)
"""What may be asked to be opened: «everyone is here» is the whole column of absences."""


class EditState(StrEnum):
    """How far a request to write late has come, for one cell."""

    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    OPEN = "open"
    ENTERED = "entered"
    EXPIRED = "expired"


class ResultKind(StrEnum):
    """What a final mark sums up."""

    TERM = "term"
    YEAR = "year"
    EXAM = "exam"
    GIA = "gia"
    FINAL = "final"


class TrialAct(StrEnum):
    """What is tried at a lesson to see whether it is allowed."""

    TOPIC = "topic"
    ATTENDANCE = "attendance"
    ABSENCE_REASON = "absence_reason"
    HOMEWORK = "homework"
    NEW_MARK = "new_mark"
    MARK_CHANGE = "mark_change"
    MARK_REMOVAL = "mark_removal"
    PERIOD_MARK = "period_mark"


class Standing(StrEnum):
    """How somebody stands to a lesson when an act at it is tried."""

    TEACHER = "teacher"
    SUBSTITUTE = "substitute"
    HOMEROOM = "homeroom"
    DIRECTOR = "director"
    DEPUTY = "deputy"


class WorkPurpose(StrEnum):
    """What a work is for: to form what is being learnt, or to state what has been."""

    FORMATIVE = "formative"
    SUMMATIVE = "summative"


class NeededStatus(StrEnum):
    """Whether a wished mark for the term is there already, can be reached, or cannot."""

    ALREADY = "already"
    POSSIBLE = "possible"
    UNREACHABLE = "unreachable"


class NotationCode(StrEnum):
    """What is wrong with the text typed in a cell."""

    TOO_LONG = "notation_too_long"
    TOO_MANY = "notation_too_many_marks"
    NOT_ON_SCALE = "notation_not_on_scale"
    TWO_ABSENCES = "notation_two_absences"
    BROKEN = "notation_broken"


class Nearness(StrEnum):
    """How near the end of a term is."""

    FAR = "far"
    NEAR = "near"
    OVER = "over"


class LockState(StrEnum):
    """What the regulation makes of a place in the journal: open; open, with a trace; opened on request; shut."""

    OPEN = "open"
    TRACED = "traced"
    ASKED = "asked"
    SHUT = "shut"


class HintCode(StrEnum):
    """What is worth a second look in the words of a record."""

    TOPIC_LANGUAGE = "topic_language"
    HOMEWORK_LANGUAGE = "homework_language"
    HOMEWORK_VAGUE = "homework_vague"


class RefusalCode(StrEnum):
    """Why a record is refused."""

    YEAR_CLOSED = "year_closed"
    TERM_CLOSED = "term_closed"
    LESSON_CANCELLED = "lesson_cancelled"
    LESSON_IN_FUTURE = "lesson_in_future"
    CANCELLING_NOT_IN_ACT = "cancelling_not_in_act"
    CANCELLING_NEEDS_REASON = "cancelling_needs_reason"
    LESSON_HAS_RECORDS = "lesson_has_records"
    LESSON_NOT_CANCELLED = "lesson_not_cancelled"
    LESSON_TIME_TAKEN = "lesson_time_taken"
    PUPIL_NOT_ON_ROSTER = "pupil_not_on_roster"
    NO_MARKS_IN_GRADE = "no_marks_in_grade"
    MARK_NOT_ON_SCALE = "mark_not_on_scale"
    TERM_MARK_NOT_ON_SCALE = "term_mark_not_on_scale"
    WORK_KIND_REQUIRED = "work_kind_required"
    WORK_PURPOSE_REQUIRED = "work_purpose_required"
    NEW_MARK_TOO_LATE = "new_mark_too_late"
    MARK_CHANGE_TOO_LATE = "mark_change_too_late"
    WORK_CHANGE_TOO_LATE = "work_change_too_late"
    ABSENCE_UNKNOWN = "absence_unknown"
    ATTENDANCE_TOO_LATE = "attendance_too_late"
    ABSENCE_REASON_TOO_LATE = "absence_reason_too_late"
    TOPIC_TOO_LATE = "topic_too_late"
    HOMEWORK_TOO_LATE = "homework_too_late"
    HOMEWORK_DUE_BEFORE_GIVEN = "homework_due_before_given"
    HOMEWORK_DUE_IN_PAST = "homework_due_in_past"
    HOMEWORK_DUE_TODAY = "homework_due_today"
    HOMEWORK_DUE_CANCELLED = "homework_due_cancelled"
    TERM_NOT_OVER = "term_not_over"
    TERM_ALREADY_CLOSED = "term_already_closed"
    TERM_NOT_CLOSED = "term_not_closed"
    REOPENING_NEEDS_GROUND = "reopening_needs_ground"
    TERM_NOT_STARTED = "term_not_started"
    TERM_MARK_TOO_EARLY = "term_mark_too_early"
    TERM_MARK_TOO_LATE = "term_mark_too_late"
    UNKNOWN_RECORD = "unknown_record"
    NOT_YOUR_DUTY = "not_your_duty"
    SUBSTITUTE_ACCESS_CLOSED = "substitute_access_closed"
    COURSE_WITHOUT_MARKS = "course_without_marks"
    WORK_NOT_EMPTY = "work_not_empty"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    OPERATION_ID_TAKEN = "operation_id_taken"
    HISTORY_NEEDS_GROUND = "history_needs_ground"
    HISTORY_TERM_NOT_OVER = "history_term_not_over"
    CHECK_IN_FUTURE = "check_in_future"
    NOTICE_TOO_LONG = "notice_too_long"
    NOTICE_IN_PAST = "notice_in_past"
    NOTICE_BACKWARDS = "notice_backwards"
    EDIT_NEEDS_GROUND = "edit_needs_ground"
    EDIT_NOT_NEEDED = "edit_not_needed"
    EDIT_STALE = "edit_stale"
    EDIT_ALREADY_ASKED = "edit_already_asked"
    EDIT_OWN_REQUEST = "edit_own_request"
    EDIT_ALREADY_DECIDED = "edit_already_decided"
    EDIT_WITHDRAWN = "edit_withdrawn"
    EDIT_UNTIL_PAST = "edit_until_past"
    EDIT_UNTIL_TOO_FAR = "edit_until_too_far"
    EDIT_NEEDS_WORDS = "edit_needs_words"
    VOID_NOTHING_CHOSEN = "void_nothing_chosen"
    VOID_NEEDS_GROUND = "void_needs_ground"
    VOID_ALREADY = "void_already"
    VOID_OWN_ACCOUNT = "void_own_account"
    VOID_IN_CLOSED_PERIOD = "void_in_closed_period"


class HourStand(StrEnum):
    """What became of an hour that somebody was appointed to: given, to come, cancelled, or given by a third one."""

    GIVEN = "given"
    PLANNED = "planned"
    OFF = "off"
    PASSED_ON = "passed_on"


AFTER_DUE = "after_due"
"""Code of a decision that allows, and says that the term of the regulation is over: the entry is measured as late."""

ENTERED_LATE = "entered_late"
"""Code of a decision that allows, and says that the record comes after its window."""

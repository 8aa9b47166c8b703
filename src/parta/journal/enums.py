"""Closed lists of the journal."""

from enum import StrEnum


class Act(StrEnum):
    """What is done to the journal, as the audit names it."""

    MARK_RECORDED = "journal.mark_recorded"
    MARK_CHANGED = "journal.mark_changed"
    MARK_CLEARED = "journal.mark_cleared"
    ABSENCE_RECORDED = "journal.absence_recorded"
    ABSENCE_CHANGED = "journal.absence_changed"
    ABSENCE_CLEARED = "journal.absence_cleared"
    ROLL_CALLED = "journal.roll_called"
    TOPIC_RECORDED = "journal.topic_recorded"
    HOMEWORK_RECORDED = "journal.homework_recorded"
    NOTE_RECORDED = "journal.note_recorded"
    WORK_ADDED = "journal.work_added"
    WORK_CHANGED = "journal.work_changed"
    WORK_REMOVED = "journal.work_removed"
    TERM_RESULT_RECORDED = "journal.term_result_recorded"
    TERM_RESULT_CHANGED = "journal.term_result_changed"
    HISTORY_IMPORTED = "journal.history_imported"


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


class ResultKind(StrEnum):
    """Which mark at the end of a course's row."""

    TERM = "term"
    YEAR = "year"
    EXAM = "exam"
    FINAL = "final"

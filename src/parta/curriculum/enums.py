"""Closed lists of the teaching process."""

from enum import StrEnum

CHAIN = "curriculum"


class CourseKind(StrEnum):
    """What sort of journal a course is."""

    LESSON = "lesson"
    EXTRACURRICULAR = "extracurricular"
    HOME = "home"
    EXTENDED_DAY = "extended_day"
    PRACTICE = "practice"
    SESSION = "session"


class AssessmentDayKind(StrEnum):
    """What happens to a course on a day that the school sets."""

    EXAM = "exam"
    ATTESTATION = "attestation"
    GIA_ANNOUNCED = "gia_announced"
    GIA_ENTERED = "gia_entered"


class PlanState(StrEnum):
    """How far a lesson plan has come; a fitted one is a journal's own copy, with its corrections."""

    DRAFT = "draft"
    ON_APPROVAL = "on_approval"
    APPROVED = "approved"
    ARCHIVED = "archived"
    FITTED = "fitted"


class PlanStep(StrEnum):
    """What moves a lesson plan from one state to another."""

    SEND = "send"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    ARCHIVE = "archive"


class CorrectionKind(StrEnum):
    """How a journal's own plan is corrected."""

    JOIN = "join"
    SPLIT = "split"
    SHORTEN = "shorten"
    LENGTHEN = "lengthen"


class PlanRefusal(StrEnum):
    """Why an act on a lesson plan is refused."""

    NOT_IN_STATE = "plan_not_in_state"
    EMPTY = "plan_empty"
    WITHOUT_WORDS = "plan_returned_without_words"
    CHANGED_SINCE = "plan_changed_since"
    TITLE_TAKEN = "plan_title_taken"
    DRAFT_OPEN = "plan_draft_open"
    IN_USE = "plan_in_use"
    TOO_LONG = "plan_too_long"
    NOT_READ = "plan_not_read"
    NO_REASON = "plan_correction_without_reason"
    LINE_GIVEN = "plan_line_given"
    LINE_CANNOT = "plan_line_cannot"
    OTHER_SUBJECT = "plan_of_other_subject"


class ControlForm(StrEnum):
    """How a semester of a discipline, a МДК or a practice ends in a college."""

    EXAM = "exam"
    GRADED_CREDIT = "graded_credit"
    CREDIT = "credit"
    QUALIFYING_EXAM = "qualifying_exam"
    COURSE_PROJECT = "course_project"
    NONE = "none"


class TeachingRefusal(StrEnum):
    """Why an act of the teaching process is refused."""

    DAY_OUTSIDE_YEAR = "assessment_day_outside_year"
    ORDER_NOT_NAMED = "mark_order_not_named"
    ORDER_BACKWARDS = "mark_order_backwards"
    ORDER_OUTSIDE_PERIOD = "mark_order_outside_period"
    GRADE_ORDERED_TWICE = "mark_order_grade_twice"
    GROUP_OUTSIDE_YEAR = "group_outside_year"
    GROUP_NOT_IN_CLASS = "group_not_in_class"
    GROUP_MOVES_LATER = "group_moves_later"
    GROUP_CHANGES_NOTHING = "group_changes_nothing"
    GROUP_HAS_RECORDS = "group_has_records"
    LOAD_WITHOUT_GROUND = "load_without_ground"
    LOAD_OUTSIDE_YEAR = "load_outside_year"
    LOAD_CHANGES_NOTHING = "load_changes_nothing"
    LOAD_NOT_HELD_THEN = "load_not_held_then"
    LOAD_NOT_A_TEACHER = "load_not_a_teacher"
    LOAD_OVERLAPS = "load_overlaps"
    LOAD_HAS_LESSONS = "load_has_lessons"


class Act(StrEnum):
    """What is done to courses and plans, as the audit names it."""

    SUBJECT_CHANGED = "curriculum.subject_changed"
    CURRICULUM_CHANGED = "curriculum.curriculum_changed"
    COURSE_CHANGED = "curriculum.course_changed"
    GROUP_CHANGED = "curriculum.group_changed"
    LOAD_CHANGED = "curriculum.load_changed"
    ASSESSMENT_DAY_SET = "curriculum.assessment_day_set"
    CONTROL_SET = "curriculum.control_set"
    MARK_ORDER_ENTERED = "curriculum.mark_order_entered"
    MARK_ORDER_REMOVED = "curriculum.mark_order_removed"
    PLAN_CHANGED = "curriculum.plan_changed"
    PLAN_BEGUN = "curriculum.plan_begun"
    PLAN_DISCARDED = "curriculum.plan_discarded"
    PLAN_SENT = "curriculum.plan_sent"
    PLAN_WITHDRAWN = "curriculum.plan_withdrawn"
    PLAN_APPROVED = "curriculum.plan_approved"
    PLAN_RETURNED = "curriculum.plan_returned"
    PLAN_ARCHIVED = "curriculum.plan_archived"
    PLAN_CORRECTED = "curriculum.plan_corrected"

"""Closed lists of the teaching process."""

from enum import StrEnum

CHAIN = "curriculum"


class CourseKind(StrEnum):
    """What sort of journal a course is."""

    LESSON = "lesson"
    EXTRACURRICULAR = "extracurricular"
    HOME = "home"
    INDIVIDUAL = "individual"
    EXTENDED_DAY = "extended_day"
    PRACTICE = "practice"
    SESSION = "session"
    ELECTIVE = "elective"
    CONSULTATION = "consultation"


ALONE = (CourseKind.INDIVIDUAL, CourseKind.HOME)
"""Journals of lessons that one pupil has alone: their groups of one are no subgroups of the class."""
JOINT = (CourseKind.EXTRACURRICULAR, CourseKind.ELECTIVE, CourseKind.CONSULTATION, CourseKind.EXTENDED_DAY)
"""Journals of pupils of several classes that are opened by hand."""
MARKED = (CourseKind.EXTRACURRICULAR, CourseKind.ELECTIVE)
"""Those of them that may have marks, as the school decides of each."""


class IndividualKind(StrEnum):
    """Why a pupil has a curriculum of the own: by an individual plan, or taught at home."""

    OWN = "own"
    HOME = "home"


class YearPart(StrEnum):
    """What the director approves for a year."""

    CURRICULUM = "curriculum"
    LOAD = "load"
    TIMETABLE = "timetable"
    TARIFF = "tariff"


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


class MaterialAudience(StrEnum):
    """Who sees a material of a plan: the teachers of the school, or families too once the plan is approved."""

    STAFF = "staff"
    FAMILIES = "families"


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
    MATERIAL_EMPTY = "plan_material_empty"
    MATERIAL_ADDRESS = "plan_material_address"
    MATERIALS_MANY = "plan_materials_many"


class ControlForm(StrEnum):
    """How a semester of a discipline, a МДК or a practice ends in a college."""

    EXAM = "exam"
    GRADED_CREDIT = "graded_credit"
    CREDIT = "credit"
    QUALIFYING_EXAM = "qualifying_exam"
    COURSE_PROJECT = "course_project"
    NONE = "none"


class ProposalState(StrEnum):
    """What became of a proposal to divide a class."""

    ASKED = "asked"
    ENTERED = "entered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DealWay(StrEnum):
    """How the pupils of a class are dealt between groups before hands correct it."""

    HALVES = "halves"
    TURNS = "turns"
    SEX = "sex"
    HAND = "hand"


class TeachingRefusal(StrEnum):
    """Why an act of the teaching process is refused."""

    DAY_OUTSIDE_YEAR = "assessment_day_outside_year"
    CONTROL_CHANGED = "control_changed"
    SUBJECT_KNOWN = "subject_known"
    SUBJECT_SHORTENED = "subject_shortened"
    SUBJECT_CAPITALISED = "subject_capitalised"
    ORDER_NOT_NAMED = "mark_order_not_named"
    ORDER_BACKWARDS = "mark_order_backwards"
    ORDER_OUTSIDE_PERIOD = "mark_order_outside_period"
    GRADE_ORDERED_TWICE = "mark_order_grade_twice"
    GROUP_OUTSIDE_YEAR = "group_outside_year"
    GROUP_NOT_IN_CLASS = "group_not_in_class"
    GROUP_MOVES_LATER = "group_moves_later"
    GROUP_CHANGES_NOTHING = "group_changes_nothing"
    GROUP_HAS_RECORDS = "group_has_records"
    SPLIT_TOO_FEW = "split_too_few"
    SPLIT_TOO_MANY = "split_too_many"
    SPLIT_NAME_EMPTY = "split_name_empty"
    SPLIT_NAME_TAKEN = "split_name_taken"
    SPLIT_PART_EMPTY = "split_part_empty"
    SPLIT_STANDS = "split_stands"
    SPLIT_CHANGED = "split_changed"
    SPLIT_BY_OFFICE = "split_by_office"
    SPLIT_ASKED = "split_asked"
    SPLIT_NOT_ASKED = "split_not_asked"
    SPLIT_NOT_AGREED = "split_not_agreed"
    SPLIT_WITHOUT_WORDS = "split_without_words"
    COURSE_ENDED = "course_ended"
    COURSE_STANDS = "course_stands"
    COURSE_DIVIDED = "course_divided"
    COURSE_HAS_LESSONS = "course_has_lessons"
    COURSE_HAS_WORKS = "course_has_works"
    COURSE_WRITTEN = "course_written"
    CURRICULUM_CHANGED = "curriculum_changed"
    CURRICULUM_LINE_STANDS = "curriculum_line_stands"
    CURRICULUM_HOURS = "curriculum_hours"
    APPROVAL_WITHOUT_ORDER = "approval_without_order"
    APPROVAL_DAY = "approval_day"
    APPROVAL_STANDS = "approval_stands"
    PROGRAMME_HOURS = "programme_hours"
    PRACTICE_BACKWARDS = "practice_backwards"
    PRACTICE_OUTSIDE_YEAR = "practice_outside_year"
    PRACTICE_HOURS = "practice_hours"
    PRACTICE_OVERLAPS = "practice_overlaps"
    PRACTICE_PAST = "practice_past"
    PRACTICES_CHANGED = "practices_changed"
    LOAD_NORM_CHANGED = "load_norm_changed"
    LOAD_NORM_LATER = "load_norm_later"
    INDIVIDUAL_WITHOUT_GROUND = "individual_without_ground"
    INDIVIDUAL_OUTSIDE_YEAR = "individual_outside_year"
    INDIVIDUAL_NOT_IN_CLASS = "individual_not_in_class"
    INDIVIDUAL_LATER = "individual_later"
    INDIVIDUAL_EMPTY = "individual_empty"
    INDIVIDUAL_HAS_RECORDS = "individual_has_records"
    INDIVIDUAL_CHANGED = "individual_changed"
    INDIVIDUAL_NOT_OFFERED = "individual_not_offered"
    INDIVIDUAL_COURSE_STANDS = "individual_course_stands"
    JOURNALS_NOT_KEPT = "journals_not_kept"
    CLASS_JOURNAL_STANDS = "class_journal_stands"
    JOINT_JOURNAL_STANDS = "joint_journal_stands"
    JOINT_WITHOUT_PUPILS = "joint_without_pupils"
    JOINT_TOO_MANY = "joint_too_many"
    JOINT_WITHOUT_NAME = "joint_without_name"
    JOINT_WITHOUT_MARKS = "joint_without_marks"
    LOAD_WITHOUT_GROUND = "load_without_ground"
    LOAD_OUTSIDE_YEAR = "load_outside_year"
    LOAD_CHANGES_NOTHING = "load_changes_nothing"
    LOAD_NOT_HELD_THEN = "load_not_held_then"
    LOAD_NOT_A_TEACHER = "load_not_a_teacher"
    LOAD_OVERLAPS = "load_overlaps"
    LOAD_HOURS_AHEAD = "load_hours_ahead"
    COURSE_HOURS_OF_LOAD = "course_hours_of_load"
    LOAD_HAS_LESSONS = "load_has_lessons"


class LoadStand(StrEnum):
    """How the load of a teacher stands to the contract."""

    UNDER = "under"
    EVEN = "even"
    OVER = "over"
    UNSAID = "unsaid"


class Act(StrEnum):
    """What is done to courses and plans, as the audit names it."""

    SUBJECT_CHANGED = "curriculum.subject_changed"
    CURRICULUM_CHANGED = "curriculum.curriculum_changed"
    LOAD_NORM_SET = "curriculum.load_norm_set"
    YEAR_APPROVED = "curriculum.year_approved"
    INDIVIDUAL_PLAN_SET = "curriculum.individual_plan_set"
    COURSE_CHANGED = "curriculum.course_changed"
    GROUP_CHANGED = "curriculum.group_changed"
    SPLIT_PROPOSED = "curriculum.split_proposed"
    SPLIT_AGREED = "curriculum.split_agreed"
    SPLIT_DECLINED = "curriculum.split_declined"
    SPLIT_WITHDRAWN = "curriculum.split_withdrawn"
    SPLIT_ENTERED = "curriculum.split_entered"
    LOAD_CHANGED = "curriculum.load_changed"
    RATES_CHANGED = "curriculum.rates_changed"
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
    PLAN_MATERIAL_ADDED = "curriculum.plan_material_added"
    PLAN_MATERIAL_REMOVED = "curriculum.plan_material_removed"

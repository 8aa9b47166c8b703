"""Words that a school's regulation chooses from."""

from enum import StrEnum


class Source(StrEnum):
    """Whether a value stands in the school's act, is inferred from a neighbouring duty, or comes from the default."""

    OWN = "own"
    INFERRED = "inferred"
    DEFAULT = "default"


class LatePolicy(StrEnum):
    """What happens to an entry after its window."""

    DENY = "deny"
    APPROVE = "approve"
    LOG_ONLY = "log_only"


class HomeworkDueRule(StrEnum):
    """For which lessons homework may be set."""

    ANY = "any"
    FUTURE_ONLY = "future_only"


class AbsenceCode(StrEnum):
    """Why a pupil was not, or not wholly, at a lesson."""

    ABSENT = "absent"
    ILL = "ill"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"
    EXEMPT = "exempt"
    DISTANCE = "distance"


class Terminology(StrEnum):
    """Whose words the pages speak: a school's or a college's."""

    SCHOOL = "school"
    COLLEGE = "spo"


class Anchor(StrEnum):
    """The moment that a deadline is counted from."""

    LESSON = "lesson"
    CLASS_LAST_LESSON = "class_last_lesson"
    NEXT_LESSON = "next_lesson"
    WORK = "work"
    TERM_END = "term_end"
    ATTESTATION = "attestation"


class Unit(StrEnum):
    """What a deadline is counted in."""

    MINUTE = "minute"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"


class Preset(StrEnum):
    """The regulations that come with Parta."""

    DEFAULT = "default"
    SCHOOL_117 = "school_117"
    LYCEUM_68 = "lyceum_68"
    SCHOOL_2 = "school_2"
    STAKHANOVSKAYA = "stakhanovskaya"
    KUDYMKAR_COLLEGE = "kudymkar_college"


class Act(StrEnum):
    """What is done to the regulation, as the audit names it."""

    PRESET_CHOSEN = "regulation.preset_chosen"

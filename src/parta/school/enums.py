"""Closed lists of the school's own frame."""

from enum import StrEnum


class SchoolKind(StrEnum):
    """What kind of institution this is; decides the words shown (class or group, quarter or semester)."""

    SCHOOL = "school"
    COLLEGE = "college"


class TermKind(StrEnum):
    """How a year is divided for marks."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"
    SEMESTER = "semester"
    MODULE = "module"


class VacationKind(StrEnum):
    """A span without lessons, as a pattern of the year suggests it."""

    AUTUMN = "autumn"
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    EXTRA = "extra"
    BREAK = "break"


class SpecialDayKind(StrEnum):
    """A date that differs from its weekday; vacations are spans of their own."""

    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    WORKING = "working"
    AS_WEEKDAY = "as_weekday"


class ClassDayKind(StrEnum):
    """How a day of one class differs: no lessons (quarantine), or lessons from a distance."""

    DAY_OFF = "day_off"
    DISTANCE = "distance"


class WeekParity(StrEnum):
    """Which of two alternating weeks: odd («числитель») or even («знаменатель»)."""

    ODD = "odd"
    EVEN = "even"


class ClassKind(StrEnum):
    """A school's class or a college's group."""

    CLASS = "class"
    GROUP = "group"


SHIFTS = (1, 2, 3)
"""The shifts that a school may teach in."""
LAST_GRADE = {ClassKind.CLASS: 11, ClassKind.GROUP: 6}
"""The last grade of a school, the last year of study of a college."""


class StudyForm(StrEnum):
    """Form of study."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    MIXED = "mixed"


class SessionKind(StrEnum):
    """A session of a part-time group."""

    ORIENTATION = "orientation"
    EXAM = "exam"


class CalendarRefusal(StrEnum):
    """Why the calendar or the bells cannot be corrected so."""

    DAYS_BACKWARDS = "calendar_days_backwards"
    OUTSIDE_YEAR = "calendar_outside_year"
    TOO_MANY_DAYS = "calendar_too_many_days"
    NEEDS_WEEKDAY = "calendar_needs_weekday"
    NOT_FOR_ONE_CLASS = "calendar_not_for_one_class"
    DAY_PAST = "calendar_day_past"
    PERIODS_OVERLAP = "calendar_periods_overlap"
    SESSIONS_OVERLAP = "sessions_overlap"
    SESSIONS_CHANGED = "sessions_changed"
    SESSION_HAS_NOTES = "session_has_notes"
    TERM_LEAPS = "calendar_term_leaps"
    ATTESTED_OUTSIDE = "calendar_attested_outside"
    HAS_RECORDS = "calendar_has_records"
    PERIOD_CLOSED = "calendar_period_closed"
    BELLS_EMPTY = "bells_empty"
    BELLS_CROSS = "bells_cross"
    SUBSTITUTE_BUSY = "bells_substitute_busy"
    BELLS_TITLE_TAKEN = "bells_title_taken"
    YEAR_STANDS = "year_stands"
    YEAR_WITHOUT_CALENDARS = "year_without_calendars"
    YEAR_CALENDAR_TWICE = "year_calendar_twice"
    YEAR_GRADE_WITHOUT_CALENDAR = "year_grade_without_calendar"
    YEAR_CLASS_TWICE = "year_class_twice"
    CALENDAR_TITLE_TAKEN = "calendar_title_taken"
    PERIOD_STANDS = "calendar_period_stands"
    PERIOD_TWICE = "calendar_period_twice"
    CLASS_HAS_RESULTS = "calendar_class_has_results"


class RoomRefusal(StrEnum):
    """Why a room cannot be corrected so."""

    NUMBER_TAKEN = "room_number_taken"
    OUT_BACKWARDS = "room_out_backwards"


class ClassRefusal(StrEnum):
    """Why a class cannot be opened or called so."""

    NAME_TAKEN = "class_name_taken"
    GRADE = "class_grade"


class Act(StrEnum):
    """What is done to the school's frame, as the audit names it."""

    CARD_CHANGED = "school.card_changed"
    CALENDAR_CHANGED = "school.calendar_changed"
    BELLS_CHANGED = "school.bells_changed"
    ROOM_CHANGED = "school.room_changed"
    CLASS_CHANGED = "school.class_changed"

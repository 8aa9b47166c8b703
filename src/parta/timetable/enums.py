"""Closed lists of the timetable."""

from enum import StrEnum


class Parity(StrEnum):
    """Which weeks a slot holds in; odd is числитель."""

    ANY = "any"
    ODD = "odd"
    EVEN = "even"


class LessonStatus(StrEnum):
    """A planned lesson becomes held with the first record of the journal; a cancelled one keeps its reason."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SubstitutionKind(StrEnum):
    """How an absent teacher's lesson was given."""

    SUBSTITUTE = "substitute"
    OTHER_SUBJECT = "other_subject"
    JOINED = "joined"
    CANCELLED = "cancelled"


class ClashKind(StrEnum):
    """Who or what is in two places at once."""

    TEACHER = "teacher"
    ROOM = "room"
    PUPILS = "pupils"


class Act(StrEnum):
    """What is done to the timetable, as the audit names it."""

    TIMETABLE_CHANGED = "timetable.changed"
    LESSONS_PLANNED = "timetable.lessons_planned"
    SUBSTITUTION_RECORDED = "timetable.substitution_recorded"
    LESSON_CANCELLED = "timetable.lesson_cancelled"
    LESSON_RESTORED = "timetable.lesson_restored"

"""Words of the timetable."""

from enum import StrEnum


class LessonStatus(StrEnum):
    """What became of a dated lesson."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class ClashKind(StrEnum):
    """Who or what is in two places at once."""

    TEACHER = "teacher"
    ROOM = "room"
    PUPILS = "pupils"

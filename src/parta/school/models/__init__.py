"""Tables of the school's frame."""

from parta.school.models.calendar import (
    AcademicYear,
    Bell,
    BellSchedule,
    Calendar,
    SpecialDay,
    Term,
    Vacation,
)
from parta.school.models.frame import ClassDay, Room, SchoolCard, SchoolClass
from parta.school.models.sessions import StudySession

__all__ = [
    "AcademicYear",
    "Bell",
    "BellSchedule",
    "Calendar",
    "ClassDay",
    "Room",
    "SchoolCard",
    "SchoolClass",
    "SpecialDay",
    "StudySession",
    "Term",
    "Vacation",
]

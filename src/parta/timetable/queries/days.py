"""Days of the timetable."""

from datetime import date

from django.db.models import Max

from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson


def last_held_day() -> date | None:
    """Give the day of the last lesson that was held, in any class."""
    found: date | None = Lesson.objects.filter(status=LessonStatus.HELD).aggregate(last=Max("date"))["last"]
    return found

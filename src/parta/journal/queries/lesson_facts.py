"""What rules ask of a lesson, put together from the journal's row and what a query knows of the lesson."""

from datetime import date, datetime, time, tzinfo

from parta.journal.access import CourseView
from parta.journal.rules.facts import DayFacts, LessonFacts
from parta.school.rules.working_days import WorkingDays
from parta.timetable.enums import LessonStatus


def lesson_facts(
    view: CourseView,
    day: date,
    start: time,
    end: time,
    *,
    zone: tzinfo,
    status: str,
    working: WorkingDays,
    following: tuple[datetime, ...],
    last_end: datetime | None = None,
    number: int = 0,
) -> LessonFacts:
    """Give the facts of a lesson of this journal; `start` and `end` are its times by the school's clock."""
    term = view.term_of(day)
    return LessonFacts(
        day=day,
        start=start,
        end=end,
        zone=zone,
        grade_level=view.grade_level,
        status=LessonStatus(status),
        number=number,
        term_closed=term is not None and term.closed,
        year_closed=view.year_closed,
        subject=view.subject,
        around=DayFacts(
            working=working,
            class_last_lesson_end=last_end,
            next_lessons=following,
            period_start=term.start if term else None,
            period_end=term.end if term else None,
            year_end=view.last_day,
        ),
    )

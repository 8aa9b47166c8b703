"""What the journal still lacks, lesson by lesson, with the moment when each thing is due: two queries and the rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parta.journal.rules.duties import Duty, due_moment, mark_duty
from parta.journal.rules.facts import DayFacts, LessonFacts, WorkFacts
from parta.journal.rules.homework_entry import homework_is_missing
from parta.kernel.decisions import Clause
from parta.kernel.sql import sql
from parta.regulation.queries import Versions
from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts, SpecialDay
from parta.school.rules.working_days import WorkingDays, working_days

_OWED = (Path(__file__).parent / "owed.sql").read_text()
_BY_PERSON = _OWED.format(
    narrow="""l.id IN (
          SELECT o.id FROM timetable_lesson o WHERE o.employee_id = %(person)s AND o.date BETWEEN %(from)s AND %(to)s
          UNION ALL
          SELECT x.lesson_id FROM timetable_substitution x WHERE x.substitute_id = %(person)s)
      AND COALESCE(s.substitute_id, l.employee_id) = %(person)s"""
)
_OF_SCHOOL = _OWED.format(
    narrow="""(%(class)s::bigint IS NULL OR c.school_class_id = %(class)s::bigint)
      AND (%(subject)s::bigint IS NULL OR c.subject_id = %(subject)s::bigint)
      AND (%(person)s::bigint IS NULL OR COALESCE(s.substitute_id, l.employee_id) = %(person)s::bigint)"""
)
CALENDARS = """
SELECT c.id, json_build_object('week_days', c.week_days, 'special_days', (
    SELECT json_agg(json_build_array(s.date, s.kind) ORDER BY s.date) FROM school_specialday s
    WHERE s.calendar_id = c.id))::text
FROM school_calendar c
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that a lesson lacks. `due` is the first moment when it is too late; `work` names the kind of work."""

    lesson_id: int
    course_id: int
    day: date
    number: int | None
    duty: Duty
    due: datetime
    clause: Clause
    work: str
    person_id: int | None
    teacher: str
    teacher_key: str
    title: str
    class_name: str
    class_key: str
    group_name: str

    def is_over(self, now: datetime) -> bool:
        """Tell whether it should have been there by now."""
        return now >= self.due


@lru_cache(maxsize=512)
def calendar_days(calendar: str) -> WorkingDays:
    """Give the working days of a calendar as queries write it: the same text is the same days."""
    written = json.loads(calendar)
    days = [(date.fromisoformat(day), SpecialDayKind(kind)) for day, kind in written["special_days"] or ()]
    special = tuple(SpecialDay(day, day, kind) for day, kind in days)
    return working_days(CalendarFacts(weekdays=written["week_days"], terms=(), special_days=special))


def owed_by(
    *, person_id: int | None, start: date, end: date, before: datetime, rules: Versions, now: datetime
) -> list[Owed]:
    """Give what lessons of a person, as teacher or substitute, that begin before a moment lack (2 queries)."""
    values = {"person": person_id, "from": start, "to": end, "before": before, "now": now, "every": False}
    return _owed(_BY_PERSON, values, rules, now)


def owed_on(*, person_id: int, day: date, rules: Versions, now: datetime) -> list[Owed]:
    """Give what a person's lessons of one day lack, and the term of marks for answers at each (2 queries).

    A lesson may pass without marks: rows of `ORAL_MARK` say by when one is put, not that it is missing.
    """
    before = datetime.combine(day + timedelta(days=1), time(), now.tzinfo)
    values = {"person": person_id, "from": day, "to": day, "before": before, "now": now, "every": True}
    return _owed(_BY_PERSON, values, rules, now)


def owed_in_school(
    *,
    class_id: int | None,
    subject_id: int | None,
    person_id: int | None,
    start: date,
    end: date,
    rules: Versions,
    now: datetime,
) -> list[Owed]:
    """Give what lessons of the school that have begun lack (2 queries)."""
    values = {
        "class": class_id,
        "subject": subject_id,
        "person": person_id,
        "from": start,
        "to": end,
        "before": now,
        "now": now,
        "every": False,
    }
    return _owed(_OF_SCHOOL, values, rules, now)


def _owed(statement: str, values: Mapping[str, Any], rules: Versions, now: datetime) -> list[Owed]:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    calendars = {ident: calendar_days(text) for ident, text in sql(CALENDARS)}
    found: list[Owed] = []
    for row in sql(statement, values):
        (
            ident, course, day, number, starts_at, ends_at, person, no_topic, no_roll, no_homework, works, last_end,
            following, grade, subject, title, class_name, group, calendar, period_start, period_end, year_end, teacher,
            teacher_key, class_key, marks_given,
        ) = row  # fmt: skip
        regulation = rules.on(day)
        facts = LessonFacts(
            day=day,
            start=starts_at.astimezone(zone).time(),
            end=ends_at.astimezone(zone).time(),
            zone=zone,
            grade_level=grade,
            subject=subject,
            around=DayFacts(
                working=calendars[calendar],
                class_last_lesson_end=last_end,
                next_lessons=tuple(following),
                period_start=period_start,
                period_end=period_end,
                year_end=year_end,
            ),
        )
        duties = [(Duty.ATTENDANCE, WorkFacts())] if no_roll else []
        if no_topic:
            duties.append((Duty.TOPIC, WorkFacts()))
        if no_homework and homework_is_missing(regulation=regulation, has_text=False, none_said=False):
            duties.append((Duty.HOMEWORK, WorkFacts()))
        if marks_given and grade not in regulation.marks.no_marks_grades.value:
            columns = [WorkFacts(kind, written) for kind, written in works or ()]
            duties += [(mark_duty(work), work) for work in columns if work.written]
            if values["every"]:
                duties.append((Duty.ORAL_MARK, WorkFacts()))
        for duty, work in duties:
            due = due_moment(duty, regulation, facts, work)
            if due is not None:
                found.append(
                    Owed(
                        ident, course, day, number, duty, due.moment.astimezone(zone), due.clause, work.kind, person,
                        teacher, teacher_key, title, class_name, class_key, group,
                    )
                )  # fmt: skip
    return found

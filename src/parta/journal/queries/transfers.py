"""Marks that a pupil takes to another school, and those that were brought from one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from parta.journal.models import BroughtMarks
from parta.journal.queries.diary.absences import absences_page
from parta.journal.queries.diary.children import Child, Diary
from parta.journal.queries.diary.marks import marks_page
from parta.journal.queries.diary.results import results_page
from parta.kernel.actor import Actor
from parta.people.access import visible_diaries
from parta.people.models import Person
from parta.school.models import SchoolClass


def marks_to_take(*, person: Person, school_class: SchoolClass, now: datetime) -> list[dict[str, Any]]:
    """Give the marks of the period of a moment and the results of the year, by subject (four queries)."""
    diary = _diary(person, school_class, now)
    results = results_page(diary)
    found: dict[int, dict[str, Any]] = {}
    for line in marks_page(diary, None).subjects:
        average = line.standing.weighted
        found[line.course_id] = {
            "subject": line.name,
            "marks": [[one.date.isoformat(), one.mark.text, str(one.mark.weight.normalize())] for one in line.marks],
            "average": str(average.result) if average else "",
            "results": [],
        }
    for row in results.rows:
        given = [
            [column.result, column.term_kind, column.number, value]
            for column, value in zip(results.columns, row.values, strict=True)
            if value
        ]
        found.setdefault(row.course_id, {"subject": row.name, "marks": [], "average": ""})["results"] = given
    return [line for line in found.values() if line["marks"] or line["results"]]


def absences_to_take(*, person: Person, school_class: SchoolClass, now: datetime) -> dict[str, Any]:
    """Give what was missed in the year up to a moment: lessons by reason, whole days, times late (three queries)."""
    page = absences_page(_diary(person, school_class, now))
    return {
        "lessons": page.missed_lessons,
        "days": page.missed_days,
        "late": page.late,
        "reasons": [[str(code), count] for code, count in page.totals],
    }


def _diary(person: Person, school_class: SchoolClass, now: datetime) -> Diary:
    child = Child(
        id=person.pk,
        first_name=person.first_name,
        last_name=person.last_name,
        paper_only=False,
        class_id=school_class.pk,
        class_name=school_class.name,
        calendar_id=school_class.calendar_id,
        year_id=school_class.year_id,
        grade_level=school_class.grade_level,
        is_self=False,
    )
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    return Diary(child, (child,), now, zone, mine=False)


def brought_marks(*, actor: Actor, pupil_id: int) -> QuerySet[BroughtMarks]:
    """Give what a pupil brought, the latest first; nothing to whom the pupil's diary is closed (one query)."""
    seen = visible_diaries(actor).filter(pk=pupil_id)
    return BroughtMarks.objects.filter(pupil__in=seen).order_by("-left_on")

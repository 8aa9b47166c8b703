"""A practice of the small school: thirty-six hours of 7А from Monday, 16 November, to Saturday."""

from datetime import date
from typing import Any

from parta.curriculum.models import Course, Practice, Subject, TeachingLoad
from parta.installation.schools import inside
from parta.journal.queries.content import lessons_with_content
from parta.kernel.actor import Actor
from parta.timetable.services.planning import Replanned, plan_year
from tests.journal.services.conftest import moment

ACTOR = Actor(account_id=1, person_id=1, school_slug="alpha")


def practice_block(world: Any) -> Practice:
    """Set the block with its journal; the teacher of English leads it."""
    with inside(world.school):
        subject = Subject.objects.create(name="учебная практика", index="УП.01", name_key="учебная практика")
        common = {"school_class": world.school_class, "subject": subject}
        course = Course.objects.create(year=world.year, calendar=world.calendar, kind="practice", **common)
        TeachingLoad.objects.create(course=course, employee_id=world.english_teacher.pk, starts_on=date(2026, 9, 1))
        return Practice.objects.create(
            starts_on=date(2026, 11, 16),
            ends_on=date(2026, 11, 21),
            hours=36,
            leader="Осипова Н.И.",
            teacher_id=world.english_teacher.pk,
            **common,
        )


def plan(world: Any) -> Replanned:
    """Plan the whole year."""
    start = date(2026, 9, 1)
    return plan_year(year=world.year, start=start, actor=ACTOR, now=moment("11-01"), with_content=lessons_with_content)

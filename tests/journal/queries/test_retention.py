"""Years with records are kept; nothing removes them before their time unless they are kept elsewhere."""

from datetime import date

import pytest

from parta.cli.schools import _kept
from parta.installation.schools import inside
from parta.journal.models import LessonEntry, TermResult
from parta.journal.queries.retention import kept_years
from parta.regulation.models import RegulationVersion

TODAY = date(2026, 11, 20)


@pytest.fixture
def records(world):
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
        LessonEntry.objects.all().delete()
        TermResult.objects.all().delete()
    return world


def test_a_year_is_kept_from_its_first_record_on(records, django_assert_num_queries):
    world = records
    with inside(world.school):
        assert kept_years(TODAY) == []
        LessonEntry.objects.create(lesson=world.lessons[0], topic="Степени")
        TermResult.objects.create(
            course=world.algebra, pupil_id=world.pupils[0].pk, kind="term", term=world.terms[0], value="4"
        )
        with django_assert_num_queries(2):
            (found,) = kept_years(TODAY)
    assert (found.journals_until.year, found.summaries_until.year) == (2032, 2052)


def test_a_school_with_kept_journals_is_not_dropped_without_saying_where_they_are(records):
    world = records
    assert _kept(world.school) == ""
    with inside(world.school):
        LessonEntry.objects.create(lesson=world.lessons[0], topic="Степени")
    said = _kept(world.school)
    assert "не удалена" in said and "п. 3.7" in said and "31.12.2052" in said

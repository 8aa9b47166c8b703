"""Schools that are behind are brought up to date together, and a failure in one is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from parta.installation.models import School
from parta.installation.queries.contents import one_moment
from parta.installation.schools import enter_public, inside
from parta.installation.services.dumps import dump, replay
from parta.installation.services.migrating import Step, follow
from parta.installation.services.schools import create_school, drop_school, schema_of
from parta.installation.services.setup import applied_migrations, bring_up_to_date, is_up_to_date

pytestmark = pytest.mark.xdist_group("three_schools")
SLUGS = ("late-1", "late-2", "late-3", "late-4")


@pytest.fixture
def late(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[list[School]]:
    """Four schools without the last change of the audit."""
    with django_db_blocker.unblock():
        enter_public()
        first = create_school(slug=SLUGS[0], name="Поздняя")
        call_command("migrate_schemas", "audit", "0002", schema_name=first.schema_name, interactive=False, verbosity=0)
        with one_moment() as moment:
            dump(tmp_path / "first.dump", snapshot=moment, schema=first.schema_name)
        schools = [first]
        for slug in SLUGS[1:]:
            replay(tmp_path / "first.dump", schema=(first.schema_name, schema_of(slug)))
            copy = School(slug=slug, schema_name=schema_of(slug), name="Поздняя")
            copy.save()
            schools.append(copy)
        try:
            yield schools
        finally:
            enter_public()
            for school in schools:
                drop_school(school=school, name=school.slug)
            connection.close()


def test_four_schools_are_brought_up_to_date_two_at_a_time(late: list[School]) -> None:
    """One of them cannot be brought there: that is told, and stops no other; one cannot follow the others."""
    assert not is_up_to_date()
    broken, *others = late
    table = f"{broken.schema_name}.audit_event"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO elsewhere")
    unfit = Step((("audit", "0003_pupil_news"),), ("DROP INDEX of_another_history",), True)
    follow(others.pop().schema_name, [unfit])
    told: list[tuple[str, str]] = []
    with pytest.raises(Exception, match="audit_event"):
        bring_up_to_date(progress=lambda what, schema: told.append((what, schema)), jobs=2)
    assert sorted(told) == [("tables", school.schema_name) for school in others]
    assert [("audit", "0003_pupil_news") in applied_migrations(school.schema_name) for school in late] == [
        False, True, True, True,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {broken.schema_name}.elsewhere RENAME TO audit_event")
    assert bring_up_to_date(progress=lambda what, schema: None, jobs=2)
    assert is_up_to_date()
    for school in late:
        with inside(school), connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('audit_event_pupil_at') IS NOT NULL")
            assert cursor.fetchone()[0]
    assert not bring_up_to_date(progress=lambda what, schema: None, jobs=2)

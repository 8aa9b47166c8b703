"""More schools of the same size: the first one's schema copied, not imported again."""

import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from bench.place import say
from bench.targets import Target, targets
from parta.installation.models import School
from parta.installation.queries.contents import one_moment
from parta.installation.schools import enter_public, inside
from parta.installation.services.dumps import dump, replay
from parta.installation.services.schools import schema_of


def copies(first: School, count: int) -> tuple[list[School], list[float]]:
    """Give the first school with copies of it, so many in all, and the seconds that each new copy took."""
    enter_public()
    schools, seconds = [first], []
    with TemporaryDirectory(prefix="parta-bench-") as folder:
        content = Path(folder) / "school.dump"
        for number in range(2, count + 1):
            slug = f"{first.slug}-{number}"
            found = School.objects.filter(slug=slug).first()
            if found is None:
                if not content.exists():
                    with one_moment() as moment:
                        dump(content, snapshot=moment, schema=first.schema_name)
                started = time.monotonic()
                replay(content, schema=(first.schema_name, schema_of(slug)))
                found = School(slug=slug, schema_name=schema_of(slug), name=f"{first.name} {number}")
                found.save()
                seconds.append(time.monotonic() - started)
                say(f"Школа {number} из {count}: {seconds[-1]:.1f} с")
            schools.append(found)
    if seconds:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # some minutes for fifty schools
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself in the first hour
            cursor.execute("RESET statement_timeout")
    return schools, seconds


def targets_of(schools: list[School], today: date) -> list[list[Target]]:
    """Give the teachers and parents of each school."""
    found = []
    for school in schools:
        with inside(school):
            found.append(targets(school, today=today))
    return found

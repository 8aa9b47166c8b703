"""A worker inside a test: it does what stands in the queue over the test's own connection."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from psycopg.types.json import JsonbLoader

from parta.installation.models import School
from parta.installation.schools import enter_public, enter_school
from parta.jobs.worker import work_off


class _Side:
    """The worker's second connection, which must see what the test has not committed."""

    closed = False

    def __init__(self, at_step: Callable[[str], object] | None) -> None:
        self.at_step = at_step

    def execute(self, statement: Any, values: Any = ()) -> Any:
        if self.at_step and len(values) == 5 and isinstance(values[2], str):
            self.at_step(values[2])
        cursor = connection.connection.cursor()
        cursor.adapters.register_loader("jsonb", JsonbLoader)
        return cursor.execute(statement, values)


def work(at_step: Callable[[str], object] | None = None) -> int:
    """Do the jobs that wait; `at_step` hears the words of every step. The connection stays in its school."""
    schema = connection.schema_name
    done = work_off(_Side(at_step))
    enter_public()
    if schema != "public":
        enter_school(School.objects.get(schema_name=schema))
    return done

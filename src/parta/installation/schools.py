"""Entering a school's schema: explicit, and closed when nobody did."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection as django_connection
from django_tenants.utils import schema_context

from parta.installation.models import School

# The engine of the settings adds the schema to Django's connection.
connection: Any = django_connection


def enter_school(school: School) -> None:
    """Point this thread's connection at a school; costs nothing when it points there already."""
    if connection.schema_name != school.schema_name:
        connection.set_tenant(school)


@lru_cache(maxsize=1)
def _public() -> Any:
    from django_tenants.postgresql_backend.base import FakeTenant

    return FakeTenant(schema_name="public")


def enter_public() -> None:
    """Point this thread's connection at the shared schema."""
    if connection.schema_name != "public":
        connection.set_tenant(_public())


@contextmanager
def inside(school: School) -> Iterator[School]:
    """Work inside a school from a command or a job, and come back to where it was."""
    with schema_context(school.schema_name):
        connection.tenant = school
        yield school

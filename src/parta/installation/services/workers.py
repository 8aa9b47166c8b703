"""A process that helps with migrating schools. It is imported before Django is set up, so it imports nothing of it."""

import os
from collections.abc import Mapping
from typing import Any


def begin(place: Mapping[str, Any]) -> None:
    """Set this process up for the same database as its parent's."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection

    connection.settings_dict.update(place)


def migrate_here(schema: str) -> None:
    """Draw or change the tables of one school."""
    from parta.installation.services.setup import migrate

    migrate(schema)

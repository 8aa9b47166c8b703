"""How Django's own parts are used here."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Static files without htmx's optional extensions: none is used, and they import by bare names."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]

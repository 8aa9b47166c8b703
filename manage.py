#!/usr/bin/env python
"""Django's own commands, on the same database as `parta`."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from parta.installation.embedded import ensure_database

    ensure_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)

"""Bringing a school in from its spreadsheets: `import_folder`, and `import_history_folder` for an earlier period."""

from .report import ImportReport, KindReport, Progress, ReportRow
from .run import import_folder

__all__ = ["ImportReport", "KindReport", "Progress", "ReportRow", "import_folder"]

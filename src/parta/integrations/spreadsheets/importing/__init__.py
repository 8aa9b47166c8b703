"""Bringing a school in from its spreadsheets: `import_folder`, and `import_history_folder` for an earlier period."""

from .history import HistoryReport, import_history_folder
from .report import ImportReport, KindReport, Progress, ReportRow
from .run import import_folder

__all__ = [
    "HistoryReport",
    "ImportReport",
    "KindReport",
    "Progress",
    "ReportRow",
    "import_folder",
    "import_history_folder",
]

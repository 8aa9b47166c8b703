"""What a test looks at after an institution was brought in."""

from collections import Counter
from pathlib import Path
from typing import Any

from parta.integrations.spreadsheets.problems import Severity
from tests.integrations.spreadsheets.conftest import bring, done


def brought(folder: Path) -> Any:
    """Bring a folder in: a dry run stores nothing, the import stores all, the same files again change nothing."""
    dry = bring(folder, dry_run=True)
    report = bring(folder)
    assert report.stored, [(problem.code, problem.params) for problem in report.errors]
    assert not dry.stored and dry.counts() == report.counts()
    again = bring(folder)
    assert again.stored and done(again) == {}
    return report


def created(report: Any, *kinds: str) -> dict[str, int]:
    """Tell how many records of each kind were made."""
    return {kind: report.counts().get(kind, {}).get("created", 0) for kind in kinds}


def told(report: Any, *severities: Severity) -> dict[str, int]:
    """Count the problems of some severities by code."""
    return dict(Counter(problem.code for problem in report.problems if problem.severity in severities))


ERRORS, WARNINGS, NOTES = Severity.ERROR, Severity.WARNING, Severity.NOTE
KINDS = ("class", "employee", "pupil", "guardian", "guardianship", "homeroom", "curriculum_line", "course", "load")

"""What an import did, or would do: counts and lists by kind, and every problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..folder import FolderReading
from ..problems import NOWHERE, Problem, Severity, Source


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: `stage` is a code, `done` of `total` its steps, `rows` read or being written."""

    stage: str
    done: int
    total: int
    file: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One record: its name, where it stands in the files, and its values as (field, was, becomes)."""

    name: str
    source: Source = NOWHERE
    values: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(slots=True)
class KindReport:
    """What happened to the records of one kind."""

    kind: str
    created: list[ReportRow] = field(default_factory=list)
    changed: list[ReportRow] = field(default_factory=list)
    unchanged: int = 0
    left: list[ReportRow] = field(default_factory=list)
    gone: list[ReportRow] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Give the numbers alone."""
        return {
            "created": len(self.created),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "left": len(self.left),
            "gone": len(self.gone),
        }


@dataclass(slots=True)
class ImportReport:
    """The whole of it. `stored` is false after a dry run and where errors stopped the import."""

    dry_run: bool
    stored: bool = False
    kinds: dict[str, KindReport] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sheets: FolderReading | None = None
    run_id: int | None = None

    def of(self, kind: str) -> KindReport:
        """Give the part of one kind."""
        return self.kinds.setdefault(kind, KindReport(kind))

    def by_severity(self, severity: Severity) -> list[Problem]:
        """Give the problems of one severity."""
        return [problem for problem in self.problems if problem.severity == severity]

    @property
    def errors(self) -> list[Problem]:
        """What stopped the import."""
        return self.by_severity(Severity.ERROR)

    @property
    def conflicts(self) -> list[tuple[str, ReportRow]]:
        """Records that were changed by hand and in the files differently: (kind, record)."""
        return [(kind, row) for kind, part in self.kinds.items() for row in part.left]

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Give the numbers of every kind."""
        return {kind: part.counts() for kind, part in self.kinds.items()}

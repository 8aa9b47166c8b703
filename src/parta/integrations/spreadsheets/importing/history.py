"""Marks of an earlier period from another journal: an act of its own, on a deputy's ground."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, transaction

from parta.integrations.models import HISTORY, ImportRun
from parta.journal.enums import RefusalCode
from parta.journal.services.history import import_history
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require
from parta.people.rules.permissions import Action, Relation, Resource, may_do

from ..corrections import NO_CORRECTIONS, Corrections
from ..folder import read_sheets
from ..problems import Problem, Problems, Severity
from .pages import Page, pages_of
from .report import Progress
from .run import RolledBack, files_of, take_turn
from .touches import noting


@dataclass(slots=True)
class HistoryReport:
    """What the act wrote: by page, and what stands otherwise already; `files` tell which hold pages of marks alone."""

    dry_run: bool
    stored: bool = False
    created: int = 0
    same: int = 0
    pages: list[tuple[str, int, int]] = field(default_factory=list)
    conflicts: list[tuple[dict[str, str], str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bool] = field(default_factory=dict)
    run_id: int | None = None

    @property
    def errors(self) -> list[Problem]:
        """What stopped it."""
        return [problem for problem in self.problems if problem.severity == Severity.ERROR]


def import_history_folder(
    folder: Path,
    *,
    actor: Actor,
    ground: str,
    now: dt.datetime,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> HistoryReport:
    """Write the marks, absences, topics and results of pages from another journal into the school that was entered.

    All or nothing. A cell that cannot be read is an error: nothing is guessed. Raises `Forbidden` for anybody but a
    deputy, and the refusals `history_needs_ground`, `history_term_not_over`.
    """
    require(may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL))
    if not ground.strip():
        raise refusal(RefusalCode.HISTORY_NEEDS_GROUND)
    tell = progress or (lambda _: None)
    report = HistoryReport(dry_run)
    read = read_sheets(folder, lambda *step: tell(Progress("reading", *step)), corrections)
    dataset = read.dataset
    files = {sheet.source.file for sheet in dataset.marks}
    other = {table.source.file for table in read.tables if table.kind not in ("marks", "topics")}
    report.files = {name: name not in other for name in sorted(files)}
    problems = Problems()
    for problem in read.problems:
        if problem.file in files or (problem.severity == Severity.ERROR and not files):
            problems.keep(problem)
    if not dataset.marks:
        problems.add("marks_absent")
    report.problems = problems.all()
    if report.errors:
        return report
    try:
        with transaction.atomic():
            take_turn()
            pages = pages_of(dataset, problems)
            report.problems = problems.all()
            if report.errors:
                raise RolledBack
            run = ImportRun.objects.create(
                at=now,
                account_id=actor.account_id,
                person_id=actor.person_id,
                act=HISTORY,
                ground=ground[:300],
                files=[file for file in files_of(folder) if file["name"] in files],
            )
            report.run_id = run.pk
            with noting(run):
                for number, page in enumerate(pages):
                    tell(Progress("history", number, len(pages), page.name))
                    _write(page, report, actor=actor, ground=ground, now=now)
                run.counts = {"created": report.created, "same": report.same}
                run.save(update_fields=["counts"])
            if dry_run:
                raise RolledBack
            report.stored = True
    except RolledBack:
        pass
    except DatabaseError as error:
        problems.add("database_refused", reason=str(error).strip().splitlines()[0][:200])
        report.problems = problems.all()
    return report


def _write(page: Page, report: HistoryReport, *, actor: Actor, ground: str, now: dt.datetime) -> None:
    done = import_history(
        course=page.course,
        term=page.term,
        lessons=page.lessons,
        cells=page.cells,
        results=page.results,
        actor=actor,
        ground=ground,
        now=now,
    )
    report.created += done.created
    report.same += done.same
    report.pages.append((page.name, done.created, done.same))
    report.conflicts += done.conflicts

"""What the worker does for an import: checks the files or brings them in, telling how far it is in words."""

from collections.abc import Callable

from parta.integrations.services import history
from parta.integrations.services.drafts import check_draft, store_draft
from parta.integrations.services.undo import undo_import
from parta.integrations.spreadsheets.importing import HistoryReport, ImportReport, Progress
from parta.jobs.running import Made, Run
from parta.wording.importing_report import stage_words

_READ = 35
"""The share of the work that reading the files takes, in hundredths."""


def check(run: Run) -> Made:
    """Check the open draft: what was found stands in the draft, the school stays as it was."""
    return _made(check_draft(actor=run.actor, now=run.now, progress=_telling(run)))


def store(run: Run) -> Made:
    """Bring the open draft in for good."""
    return _made(store_draft(actor=run.actor, now=run.now, progress=_telling(run)))


def check_marks(run: Run) -> Made:
    """Check the pages of marks of an earlier period: what was found stands in the draft."""
    ground = str(run.parameters["ground"])
    return _marks(history.check_marks(actor=run.actor, ground=ground, now=run.now, progress=_telling(run)))


def store_marks(run: Run) -> Made:
    """Bring marks of an earlier period in for good."""
    ground = str(run.parameters["ground"])
    return _marks(history.store_marks(actor=run.actor, ground=ground, now=run.now, progress=_telling(run)))


def undo(run: Run) -> Made:
    """Undo the last import."""
    number = run.parameters["run"]
    undo_import(
        actor=run.actor,
        run_id=number,
        now=run.now,
        progress=lambda done, total: run.step(done, total, "Возвращаю, как было"),
    )
    return Made({"run": number})


def _marks(report: HistoryReport) -> Made:
    return Made({"stored": report.stored, "errors": len(report.errors), "created": report.created})


def _made(report: ImportReport) -> Made:
    return Made({"stored": report.stored, "errors": len(report.errors)})


def _telling(run: Run) -> Callable[[Progress], None]:
    return lambda step: run.step(_hundredths(step), 100, stage_words(step))


def _hundredths(step: Progress) -> int:
    share = step.done / step.total if step.total else 0
    if step.stage == "reading":
        return round(_READ * share)
    return _READ if step.stage == "linking" else _READ + round((99 - _READ) * share)

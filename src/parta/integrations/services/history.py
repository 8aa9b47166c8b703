"""Marks of earlier periods on pages: a deputy checks the pages of the open draft and brings them in on a ground."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from parta.integrations.enums import DraftState, ImportRefusal, Work
from parta.integrations.models import ImportDraft, ImportFile
from parta.integrations.services.drafts import laid_out, locked_draft
from parta.integrations.services.export import may_bring_history
from parta.integrations.services.work import ask_unless_going_on
from parta.integrations.spreadsheets.importing import HistoryReport, Progress, import_history_folder
from parta.integrations.spreadsheets.importing.shown import MOST_PROBLEMS, MOST_ROWS, problem_shown
from parta.jobs.models import Job
from parta.journal.enums import RefusalCode
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require

Tell = Callable[[Progress], None]
LONGEST_GROUND = 300


def ask_for_marks(*, actor: Actor, ground: str, store: bool, title: str, now: dt.datetime) -> Job:
    """Have the pages of marks checked, or brought in as they were checked; gives the work that goes on already.

    Raises `Forbidden` for anybody but a deputy; refuses with `import_no_draft`, `history_needs_ground`,
    `import_not_checked`, `import_has_errors` and `job_too_many`.
    """
    require(may_bring_history(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    ground = " ".join(ground.replace("\x00", " ").split())[:LONGEST_GROUND]
    if not ground:
        raise refusal(RefusalCode.HISTORY_NEEDS_GROUND)
    if store:
        _require_checked(draft)
    parameters: dict[str, int | str] = {"draft": draft.pk, "version": draft.version, "ground": ground}
    kind = Work.STORE_MARKS if store else Work.CHECK_MARKS
    return ask_unless_going_on(kind=kind, parameters=parameters, actor=actor, title=title, now=now)


def check_marks(*, actor: Actor, ground: str, now: dt.datetime, progress: Tell | None = None) -> HistoryReport:
    """Bring the pages in and roll it back: keeps what was found for the page.

    Raises `Forbidden`; refuses with `import_no_draft` and as `import_history_folder` does.
    """
    require(may_bring_history(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    report = _bring(draft, actor, ground, now, dry_run=True, progress=progress)
    found = ImportDraft.objects.filter(pk=draft.pk, version=draft.version).exclude(state=DraftState.STORED)
    found.update(marks=_shown(report, draft, ground))
    return report


@transaction.atomic
def store_marks(*, actor: Actor, ground: str, now: dt.datetime, progress: Tell | None = None) -> HistoryReport:
    """Bring the pages in for good; files with pages of marks go from the draft to the archive with their run.

    Raises `Forbidden`; refuses with `import_no_draft`, `import_not_checked`, `import_has_errors` and as
    `import_history_folder` does. Errors that appeared since the check stop it as well.
    """
    require(may_bring_history(actor))
    draft = locked_draft()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    _require_checked(draft)
    report = _bring(draft, actor, ground, now, dry_run=False, progress=progress)
    if report.stored:
        _keep(draft, report, actor, now)
    else:
        draft.marks = _shown(report, draft, ground)
        draft.save(update_fields=["marks"])
    return report


def _require_checked(draft: ImportDraft) -> None:
    if draft.marks is None or draft.marks["version"] != draft.version:
        raise refusal(ImportRefusal.NOT_CHECKED)
    if draft.marks["errors"]:
        raise refusal(ImportRefusal.HAS_ERRORS, count=draft.marks["errors"])


def _bring(
    draft: ImportDraft, actor: Actor, ground: str, now: dt.datetime, *, dry_run: bool, progress: Tell | None
) -> HistoryReport:
    with laid_out(draft) as (folder, corrections):
        return import_history_folder(
            folder, actor=actor, ground=ground, now=now, dry_run=dry_run, progress=progress, corrections=corrections
        )


def _keep(draft: ImportDraft, report: HistoryReport, actor: Actor, now: dt.datetime) -> None:
    """Put the files that were brought into the archive; the draft keeps those that hold other tables too."""
    kept = ImportDraft.objects.create(
        begun_at=draft.begun_at,
        account_id=actor.account_id,
        person_id=actor.person_id,
        state=DraftState.STORED,
        checked_at=now,
        run_id=report.run_id,
    )
    whole = [name for name, alone in report.files.items() if alone]
    for row in draft.files.filter(name__in=[name for name in report.files if name not in whole]):
        ImportFile.objects.create(draft=kept, name=row.name, size=row.size, sha256=row.sha256, content=row.content)
    draft.files.filter(name__in=whole).update(draft=kept)
    draft.corrections.filter(file__in=whole).update(draft=kept)
    if not draft.files.exists():
        draft.delete()
        return
    draft.version += 1
    draft.state, draft.marks = DraftState.GATHERING, None
    draft.save(update_fields=["version", "state", "marks"])


def _shown(report: HistoryReport, draft: ImportDraft, ground: str) -> dict[str, Any]:
    """Give the report as the draft keeps it: counts whole, lists bounded."""
    return {
        "version": draft.version,
        "ground": ground,
        "errors": len(report.errors),
        "created": report.created,
        "same": report.same,
        "page_count": len(report.pages),
        "pages": [list(page) for page in report.pages[:MOST_ROWS]],
        "conflict_count": len(report.conflicts),
        "conflicts": [list(one) for one in report.conflicts[:MOST_ROWS]],
        "problem_count": len(report.problems),
        "problems": [problem_shown(problem, None) for problem in report.problems[:MOST_PROBLEMS]],
    }

"""An import on pages: gather the files, correct what was not understood, check, store, or throw away."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.integrations.enums import Act, DraftState, ImportRefusal
from parta.integrations.models import CellCorrection, ColumnChoice, ImportDraft, ImportFile
from parta.integrations.services.archives import MAX_ALL, unpacked
from parta.integrations.services.work import require_checked
from parta.integrations.spreadsheets.corrections import Corrections
from parta.integrations.spreadsheets.grid import place_of
from parta.integrations.spreadsheets.guard import MAX_FILES
from parta.integrations.spreadsheets.importing import ImportReport, Progress, import_folder
from parta.integrations.spreadsheets.importing.shown import report_shown
from parta.integrations.spreadsheets.synonyms import SPEC_BY_KIND
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require
from parta.people.access import may_bring_in

CHAIN = "integrations"
LONGEST_CELL = 500
Tell = Callable[[Progress], None]


@transaction.atomic
def add_files(*, actor: Actor, files: Iterable[tuple[str, bytes]], now: dt.datetime) -> list[str]:
    """Put files into the open draft, or begin one; a file of the same name is replaced. Gives what is no table.

    Raises `Forbidden`; refuses with `import_bad_file` and `import_too_much`.
    """
    require(may_bring_in(actor))
    brought = unpacked(files)
    draft = locked_draft()
    if draft is None:
        draft = ImportDraft.objects.create(begun_at=now, account_id=actor.account_id, person_id=actor.person_id)
    rows = {
        name: ImportFile(draft=draft, name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest(), content=data)
        for name, data in brought.files.items()
    }
    ImportFile.objects.filter(draft=draft, name__in=rows).delete()
    if draft.files.count() + len(rows) > MAX_FILES:
        raise refusal(ImportRefusal.TOO_MUCH, name="", limit=MAX_ALL // 2**20)
    ImportFile.objects.bulk_create(rows.values())
    listed = [{"name": row.name, "size": row.size, "sha256": row.sha256} for row in rows.values()]
    _changed(draft, actor, Act.FILES_ADDED, {}, None, {"files": listed}, now)
    return brought.passed


@transaction.atomic
def remove_file(*, actor: Actor, file_id: int, now: dt.datetime) -> None:
    """Take a file out of the open draft with what was corrected in it; refuses with `import_no_draft`."""
    draft = _open(actor)
    row = draft.files.filter(pk=file_id).defer("content").first()
    if row is None:
        return
    CellCorrection.objects.filter(draft=draft, file=row.name).delete()
    ImportFile.objects.filter(pk=row.pk).delete()
    _changed(draft, actor, Act.FILE_REMOVED, {}, {"name": row.name, "sha256": row.sha256}, None, now)


@transaction.atomic
def choose_columns(*, actor: Actor, kind: str, choices: Mapping[str, str | None], now: dt.datetime) -> None:
    """Remember what columns are, by the normal form of their headers: a field, "" to pass over, None to forget.

    Raises `Forbidden`; refuses with `import_no_draft` and `import_bad_column` (no such field, or one field twice).
    """
    draft = _open(actor)
    spec = SPEC_BY_KIND.get(kind)
    fields = {one.name for one in spec.fields} if spec else set()
    chosen = [field for field in choices.values() if field]
    if not fields or set(chosen) - fields or len(set(chosen)) != len(chosen) or any(len(key) > 200 for key in choices):
        raise refusal(ImportRefusal.BAD_COLUMN)
    stands = {row.header: row for row in ColumnChoice.objects.select_for_update().filter(kind=kind)}
    for header, field in choices.items():
        row = stands.get(header)
        before = row.field if row else None
        if before == field:
            continue
        if field is None:
            ColumnChoice.objects.filter(kind=kind, header=header).delete()
        else:
            ColumnChoice.objects.update_or_create(
                kind=kind,
                header=header,
                defaults={"field": field, "chosen_at": now, "person_id": actor.person_id},
            )
        subject = {"kind": kind, "header": header}
        _changed(draft, actor, Act.COLUMN_CHOSEN, subject, {"field": before}, {"field": field}, now)


@transaction.atomic
def correct_cell(*, actor: Actor, file: str, sheet: str, cell: str, text: str | None, now: dt.datetime) -> None:
    """Put a text into a cell of the draft's file, or, with None, let the file's own stand again.

    Raises `Forbidden`; refuses with `import_no_draft` and `import_bad_cell`.
    """
    draft = _open(actor)
    known = draft.files.filter(name=file).exists()
    if not known or place_of(cell)[0] < 0 or len(sheet) > 100 or len(text or "") > LONGEST_CELL:
        raise refusal(ImportRefusal.BAD_CELL)
    place: dict[str, Any] = {"file": file, "sheet": sheet, "cell": cell}
    row = CellCorrection.objects.filter(draft=draft, **place).first()
    before = row.text if row else None
    if before == text:
        return
    if text is None:
        CellCorrection.objects.filter(draft=draft, **place).delete()
    else:
        CellCorrection.objects.update_or_create(draft=draft, **place, defaults={"text": text})
    _changed(draft, actor, Act.CELL_CORRECTED, place, {"text": before}, {"text": text}, now)


@transaction.atomic
def discard_draft(*, actor: Actor, now: dt.datetime) -> None:
    """Throw the open draft away with its files; what is remembered of columns stays. Refuses `import_no_draft`."""
    draft = _open(actor)
    names = list(draft.files.values_list("name", flat=True))
    draft.delete()
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.DRAFT_DISCARDED, {}, {"files": names}, None)], now=now)


def check_draft(*, actor: Actor, now: dt.datetime, progress: Tell | None = None) -> ImportReport:
    """Bring the draft's files in and roll it back: keeps what was found for the page.

    What is changed while the check goes on has to be checked again: the report of older files is not kept then.
    Raises `Forbidden`; refuses with `import_no_draft`.
    """
    draft = _unlocked(actor)
    report = _bring(draft, actor, now, dry_run=True, progress=progress)
    ImportDraft.objects.filter(pk=draft.pk, version=draft.version).exclude(state=DraftState.STORED).update(
        state=DraftState.CHECKED, checked_at=now, report=report_shown(report)
    )
    return report


@transaction.atomic
def store_draft(*, actor: Actor, now: dt.datetime, progress: Tell | None = None) -> ImportReport:
    """Bring the draft's files in for good and keep them with their run.

    Raises `Forbidden`; refuses with `import_no_draft`, `import_not_checked` and `import_has_errors`. Errors that
    appeared since the check stop it as well: nothing is stored, the page shows them.
    """
    draft = _open(actor)  # its lock keeps others' changes away until the files are in
    require_checked(draft)
    report = _bring(draft, actor, now, dry_run=False, progress=progress)
    draft.report, draft.checked_at = report_shown(report), now
    if report.stored:
        draft.state, draft.run_id = DraftState.STORED, report.run_id
    draft.save(update_fields=["report", "checked_at", "state", "run"])
    return report


def _bring(draft: ImportDraft, actor: Actor, now: dt.datetime, *, dry_run: bool, progress: Tell | None) -> ImportReport:
    with laid_out(draft) as (folder, corrections):
        return import_folder(folder, actor=actor, now=now, dry_run=dry_run, progress=progress, corrections=corrections)


@contextmanager
def laid_out(draft: ImportDraft) -> Iterator[tuple[Path, Corrections]]:
    """Give the draft's files as a folder, and what was corrected in them."""
    corrections = Corrections(
        {(row.kind, row.header): row.field for row in ColumnChoice.objects.all()},
        {(row.file, row.sheet, row.cell): row.text for row in draft.corrections.all()},
    )
    with TemporaryDirectory(prefix="parta-import-") as name:
        folder = Path(name)
        for row in draft.files.iterator(chunk_size=1):
            (folder / row.name).write_bytes(bytes(row.content))
        yield folder, corrections


def _unlocked(actor: Actor) -> ImportDraft:
    require(may_bring_in(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    return draft


def _open(actor: Actor) -> ImportDraft:
    require(may_bring_in(actor))
    draft = locked_draft()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    return draft


def locked_draft() -> ImportDraft | None:
    """Lock the open draft; refuse with `import_busy` instead of waiting until it is stored."""
    drafts = ImportDraft.objects.exclude(state=DraftState.STORED)
    draft = drafts.select_for_update(skip_locked=True).first()
    if draft is None and drafts.exists():
        raise refusal(ImportRefusal.BUSY)
    return draft


def _changed(
    draft: ImportDraft,
    actor: Actor,
    act: Act,
    subject: Mapping[str, object],
    before: object,
    after: object,
    now: dt.datetime,
) -> None:
    """Write the event; what was checked before is old now."""
    draft.state = DraftState.GATHERING
    draft.version += 1
    draft.save(update_fields=["state", "version"])
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, before, after)], now=now)

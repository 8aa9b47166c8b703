"""The open draft of an import, one of its sheets, and the archive of what was brought in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from parta.integrations.enums import DraftState
from parta.integrations.models import HISTORY, CellCorrection, ColumnChoice, ImportDraft, ImportFile, ImportRun
from parta.integrations.spreadsheets.grid import Grid, letters, open_file
from parta.integrations.spreadsheets.headers import header_words
from parta.integrations.spreadsheets.problems import Problem, Problems, Severity
from parta.integrations.spreadsheets.recognise import find_tables
from parta.integrations.spreadsheets.seen import fields_of, first_rows, kinds
from parta.integrations.spreadsheets.tables import Table
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_bring_in
from parta.people.queries.persons import names_of
from parta.people.rules.permissions import Action, Relation, Resource, may_do

PER_PAGE = 20
_SAMPLES = 5
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem with the row it stands in, and what was put into its cell here."""

    problem: Problem
    picture: dict[str, Any] | None
    corrected: str | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The open draft: its files, what each sheet was taken for, one page of the problems, what would be written."""

    draft: ImportDraft | None
    files: list[ImportFile]
    report: dict[str, Any]
    lines: list[ProblemLine]
    found: Mapping[str, int]
    severity: str
    corrections: list[CellCorrection]
    page: int
    pages: int

    @property
    def ready(self) -> bool:
        """Tell whether the files may be stored as they are."""
        return bool(self.draft and self.draft.state == DraftState.CHECKED and not self.report.get("errors"))


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import of the archive: `kinds` are (kind, created, changed), `files` its files that may be taken by name."""

    run: ImportRun
    author: str
    created: int
    changed: int
    kinds: list[tuple[str, int, int]]
    files: dict[str, int]
    undone_by: str


@dataclass(frozen=True, slots=True)
class RunsPage:
    """A page of the archive, newest first."""

    rows: list[RunRow]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column to be chosen: where it is, what stands in it, what it is now ("" passed over, None not told)."""

    letters: str
    header: str
    key: str
    field: str
    chosen: str | None
    samples: list[str]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One sheet: its first rows, what it may be, its columns."""

    file: str
    sheet: str
    kind: str
    row: int
    rows: list[tuple[int, list[str]]]
    columns: list[ColumnLine]
    fields: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    recognised: bool


def draft_page(*, actor: Actor, severity: str, page: int) -> DraftPage:
    """Give the open draft with one page of its problems; raises `Forbidden`."""
    require(may_bring_in(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    if draft is None:
        return DraftPage(None, [], {}, [], {}, "", [], 1, 1)
    report = draft.report or {}
    problems = report.get("problems", [])
    found = {str(one): sum(row["severity"] == one for row in problems) for one in Severity}
    severity = severity if found.get(severity) else next((one for one, count in found.items() if count), "")
    own = [row for row in problems if row["severity"] == severity]
    pages = max(1, -(-len(own) // PER_PAGE))
    page = min(max(1, page), pages)
    corrections = list(draft.corrections.all())
    texts = {(one.file, one.sheet, one.cell): one.text for one in corrections}
    lines = [
        ProblemLine(_problem(row), row["picture"], texts.get((row["file"], row["sheet"], row["cell"])))
        for row in own[(page - 1) * PER_PAGE : page * PER_PAGE]
    ]
    return DraftPage(
        draft, list(draft.files.defer("content")), report, lines, found, severity, corrections, page, pages
    )


def runs_page(*, actor: Actor, page: int, per_page: int = 20) -> RunsPage:
    """Give the archive of imports; raises `Forbidden`."""
    require(may_bring_in(actor))
    found = ImportRun.objects.order_by("-at").select_related("draft")
    count = found.count()
    pages = max(1, -(-count // per_page))
    page = min(max(1, page), pages)
    runs = list(found.defer("draft__report")[(page - 1) * per_page : page * per_page])
    names = names_of({one for run in runs for one in (run.person_id, run.undone_by_id) if one})
    drafts = {draft.pk: run for run in runs if (draft := getattr(run, "draft", None)) and may_take_files(actor, run)}
    kept: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, draft_id, name in ImportFile.objects.filter(draft__in=drafts).values_list("pk", "draft", "name"):
        kept[drafts[draft_id].pk][name] = pk
    rows = []
    for run in runs:
        # A folder counts by kind of records; marks of an earlier period are all of one kind.
        counts = {"mark": run.counts} if run.act == HISTORY else run.counts
        kinds = [(kind, row.get("created", 0), row.get("changed", 0)) for kind, row in counts.items()]
        kinds = [one for one in kinds if one[1] or one[2]]
        author, undone_by = (names.get(one or 0, "") for one in (run.person_id, run.undone_by_id))
        created, changed = sum(one[1] for one in kinds), sum(one[2] for one in kinds)
        rows.append(RunRow(run, author, created, changed, kinds, kept[run.pk], undone_by))
    return RunsPage(rows, page, pages)


def may_take_files(actor: Actor, run: ImportRun) -> bool:
    """Tell whether the actor may take the files of an import away: pages of marks are a deputy's."""
    history = run.act == HISTORY
    return may_do(actor, Resource.IMPORT, Action.RUN_HISTORY if history else Action.RUN, Relation.SAME_SCHOOL)


def draft_file(*, actor: Actor, file_id: int) -> ImportFile:
    """Give a file of the open draft; raises `Forbidden` and `NotVisible`."""
    require(may_bring_in(actor))
    found = ImportFile.objects.exclude(draft__state=DraftState.STORED).filter(pk=file_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class MarksPage:
    """What a deputy's check of the open draft's pages of marks found; `ready` to be brought in as it was checked."""

    draft: ImportDraft | None
    files: int
    report: dict[str, Any]
    problems: list[Problem]
    ready: bool
    stale: bool


def marks_page(*, actor: Actor) -> MarksPage:
    """Give the open draft with what is known of its pages of marks; raises `Forbidden` for anybody but a deputy."""
    require(may_do(actor, Resource.IMPORT, Action.RUN_HISTORY, Relation.SAME_SCHOOL))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).defer("report").first()
    report = (draft.marks if draft else None) or {}
    stale = bool(draft and report and report["version"] != draft.version)
    ready = bool(report and not stale and not report["errors"])
    files = draft.files.count() if draft else 0
    return MarksPage(draft, files, report, [_problem(row) for row in report.get("problems", [])], ready, stale)


def sheet_page(*, actor: Actor, file: str, sheet: str, kind: str, row: int | None) -> SheetPage:
    """Give one sheet of the open draft to choose its columns; raises `Forbidden` and `NotVisible`.

    `kind` and `row` (from 1) name the table and its header row where they were not recognised, or wrongly.
    """
    require(may_bring_in(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    found = draft.files.filter(name=file).first() if draft else None
    if draft is None or found is None:
        raise NotVisible
    grid = _grid(found, sheet)
    if grid is None:
        raise NotVisible
    choices = {(one.kind, one.header): one.field for one in ColumnChoice.objects.all()}
    texts = {one.cell: one.text for one in draft.corrections.filter(file=file, sheet=sheet)}
    grid.chosen = choices
    grid.correct(texts)
    table = _table(grid, kind, row)
    if table is not None:
        kind, head = table.kind, table.header
        heads = {column: text for column, text in sorted(table.headers.items()) if text}
        fields = {column: name for name, column in table.columns.items()}
        below = table.rows
    else:
        head = (row or _fullest(grid) + 1) - 1
        heads = {column: grid.text(head, column) for column in grid.used(head)} if 0 <= head < grid.height else {}
        fields = {}
        below = list(range(head + 1, min(grid.height, head + 1 + _SEARCHED)))
    columns = [
        ColumnLine(
            letters(column),
            text[:80],
            header_words(text)[:200],
            fields.get(column, ""),
            choices.get((kind, header_words(text)[:200])),
            _samples(grid, below, column),
        )
        for column, text in heads.items()
    ]
    start = max(0, head - 2)
    rows = [(start + place + 1, cells) for place, cells in enumerate(first_rows(grid, start))]
    known = kind if any(kind == one for one, _ in kinds()) else ""
    return SheetPage(
        file, sheet, known, head + 1, rows, columns, fields_of(known), kinds(), recognised=table is not None
    )


def _table(grid: Grid, kind: str, row: int | None) -> Table | None:
    tables = [one for one in find_tables(grid, Problems()) if not kind or one.kind == kind]
    if row is not None:
        tables = [one for one in tables if one.header == row - 1]
    return tables[0] if tables else None


def _grid(found: ImportFile, sheet: str) -> Grid | None:
    with TemporaryDirectory(prefix="parta-sheet-") as name:
        path = Path(name) / found.name
        path.write_bytes(bytes(found.content))
        return next((grid for grid in open_file(path, found.name, Problems()) if grid.sheet == sheet), None)


def _fullest(grid: Grid) -> int:
    """Guess the header of a sheet that was not understood: the first row as wide as any of the first ones."""
    rows = range(min(grid.height, _SEARCHED))
    return max(rows, key=lambda row: (len(grid.used(row)), -row), default=0)


def _samples(grid: Grid, rows: list[int], column: int) -> list[str]:
    texts: dict[str, None] = {}
    for row in rows[:200]:
        if text := grid.text(row, column):
            texts.setdefault(text[:40])
        if len(texts) == _SAMPLES:
            break
    return list(texts)


def _problem(row: Mapping[str, Any]) -> Problem:
    return Problem(Severity(row["severity"]), row["code"], row["params"], row["file"], row["sheet"], row["cell"])

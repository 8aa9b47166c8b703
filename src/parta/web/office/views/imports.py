"""Bringing the school's spreadsheets in on pages: files, what was taken for what, problems, and the archive."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.integrations.enums import DraftState, Work
from parta.integrations.models import ImportFile
from parta.integrations.queries.drafts import draft_file, draft_page, runs_page, sheet_page
from parta.integrations.queries.undo import undoable_run, undoing
from parta.integrations.services.drafts import (
    LONGEST_CELL,
    add_files,
    choose_columns,
    correct_cell,
    discard_draft,
    remove_file,
)
from parta.integrations.services.export import may_bring_history, take_kept_file
from parta.integrations.services.undo import ask_for_undo
from parta.integrations.services.work import ask_for_check, ask_for_storing
from parta.jobs.enums import State
from parta.jobs.queries import newest_job, worker_is_there
from parta.kernel.decisions import Refused
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.jobs import job_problem
from parta.web.parameters import number, number_or_none
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet
from parta.web.ui.sheets import sheet as as_sheet
from parta.wording.import_refusals import passed_words
from parta.wording.import_undo import undo_lines
from parta.wording.importing import SEVERITY_WORDS, problem_place, problem_text
from parta.wording.importing_report import KINDS, row_words_shown

_MOST_COLUMNS = 300
_ARCHIVE = (
    Column("Когда", 16), Column("Кто", 36), Column("Файлы", 60), Column("Основание", 30), Column("Создано", 10),
    Column("Изменено", 10), Column("Отменена", 16),
)  # fmt: skip


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """Show the open draft with its problems, and the archive; the archive alone as a file."""
    return _archive(request) if asked_for_sheet(request) else _page(request)


def _archive(request: HttpRequest) -> HttpResponse:
    found = runs_page(actor=request.actor, page=1, per_page=MOST_ROWS + 1)
    rows = (
        (
            row.run.at, row.author or "оператор установки", ", ".join(one["name"] for one in row.run.files),
            row.run.ground, row.created, row.changed, row.run.undone_at,
        )
        for row in found.rows
    )  # fmt: skip
    return as_sheet(request, title="Внесённые таблицы", columns=_ARCHIVE, rows=rows)


@require_POST
def files(request: HttpRequest) -> HttpResponse:
    """Take files into the draft."""
    brought = request.FILES.getlist("files")
    if not brought:
        messages.error(request, "Выберите файлы: таблицы .xlsx, .xls, .ods, .csv или весь набор в .zip.")
        return _page(request, status=422)
    try:
        passed = add_files(
            actor=request.actor, files=((one.name or "", one.read()) for one in brought), now=request.now
        )
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision))
        return _page(request, status=422)
    if passed:
        messages.warning(request, passed_words(passed))
    return redirect("office:imports")


@require_POST
def file_removal(request: HttpRequest, file_id: int) -> HttpResponse:
    """Take a file out of the draft."""
    remove_file(actor=request.actor, file_id=file_id, now=request.now)
    return redirect("office:imports")


@require_safe
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Give a file back as it was brought."""
    return _given(draft_file(actor=request.actor, file_id=file_id))


@require_POST
def kept_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Give a file of the archive; that is written down."""
    return _given(take_kept_file(actor=request.actor, file_id=file_id, now=request.now))


def _given(found: ImportFile) -> HttpResponse:
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    return response


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(actor=request.actor, now=request.now)
    messages.success(request, "Файлы убраны. В Парте ничего не изменилось.")
    return redirect("office:imports")


@require_POST
def cell(request: HttpRequest) -> HttpResponse:
    """Put a text into a cell here instead of in the file."""
    text = None if "restore" in request.POST else request.POST.get("text", "")
    place = {name: request.POST.get(name, "") for name in ("file", "sheet", "cell")}
    correct_cell(actor=request.actor, **place, text=text, now=request.now)
    query = filters_of(request)
    return redirect(
        f"{reverse('office:imports')}?{query}#problems" if query else f"{reverse('office:imports')}#problems"
    )


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Have the files of the draft checked."""
    ask_for_check(actor=request.actor, title="Проверка таблиц", now=request.now)
    return redirect("office:imports")


@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Have the files of the draft brought in for good."""
    ask_for_storing(actor=request.actor, title="Внесение таблиц", now=request.now)
    return redirect("office:imports")


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show what undoing the last import would do, and have it done."""
    if request.method == "POST":
        ask_for_undo(actor=request.actor, run_id=run_id, title="Отмена загрузки таблиц", now=request.now)
        return redirect("office:imports")
    with transaction.atomic():
        found = undoing(actor=request.actor, run_id=run_id)
    context = {
        "undoing": found,
        "refusal": "" if found.decision.allowed else refusal_html(found.decision),
        "lines": undo_lines(found.tables),
        "restored": any(back for _, _, back in found.tables.values()),
        "sections": sections(request),
    }
    return render(request, "parta/office/import_undo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Show a sheet and choose what its columns are."""
    if request.method == "POST":
        return _choose(request)
    row = number_or_none(request, "row")
    page = sheet_page(
        actor=request.actor,
        file=request.GET.get("file", ""),
        sheet=request.GET.get("sheet", ""),
        kind=request.GET.get("kind", ""),
        row=row,
    )
    return render(request, "parta/office/import_sheet.html", {"page": page, "sections": sections(request)})


def _choose(request: HttpRequest) -> HttpResponse:
    keys = request.POST.getlist("key")
    if len(keys) > _MOST_COLUMNS:
        raise SuspiciousOperation("too many columns")
    choices: dict[str, str | None] = {}
    for key, was, now in zip(keys, request.POST.getlist("was"), request.POST.getlist("field"), strict=False):
        if was != now:
            choices[key] = None if now == "*" else now
    kind = request.POST.get("kind", "")
    if not choices:
        return redirect("office:imports")
    try:
        choose_columns(actor=request.actor, kind=kind, choices=choices, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision))
        place = {name: request.POST.get(name, "") for name in ("file", "sheet", "kind", "row")}
        return redirect(f"{reverse('office:import_sheet')}?{urlencode(place)}")
    messages.success(request, "Запомнено: так эти столбцы будут поняты и в следующий раз. Проверьте файлы снова.")
    return redirect("office:imports")


def _page(request: HttpRequest, status: int = 200) -> HttpResponse:
    page = draft_page(
        actor=request.actor, severity=request.GET.get("severity", ""), page=number(request, "page", default=1)
    )
    lines = [(line, problem_place(line.problem), problem_text(line.problem)) for line in page.lines]
    seen = _seen(page.report.get("sheets", []))
    job = newest_job(request.actor, Work)
    if job and not job.open and job.kind in (Work.CHECK_MARKS, Work.STORE_MARKS):
        job = None
    if job and not job.open and page.draft and job.parameters.get("draft") != page.draft.pk:
        job = None
    context: dict[str, Any] = {
        "page": page,
        "line": job,
        "back": "imports",
        "problem": job_problem(request, job) if job else "",
        "worker": not job or job.state != State.WAITING or worker_is_there(),
        "doubtful": [one for one in seen if one["unknown"] or not one["table"]],
        "clear": [one for one in seen if one["table"] and not one["unknown"]],
        "lines": lines,
        "severities": [(str(one), words, page.found.get(one, 0)) for one, words in SEVERITY_WORDS.items()],
        "counts": [
            (KINDS.get(kind, kind), row) for kind, row in page.report.get("counts", {}).items() if any(row.values())
        ],
        "rows": _rows(page.report),
        "kinds": KINDS,
        "marks": may_bring_history(request.actor),
        "runs": runs_page(actor=request.actor, page=number(request, "runs", default=1)),
        "undoable": undoable_run(request.actor),
        "checked": bool(page.draft and page.draft.state == DraftState.CHECKED),
        "longest": LONGEST_CELL,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/imports.html", context, status=status)


def _seen(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for one in sheets:
        place = {"file": one["file"], "sheet": one["sheet"]}
        for table in one["tables"] or [None]:
            more = {"kind": table["kind"], "row": table["row"]} if table else {}
            columns = table["columns"] if table else []
            unknown = [column["header"] for column in columns if column["state"] == "unknown"]
            url = f"{reverse('office:import_sheet')}?{urlencode({**place, **more})}"
            known = len(columns) - len(unknown)
            found.append({**one, "table": table, "unknown": unknown, "known": known, "url": url})
    return found


def _rows(report: dict[str, Any]) -> list[tuple[str, int, list[str]]]:
    """Give the lists of what would be done: title, how many there are, the first of them in words."""
    titles = {
        "created": "заводится",
        "changed": "изменяется",
        "left": "изменено вручную, из файла не взято",
        "gone": "нет в файлах, в Парте оставлено",
    }
    return [
        (
            f"{KINDS.get(kind, kind)}: {titles[name]}",
            report["counts"].get(kind, {}).get(name, 0),
            [row_words_shown(row) for row in rows if row["name"]],
        )
        for kind, part in report.get("rows", {}).items()
        for name, rows in part.items()
        if any(row["name"] for row in rows)
    ]

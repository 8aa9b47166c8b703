"""Sheets of attestation: the registry, one sheet filled by its lecturer, closed, printed."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.curriculum.enums import ControlForm
from parta.journal.enums import OperationKind, ResultKind
from parta.journal.queries.sheets import SheetPage, SheetsPage, SheetsWanted, sheet_page, sheets_page
from parta.journal.rules.operations import MOST, parse_operations
from parta.journal.services.operations import carry_out
from parta.journal.services.sheets import close_sheet, make_sheet, remake_sheet
from parta.kernel.decisions import Refused, require
from parta.paper.sheets import print_sheet
from parta.regulation.enums import Terminology
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_in_post, number_or_none, text_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.refusals import answer_html, refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet
from parta.web.ui.sheets import sheet as as_sheet
from parta.wording.attestation import FORMS, form_title, result_words, sheet_title
from parta.wording.plurals import counted
from parta.wording.terms import term_title

_COLUMNS = (
    Column("№", 8), Column("Группа", 12), Column("Дисциплина, МДК, практика", 44), Column("Семестр", 14),
    Column("Форма контроля", 28), Column("День", 12), Column("Преподаватель", 34), Column("Студентов", 11),
    Column("Закрыта", 14),
)  # fmt: skip
_STATES = {"open": "открытые", "closed": "закрытые"}


@require_safe
@only_in_college
def sheets(request: HttpRequest) -> HttpResponse:
    """List the sheets of the year; the filters stand in the address."""
    form, state = request.GET.get("form", ""), request.GET.get("state", "")
    wanted = SheetsWanted(
        number_or_none(request, "class"),
        form if form in set(ControlForm) else "",
        state if state in _STATES else "",
    )
    if asked_for_sheet(request):
        page = sheets_page(actor=request.actor, wanted=wanted, page=1, per_page=MOST_ROWS)
        return as_sheet(request, title="Ведомости аттестации", columns=_COLUMNS, rows=_lines(page), persons=())
    page = sheets_page(actor=request.actor, wanted=wanted, page=number(request, "page", default=1))
    context = {
        "page": page,
        "wanted": wanted,
        "forms": [(one, title) for one, title in FORMS.items() if one is not ControlForm.NONE],
        "states": _STATES,
        "form_title": form_title,
        "term_title": term_title,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/sheets.html", context)


def _lines(page: SheetsPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        one, course = row.sheet, row.sheet.course
        group = " ".join(part.name for part in (course.school_class, course.study_group) if part)
        yield (
            one.number, group, f"{course.subject.index} {course.name}".strip(),
            term_title(one.term.kind, one.term.number), form_title(one.form), one.day,
            row.teachers, row.students, one.closed_at,
        )  # fmt: skip


@require_POST
@only_in_college
def sheet_new(request: HttpRequest) -> HttpResponse:
    """Make the sheet of a course and a semester."""
    made = make_sheet(
        actor=request.actor,
        course_id=number_in_post(request, "course"),
        term_id=number_in_post(request, "term"),
        now=request.now,
    )
    messages.success(request, f"Составлена ведомость № {made.number}. В ней студенты группы на день аттестации.")
    return redirect("office:sheet", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only_in_college
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show a sheet; its lecturer puts the results, which go into the journal by the journal's own rules."""
    page = sheet_page(actor=request.actor, sheet_id=sheet_id)
    if request.method != "POST" and asked_for_sheet(request):
        return _file(request, page)
    if request.method != "POST":
        return _render(request, page, {}, {})
    require(page.may_fill)
    wanted = _wanted(request, page)
    errors: dict[int, str] = {}
    for start in range(0, len(wanted), MOST):
        part = wanted[start : start + MOST]
        operations = parse_operations(json.dumps({"operations": part}).encode())
        outcome = carry_out(actor=request.actor, course_id=page.sheet.course_id, operations=operations, now=request.now)
        for row, answer in zip(part, outcome.answers, strict=True):
            if answer["status"] == "refused":
                errors[row["pupil"]] = answer_html(answer, Terminology.COLLEGE)
            elif answer["status"] != "applied":
                stands = answer.get("value") or "пусто"
                errors[row["pupil"]] = f"Пока вы писали, в журнале стало: {stands}. Проверьте и запишите снова."
    if errors:
        fresh = sheet_page(actor=request.actor, sheet_id=sheet_id)
        return _render(request, fresh, errors, {row["pupil"]: row["value"] for row in wanted}, status=422)
    count = len(wanted)
    said = f"Записано: {counted(count, 'отметка', 'отметки', 'отметок')}." if count else "Ничего не изменилось."
    messages.success(request, said)
    return redirect("office:sheet", sheet_id)


def _file(request: HttpRequest, page: SheetPage) -> HttpResponse:
    one, course = page.sheet, page.sheet.course
    group = ", ".join(part.name for part in (course.school_class, course.study_group) if part)
    about = (group, f"{course.subject.index} {course.name}".strip(), term_title(one.term.kind, one.term.number),
             f"{one.day:%d.%m.%Y}", ", ".join(page.teachers))  # fmt: skip
    return as_sheet(
        request,
        title=sheet_title(one.form, one.number),
        columns=(
            Column("Студент", 36),
            Column("Зачётная книжка", 16),
            Column("Отметка", 10),
            Column("Словами", 24),
            Column("Тема", 60),
        ),
        rows=(
            (row.name, row.book_no, row.value, result_words(row.value) if row.value else "", row.theme)
            for row in page.rows
        ),
        chosen=", ".join(part for part in about if part),
        persons=[row.pupil_id for row in page.rows],
    )


def _wanted(request: HttpRequest, page: SheetPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in page.rows:
        value = request.POST.get(f"value-{row.pupil_id}")
        base = request.POST.get(f"base-{row.pupil_id}", "")
        if value is None:
            continue
        if value not in ("", row.journal, *page.values) or not (base.isascii() and base.isdigit() and len(base) < 10):
            raise SuspiciousOperation("bad result")
        if value != row.journal or int(base) != row.version:
            found.append(
                {
                    "op": str(uuid.uuid4()),
                    "kind": OperationKind.TERM,
                    "result": ResultKind.TERM,
                    "term": page.sheet.term_id,
                    "pupil": row.pupil_id,
                    "value": value,
                    "base": int(base),
                }
            )
    return found


def _render(
    request: HttpRequest, page: SheetPage, errors: dict[int, str], typed: dict[int, str], status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "sheet": page.sheet,
        "title": sheet_title(page.sheet.form, page.sheet.number),
        "errors": errors,
        "typed": typed,
        "result_words": result_words,
        "term_title": term_title,
        "query": "",
        "sections": sections(request),
    }
    return render(request, "parta/office/sheet.html", context, status=status)


@require_POST
@only_in_college
def sheet_closing(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Close a sheet: it keeps what the journal says now."""
    try:
        closed = close_sheet(actor=request.actor, sheet_id=sheet_id, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision, Terminology.COLLEGE))
        return _render(request, sheet_page(actor=request.actor, sheet_id=sheet_id), {}, {}, status=422)
    messages.success(request, f"Ведомость № {closed.number} закрыта. Её можно напечатать и подписать.")
    return redirect("office:sheet", sheet_id)


@require_POST
@only_in_college
def sheet_remaking(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Make an open sheet anew from the schedule and the students of its day."""
    ground = text_in_post(request, "ground")
    try:
        made = remake_sheet(actor=request.actor, sheet_id=sheet_id, ground=ground, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision, Terminology.COLLEGE))
        return _render(request, sheet_page(actor=request.actor, sheet_id=sheet_id), {}, {}, status=422)
    messages.success(request, f"Ведомость № {made.number} составлена заново, номер прежний.")
    return redirect("office:sheet", made.pk)


@require_POST
@only_in_college
def sheet_print(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Give a sheet as PDF with places for signatures."""
    printed = print_sheet(frame=request.frame, sheet_id=sheet_id)
    return pdf_file(printed.content, printed.name)

"""The schedule of attestation of a college's group: forms of control and days by course and semester."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.curriculum.enums import ControlForm
from parta.curriculum.services.control import Ending, may_set_controls, set_controls
from parta.journal.queries.sheets import SchedulePage, schedule_page
from parta.kernel.decisions import Refused
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_or_none
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.attestation import FORMS, form_title
from parta.wording.plurals import counted
from parta.wording.terms import term_title

_COLUMNS = (
    Column("Группа", 12), Column("Дисциплина, МДК, практика", 44), Column("Семестр программы", 12),
    Column("Период", 16), Column("Форма контроля", 28), Column("День", 12), Column("Преподаватель", 34),
    Column("Ведомость №", 12),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@only_in_college
def schedule(request: HttpRequest) -> HttpResponse:
    """Show the schedule of a group, and set forms and days."""
    page = schedule_page(
        actor=request.actor, class_id=number_or_none(request, "class"), number=number_or_none(request, "semester")
    )
    if request.method == "POST":
        return _set(request, page)
    if asked_for_sheet(request):
        chosen = page.chosen.name if page.chosen else ""
        return sheet(request, title="График аттестации", columns=_COLUMNS, rows=_lines(page), chosen=chosen)
    return _render(request, page)


def _set(request: HttpRequest, page: SchedulePage) -> HttpResponse:
    seen: dict[tuple[int, int], Ending] = {}
    wanted: dict[tuple[int, int], Ending] = {}
    for row in page.rows:
        place = (row.control.course.pk, row.control.term.pk)
        name = f"{place[0]}-{place[1]}"
        base = request.POST.get(f"base-{name}")
        if base is None:
            continue
        try:
            form, _, day = base.partition(" ")
            seen[place] = (ControlForm(form), _day(day))
            form, day = request.POST.get(f"form-{name}", form), request.POST.get(f"day-{name}", day)
            wanted[place] = (ControlForm(form), _day(day))
        except ValueError as error:
            raise SuspiciousOperation("bad form or day") from error
    try:
        changed = set_controls(actor=request.actor, seen=seen, wanted=wanted, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision))
        return _render(request, page, status=422)
    said = f"Записано: {counted(changed, 'строка', 'строки', 'строк')}." if changed else "Ничего не изменилось."
    messages.success(request, said)
    return redirect(f"{reverse('office:attestation')}?{filters_of(request)}")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _render(request: HttpRequest, page: SchedulePage, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "forms": FORMS,
        "form_title": form_title,
        "term_title": term_title,
        "may_set": may_set_controls(request.actor),
        "typed": request.POST if request.method == "POST" else {},
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/attestation.html", context, status=status)


def _lines(page: SchedulePage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        one = row.control
        if one.form is not ControlForm.NONE:
            yield (
                one.group, f"{one.course.subject.index} {one.course.name}".strip(), one.semester,
                term_title(one.term.kind, one.term.number), form_title(one.form), one.day, row.teachers,
                row.sheet.number if row.sheet else None,
            )  # fmt: skip

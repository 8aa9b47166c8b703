"""Newcomers whose families cannot come into the diary yet, with the act's term."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.public_service.queries.newcomers import Newcomer
from parta.public_service.queries.newcomers import newcomers as read_newcomers
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("С", 12),
    Column("Коды до", 12),
    Column("У кого нет ни входа, ни кода", 60),
)


@require_safe
def newcomers(request: HttpRequest) -> HttpResponse:
    """List the newcomers of the year who wait for codes."""
    rule = act_today(request).doors.newcomer_code_sla
    rows = waiting_newcomers(request)
    if asked_for_sheet(request):
        persons = [row.pupil.pk for row in rows]
        return sheet(request, title="Новички без входа", columns=_COLUMNS, rows=map(_cells, rows), persons=persons)
    context = {
        "rows": rows,
        "clause": rule.clause if rule.value is not None else None,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/newcomers.html", context)


def waiting_newcomers(request: HttpRequest, class_id: int | None = None) -> list[Newcomer]:
    """Give the newcomers who wait, of the school or of a class, by the act in force today."""
    days = act_today(request).doors.newcomer_code_sla.value
    return read_newcomers(actor=request.actor, school=request.school, days=days, now=request.now, class_id=class_id)


def _cells(row: Newcomer) -> tuple[object, ...]:
    return row.pupil.full_name, row.school_class.name, row.since, row.due_on, ", ".join(row.waiting)

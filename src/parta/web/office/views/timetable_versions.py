"""Versions of the weekly timetable and its drafts by years: begun, named, thrown away; who changed what."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import require
from parta.timetable.access import may_make_timetable
from parta.timetable.queries.history import timetable_history
from parta.timetable.queries.versions import YearOfVersions, versions_page
from parta.timetable.services.drafts import name_draft
from parta.web.office.history import ShownHistory
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_in_post, text_in_post
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.timetable_wall import draft_title, wall_lines

_COLUMNS = (
    Column("Что", 14), Column("Название", 34), Column("С", 12), Column("По", 12), Column("Строк", 8),
    Column("Кто", 30), Column("Когда", 18),
)  # fmt: skip


@require_safe
def timetable_versions(request: HttpRequest) -> HttpResponse:
    """Show what holds from when, the drafts, and the history of all of it."""
    years = versions_page(
        actor=request.actor, tomorrow=request.actor.today + timedelta(days=1), zone=request.frame.zone
    )
    if asked_for_sheet(request):
        return sheet(request, title="Версии расписания", columns=_COLUMNS, rows=_rows(years))
    found = timetable_history(
        actor=request.actor, draft_id=None, page=number(request, "history", default=1), zone=request.frame.zone
    )
    context = {
        "years": years,
        "today": request.actor.today,
        "draft_title": draft_title,
        "history": ShownHistory(wall_lines(found.rows), found.page, found.has_next, "history" in request.GET),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_versions.html", context)


@require_POST
def draft_name(request: HttpRequest) -> HttpResponse:
    """Give a draft another name."""
    require(may_make_timetable(request.actor))
    title = text_in_post(request, "title", most=100)
    name_draft(actor=request.actor, draft_id=number_in_post(request, "draft"), title=title, now=request.now)
    messages.success(request, f"Черновик называется «{title}»." if title else "Черновик без названия.")
    return redirect("office:timetable_versions")


def _rows(years: list[YearOfVersions]) -> Iterator[tuple[object, ...]]:
    for year in years:
        for version in year.versions:
            at = version.at.replace(tzinfo=None) if version.at else None
            yield "версия", version.title, version.starts_on, version.ends_on, version.cells, version.author, at
        for draft in year.drafts:
            title, at = draft_title(draft.title, draft.at), draft.at.replace(tzinfo=None)
            yield "черновик", title, draft.starts_on, None, draft.cells, draft.author, at

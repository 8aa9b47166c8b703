"""The parents' committee of a class: who is in it, from when and until when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.kernel.decisions import NotVisible, Refused
from parta.people.queries.committees import Committee, committee_of
from parta.people.services.committees import end_committee_place, give_committee_place
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_in_post, number_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.roles import terminology_of


@require_http_methods(["GET", "HEAD", "POST"])
def committee(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show the places of a class's committee, and give one."""
    page = committee_of(actor=request.actor, class_id=class_id, today=request.now.date())
    if page is None:
        raise NotVisible
    error = ""
    if request.method != "POST" and asked_for_sheet(request):
        return _file(request, page)
    if request.method == "POST":
        try:
            row = give_committee_place(
                actor=request.actor,
                class_id=class_id,
                person_id=number_in_post(request, "person"),
                start=day_in_post(request, "start", default=request.now.date()),
                end=day_in_post(request, "end", default=page.school_class.year.ends_on),
                now=request.now,
            )
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, f"В родительском комитете теперь и {row.person.full_name}.")
            return redirect("office:committee", class_id)
    context = {
        "page": page,
        "today": request.now.date(),
        "error": error,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/committee.html", context, status=422 if error else 200)


def _file(request: HttpRequest, page: Committee) -> HttpResponse:
    rows = [*page.standing, *page.past]
    return sheet(
        request,
        title=f"Родительский комитет, {page.school_class.name}",
        columns=(
            Column("Кто", 36), Column("С", 12), Column("По", 12), Column("Кем назначен", 36), Column("Прекращено", 16),
        ),
        rows=((row.person.full_name, row.starts_on, row.ends_on, row.given_by.full_name, row.ended_at) for row in rows),
        persons=[row.person_id for row in rows],
    )  # fmt: skip


@require_POST
def committee_end(request: HttpRequest, place_id: int) -> HttpResponse:
    """Take a place away at once."""
    row = end_committee_place(actor=request.actor, place_id=place_id, now=request.now)
    messages.success(request, "Полномочия прекращены: страница класса в цифрах больше не открывается.")
    return redirect("office:committee", row.school_class_id)

"""The register of journals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.queries.register import register_page
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import conditions
from parta.web.parameters import number, number_or_none


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List journals by class, teacher and subject; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    page = register_page(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        page=number(request, "page", default=1),
        today=request.actor.today,
    )
    context = {"page": page, "chosen": chosen, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/courses.html", context)

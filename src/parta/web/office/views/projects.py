"""Course projects of a semester: themes, supervisors, days of approval, results."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.queries.loads import teachers_from
from parta.journal.queries.projects import ProjectRow, ProjectsPage, projects_page
from parta.journal.rules.projects import WantedProject
from parta.journal.services.projects import set_projects
from parta.kernel.decisions import Refused, require
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none_in_post, number_or_none_in_post, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.attestation import form_title, result_words
from parta.wording.plurals import counted
from parta.wording.roles import terminology_of
from parta.wording.terms import term_title

_COLUMNS = (
    Column("Студент", 36), Column("Тема", 60), Column("Руководитель", 34), Column("Утверждена", 12),
    Column("Отметка", 10), Column("Защита", 12),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@only_in_college
def projects(request: HttpRequest, course_id: int, term_id: int) -> HttpResponse:
    """Show the projects of a semester of a course, and write them."""
    page = projects_page(actor=request.actor, course_id=course_id, term_id=term_id)
    problem = ""
    if request.method == "POST":
        require(page.may_keep)
        wanted = {row.pupil_id: _wanted(request, page, row) for row in page.rows if _base(request, row) is not None}
        bases = {row.pupil_id: _base(request, row) or 0 for row in page.rows}
        try:
            count = set_projects(
                actor=request.actor, course_id=course_id, term_id=term_id, wanted=wanted, bases=bases, now=request.now
            )
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            told = f"Записано: {counted(count, 'проект', 'проекта', 'проектов')}." if count else "Ничего не изменилось."
            messages.success(request, told)
            return redirect("office:projects", course_id, term_id)
    one = page.control
    if asked_for_sheet(request):
        rows = (_line(row) for row in page.rows)
        about = f"{one.group}, {one.course.name}, {term_title(one.term.kind, one.term.number)}"
        persons = [row.pupil_id for row in page.rows]
        return sheet(request, title="Курсовые проекты", columns=_COLUMNS, rows=rows, chosen=about, persons=persons)
    context = {
        "page": page,
        "control": one,
        "form_title": form_title,
        "result_words": result_words,
        "term_title": term_title,
        "teachers": teachers_from(request.actor.today) if page.may_keep else [],
        "problem": problem,
        "typed": request.POST,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/projects.html", context, status=422 if problem else 200)


def _base(request: HttpRequest, row: ProjectRow) -> int | None:
    said = request.POST.get(f"base-{row.pupil_id}")
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise SuspiciousOperation("bad base")
    return int(said)


def _wanted(request: HttpRequest, page: ProjectsPage, row: ProjectRow) -> WantedProject:
    pk = row.pupil_id
    result: dict[str, Any] = {}
    if page.beside:
        result = {
            "value": text_in_post(request, f"value-{pk}", most=8),
            "valued_on": day_or_none_in_post(request, f"valued-{pk}"),
        }
    return WantedProject(
        text_in_post(request, f"theme-{pk}"), number_or_none_in_post(request, f"leader-{pk}"),
        day_or_none_in_post(request, f"approved-{pk}"), **result,
    )  # fmt: skip


def _line(row: ProjectRow) -> tuple[object, ...]:
    one = row.project
    leader = one.supervisor.person.full_name if one and one.supervisor else ""
    return (
        row.name, one.theme if one else "", leader, one.approved_on if one else None, row.value,
        one.valued_on if one else None,
    )  # fmt: skip

"""The journal of a course: the page, its data, others' changes, operations, the history of a cell."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parta.curriculum.enums import CourseKind
from parta.curriculum.queries.practices import practice_blocks
from parta.journal.access import course_view
from parta.journal.queries.density import density_of
from parta.journal.queries.grid import cell_history, changes_for, grid_rows, result_history, term_by_id
from parta.journal.queries.lesson import lesson_place
from parta.journal.rules.operations import parse_operations
from parta.journal.services.operations import carry_out
from parta.web.middleware.sessions import is_poll
from parta.web.parameters import number, number_or_none
from parta.web.teacher.journal_file import journal_file
from parta.web.teacher.page_data import embedded, grid_json
from parta.web.teacher.views.requests import to_asking
from parta.web.ui.refusals import told_to_script
from parta.web.ui.sheets import asked_for_sheet
from parta.wording.absences import EXEMPT
from parta.wording.density import density_lines, sparse_words
from parta.wording.history import history_lines
from parta.wording.roles import terminology_of
from parta.wording.terms import term_title


@require_safe
def journal(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show a course's journal for a period; a substitute who comes from a lesson too late may ask."""
    lesson_id = number_or_none(request, "lesson")
    view = course_view(request.actor, course_id, asking=lesson_id is not None)
    if not view.may_view():
        return to_asking(view, lesson_place(lesson_id or 0).day, lesson_id or 0)
    term = term_by_id(view, number_or_none(request, "term"), today=request.now.date())
    here = reverse("teacher:journal", args=[view.id])
    rows = grid_rows(view, start=term.start, end=term.end, now=request.now, exempt=EXEMPT)
    if asked_for_sheet(request):
        return journal_file(request, view, term, rows)
    whole = view.read_from() is None
    density = density_of(view, term, now=request.now) if whole else None
    rules = view.regulation.on(min(term.end, request.now.date()))
    sparse = sparse_words(density, rules) if density else {}
    context = {
        "course": {"id": view.id, "title": view.title, "class_title": view.class_name or "", "group": view.group_name},
        "practice": practice_blocks(view.id) if view.kind == CourseKind.PRACTICE else [],
        "whole": whole,
        "has_plan": whole and view.plan_id is not None,
        "term": {"id": term.id, "title": term_title(term.kind, term.number), "closed": term.closed},
        "terms": [
            {"title": term_title(row.kind, row.number), "url": f"{here}?term={row.id}", "current": row.id == term.id}
            for row in view.terms
        ],
        "grid_json": embedded(grid_json(request, view, term, rows, sparse=sparse)),
        "sparse": density_lines(density, rules) if density else [],
        "lesson_url": reverse("teacher:lesson", args=[0]),
        "pupil_url": "",
        "none_text": view.regulation.on(request.now.date()).homework.homework_none_text.value,
    }
    return render(request, "parta/teacher/journal.html", context)


@require_safe
def journal_data(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give the data of a journal page alone."""
    view = course_view(request.actor, course_id)
    term = term_by_id(view, number_or_none(request, "term"), today=request.now.date())
    rows = grid_rows(view, start=term.start, end=term.end, now=request.now, exempt=EXEMPT)
    text = grid_json(request, view, term, rows)
    return HttpResponse(text, content_type="application/json")


@require_safe
@is_poll
def journal_changes(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give what happened in the journal after a number."""
    since = number(request, "since", default=0)
    changes = changes_for(course_view(request.actor, course_id), since)
    return JsonResponse({"seq": changes.seq, "events": changes.events}, json_dumps_params={"ensure_ascii": False})


@require_POST
def operations(request: HttpRequest, course_id: int) -> HttpResponse:
    """Carry out a batch of operations and answer each."""
    wanted = parse_operations(request.body)
    outcome = carry_out(actor=request.actor, course_id=course_id, operations=wanted, now=request.now)
    words = terminology_of(request.frame.school_kind)
    answers = [told_to_script(answer, words) for answer in outcome.answers]
    return JsonResponse({"answers": answers, "seq": outcome.seq}, json_dumps_params={"ensure_ascii": False})


@require_safe
def history(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show who changed a cell, when, from what to what."""
    view = course_view(request.actor, course_id)
    lesson_id, pupil_id = number_or_none(request, "lesson"), number_or_none(request, "pupil")
    if lesson_id is not None:
        rows = cell_history(view, lesson_id=lesson_id, pupil_id=pupil_id, now=request.now)
    else:
        rows = result_history(
            view,
            pupil_id=number(request, "pupil", default=0),
            result=request.GET.get("result", "term")[:6],
            term_id=number_or_none(request, "term"),
            now=request.now,
        )
    letters = view.regulation.on(request.now.date()).absence_letters()
    return render(request, "parta/teacher/_history.html", {"lines": history_lines(rows, letters)})

"""Lesson plans: the library, one plan, a new one, its lines, its way to approval."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.curriculum.enums import MaterialAudience, PlanRefusal, PlanState, PlanStep
from parta.curriculum.models import LessonPlan
from parta.curriculum.queries.materials import materials_of
from parta.curriculum.queries.plans import PlanPage, plan_library, plan_page, subjects_and_grades, years_of
from parta.curriculum.rules.plans import OPEN, Line, Lines, steps_from
from parta.curriculum.services.plans import begin_edition, begin_plan, discard_plan, rewrite_plan
from parta.integrations.spreadsheets.plan_file import plan_of_file, plan_of_text
from parta.journal.services.plans import take_plan_step
from parta.kernel.decisions import NotVisible, Refused, refusal, require
from parta.web.parameters import number, number_in_post, number_or_none, number_or_none_in_post
from parta.web.teacher.plan_forms import ACTS, LinesForm, NewPlanForm
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.plans import audience_text, plan_state
from parta.wording.refusals import refusal_text

_LISTED = (
    Column("Предмет", 30), Column("Параллель", 10), Column("План", 44), Column("Редакция", 10), Column("Автор", 34),
    Column("Состояние", 16), Column("Часов", 10), Column("Тем", 10), Column("Журналы", 30),
)  # fmt: skip
_LINES = (
    Column("№ урока", 8), Column("Раздел", 30), Column("Тема урока", 60), Column("Количество часов", 10),
    Column("Тип урока", 20), Column("Вид контроля", 20), Column("Домашнее задание", 34), Column("Ресурсы", 34),
)  # fmt: skip
_STATES = (PlanState.DRAFT, PlanState.ON_APPROVAL, PlanState.APPROVED, PlanState.ARCHIVED)
_OWN_STEPS = (PlanStep.SEND, PlanStep.WITHDRAW)
_DECISIONS = (PlanStep.APPROVE, PlanStep.RETURN, PlanStep.ARCHIVE)
_SAID = {
    PlanStep.SEND: "План послан на утверждение.",
    PlanStep.WITHDRAW: "План снова черновик: его можно править.",
    PlanStep.APPROVE: "План утверждён.",
    PlanStep.RETURN: "План возвращён автору.",
    PlanStep.ARCHIVE: "План убран в архив.",
}


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the library: the plans of one's own subjects first."""
    state = request.GET.get("state", "")
    chosen: dict[str, Any] = {name: number_or_none(request, name) for name in ("year", "subject", "grade")}
    as_file = asked_for_sheet(request)
    page = plan_library(
        actor=request.actor,
        year_id=chosen["year"],
        subject_id=chosen["subject"],
        grade=chosen["grade"],
        state=state if state in _STATES else "",
        page=1 if as_file else number(request, "page", default=1),
        **({"per_page": MOST_ROWS} if as_file else {}),
    )
    if as_file:
        rows = (
            (one.subject, one.grade, one.title, one.edition, one.author, plan_state(one.state), one.hours, one.lines,
             ", ".join(one.courses))
            for one in page.rows
        )  # fmt: skip
        return sheet(request, title="Планы (КТП)", columns=_LISTED, rows=rows)
    query = urlencode(
        {**{name: value for name, value in chosen.items() if value}, **({"state": state} if state else {})}
    )
    context = {
        "page": page, "chosen": chosen, "state": state, "states": _STATES, "query": f"{query}&" if query else "",
    }  # fmt: skip
    return render(request, "parta/teacher/plans.html", context)


@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show one plan with its lines."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    if asked_for_sheet(request):
        return sheet(request, title="КТП", columns=_LINES, rows=_rows(page.lines), chosen=_head(page.plan))
    return draw_plan(request, page)


def draw_plan(
    request: HttpRequest, page: PlanPage, error: str = "", typed: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Show a plan, with what was refused; `typed`: a material that was not taken."""
    steps = steps_from(page.plan.state)
    context = {
        "page": page,
        "error": error,
        "typed": typed or {},
        "materials": materials_of(page.plan.pk),
        "audiences": [(str(one), audience_text(one, college=_college(request))) for one in MaterialAudience],
        "audience": lambda one: audience_text(one, college=_college(request)),
        "most_mebibytes": settings.DOCUMENT_MEBIBYTES,
        "may_rewrite": page.may_edit and page.plan.state in OPEN,
        "own_steps": [one for one in _OWN_STEPS if one in steps] if page.may_edit else [],
        "decisions": [one for one in _DECISIONS if one in steps] if page.may_decide else [],
        "query": "",
    }
    return render(request, "parta/teacher/plan.html", context, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan: from a spreadsheet, from pasted cells, from a colleague's plan, from nothing."""
    year = next(iter(years_of(request.actor.today)), None)
    if year is None:
        raise NotVisible
    posted = request.method == "POST"
    like = number_or_none_in_post(request, "like") if posted else number_or_none(request, "like")
    model = plan_page(actor=request.actor, plan_id=like).plan if like else None
    subjects, grades = subjects_and_grades(actor=request.actor, year=year)
    if model and model.grade_level not in grades:
        grades = sorted([*grades, model.grade_level])
    first = (
        {"subject": model.subject_id, "grade": model.grade_level, "title": _own_title(request, model)} if model else {}
    )
    form = NewPlanForm(
        subjects, grades, request.POST if posted else None, request.FILES if posted else None, initial=first
    )
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            begun = begin_plan(
                actor=request.actor,
                year_id=year.pk,
                subject_id=said["subject"],
                grade_level=said["grade"],
                title=said["title"],
                lines=_brought(said),
                like=like,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, "План начат. Проверьте строки и пошлите его на утверждение.")
            return redirect("teacher:plan", begun.pk)
    context = {"form": form, "model": model, "year": year}
    return render(request, "parta/teacher/plan_new.html", context, status=422 if form.errors else 200)


def _college(request: HttpRequest) -> bool:
    return request.frame.school_kind == "college"


def _brought(said: dict[str, Any]) -> Lines:
    if said["file"]:
        return plan_of_file(said["file"].name, said["file"].read()).lines
    return plan_of_text(said["pasted"]).lines if said["pasted"].strip() else ()


def _own_title(request: HttpRequest, model: LessonPlan) -> str:
    """Name a copy after its model; the same words would be taken."""
    surname = request.frame.person_name.split()[0] if request.frame.person_name else ""
    return f"{model.title} ({surname})"[:300]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write the lines of a draft: a page of fields, and a button for every move at its line."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    require(page.may_edit)
    if page.plan.state not in OPEN:
        return redirect("teacher:plan", plan_id)
    posted = request.method == "POST"
    at = number_or_none_in_post(request, "page") if posted else number(request, "page", default=1)
    base = number_in_post(request, "base") if posted else page.plan.version
    name, _, place = request.POST.get("act", "").partition("-")
    if posted and name != "save" and not (name in ACTS and place.isascii() and place.isdigit() and len(place) < 4):
        raise SuspiciousOperation("bad act")
    if posted and base != page.plan.version:
        return _edit(
            request, page, LinesForm(page.lines, at or 1), refusal_text(refusal(PlanRefusal.CHANGED_SINCE).decision)
        )
    form = LinesForm(page.lines, at or 1, request.POST if posted else None)
    if not posted:
        return _edit(request, page, form)
    if not form.is_valid():
        return _edit(request, page, form, "Исправьте отмеченные строки: ничего не сохранено.")
    lines = form.written()
    if name != "save":
        lines = ACTS[name](lines, int(place))
    rewrite_plan(actor=request.actor, plan_id=plan_id, lines=lines, base=base, now=request.now)
    if name == "save":
        messages.success(request, "Сохранено.")
    where = f"#l{max(0, int(place) + {'up': -1, 'down': 1, 'add': 1}.get(name, 0))}" if place else ""
    return redirect(f"{reverse('teacher:plan_edit', args=[plan_id])}?page={form.page}{where}")


def _edit(request: HttpRequest, page: PlanPage, form: LinesForm, error: str = "") -> HttpResponse:
    context = {"page": page, "form": form, "error": error}
    return render(request, "parta/teacher/plan_edit.html", context, status=422 if error else 200)


@require_POST
def step(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Send a draft to be approved, take it back, throw it away, or begin the next edition."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    require(page.may_edit)
    wanted = request.POST.get("step", "")
    try:
        if wanted == "discard":
            discard_plan(actor=request.actor, plan_id=plan_id, now=request.now)
            messages.success(request, "Черновик убран.")
            return redirect("teacher:plans")
        if wanted == "edition":
            following = begin_edition(actor=request.actor, plan_id=plan_id, now=request.now)
            messages.success(request, "Начата новая редакция: утверждённая действует, пока не утвердят эту.")
            return redirect("teacher:plan", following.pk)
        return _taken(request, plan_id, wanted, _OWN_STEPS)
    except Refused as refused:
        return draw_plan(request, page, refusal_text(refused.decision))


@require_POST
def decision(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Approve a plan, return it with words, or put it away."""
    page = plan_page(actor=request.actor, plan_id=plan_id)
    require(page.may_decide)
    try:
        return _taken(request, plan_id, request.POST.get("step", ""), _DECISIONS)
    except Refused as refused:
        return draw_plan(request, page, refusal_text(refused.decision))


def _taken(request: HttpRequest, plan_id: int, wanted: str, steps: tuple[PlanStep, ...]) -> HttpResponse:
    if wanted not in steps:
        raise SuspiciousOperation("bad step")
    words = request.POST.get("words", "")
    if len(words) > 1000:
        raise SuspiciousOperation("bad words")
    take_plan_step(actor=request.actor, plan_id=plan_id, step=PlanStep(wanted), words=words, now=request.now)
    messages.success(request, _SAID[PlanStep(wanted)])
    return redirect("teacher:plan", plan_id)


def _head(plan: LessonPlan) -> str:
    parts = (
        plan.subject.name,
        f"{plan.grade_level} класс",
        plan.title,
        f"редакция {plan.edition}",
        plan_state(plan.state),
    )
    return " · ".join(parts)


def _rows(lines: tuple[Line, ...]) -> Iterator[tuple[Any, ...]]:
    for place, line in enumerate(lines, 1):
        yield (place, line.section, line.topic, line.hours, line.lesson_kind, line.control_kind, line.homework,
               line.resources)  # fmt: skip

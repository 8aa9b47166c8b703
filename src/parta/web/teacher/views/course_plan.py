"""The plan of one journal on its real lessons: what lacks, what is joined or split, the correction sheet."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.curriculum.enums import CorrectionKind
from parta.curriculum.rules.fitting import REASON_LENGTH
from parta.journal.access import CourseView, course_view, may_fit
from parta.journal.queries.plan_fit import CoursePlan, course_plan
from parta.journal.services.plans import choose_plan, correct_course_plan
from parta.kernel.decisions import Refused, require
from parta.paper.corrections import print_corrections
from parta.web.parameters import number_in_post, number_or_none
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.plans import correction_text, told_lines
from parta.wording.refusals import refusal_text

_LAID = (
    Column("№ урока", 8), Column("Раздел", 30), Column("Тема урока", 60), Column("Количество часов", 10),
    Column("Дата", 24), Column("Тип урока", 20), Column("Вид контроля", 20), Column("Домашнее задание", 34),
    Column("Ресурсы", 30),
)  # fmt: skip
_SHEET = (
    Column("Дата", 16), Column("Что сделано", 18), Column("Было", 60), Column("Стало", 60), Column("Причина", 40),
    Column("Кто", 34),
)  # fmt: skip


@require_safe
def course_plan_page(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show the plan of a journal on its lessons: days, periods, what lacks."""
    view = course_view(request.actor, course_id)
    page = course_plan(view, now=request.now)
    if asked_for_sheet(request):
        return sheet(request, title="План журнала", columns=_LAID, rows=_laid(page), chosen=_title(view))
    return _page(request, view, page)


@require_safe
def corrections(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show the correction sheet of a journal: what was changed in its plan, when and why."""
    view = course_view(request.actor, course_id)
    page = course_plan(view, now=request.now)
    if asked_for_sheet(request):
        rows = (
            (one.at.astimezone(request.now.tzinfo), correction_text(one.kind), told_lines(one.before),
             told_lines(one.after), one.reason, one.employee.person.full_name if one.employee else "")
            for one in page.corrections
        )  # fmt: skip
        return sheet(request, title="Лист коррекции", columns=_SHEET, rows=rows, chosen=_title(view))
    context = {"course_id": view.id, "title": _title(view), "page": page, "zone": request.now.tzinfo, "query": ""}
    return render(request, "parta/teacher/corrections.html", context)


@require_POST
def corrections_print(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give the correction sheet as PDF, with places for signatures."""
    printed = print_corrections(frame=request.frame, view=course_view(request.actor, course_id))
    return pdf_file(printed.content, printed.name)


@require_POST
def choice(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give a journal a plan of the library."""
    view = course_view(request.actor, course_id)
    require(may_fit(view))
    try:
        choose_plan(actor=request.actor, course_id=course_id, plan_id=number_in_post(request, "plan"), now=request.now)
    except Refused as refused:
        return _page(request, view, course_plan(view, now=request.now), refusal_text(refused.decision))
    messages.success(request, "Журнал идёт по этому плану.")
    return redirect("teacher:course_plan", course_id)


@require_POST
def correction(request: HttpRequest, course_id: int) -> HttpResponse:
    """Correct a line of this journal's plan: the button says what and where, the field why."""
    view = course_view(request.actor, course_id)
    require(may_fit(view))
    kind, _, place = request.POST.get("act", "").partition("-")
    reason = request.POST.get("reason", "")
    if kind not in set(CorrectionKind) or not (place.isascii() and place.isdigit() and len(place) < 4):
        raise SuspiciousOperation("bad act")
    if len(reason) > REASON_LENGTH:
        raise SuspiciousOperation("bad reason")
    try:
        correct_course_plan(
            actor=request.actor,
            course_id=course_id,
            kind=CorrectionKind(kind),
            number=int(place),
            reason=reason,
            base=number_in_post(request, "base"),
            version=number_in_post(request, "version"),
            now=request.now,
        )
    except Refused as refused:
        page = course_plan(view, now=request.now)
        return _page(request, view, page, refusal_text(refused.decision), reason)
    messages.success(request, "Исправлено в плане этого журнала и записано в лист коррекции.")
    return redirect("teacher:course_plan", course_id)


def _page(request: HttpRequest, view: CourseView, page: CoursePlan, error: str = "", reason: str = "") -> HttpResponse:
    context = {
        "course_id": view.id,
        "title": _title(view),
        "page": page,
        "error": error,
        "reason": reason,
        "longest": REASON_LENGTH,
        "offered": number_or_none(request, "plan"),
        "query": "",
    }
    return render(request, "parta/teacher/course_plan.html", context, status=422 if error else 200)


def _title(view: CourseView) -> str:
    return " · ".join(part for part in (view.title, view.class_name, view.group_name) if part)


def _laid(page: CoursePlan) -> Iterator[tuple[Any, ...]]:
    for one in page.fit.lines if page.fit else ():
        days = ", ".join(f"{day:%d.%m}" for day in one.days)
        line = one.line
        yield (one.number, line.section, line.topic, line.hours, days, line.lesson_kind, line.control_kind,
               line.homework, line.resources)  # fmt: skip

"""The days of attestation, examinations and the state's final examination, course by course of one class."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.curriculum.enums import AssessmentDayKind
from parta.curriculum.queries.days import DaysPage, days_page
from parta.curriculum.services.days import WantedDay, may_set_days, set_assessment_days
from parta.kernel.decisions import Refused
from parta.web.office.sections import sections
from parta.web.parameters import number_or_none
from parta.web.ui.refusals import refusal_html
from parta.wording.plurals import counted
from parta.wording.terms import term_short

_OF_COURSE = (
    (AssessmentDayKind.EXAM, "Экзамен"),
    (AssessmentDayKind.GIA_ANNOUNCED, "ГИА: объявлены"),
    (AssessmentDayKind.GIA_ENTERED, "ГИА: внесены"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_days(request: HttpRequest) -> HttpResponse:
    """Show the days of a class and set them."""
    page = days_page(actor=request.actor, class_id=number_or_none(request, "class"))
    columns = _columns(page)
    if request.method == "POST":
        return _set(request, page, columns)
    return _render(request, page, columns)


def _set(request: HttpRequest, page: DaysPage, columns: list[tuple[str, str, int | None]]) -> HttpResponse:
    wanted = []
    for course in page.courses:
        for name, _, term in columns:
            field = _field(course.id, name, term)
            if field not in request.POST:
                continue
            text = request.POST[field].strip()
            try:
                day = date.fromisoformat(text) if text else None
            except ValueError as error:
                raise SuspiciousOperation("bad day") from error
            wanted.append(WantedDay(course.id, AssessmentDayKind(name), term, day))
    try:
        changed = set_assessment_days(actor=request.actor, wanted=wanted, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision))
        return _render(request, page, columns, status=422)
    messages.success(
        request, f"Записано: {counted(changed, 'день', 'дня', 'дней')}." if changed else "Ничего не изменилось."
    )
    return redirect(f"{reverse('office:assessment_days')}?class={page.chosen.pk if page.chosen else ''}")


def _render(
    request: HttpRequest, page: DaysPage, columns: list[tuple[str, str, int | None]], status: int = 200
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else {}
    rows = [
        (
            course,
            [
                (
                    _field(course.id, name, term),
                    title,
                    typed.get(_field(course.id, name, term), _iso(course.days.get((name, term)))),
                )
                for name, title, term in columns
            ],
        )
        for course in page.courses
    ]
    context = {
        "page": page,
        "columns": [title for _, title, _ in columns],
        "rows": rows,
        "may_set": may_set_days(request.actor),
        "sections": sections(request),
    }
    return render(request, "parta/office/assessment_days.html", context, status=status)


def _columns(page: DaysPage) -> list[tuple[str, str, int | None]]:
    attested = [
        (str(AssessmentDayKind.ATTESTATION), f"Аттестация, {term_short(term.kind, term.number)}", term.pk)
        for term in page.terms
    ]
    leaving = page.chosen is not None and page.chosen.grade_level in (9, 11)
    kinds = _OF_COURSE if leaving else _OF_COURSE[:1]
    return [*attested, *((str(kind), title, None) for kind, title in kinds)]


def _field(course: int, kind: str, term: int | None) -> str:
    return f"day-{course}-{kind}-{term or ''}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

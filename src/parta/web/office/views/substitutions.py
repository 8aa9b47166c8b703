"""A teacher is ill: who is away, whose lessons have to be given by others, and by whom."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from parta.journal.rules.cancelling import REASON_LENGTH
from parta.journal.services.arranging import arrange
from parta.kernel.decisions import Refused, require
from parta.timetable.access import may_arrange
from parta.timetable.queries.cover import MOST_DAYS, AbsenceRow, CoverPage, cover_page
from parta.timetable.queries.rooms import rooms_to_empty
from parta.timetable.services.absences import change_absence, declare_absence, withdraw_absence
from parta.web.office.sections import sections
from parta.web.office.substitution_forms import AbsenceForm, arrangements_in, choices_in
from parta.web.parameters import day, day_or_none, number_in_post
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.arranging import REASONS, kind_word
from parta.wording.dates import span_text
from parta.wording.plurals import counted
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.timetable import board_words


@require_http_methods(["GET", "HEAD", "POST"])
def substitutions(request: HttpRequest) -> HttpResponse:
    """Show who is away on some days and the lessons to be given by others; store what one form decides."""
    page = _page(request)
    if request.method != "POST" and asked_for_sheet(request):
        return _file(request, page)
    if request.method != "POST":
        return _shown(request, page)
    wanted = arrangements_in(request.POST)
    reason = "".join(sign if sign.isprintable() else " " for sign in request.POST.get("reason", ""))
    if not wanted:
        messages.info(request, "Ничего не выбрано: замены остались как были.")
        return redirect(_address(page))
    try:
        count = arrange(actor=request.actor, wanted=wanted, reason=reason, now=request.now)
    except Refused as refused:
        said = refusal_text(refused.decision, terminology_of(request.frame.school_kind))
        return _shown(request, page, refused=said, chosen=choices_in(request.POST), reason=reason, status=422)
    words = board_words(terminology_of(request.frame.school_kind))
    messages.success(request, f"Записано: {counted(count, *words.forms.split(','))}. Семьи и учителя уже это видят.")
    return redirect(_address(page))


def _file(request: HttpRequest, page: CoverPage) -> HttpResponse:
    words = board_words(terminology_of(request.frame.school_kind))
    columns = (
        Column("Дата", 12), Column(words.lesson.capitalize(), 7), Column("Начало", 9), Column(words.of_class, 12),
        Column("Предмет", 30), Column("Подгруппа", 16), Column("Кабинет", 12), Column("Кого нет", 34),
        Column("Причина", 28), Column("Решение", 18), Column("Кто ведёт", 34), Column("Другой предмет", 26),
    )  # fmt: skip
    rows = (
        (
            day, one.lesson.number, f"{one.lesson.start:%H:%M}", one.lesson.class_name, one.lesson.title,
            one.lesson.group, one.lesson.room, name, absence.reason if absence else "",
            "не решено" if one.open else kind_word(one.lesson.kind), one.substitute, one.lesson.other_subject,
        )
        for day, name, absence, lessons in page.groups
        for one in lessons
    )  # fmt: skip
    return sheet(
        request,
        title="Замены",
        columns=columns,
        rows=rows,
        chosen=span_text(page.first, page.last),
        persons=[one.employee_id for one in page.absences],
    )


@require_POST
def absence_new(request: HttpRequest) -> HttpResponse:
    """Write down that a teacher is away, and show the lessons of those days."""
    require(may_arrange(request.actor))
    page = _page(request)
    form = AbsenceForm(page, request.POST)
    if form.is_valid():
        said, employee = form.said(), int(form.cleaned_data["employee"])
        try:
            declare_absence(actor=request.actor, employee_id=employee, said=said, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            messages.success(request, f"Отсутствие отмечено: {span_text(said.start, said.end)}.")
            query = urlencode({"date": said.start.isoformat(), "to": said.end.isoformat()})
            return redirect(f"{reverse('office:substitutions')}?{query}")
    return _shown(request, page, form=form, status=422)


@require_POST
def absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Correct an absence, or take it back (`withdraw=1`)."""
    require(may_arrange(request.actor))
    page, base = _page(request), number_in_post(request, "base")
    if request.POST.get("withdraw") == "1":
        withdraw_absence(actor=request.actor, absence_id=absence_id, base=base, now=request.now)
        messages.success(request, "Отсутствие снято.")
        return redirect(_address(page))
    form = AbsenceForm(page, request.POST, corrects=True)
    if form.is_valid():
        said = form.said()
        try:
            change_absence(actor=request.actor, absence_id=absence_id, base=base, said=said, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            messages.success(request, f"Отсутствие исправлено: {span_text(said.start, said.end)}.")
            return redirect(_address(page))
    return _shown(request, page, corrected=(absence_id, form), status=422)


def _page(request: HttpRequest) -> CoverPage:
    first = day(request, "date", default=request.actor.today)
    last = day_or_none(request, "to") or first
    return cover_page(actor=request.actor, first=first, last=last, zone=request.frame.zone)


def _address(page: CoverPage, shift: int = 0) -> str:
    return f"{reverse('office:substitutions')}?{_query(page, shift)}"


def _query(page: CoverPage, shift: int = 0) -> str:
    first, last = page.first + timedelta(days=shift), page.last + timedelta(days=shift)
    return urlencode({"date": first.isoformat(), **({"to": last.isoformat()} if last != first else {})})


def _of_absence(row: AbsenceRow) -> str:
    end = min(row.end, row.start + timedelta(days=MOST_DAYS - 1))
    return f"{reverse('office:substitutions')}?{urlencode({'date': row.start.isoformat(), 'to': end.isoformat()})}"


def _shown(request: HttpRequest, page: CoverPage, status: int = 200, **more: Any) -> HttpResponse:
    terminology = terminology_of(request.frame.school_kind)
    length = len(page.days)
    context = {
        "page": page,
        "form": more.pop("form", None) or AbsenceForm(page),
        "rooms_out": rooms_to_empty(request.actor),
        "absences": [(row, _of_absence(row)) for row in page.absences],
        "words": board_words(terminology),
        "terminology": terminology,
        "reasons": REASONS,
        "corrected": (0, None),
        "here": _address(page),
        "query": _query(page),
        "before": _address(page, -length),
        "after": _address(page, length),
        "now": reverse("office:substitutions"),
        "today": request.actor.today,
        "reason_length": REASON_LENGTH,
        "refused": "",
        "chosen": {},
        "reason": "",
        "who": request.POST.get("employee", ""),
        **more,
        "sections": sections(request),
    }
    return render(request, "parta/office/substitutions.html", context, status=status)

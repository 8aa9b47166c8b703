"""Correcting the calendar and the bells: what becomes of lessons is shown first, then stored; and who changed what."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.queries.history import Thing
from parta.journal.services.calendar import Effect, Outcome, correct_bells, correct_days, correct_periods
from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.access import may_arrange
from parta.school.models import AcademicYear, BellSchedule, Calendar, ClassDay, SchoolClass, SpecialDay
from parta.school.queries.years import known_buildings, running_year
from parta.timetable.enums import Fate
from parta.timetable.queries.corrections import corrections_page
from parta.web.office.calendar_forms import SOME, BellsForm, DaysForm, PeriodsForm
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none, number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.calendar import FATES, correction_words
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_HISTORY = (Column("Когда", 16), Column("Кто", 30), Column("Где", 20), Column("Было", 50), Column("Стало", 50))


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_days(request: HttpRequest) -> HttpResponse:
    """Make days special, for all classes or some, or ordinary again."""
    require(may_arrange(request.actor))
    year = _year(request)
    calendars = list(Calendar.objects.filter(year=year).order_by("pk"))
    classes = list(SchoolClass.objects.filter(year=year))
    form = DaysForm(calendars, classes, request.POST if request.method == "POST" else None, _asked(request, calendars))

    def correct(seen: str) -> Outcome:
        return correct_days(actor=request.actor, change=form.change(), seen=seen, now=request.now)

    return answer_correction(request, form, correct, "calendar_days.html", {})


def _asked(request: HttpRequest, calendars: list[Calendar]) -> dict[str, Any]:
    """Begin with the day that the address names, as it stands."""
    chosen = number_or_none(request, "calendar")
    of_class = number_or_none(request, "class")
    day = day_or_none(request, "date")
    whose = SOME if of_class else f"c{chosen}" if chosen else "all" if len(calendars) > 1 else ""
    found: dict[str, Any] = {"whose": whose, "first": day, "kind": "day_off", "classes": [f"k{of_class}"]}
    if day and of_class:
        own = ClassDay.objects.filter(school_class=of_class, date=day).first()
        found |= {"kind": own.kind, "note": own.note} if own else {}
    elif day and chosen:
        one = SpecialDay.objects.filter(calendar=chosen, date=day).first()
        if one:
            found |= {"kind": one.kind, "note": one.note, "weekday": one.follows_weekday, "follows": one.follows_date}
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_periods(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Correct the dates of terms and vacations of a calendar."""
    require(may_arrange(request.actor))
    calendar = Calendar.objects.filter(pk=calendar_id).prefetch_related("terms", "vacations").first()
    if calendar is None:
        raise NotVisible
    form = PeriodsForm(
        calendar.terms.all(),
        calendar.vacations.all(),
        request.POST if request.method == "POST" else None,
    )

    def correct(seen: str) -> Outcome:
        return correct_periods(
            actor=request.actor, calendar_id=calendar_id, spans=form.spans(), seen=seen, now=request.now
        )

    history = shown_history(request, Thing.PERIODS, calendar_id)
    context = {"calendar": calendar, "history": history}
    return answer_correction(request, form, correct, "calendar_periods.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bells_new(request: HttpRequest) -> HttpResponse:
    """Hang up a new bell schedule."""
    require(may_arrange(request.actor))
    return _bells(request, _year(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def bells(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """Correct a bell schedule, or take it down."""
    require(may_arrange(request.actor))
    schedule = BellSchedule.objects.filter(pk=schedule_id).select_related("year").prefetch_related("bells").first()
    if schedule is None:
        raise NotVisible
    return _bells(request, schedule.year, schedule)


def _bells(request: HttpRequest, year: AcademicYear, schedule: BellSchedule | None) -> HttpResponse:
    grades = list(SchoolClass.objects.filter(year=year).order_by().values_list("grade_level", flat=True).distinct())
    form = BellsForm(grades, schedule, request.POST if request.method == "POST" else None)
    down = schedule is not None and "down" in request.POST

    def correct(seen: str) -> Outcome:
        return correct_bells(
            actor=request.actor,
            year_id=year.pk,
            schedule_id=schedule.pk if schedule else None,
            change=None if down else form.change(),
            seen=seen,
            now=request.now,
        )

    history = shown_history(request, Thing.BELLS, schedule.pk) if schedule else None
    context = {"schedule": schedule, "down": down, "history": history, "buildings": known_buildings()}
    return answer_correction(request, form, correct, "bells.html", context)


@require_safe
def calendar_history(request: HttpRequest) -> HttpResponse:
    """Tell who corrected the calendar and the bells, when, and what stood there."""
    rows = [
        (
            one,
            correction_words(one.kind, {**one.of, **one.before} if one.before else None),
            correction_words(one.kind, {**one.of, **one.after} if one.after else None),
        )
        for one in corrections_page(actor=request.actor, zone=request.frame.zone)
    ]
    if asked_for_sheet(request):
        lines = ((one.at, one.author or "оператор установки", one.where, was, became) for one, was, became in rows)
        return sheet(request, title="Кто менял календарь и звонки", columns=_HISTORY, rows=lines)
    context = {"rows": rows, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/calendar_history.html", context)


def _year(request: HttpRequest) -> AcademicYear:
    """Give the year that the address names, else the running one."""
    asked = number_or_none(request, "year")
    year = AcademicYear.objects.filter(pk=asked).first() if asked else running_year(request.now.date())
    if year is None:
        raise NotVisible
    return year


def answer_correction(
    request: HttpRequest,
    form: forms.Form,
    correct: Callable[[str], Outcome],
    template: str,
    context: dict[str, Any],
    back: str = "",
) -> HttpResponse:
    """Show the form; after it is sent, what would happen; after that is accepted, store it."""
    outcome: Outcome | None = None
    seen = request.POST.get("seen", "") if "store" in request.POST else ""
    if form.is_bound and form.is_valid():
        try:
            outcome = correct(seen)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            if outcome.stored:
                messages.success(request, "Сохранено. Расписание и журналы уже следуют новому календарю.")
                return redirect(back or reverse("office:calendar"))
    shown = {
        "form": form,
        "outcome": outcome,
        "fates": _by_fate(outcome.effects) if outcome else (),
        "again": bool(seen) and outcome is not None and outcome.changed,
        "today": request.actor.today,
        "sections": sections(request),
        **context,
    }
    return render(request, f"parta/office/{template}", shown, status=422 if form.errors else 200)


def _by_fate(effects: Iterable[Effect]) -> list[tuple[str, int, int, list[tuple[date, list[Effect]]]]]:
    """Gather effects by fate, then by day: the fate in words, lessons, those with records, days with their classes."""
    rows = list(effects)
    found = []
    for fate in Fate:
        own = [one for one in rows if one.fate is fate]
        if own:
            days = [(day, list(of_day)) for day, of_day in groupby(own, key=lambda one: one.day)]
            found.append((FATES[fate], sum(one.count for one in own), sum(one.records for one in own), days))
    return found

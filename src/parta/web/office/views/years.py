"""Academic years: all of them, a next one begun as it was shown, one more calendar, a class given to another one."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.queries.next_year import classes_of
from parta.curriculum.services.new_year import YearOutcome, begin_year
from parta.journal.services.calendar import Outcome
from parta.journal.services.class_calendars import ClassTimes, arrange_class
from parta.kernel.decisions import NotVisible, Refused, require
from parta.people.access import may_bring_in, may_move
from parta.school.access import may_arrange
from parta.school.enums import SHIFTS
from parta.school.models import AcademicYear, Calendar, SchoolCard, SchoolClass
from parta.school.queries.years import known_buildings, year_rows
from parta.school.rules.regional import days_not_known
from parta.school.services.years import open_calendar, year_title
from parta.web.office.sections import sections
from parta.web.office.views.calendar_edit import answer_correction
from parta.web.office.year_forms import CalendarForm, YearForm
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_SUMMER = 6
"""From June on, the year to begin is that of this autumn."""


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """List the academic years with their calendars."""
    require(may_arrange(request.actor))
    context = {
        "rows": year_rows(request.now.date()),
        "may_begin": may_bring_in(request.actor),
        "sections": sections(request),
    }
    return render(request, "parta/office/years.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def year_new(request: HttpRequest) -> HttpResponse:
    """Begin a next year: what would be made is shown first, then the same is stored."""
    require(may_arrange(request.actor))
    require(may_bring_in(request.actor))
    begins = _begins(request.now.date())
    like = AcademicYear.objects.filter(starts_on__lt=date(begins, 9, 1)).order_by("-starts_on").first()
    calendars = Calendar.objects.filter(year=like).prefetch_related("terms", "vacations", "classes").order_by("title")
    region = SchoolCard.objects.values_list("region", flat=True).first() or ""
    form = YearForm(
        request.POST if request.method == "POST" else None,
        years=[(begins, year_title(begins))],
        calendars=list(calendars) if like else [],
        classes=classes_of(like.pk) if like else [],
        college=request.frame.school_kind == "college",
        region=region,
    )
    moves = may_move(request.actor)
    if not moves:
        del form.fields["order_no"], form.fields["order_date"]
    outcome: YearOutcome | None = None
    seen = request.POST.get("seen", "") if "store" in request.POST else ""
    if form.is_bound and form.is_valid():
        try:
            outcome = begin_year(actor=request.actor, draft=form.draft(), seen=seen, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            if outcome.stored:
                messages.success(request, f"Учебный год {outcome.title} начат. Проверьте даты и назначьте учителей.")
                return redirect("office:years")
    shown_region = form["region"].value() or ""
    context = {
        "form": form,
        "like": like,
        "title": year_title(begins),
        "outcome": outcome,
        "again": bool(seen) and outcome is not None,
        "moves": moves,
        "not_known": sorted({*days_not_known(shown_region, begins), *days_not_known(shown_region, begins + 1)}),
        "sections": sections(request),
    }
    return render(request, "parta/office/year_new.html", context, status=422 if form.errors else 200)


def _begins(today: date) -> int:
    """Give the calendar year in which the year after the newest one begins; of a new school, this autumn's."""
    newest = AcademicYear.objects.order_by("-starts_on").values_list("ends_on", flat=True).first()
    if newest is not None:
        return max(newest.year, today.year if today.month >= _SUMMER else today.year - 1)
    return today.year if today.month >= _SUMMER else today.year - 1


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_new(request: HttpRequest, year_id: int) -> HttpResponse:
    """Draw up one more calendar of a year by a pattern; its days are corrected on its own page."""
    require(may_arrange(request.actor))
    year = AcademicYear.objects.filter(pk=year_id, ends_on__gte=request.now.date()).first()
    if year is None:
        raise NotVisible
    region = SchoolCard.objects.values_list("region", flat=True).first() or ""
    college = request.frame.school_kind == "college"
    initial = {"region": region, "pattern": "semester" if college else "quarter", "days": 5}
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            draft = form.draft(year.starts_on.year)
            made = open_calendar(actor=request.actor, year_id=year_id, draft=draft, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, "Календарь составлен по образцу. Поправьте дни, если у вас иначе.")
            return redirect("office:calendar_periods", made)
    context = {"form": form, "year": year, "sections": sections(request)}
    return render(request, "parta/office/calendar_new.html", context, status=422 if form.errors else 200)


class TimesForm(forms.Form):
    """Which calendar a class follows, in which shift and building it learns."""

    calendar = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите календарь.")
    )
    shift = forms.TypedChoiceField(
        choices=[("", "первая"), *((one, one) for one in SHIFTS[1:])], coerce=int, empty_value=None, required=False
    )
    building = forms.CharField(max_length=100, required=False)

    def times(self) -> ClassTimes:
        """Give what was chosen."""
        said = self.cleaned_data
        return ClassTimes(said["calendar"], said["shift"], " ".join(said["building"].split()))


@require_http_methods(["GET", "HEAD", "POST"])
def class_calendar(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give a class to a calendar of its year, to a shift and a building."""
    require(may_arrange(request.actor))
    found = SchoolClass.objects.filter(pk=class_id, year__ends_on__gte=request.now.date()).first()
    if found is None:
        raise NotVisible
    calendars = list(Calendar.objects.filter(year=found.year_id).order_by("title").values_list("pk", "title"))
    standing = {"calendar": found.calendar_id, "shift": found.shift, "building": found.building}
    form = TimesForm(request.POST if request.method == "POST" else None, initial=standing)
    form.fields["calendar"].choices = calendars

    def correct(seen: str) -> Outcome:
        return arrange_class(actor=request.actor, class_id=class_id, times=form.times(), seen=seen, now=request.now)

    context = {"found": found, "buildings": known_buildings()}
    back = reverse("office:class_page", args=[class_id])
    return answer_correction(request, form, correct, "class_calendar.html", context, back=back)

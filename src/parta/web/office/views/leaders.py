"""Who leads a class: from which day, by which order, instead of whom; who stands in for an absent one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.kernel.decisions import Refused, require
from parta.people.models import Employee, HomeroomTeacher
from parta.people.rules.homerooms import Leading
from parta.people.services.appointments import may_appoint
from parta.people.services.homerooms import appoint_leader, end_leader
from parta.web.office.sections import sections
from parta.web.office.views.classes import visible_class
from parta.web.parameters import day_in_post, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.wording.dates import full_date
from parta.wording.roles import terminology_of

_DATE = {"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."}


class LeaderForm(forms.Form):
    """Who is to lead a class, the days and the ground."""

    employee = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, кого.")
    )
    since = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE)
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages=_DATE)
    ground = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Укажите основание: приказ.",
            "max_length": "Слишком длинно: не больше 300 знаков.",
        },
    )
    acting = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, employees: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["employee"].choices = employees

    def asked(self) -> Leading:
        """Give what was typed as a wish to appoint."""
        said = self.cleaned_data
        ground = " ".join(said["ground"].split())
        return Leading(said["employee"], said["since"], said["until"], said["acting"], ground)


@require_http_methods(["GET", "HEAD", "POST"])
def class_leaders(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show who led, leads and will lead a class; let somebody lead it."""
    school_class = visible_class(request, class_id)
    today = request.now.date()
    working = Q(left_on__isnull=True) | Q(left_on__gte=today)
    people = Employee.objects.filter(working).select_related("person").order_by("person__sort_key", "pk")
    others = people.exclude(pk=request.actor.person_id)
    data = request.POST if request.method == "POST" else None
    gives = may_appoint(request.actor)
    form = LeaderForm(data, employees=[(one.pk, one.person.full_name) for one in others] if gives else [])
    error = ""
    if data is not None:
        require(gives)
        if form.is_valid():
            try:
                made = appoint_leader(
                    actor=request.actor, class_id=class_id, asked=form.asked(), replace=True, now=request.now
                )
            except Refused as refused:
                error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
            else:
                messages.success(request, _told(made, school_class.name))
                return redirect("office:class_leaders", class_id)
    rows = list(
        HomeroomTeacher.objects.filter(school_class=school_class)
        .select_related("employee__person", "appointed_by")
        .order_by("-starts_on", "acting", "pk")
    )
    context = {
        "school_class": school_class,
        "standing": [row for row in rows if row.ends_on is None or row.ends_on >= today],
        "past": [row for row in rows if row.ends_on is not None and row.ends_on < today],
        "eves": {row.pk: row.starts_on - timedelta(days=1) for row in rows},
        "led": any(row for row in rows if not row.acting and _holds(row, today)),
        "form": form,
        "error": error,
        "gives": gives,
        "first": max(today, school_class.year.starts_on),
        "today": today,
        "me": request.actor.person_id,
        "sections": sections(request),
    }
    return render(request, "parta/office/class_leaders.html", context, status=200 if data is None else 422)


@require_POST
def class_leader_end(request: HttpRequest, leader_id: int) -> HttpResponse:
    """Say the last day on which somebody leads a class."""
    last = day_in_post(request, "last", default=request.now.date())
    ground = text_in_post(request, "ground")
    row = end_leader(actor=request.actor, leader_id=leader_id, last=last, ground=ground, now=request.now)
    name = row.employee.person.full_name
    if last < row.starts_on:
        messages.success(request, f"{name}: назначение, которое ещё не началось, убрано.")
    else:
        messages.success(request, f"{name}: последний день {full_date(last)}")
    return redirect("office:class_leaders", row.school_class_id)


def _holds(row: HomeroomTeacher, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def _told(row: HomeroomTeacher, name: str) -> str:
    days = f"с {full_date(row.starts_on)}" + (f" по {full_date(row.ends_on)}" if row.ends_on else "")
    how = "на время отсутствия ведёт" if row.acting else "ведёт"
    return f"{row.employee.person.full_name}: {how} {name} {days}."

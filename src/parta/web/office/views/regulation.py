"""The school's regulation: what stands in it, and choosing another one."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import Refused
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.enums import Preset
from parta.regulation.queries import open_draft, versions
from parta.regulation.queries.documents import documents_by_version
from parta.regulation.rules.parse import load_preset
from parta.regulation.services.choice import choose_preset
from parta.timetable.queries.days import last_held_day
from parta.web.office.sections import sections
from parta.web.office.setting_lines import groups_of
from parta.web.permissions import Need
from parta.wording.regulation import choice_refusal


class ChoiceForm(forms.Form):
    """Which act, and from which day."""

    preset = forms.ChoiceField(
        choices=[(str(preset), str(preset)) for preset in Preset],
        error_messages={"required": "Выберите положение.", "invalid_choice": "Такого положения нет."},
    )
    effective_from = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Укажите дату.", "invalid": "Укажите дату: день, месяц и год."},
    )

    def clean_effective_from(self) -> object:
        """Take dates of this century only."""
        day = self.cleaned_data["effective_from"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Проверьте год.")
        return day


@require_safe
def regulation(request: HttpRequest) -> HttpResponse:
    """Show the regulation in force today, setting by setting, with clauses and quotes."""
    return _page(request, ChoiceForm(initial={"effective_from": request.actor.today + timedelta(days=1)}))


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Put another act in force from a date."""
    form = ChoiceForm(request.POST)
    if form.is_valid():
        try:
            chosen = choose_preset(
                actor=request.actor,
                preset=Preset(form.cleaned_data["preset"]),
                effective_from=form.cleaned_data["effective_from"],
                last_held=last_held_day(),
                now=request.now,
            )
        except Refused as refused:
            form.add_error("effective_from", choice_refusal(refused.decision))
        else:
            act = load_preset(chosen.preset).act
            messages.success(request, f"С {chosen.effective_from:%d.%m.%Y} действует: {act.short}.")
            return redirect("office:regulation")
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: ChoiceForm, status: int = 200) -> HttpResponse:
    known = versions()
    today = request.actor.today
    now = known.on(today)
    journals = Need(Resource.JOURNAL)
    context = {
        "act": now.act,
        "groups": groups_of(now),
        "history": [(start, rules.act, start > today) for start, rules in known.rows],
        "may_choose": may_do(request.actor, Resource.REGULATION, Action.CHOOSE, Relation.SAME_SCHOOL),
        "may_try": journals.met_by(request.actor.roles, request.actor.barred),
        "presets": [(str(preset), load_preset(preset).act) for preset in Preset],
        "form": form,
        "draft": open_draft(),
        "documents": documents_by_version(),
        "sections": sections(request),
    }
    return render(request, "parta/office/regulation.html", context, status=status)

"""Rows of a card that whom they concern tells of: achievements, further training."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.people.services.told import ACHIEVEMENT, TRAINING, RowKind, decide_told, tell_row
from parta.web.office.access_forms import LinesForm, choice, line
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers
from parta.web.office.views.families import told_wrong
from parta.web.parameters import text_in_post
from parta.wording.told import LEVELS


class AchievementForm(LinesForm):
    """What a pupil achieved."""

    title = line("Что", 300)
    day = forms.DateField(label="Когда", error_messages=dict.fromkeys(("required", "invalid"), "Укажите день."))
    level = choice("Уровень", LEVELS)
    result = line("Результат", 100, needed=False)
    document = line("Документ", 300, needed=False)


class TrainingForm(LinesForm):
    """A course of further training."""

    programme = line("Программа", 1000)
    organisation = line("Организация", 300)
    hours = forms.IntegerField(
        label="Часов",
        min_value=1,
        max_value=5000,
        error_messages={
            **dict.fromkeys(("required", "invalid"), "Укажите число часов."),
            **dict.fromkeys(("min_value", "max_value"), "Проверьте число часов."),
        },
    )
    starts_on = forms.DateField(
        label="С", error_messages=dict.fromkeys(("required", "invalid"), "Укажите первый день.")
    )
    ends_on = forms.DateField(
        label="По", error_messages=dict.fromkeys(("required", "invalid"), "Укажите последний день.")
    )
    document = line("Документ", 300, needed=False)


@require_POST
def person_achievement(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down or tell of an achievement."""
    return _tell(request, person_id, AchievementForm(request.POST), ACHIEVEMENT)


@require_POST
def achievement_decision(request: HttpRequest, told_id: int) -> HttpResponse:
    """Accept an achievement, or decline or remove it with words."""
    return _decide(request, told_id, ACHIEVEMENT)


@require_POST
def person_training(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down or tell of a course of further training."""
    return _tell(request, person_id, TrainingForm(request.POST), TRAINING)


@require_POST
def training_decision(request: HttpRequest, told_id: int) -> HttpResponse:
    """Accept a course of further training, or decline or remove it with words."""
    return _decide(request, told_id, TRAINING)


def _tell(request: HttpRequest, person_id: int, form: forms.Form, kind: RowKind) -> HttpResponse:
    person = visible_person(request, person_id)
    if told_wrong(request, form):
        return redirect("office:person", person.pk)
    stands = tell_row(
        actor=request.actor,
        kind=kind,
        person_id=person.pk,
        fields=form.cleaned_data,
        keepers=keepers(request),
        now=request.now,
    )
    messages.success(request, "Записано." if stands else "Отправлено: появится, когда подтвердят.")
    return redirect("office:person", person.pk)


def _decide(request: HttpRequest, told_id: int, kind: RowKind) -> HttpResponse:
    accept = request.POST.get("do") == "accept"
    owner = decide_told(
        actor=request.actor,
        kind=kind,
        row_id=told_id,
        accept=accept,
        words=text_in_post(request, "words"),
        keepers=keepers(request),
        now=request.now,
    )
    messages.success(request, "Подтверждено." if accept else "Отклонено.")
    return redirect("office:person", owner)

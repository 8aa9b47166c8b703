"""Dated rows of a card: attestations, the refusal of the electronic diary, «данные проверены», load and groups."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.curriculum.access import may_see_load
from parta.curriculum.queries.tariff import tariff_of_employee
from parta.people.models import Person
from parta.people.queries.papers import currency_of
from parta.people.queries.persons import PersonCard
from parta.people.services.papers import (
    check_pupil,
    choose_paper,
    record_attestation,
    remove_attestation,
    take_diary_again,
)
from parta.web.office.access_forms import LinesForm, line
from parta.web.office.views.card_beside import CardBeside
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers
from parta.web.office.views.families import told_wrong
from parta.wording.dates import full_date


def _day(words: str) -> forms.DateField:
    errors = dict.fromkeys(("required", "invalid"), f"Укажите {words}.")
    return forms.DateField(input_formats=["%Y-%m-%d"], error_messages=errors)


class AttestationForm(LinesForm):
    """An attestation: its day, the category, the order."""

    day = _day("день аттестации")
    category = line("Категория", 100)
    document = line("Приказ", 300)


class PaperForm(LinesForm):
    """A day, and the family's paper."""

    since = _day("первый день")
    document = line("Документ", 200)


def card_rows(
    request: HttpRequest, found: Person, card: PersonCard, beside: CardBeside, *, keeps: bool
) -> dict[str, Any]:
    """Give what the card shows of dated rows (a fixed number of queries); `keeps`: the card is the actor's to keep."""
    today = request.actor.today
    college = request.frame.school_kind == "college"
    own = found.pk == request.actor.person_id
    shows_load = card.employee is not None and may_see_load(request.actor)
    return {
        "groups": list(beside.groups),
        "currency": currency_of(found.pk) if card.pupil else None,
        "checks_card": card.pupil is not None and keeps,
        "papers": list(beside.papers),
        "tariff": tariff_of_employee(actor=request.actor, employee_id=found.pk, day=today, college=college)
        if shows_load
        else None,
        "attestations": list(beside.attestations),
        "keeps_staff": card.employee is not None and keeps,
        "own_card": own,
    }


@require_POST
def person_attestation(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down an attestation of an employee."""
    person = visible_person(request, person_id)
    form = AttestationForm(request.POST)
    if not told_wrong(request, form):
        record_attestation(actor=request.actor, employee_id=person.pk, **form.cleaned_data, now=request.now)
        messages.success(request, "Аттестация записана.")
    return redirect("office:person", person.pk)


@require_POST
def attestation_removal(request: HttpRequest, attestation_id: int) -> HttpResponse:
    """Take out an attestation that was entered wrongly."""
    row = remove_attestation(actor=request.actor, attestation_id=attestation_id, now=request.now)
    messages.success(request, "Аттестация убрана.")
    return redirect("office:person", row.employee_id)


@require_POST
def person_paper(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down that a family refuses the electronic diary, or takes it again."""
    person = visible_person(request, person_id)
    form = PaperForm(request.POST)
    if told_wrong(request, form):
        return redirect("office:person", person.pk)
    common = {
        "actor": request.actor,
        "pupil_id": person.pk,
        "keepers": keepers(request),
        "now": request.now,
        **form.cleaned_data,
    }
    day = full_date(form.cleaned_data["since"])
    if request.POST.get("do") == "again":
        take_diary_again(**common)
        messages.success(request, f"С {day} семья снова читает электронный дневник.")
    else:
        choose_paper(**common)
        messages.success(request, f"С {day} отметки семье передают на бумаге: в дневнике их не видно.")
    return redirect("office:person", person.pk)


@require_POST
def person_check(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down that the card of a pupil was found true today."""
    person = visible_person(request, person_id)
    check_pupil(actor=request.actor, pupil_id=person.pk, now=request.now)
    messages.success(request, "Данные проверены: записано сегодняшним днём.")
    return redirect("office:person", person.pk)

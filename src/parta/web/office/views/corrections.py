"""A card corrected in place by whom the act names, corrections that others propose, and what became of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import Decision, Refused
from parta.people.access_persons import persons_to_edit
from parta.people.models import Employee, Person, Pupil
from parta.people.queries.corrections import corrections_to_decide
from parta.people.queries.told import MOST, achievements_to_decide, trainings_to_decide
from parta.people.rules.personal_data import SECTIONS, Keepers, decide_correction
from parta.people.services.corrections import (
    correct_person,
    decide_proposal,
    may_correct,
    propose_correction,
    seen_version,
)
from parta.people.services.looks import note_card
from parta.regulation.rules.tree import Regulation
from parta.web.acts import act_today
from parta.web.office.person_forms import PersonForm, WordsForm, fields_of
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person
from parta.web.ui.refusals import refusal_html
from parta.wording.people import SECTIONS as SECTION_TITLES
from parta.wording.people import field_text, field_title
from parta.wording.roles import terminology_of
from parta.wording.told import LEVELS

_FIELD_OF = {
    "people_snils_taken": "snils",
    "people_file_no_taken": "personal_file_no",
    "people_staff_no_taken": "staff_no",
}


def keepers(request: HttpRequest) -> Keepers:
    """Give who keeps pupils' and families' cards by the act in force today."""
    return keepers_by(act_today(request))


def keepers_by(act: Regulation) -> Keepers:
    """Give who keeps pupils' and families' cards by an act."""
    rule = act.people.personal_data_editor
    return Keepers(tuple(map(str, rule.value)), rule.clause)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Correct a card, or propose what is wrong in it where the act gives the card to others."""
    person = visible_person(request, person_id)
    note_card(actor=request.actor, person_id=person.pk, now=request.now)
    pupil = Pupil.objects.filter(pk=person.pk).first()
    employee = Employee.objects.filter(pk=person.pk).first()
    act = keepers(request)
    corrects = may_correct(actor=request.actor, person=person, staff=employee is not None, keepers=act)
    own = corrects or persons_to_edit(request.actor).filter(pk=person.pk).exists()
    names = fields_of(pupil=pupil is not None, employee=employee is not None, whole=own)
    data = request.POST if request.method == "POST" else None
    standing = _standing(names, person, pupil, employee)
    form = PersonForm(data, names=names, today=request.actor.today, initial=standing)
    words = WordsForm(data)
    error = ""
    if data is not None and form.is_valid() and words.is_valid():
        try:
            if data.get("do") == "propose":
                propose_correction(
                    actor=request.actor,
                    person_id=person.pk,
                    values=form.cleaned_data,
                    words=words.cleaned_data["words"].strip(),
                    now=request.now,
                )
                messages.success(request, "Исправление предложено: его увидит тот, кто ведёт карточку.")
            else:
                correct_person(
                    actor=request.actor,
                    person_id=person.pk,
                    values=form.cleaned_data,
                    seen=data.get("seen", ""),
                    keepers=act,
                    now=request.now,
                )
                messages.success(request, "Карточка исправлена.")
            return redirect("office:person", person.pk)
        except Refused as refused:
            field = _FIELD_OF.get(refused.decision.code)
            error = _said(request, refused.decision)
            if field in form.fields:
                form.add_error(field, error)
                error = ""
    refused_by = decide_correction(keepers=act, roles=(), staff=False)
    context = {
        "person": person,
        "form": form,
        "parts": [
            (title, fields)
            for section, title in SECTION_TITLES.items()
            if (fields := [form[name] for name in SECTIONS[section] if name in form.fields])
        ],
        "words": words,
        "corrects": corrects,
        "why": "" if corrects else _said(request, refused_by),
        "seen": data.get("seen", "") if data is not None else seen_version(person, pupil, employee),
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_edit.html", context, status=200 if data is None else 422)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List the corrections that wait for an answer."""
    return _queue(request)


@require_POST
def correction_decision(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Accept a proposed correction, or decline it with words."""
    accept = request.POST.get("do") == "accept"
    words = WordsForm(request.POST)
    answer = words.cleaned_data["words"].strip() if words.is_valid() else request.POST.get("words", "")[:500]
    try:
        row = decide_proposal(
            actor=request.actor,
            correction_id=correction_id,
            accept=accept,
            answer=answer,
            keepers=keepers(request),
            now=request.now,
        )
    except Refused as refused:
        messages.error(request, _said(request, refused.decision))
        return _queue(request, status=422)
    done = "Исправление принято" if accept else "Исправление отклонено"
    messages.success(request, f"{done}: {row.person.full_name}.")
    return redirect("office:corrections")


def _queue(request: HttpRequest, status: int = 200) -> HttpResponse:
    rows = list(corrections_to_decide(request.actor)[:200])
    context = {
        "rows": [(row, _lines(row.before, row.after)) for row in rows],
        "achievements": list(achievements_to_decide(request.actor)[:MOST]),
        "trainings": list(trainings_to_decide(request.actor)[:MOST]),
        "levels": LEVELS,
        "sections": sections(request),
    }
    return render(request, "parta/office/corrections.html", context, status=status)


def _lines(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (field_title(name), field_text(name, before.get(name)), field_text(name, value))
        for name, value in after.items()
    ]


def _standing(
    names: tuple[str, ...], person: Person, pupil: Pupil | None, employee: Employee | None
) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in names:
        row = next((one for one in (person, pupil, employee) if one is not None and hasattr(one, name)), person)
        value = getattr(row, name)
        found[name] = field_text(name, value) if name == "snils" and value else value
    return found


def _said(request: HttpRequest, decision: Decision) -> str:
    return refusal_html(decision, terminology_of(request.frame.school_kind))

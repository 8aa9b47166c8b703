"""Closed sections of a pupil's card: opened by a post, for each look is written down."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from parta.kernel.decisions import Refused
from parta.people.access_care import may_keep_section
from parta.people.enums import CareKind, CareSection
from parta.people.rules.care import KINDS as KINDS_OF
from parta.people.services.care import Noted, note_care, open_section, withdraw_care
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person
from parta.web.parameters import number_in_post
from parta.web.ui.refusals import refusal_html
from parta.wording.care import KEEPERS, KINDS, SECTIONS
from parta.wording.roles import terminology_of

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)


class NoteForm(forms.Form):
    """A note: its kind, its days, words, the paper."""

    kind = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите из списка."))
    start = forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), "Укажите первый день."))
    end = forms.DateField(required=False, error_messages={"invalid": "Последний день написан неверно."})
    text = forms.CharField(
        required=False, max_length=2000, error_messages={"max_length": "Слишком длинно: не больше 2000 знаков."}
    )
    document = forms.CharField(
        required=False, max_length=300, error_messages={"max_length": "Слишком длинно: не больше 300 знаков."}
    )

    def __init__(self, data: Any, *, section: CareSection) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(str(kind), KINDS[kind]) for kind in KINDS_OF[section]]

    def clean(self) -> dict[str, Any]:
        """Take days of our time, and keep texts single-spaced."""
        said = super().clean() or {}
        for name in ("start", "end"):
            if said.get(name) and not _EARLIEST <= said[name] <= _LATEST:
                self.add_error(name, "Проверьте год.")
        for name in ("text", "document"):
            said[name] = " ".join(said.get(name, "").split())
        return said


@require_POST
def health(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open the section of health, and write in it."""
    return _section(request, CareSection.HEALTH, person_id)


@require_POST
def psychology(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open the psychologist's section, and write in it."""
    return _section(request, CareSection.PSYCHOLOGY, person_id)


@require_POST
def social(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open the social pedagogue's section, and write in it."""
    return _section(request, CareSection.SOCIAL, person_id)


def _section(request: HttpRequest, section: CareSection, person_id: int) -> HttpResponse:
    person = visible_person(request, person_id)
    do, error = request.POST.get("do", ""), ""
    form = NoteForm(request.POST if do == "note" else None, section=section)
    try:
        if do == "note" and form.is_valid():
            note_care(actor=request.actor, section=section, pupil_id=person.pk, noted=_noted(form), now=request.now)
            messages.success(request, "Запись сделана.")
            form = NoteForm(None, section=section)
        elif do == "withdraw":
            withdraw_care(
                actor=request.actor,
                section=section,
                pupil_id=person.pk,
                note_id=number_in_post(request, "note"),
                ground=" ".join(request.POST.get("ground", "").split())[:300],
                now=request.now,
            )
            messages.success(request, "Запись отозвана.")
    except Refused as refused:
        error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    notes = open_section(actor=request.actor, section=section, pupil_id=person.pk, now=request.now)
    context = {
        "person": person,
        "title": SECTIONS[section],
        "keepers": KEEPERS[section],
        "here": f"office:person_{section}",
        "kinds": KINDS,
        "notes": notes,
        "keeps": may_keep_section(request.actor, section),
        "form": form,
        "error": error,
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_care.html", context, status=422 if form.errors or error else 200)


def _noted(form: NoteForm) -> Noted:
    said = form.cleaned_data
    return Noted(CareKind(said["kind"]), said["start"], said["end"], said["text"], said["document"])

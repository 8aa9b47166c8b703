"""Who stands for a pupil: written down on the card by whom the act names, corrected there."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.kernel.decisions import NotVisible, Refused, require
from parta.people.access_persons import listed_persons
from parta.people.models import Guardianship, Person, Pupil
from parta.people.queries.doubles import doubles_of
from parta.people.queries.persons import named_like
from parta.people.services.guardians import add_guardian, correct_right, may_end_rights, may_keep_guardians
from parta.web.office.access_forms import LinesForm, choice, line
from parta.web.office.person_forms import PersonForm
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers
from parta.web.parameters import number_or_none_in_post, typed_search
from parta.web.ui.refusals import refusal_html
from parta.wording.people import KINSHIPS
from parta.wording.roles import terminology_of

CARD = ("last_name", "first_name", "patronymic", "birth_date", "snils", "phone", "email", "address", "workplace")
MOST_FOUND = 20
_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 1, 1)


def _day(label: str, *, needed: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=needed,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), "Укажите дату: день, месяц и год."),
    )


class TieForm(LinesForm):
    """By what somebody stands for a pupil: kinship, paper, days."""

    relation = choice("Кем приходится", KINSHIPS)
    document = line("Документ о праве: что, номер, кем и когда выдан", 300, needed=False)
    starts_on = _day("С какого дня", needed=True)
    ends_on = _day("По какой день (если срок есть)", needed=False)

    def clean(self) -> dict[str, Any]:
        """Take days of our time."""
        said = super().clean()
        for name in ("starts_on", "ends_on"):
            day = said.get(name)
            if day is not None and not _EARLIEST <= day <= _LATEST:
                self.add_error(name, "Проверьте год.")
        return said

    def tie(self) -> dict[str, Any]:
        """Give what was typed as fields of the right."""
        return {name: self.cleaned_data[name] for name in ("relation", "document", "starts_on", "ends_on")}


@require_http_methods(["GET", "HEAD", "POST"])
def person_guardian(request: HttpRequest, person_id: int) -> HttpResponse:
    """Find somebody of the register, or begin a card, and write down by what they stand for a pupil."""
    person = visible_person(request, person_id)
    if not Pupil.objects.filter(pk=person.pk).exists():
        raise NotVisible
    act = keepers(request)
    data = request.POST if request.method == "POST" else None
    keeps = may_keep_guardians(actor=request.actor, pupil_id=person.pk, keepers=act)
    if data is None:
        require(keeps)
    today = request.now.date()
    chosen = number_or_none_in_post(request, "guardian") if data is not None else None
    tie = TieForm(data, initial={"starts_on": today, "relation": "mother"})
    card = PersonForm(data if chosen is None else None, names=CARD, today=today)
    typed = typed_search(request)
    found: list[Person] = []
    if typed:
        rows = named_like(listed_persons(request.actor), typed).exclude(
            pk__in=[person.pk, request.actor.person_id or 0]
        )
        found = list(rows.order_by("sort_key", "pk")[:MOST_FOUND])
    known: list[Person] = []
    error = ""
    if data is not None and tie.is_valid() & (chosen is not None or card.is_valid()):
        try:
            row = add_guardian(
                actor=request.actor,
                pupil_id=person.pk,
                guardian_id=chosen,
                card=card.cleaned_data if chosen is None else {},
                tie=tie.tie(),
                confirmed=data.get("another") == "on",
                keepers=act,
                now=request.now,
            )
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
            if refused.decision.code == "people_person_known":
                same = [one.pk for one in doubles_of(card.cleaned_data)]
                known = list(listed_persons(request.actor).filter(pk__in=same).order_by("sort_key", "pk"))
        else:
            messages.success(request, f"{row.guardian.full_name}: {KINSHIPS[row.relation]}. Записано.")
            if data.get("do") == "more":
                return redirect("office:person_guardian", person.pk)
            return redirect("office:person", person.pk)
    if chosen is not None and not any(one.pk == chosen for one in found):
        found += listed_persons(request.actor).filter(pk=chosen)
    context = {
        "person": person,
        "tie": tie,
        "card": card,
        "typed": typed,
        "found": found,
        "chosen": chosen,
        "known": known,
        "error": error,
        "enrolled": request.GET.get("enrolled") == "on",
        "sections": sections(request),
    }
    return render(request, "parta/office/person_guardian.html", context, status=200 if data is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def tie_edit(request: HttpRequest, tie_id: int) -> HttpResponse:
    """Correct by what somebody stands for a pupil."""
    row = Guardianship.objects.select_related("guardian", "pupil__person").filter(pk=tie_id).first()
    if row is None:
        raise NotVisible
    person = visible_person(request, row.pupil_id)
    act = keepers(request)
    data = request.POST if request.method == "POST" else None
    if data is None:
        require(may_keep_guardians(actor=request.actor, pupil_id=person.pk, keepers=act))
    standing = {name: getattr(row, name) for name in ("relation", "document", "starts_on", "ends_on")}
    form = TieForm(data, initial=standing)
    error = ""
    if data is not None and form.is_valid():
        try:
            correct_right(
                actor=request.actor,
                tie_id=row.pk,
                tie=form.tie(),
                seen=_seen(data.get("seen", "")),
                keepers=act,
                now=request.now,
            )
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, f"{row.guardian.full_name}: исправлено.")
            return redirect("office:person", person.pk)
    context = {
        "row": row,
        "person": person,
        "form": form,
        "seen": data.get("seen", "") if data is not None else row.version,
        "ends_rights": may_end_rights(request.actor),
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/tie_edit.html", context, status=200 if data is None else 422)


def _seen(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

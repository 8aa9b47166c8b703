"""Consents on a person's card."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.people.rules.consents import KINDS
from parta.people.services.consents import record_consent, withdraw_consent
from parta.web.office.views.codes import consent_rule, visible_person


class ConsentForm(forms.Form):
    """What is put on file: the kind, the day, who signed."""

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in KINDS],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, на что."),
    )
    day = forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), "Укажите день подписи."))
    signer = forms.CharField(
        required=False, max_length=200, error_messages={"max_length": "Слишком длинно: не больше 200 знаков."}
    )


@require_POST
def consent(request: HttpRequest, person_id: int) -> HttpResponse:
    """Put a signed consent on file, or write down that it was taken back."""
    person = visible_person(request, person_id)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        for text in (str(text) for texts in form.errors.values() for text in texts):
            messages.error(request, text)
        return redirect("office:person", person.pk)
    common = {
        "actor": request.actor,
        "school": request.school,
        "person_id": person.pk,
        "kind": form.cleaned_data["kind"],
        "now": request.now,
    }
    if request.POST.get("do") == "withdraw":
        withdraw_consent(withdrawn_on=form.cleaned_data["day"], rule=consent_rule(request), **common)
        messages.success(request, "Отзыв согласия записан.")
    else:
        signer = " ".join(form.cleaned_data["signer"].split())
        record_consent(given_on=form.cleaned_data["day"], signer=signer, **common)
        messages.success(request, "Согласие записано.")
    return redirect("office:person", person.pk)

"""Rights over a child on the card: of legal representatives, of those whom the parents trust."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.people.enums import Opens
from parta.people.services.guardians import end_right, end_trust, open_by_trust, trust
from parta.web.office.access_forms import ContactForm, line
from parta.web.office.views.codes import visible_person
from parta.wording.dates import full_date

_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)


def _day(label: str) -> forms.DateField:
    return forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), f"Укажите {label}."))


class _Days(ContactForm):
    def clean(self) -> dict[str, Any]:
        """Take days of our time."""
        said = super().clean()
        for name, value in list(said.items()):
            if isinstance(value, date) and not _EARLIEST <= value <= _LATEST:
                self.add_error(name, "Проверьте год.")
        return said

    def clean_email(self) -> str:
        """Know no mailbox."""
        return ""


class EndForm(_Days):
    """The last day of a right, and the paper."""

    last = _day("последний день")
    ground = line("Документ", 300)

    def clean_phone(self) -> str:
        """Know no telephone."""
        return ""


class LastDayForm(EndForm):
    """The last day of what somebody was trusted with."""

    ground = None  # type: ignore[assignment]


class TrustForm(_Days):
    """Whom the parents trust, with what, by which paper, from when and until when."""

    full_name = line("Имя", 200)
    phone = line("Телефон", 40, needed=False)
    powers = line("Что доверено", 300)
    document = line("Документ", 300)
    starts_on = _day("первый день")
    ends_on = _day("последний день")


class OpeningForm(forms.Form):
    """What is opened to whom the parents trust; nothing shuts it."""

    opens = forms.TypedChoiceField(
        coerce=Opens,
        required=False,
        empty_value=None,
        choices=[("", ""), *((str(one), str(one)) for one in Opens)],
        error_messages={"invalid_choice": "Выберите, что открыть."},
    )
    confirmed = forms.BooleanField(required=False)


@require_POST
def tie_end(request: HttpRequest, tie_id: int) -> HttpResponse:
    """End the right of a legal representative."""
    form = EndForm(request.POST)
    if told_wrong(request, form):
        return redirect("office:people")
    said = form.cleaned_data
    row = end_right(actor=request.actor, tie_id=tie_id, last=said["last"], ground=said["ground"], now=request.now)
    messages.success(request, f"Право записано по {full_date(said['last'])}: после этого дня дневник не откроется.")
    return redirect("office:person", row.pupil_id)


@require_POST
def person_trusted(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down somebody whom the parents trust."""
    person = visible_person(request, person_id)
    form = TrustForm(request.POST)
    if not told_wrong(request, form):
        fields = {name: form.cleaned_data[name] for name in TrustForm.base_fields}
        trust(actor=request.actor, pupil_id=person.pk, fields=fields, now=request.now)
        messages.success(request, "Доверенное лицо записано.")
    return redirect("office:person", person.pk)


@require_POST
def trusted_opening(request: HttpRequest, trusted_id: int) -> HttpResponse:
    """Say what the parents' paper opens in Parta, or shut it at once."""
    form = OpeningForm(request.POST)
    if told_wrong(request, form):
        return redirect("office:people")
    row = open_by_trust(
        actor=request.actor,
        trusted_id=trusted_id,
        opens=form.cleaned_data["opens"],
        confirmed=form.cleaned_data["confirmed"],
        now=request.now,
    )
    if row.opens is None:
        messages.success(request, "Вход по этому документу закрыт.")
        return redirect("office:person", row.pupil_id)
    messages.success(request, f"Открыто по {full_date(row.ends_on)} Войти можно с кодом: выдайте его здесь.")
    return redirect("office:person", row.person_id)


@require_POST
def trusted_end(request: HttpRequest, trusted_id: int) -> HttpResponse:
    """End what somebody was trusted with."""
    form = LastDayForm(request.POST)
    if told_wrong(request, form):
        return redirect("office:people")
    row = end_trust(actor=request.actor, trusted_id=trusted_id, last=form.cleaned_data["last"], now=request.now)
    messages.success(request, "Последний день записан.")
    return redirect("office:person", row.pupil_id)


def told_wrong(request: HttpRequest, form: forms.Form) -> bool:
    """Tell what is wrong with a form; give whether anything is."""
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for text in texts:
            messages.error(request, f"{label}: {text}" if label else str(text))
    return not form.is_valid()

"""Consents on a person's card, the list of who has none, and blank forms to sign."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.paper.consents import MOST_FORMS, print_consent_forms
from parta.people.enums import ConsentHolders
from parta.people.queries.consents import ConsentLine, consent_list
from parta.people.rules.consents import AGREEMENTS, KINDS, PARENTS_READ, PERSONAL_DATA
from parta.people.services.consents import record_consent, refuse_consent, withdraw_consent
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.codes import consent_rule, visible_person
from parta.web.parameters import number, number_or_none, numbers_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.people import CONSENTS

_COLUMNS = (
    Column("Имя", 36),
    Column("Класс, группа, должность", 30),
    Column("Согласие", 14),
    Column("От", 12),
    Column("Отозвано", 12),
    Column("Кто подписал", 36),
    Column("Номер", 16),
    Column("Действует до", 14),
)
_LISTED = (*(kind for kind in KINDS if kind != PARENTS_READ), *AGREEMENTS)


class ConsentForm(forms.Form):
    """What is put on file: the kind, the day, who signed."""

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in (*KINDS, *AGREEMENTS)],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, на что."),
    )
    day = forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), "Укажите день подписи."))
    signer = forms.CharField(
        required=False, max_length=200, error_messages={"max_length": "Слишком длинно: не больше 200 знаков."}
    )
    number = forms.CharField(
        required=False, max_length=60, error_messages={"max_length": "Номер слишком длинный: не больше 60 знаков."}
    )
    ground = forms.CharField(
        required=False, max_length=300, error_messages={"max_length": "Слишком длинно: не больше 300 знаков."}
    )
    until = forms.DateField(required=False, error_messages={"invalid": "До какого дня действует, написано неверно."})


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
    signer, ground = (" ".join(form.cleaned_data[name].split()) for name in ("signer", "ground"))
    if request.POST.get("do") == "withdraw":
        withdraw_consent(withdrawn_on=form.cleaned_data["day"], ground=ground, rule=consent_rule(request), **common)
        messages.success(request, "Отзыв согласия записан.")
    elif request.POST.get("do") == "refuse":
        common.pop("school")
        refuse_consent(refused_on=form.cleaned_data["day"], signer=signer, ground=ground, **common)
        messages.success(request, "Отказ записан.")
    else:
        record_consent(
            given_on=form.cleaned_data["day"],
            signer=signer,
            number=" ".join(form.cleaned_data["number"].split()),
            until=form.cleaned_data["until"],
            **common,
        )
        messages.success(request, "Бумага записана." if common["kind"] in AGREEMENTS else "Согласие записано.")
    return redirect("office:person", person.pk)


@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """List who has given a consent and who has not; the filters stand in the address."""
    asked = request.GET
    kind = asked.get("kind", "") if asked.get("kind", "") in _LISTED else PERSONAL_DATA
    staff = kind in AGREEMENTS or asked.get("whom") == ConsentHolders.STAFF
    as_file = asked_for_sheet(request)
    page = consent_list(
        actor=request.actor,
        holders=ConsentHolders.STAFF if staff else ConsentHolders.PUPILS,
        kind=kind,
        class_id=number_or_none(request, "class"),
        missing=asked.get("missing") == "on",
        today=request.now.date(),
        page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else MOST_FORMS,
    )
    if as_file:
        persons = [line.person.pk for line in page.lines]
        return sheet(
            request,
            title="Согласия",
            columns=_COLUMNS,
            rows=map(_cells, page.lines),
            chosen=CONSENTS[kind],
            persons=persons,
        )
    context = {
        "page": page,
        "kind": kind,
        "kinds": [(one, CONSENTS[one]) for one in _LISTED],
        "staff": staff,
        "agreement": kind in AGREEMENTS,
        "class_id": number_or_none(request, "class"),
        "missing": asked.get("missing") == "on",
        "forms": kind == PERSONAL_DATA,
        "most": MOST_FORMS,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/consents.html", context)


@require_POST
def consents_print(request: HttpRequest) -> HttpResponse:
    """Give blank forms of consent for the chosen persons as PDF."""
    persons = numbers_in_post(request, "person")
    if not 0 < len(persons) <= MOST_FORMS:
        messages.error(request, f"Отметьте, кому нужен бланк: за один раз не больше {MOST_FORMS}.")
        return redirect("office:consents")
    printed = print_consent_forms(frame=request.frame, persons=persons)
    return pdf_file(printed.content, printed.name)


def _cells(line: ConsentLine) -> tuple[object, ...]:
    row = line.paper
    return (
        line.person.full_name,
        line.place,
        "есть" if line.holds else "нет",
        row.given_on if row and row.given else None,
        row.withdrawn_on if row else None,
        row.signer if row else "",
        row.number if row else "",
        row.until if row else None,
    )

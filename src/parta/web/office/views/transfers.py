"""A pupil goes over to another school of the installation: the code that is given out, and the file that is taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.audit.bulk import plain
from parta.journal.services.transfers import (
    STUDY,
    PupilFile,
    cards_of,
    look_into_file,
    open_file_to_another_school,
    take_file,
)
from parta.kernel.decisions import Refused
from parta.people.enums import MoveKind
from parta.people.models import Person
from parta.people.queries.doubles import doubles_of
from parta.web.office.order_forms import MoveForm
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person
from parta.web.office.views.orders import class_choices, said
from parta.web.parameters import number_or_none_in_post
from parta.wording.movement import TITLES
from parta.wording.people import field_text, field_title
from parta.wording.told import LEVELS
from parta.wording.transfers import brought_absences, brought_lines


class CodeForm(forms.Form):
    """The code of the paper."""

    code = forms.CharField(
        max_length=40,
        error_messages={"required": "Введите код с листка.", "max_length": "Это не код: он из шестнадцати знаков."},
    )


@require_POST
def transfer_code(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give out the code of the file of somebody who has left; it is shown once."""
    person = visible_person(request, person_id)
    issued = open_file_to_another_school(
        actor=request.actor, school=request.school, pupil_id=person.pk, now=request.now
    )
    context = {"person": person, "issued": issued, "sections": sections(request)}
    return render(request, "parta/office/transfer_code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    """Look into the file that a code opens, then enrol by this school's order."""
    data = request.POST if request.method == "POST" else None
    code, file, error = CodeForm(data), None, ""
    form = MoveForm(None, kinds=[(str(MoveKind.ARRIVED), TITLES[MoveKind.ARRIVED])], classes=class_choices(request))
    known: list[Any] = []
    cards: list[int] = []
    if data is not None and code.is_valid():
        common = {
            "actor": request.actor,
            "school": request.school,
            "code": code.cleaned_data["code"],
            "now": request.now,
        }
        try:
            file = look_into_file(**common)
            cards = cards_of(file)
            known = list(Person.objects.filter(Q(pk__in=cards) | Q(pk__in=[one.pk for one in doubles_of(file.card)])))
            if data.get("step") == "take":
                form = MoveForm(
                    data, kinds=[(str(MoveKind.ARRIVED), TITLES[MoveKind.ARRIVED])], classes=class_choices(request)
                )
                if form.is_valid():
                    return _taken(request, file, form, confirmed=data.get("another") == "on", **common)
        except Refused as refused:
            error = said(request, refused)
    context = {
        "code": code,
        "file": file,
        "lines": brought_lines(file.subjects) if file else [],
        "missed": brought_absences(file.absences) if file else "",
        "told": _told(file) if file else [],
        "levels": LEVELS,
        "form": form,
        "known": known,
        "cards": cards,
        "card": number_or_none_in_post(request, "card"),
        "error": error,
        "sections": sections(request),
    }
    asked = data is not None and (file is None or form.is_bound)
    return render(request, "parta/office/transfer.html", context, status=422 if asked else 200)


def _told(file: PupilFile) -> list[tuple[str, str]]:
    named = ("snils", "address", *STUDY)
    return [(field_title(name), field_text(name, plain(value))) for name in named if (value := file.card[name])]


def _taken(request: HttpRequest, file: PupilFile, form: MoveForm, *, confirmed: bool, **common: Any) -> HttpResponse:
    card = number_or_none_in_post(request, "card")
    pupil_id = take_file(target=form.cleaned_data["into"], order=form.order(), card=card, confirmed=confirmed, **common)
    messages.success(request, f"Карточка из «{file.school}» принята, зачисление внесено. Согласия нужно взять заново.")
    return redirect("office:person", pupil_id)

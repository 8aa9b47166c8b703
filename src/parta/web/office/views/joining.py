"""Two cards of one person: found by name, seen side by side, joined by who keeps accounts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.audit.bulk import plain
from parta.kernel.decisions import NotVisible, Refused, require
from parta.people.access_persons import listed_persons
from parta.people.models import Person
from parta.people.queries.persons import named_like
from parta.people.rules.personal_data import PERSON
from parta.people.services.joining import join_cards, may_join_cards
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person
from parta.web.parameters import number_in_post, number_or_none, typed_search
from parta.web.ui.refusals import refusal_html
from parta.wording.people import field_text, field_title
from parta.wording.roles import terminology_of

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def person_join(request: HttpRequest, person_id: int) -> HttpResponse:
    """Join a double into a card; both are seen side by side first."""
    person = visible_person(request, person_id)
    require(may_join_cards(request.actor))
    others = listed_persons(request.actor).exclude(pk=person.pk)
    error = ""
    if request.method == "POST":
        double_id: int | None = number_in_post(request, "double")
        try:
            join_cards(
                actor=request.actor,
                school=request.school,
                person_id=person.pk,
                double_id=double_id or 0,
                now=request.now,
            )
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, "Карточки соединены: второй больше нет.")
            return redirect("office:person", person.pk)
    else:
        double_id = number_or_none(request, "double")
    double = others.filter(pk=double_id).first() if double_id else None
    if double_id and double is None:
        raise NotVisible
    typed = typed_search(request) or person.last_name
    context = {
        "person": person,
        "double": double,
        "lines": _lines(person, double) if double else [],
        "typed": typed,
        "found": list(named_like(others, typed).order_by("sort_key", "pk")[:MOST]) if double is None else [],
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_join.html", context, status=422 if error else 200)


def _lines(person: Person, double: Person) -> list[tuple[str, str, str]]:
    pairs = [(name, getattr(person, name), getattr(double, name)) for name in PERSON]
    return [
        (field_title(name), field_text(name, plain(one)), field_text(name, plain(other)))
        for name, one, other in pairs
        if one or other
    ]

"""Search over persons, and a person's card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.access import may_move
from parta.people.access_persons import (
    listed_persons,
    may_report_compromise,
    may_see_compromises,
    persons_for_codes,
    persons_to_edit,
    persons_to_propose,
    visible_persons,
)
from parta.people.queries.compromises import open_compromise
from parta.people.queries.consents import consents_of
from parta.people.queries.corrections import changes_of, corrections_of, corrections_to_decide
from parta.people.queries.persons import KINDS, PER_PAGE, FoundPerson, people_page, person_card
from parta.people.rules.letting_in import decide_issuer
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.people.services.corrections import may_correct
from parta.people.services.renaming import may_rename
from parta.public_service.access import may_decide
from parta.regulation.queries import versions
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, people_tabs, sections
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers_by
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.movement import kind_text, order_text
from parta.wording.people import CONSENTS, field_text, field_title
from parta.wording.refusals import clause_text, refusal_text
from parta.wording.roles import role_name, terminology_of

_COLUMNS = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("Должность", 28),
    Column("Родитель", 36),
    Column("Дата рождения", 14),
    Column("Телефон", 16),
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Search persons by name; the filter stands in the address."""
    kind = request.GET.get("kind", "")
    as_file = asked_for_sheet(request)
    page = people_page(
        persons=listed_persons(request.actor),
        search=request.GET.get("q", "")[:100].strip(),
        kind=kind if kind in KINDS else "",
        page=1 if as_file else number(request, "page", default=1),
        today=request.actor.today,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        kinds = {"pupils": "обучающиеся", "parents": "родители", "staff": "сотрудники"}
        chosen = ", ".join(part for part in (kinds.get(page.kind, ""), page.search and f"«{page.search}»") if part)
        rows = map(_line, page.found)
        return sheet(request, title="Люди", columns=_COLUMNS, rows=rows, chosen=chosen)
    keeps = allowed(request.actor.roles, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS)
    context = {
        "page": page,
        "corrections": corrections_to_decide(request.actor).count() if keeps else 0,
        "sees_compromises": may_see_compromises(request.actor),
        "query": filters_of(request),
        "tabs": people_tabs(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/people.html", context)


def _line(one: FoundPerson) -> tuple[object, ...]:
    return one.name, one.school_class, one.post, ", ".join(one.wards), one.birth_date, one.phone


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the card of a person."""
    found = visible_person(request, person_id)
    card = person_card(person=found, school=request.school, now=request.now)
    tied = [tie.id for tie in (*card.parents, *card.wards)]
    act = versions().on(request.actor.today)
    signed = consents_of(found.pk)
    words = terminology_of(request.frame.school_kind)
    issuers = issuers_by(act)
    by_act = decide_issuer(issuers.staff if card.appointments else issuers.families, roles=request.actor.roles)
    may_issue = persons_for_codes(request.actor, act.conditions()).filter(pk=found.pk).exists()
    context = {
        "card": card,
        "roles": [(role_name(row.role, words).nominative, row.starts_on, row.ends_on) for row in card.appointments],
        "open_ties": set(visible_persons(request.actor).filter(pk__in=tied).values_list("pk", flat=True)),
        "may_issue": may_issue and by_act.allowed,
        "issuer": refusal_text(by_act, words) if may_issue and not by_act.allowed else "",
        "compromise": open_compromise(found.pk),
        "sees_compromise": may_see_compromises(request.actor),
        "may_report": bool(card.way.login)
        and found.pk != request.actor.person_id
        and may_report_compromise(request.actor, found.pk),
        "may_end_access": bool(card.wards and (card.way.login or card.way.code_until)) and may_decide(request.actor),
        "may_move": may_move(request.actor),
        "may_rename": may_rename(request.actor),
        "former": found.former_names.all(),
        "kind_text": kind_text,
        "order_text": order_text,
        "may_reset": allowed(request.actor.roles, Resource.SIGN_IN, Action.RESET, Relation.SAME_SCHOOL),
        "may_audit": allowed(request.actor.roles, Resource.AUDIT, Action.VIEW, Relation.SAME_SCHOOL),
        "staff_clause": clause_text(act.doors.credentials_issuer_staff.clause),
        "consents": [
            (kind, title, next((row for row in signed if row.kind == kind), None)) for kind, title in CONSENTS.items()
        ],
        "keeps_consents": persons_to_edit(request.actor).filter(pk=found.pk).exists(),
        "signer": card.parents[0].name if card.parents else found.full_name,
        "today": request.actor.today,
        "may_propose": persons_to_propose(request.actor).filter(pk=found.pk).exists(),
        "corrects": may_correct(
            actor=request.actor, person=found, staff=card.employee is not None, keepers=keepers_by(act)
        ),
        "changes": [
            (row, [(field_title(name), field_text(name, old), field_text(name, new)) for name, old, new in row.fields])
            for row in changes_of(found.pk)
        ],
        "waiting": [
            (row, [(field_title(name), field_text(name, new)) for name, new in row.after.items()])
            for row in corrections_of(found.pk)
        ],
        "sections": sections(request),
    }
    return render(request, "parta/office/person.html", context)

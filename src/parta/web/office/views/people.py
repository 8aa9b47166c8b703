"""Search over persons, and a person's card."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.audit.bulk import plain
from parta.curriculum.access import may_see_load, visible_classes
from parta.curriculum.queries.individual import plans_of
from parta.destruction.access import may_see_destruction
from parta.destruction.queries.acts import acts_of
from parta.installation.mail import mail_is_set_up
from parta.people.access import may_move, visible_diaries
from parta.people.access_care import may_assign, may_open_section
from parta.people.access_persons import (
    listed_persons,
    may_report_compromise,
    may_see_compromises,
    may_see_shut,
)
from parta.people.enums import Role
from parta.people.models import Consent
from parta.people.queries.care import by_section
from parta.people.queries.completeness import CardFullness, card_fullness, holds
from parta.people.queries.consents import PERSONAL_DATA
from parta.people.queries.corrections import changes_of, corrections_to_decide
from parta.people.queries.persons import KINDS, PER_PAGE, FoundPerson, PeopleAsked, PersonCard, people_page, person_card
from parta.people.queries.scans import by_paper
from parta.people.queries.told import count_to_decide
from parta.people.rules.ages import is_adult
from parta.people.rules.consents import AGREEMENTS, PARENTS_READ
from parta.people.rules.letting_in import decide_issuer
from parta.people.rules.movement import ARRIVALS
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.qualification import next_attestation
from parta.people.services.corrections import hands_of, may_hands
from parta.people.services.guardians import may_end_rights
from parta.people.services.joining import may_join_cards
from parta.people.services.looks import note_card
from parta.people.services.renaming import may_rename
from parta.people.services.staff_orders import may_enter_staff_orders, may_see_staff_orders
from parta.public_service.access import may_close
from parta.school.queries.years import running_year
from parta.web.acts import act_today
from parta.web.declined import declined_shown
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.card_beside import card_beside
from parta.web.office.views.card_rows import card_rows
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers_by
from parta.web.parameters import number, number_or_none
from parta.web.permissions import opens_to
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.care import ASSIGNED, SECTIONS
from parta.wording.completeness import lacks_text
from parta.wording.movement import kind_text, order_text
from parta.wording.people import CONSENTS, KINSHIPS, field_text, field_title, identity_text
from parta.wording.refusals import clause_text, refusal_text
from parta.wording.roles import role_name, terminology_of
from parta.wording.staff_orders import KINDS as STAFF_KINDS
from parta.wording.teaching import INDIVIDUAL_KINDS
from parta.wording.told import LEVELS
from parta.wording.transfers import brought_absences, brought_lines

_COLUMNS = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("Выбыл", 12),
    Column("Должность", 28),
    Column("Родитель", 36),
    Column("Дата рождения", 14),
    Column("Телефон", 16),
)

_ROLES = tuple(role for role in Role if role not in (Role.PUPIL, Role.PARENT, Role.PARENTS_COMMITTEE, Role.OPERATOR))
"""Roles that are given by appointment."""

_SHOWN = (
    "registered_address",
    "citizenship",
    "personal_file_no",
    "study_form",
    "programme",
    "programme_words",
    "language",
    "extended_day",
    "funding",
    "meals",
    "transport",
    "notes",
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Search persons by name; the filter stands in the address."""
    kind, role = request.GET.get("kind", ""), request.GET.get("role", "")
    as_file = asked_for_sheet(request)
    sees_ways = may_do(request.actor, Resource.INVITATION_CODE, Action.ISSUE, Relation.SAME_CLASS)
    classes = list(
        visible_classes(request.actor).filter(year=running_year(request.actor.today)).values_list("pk", "name")
    )
    of_class = number_or_none(request, "class")
    asked = PeopleAsked(
        search=request.GET.get("q", "")[:100].strip(),
        kind=kind if kind in KINDS else "",
        class_id=of_class,
        role=role if role in _ROLES else "",
        left=request.GET.get("left") == "on",
        no_way=request.school if sees_ways and request.GET.get("way") == "none" else None,
    )
    page = people_page(
        persons=listed_persons(request.actor),
        asked=asked,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    words = terminology_of(request.frame.school_kind)
    if as_file:
        kinds = {"pupils": "обучающиеся", "parents": "родители", "staff": "сотрудники"}
        parts = (
            kinds.get(page.kind, ""), dict(classes).get(of_class or 0, ""),
            role_name(asked.role, words).nominative if asked.role else "", "выбыли" if asked.left else "",
            "без входа" if asked.no_way else "", page.search and f"«{page.search}»",
        )  # fmt: skip
        chosen = ", ".join(part for part in parts if part)
        rows = map(_line, page.found)
        return sheet(
            request, title="Люди", columns=_COLUMNS, rows=rows, chosen=chosen, persons=[one.id for one in page.found]
        )
    keeps = may_do(request.actor, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS)
    context = {
        "page": page,
        "asked": asked,
        "classes": classes,
        "roles": [(one, role_name(one, words).nominative) for one in _ROLES],
        "sees_ways": sees_ways,
        "corrections": corrections_to_decide(request.actor).count() + count_to_decide(request.actor) if keeps else 0,
        "sees_compromises": may_see_compromises(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/people.html", context)


def _line(one: FoundPerson) -> tuple[object, ...]:
    left = one.left or ("", None)
    return one.name, one.school_class or left[0], left[1], one.post, ", ".join(one.wards), one.birth_date, one.phone


def _is_bare(card: PersonCard) -> bool:
    """Tell whether a card is of nobody here today and says nothing: one that an act may have emptied."""
    here = any(place.ends_on is None or place.ends_on >= card.today for place in card.places)
    said = card.person.phone or card.person.email or card.person.address or card.person.snils
    return not (here or card.appointments or said or card.way.login)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the card of a person; that somebody of the staff looked is written down."""
    found = visible_person(request, person_id)
    note_card(actor=request.actor, person_id=found.pk, now=request.now)
    sees_orders = found.pk == request.actor.person_id or may_see_staff_orders(request.actor)
    act, is_pupil = act_today(request), getattr(found, "pupil", None) is not None
    assigning = [(str(one), ASSIGNED[one]) for one in ASSIGNED if is_pupil and may_assign(request.actor, one)]
    beside = card_beside(request.actor, found, act, assigning=bool(assigning), now=request.now)
    card = person_card(person=found, school=request.school, sees_orders=sees_orders, now=request.now)
    signed, rights = beside.consents, beside.rights[0]
    hands = hands_of(request.actor, rights)
    words = terminology_of(request.frame.school_kind)
    grown = is_adult(found.birth_date, request.actor.today)
    issuers = issuers_by(act)
    by_act = decide_issuer(issuers.staff if card.appointments else issuers.families, roles=request.actor.roles)
    may_issue, keeps, proposed = rights.coded, bool(hands), beside.corrections
    told = {row.pk for row in proposed if keeps or row.asked_by_id == request.actor.person_id}
    declined = [row for row in proposed if row.accepted is not None and row.pk in told]
    context = {
        "card": card,
        "lists_people": opens_to(request.actor, "office:people"),
        "open_classes": {one.pk for one in beside.classes},
        "roles": [(role_name(row.role, words).nominative, row.starts_on, row.ends_on) for row in card.appointments],
        "open_ties": {one.pk for one in beside.ties},
        "may_issue": may_issue and by_act.allowed,
        "mail": mail_is_set_up(),
        "issuer": refusal_text(by_act, words) if may_issue and not by_act.allowed else "",
        "destroyed": acts_of(found.pk) if _is_bare(card) else [],
        "sees_destruction": may_see_destruction(request.actor),
        "compromise": next(iter(beside.compromises), None),
        "sees_compromise": may_see_compromises(request.actor),
        "sees_shut": may_see_shut(request.actor),
        "may_report": bool(card.way.login)
        and found.pk != request.actor.person_id
        and may_report_compromise(request.actor, found.pk),
        "may_end_access": bool(card.wards and (card.way.login or card.way.code_until)) and may_close(request.actor),
        "certificates": list(beside.certificates),
        "may_move": may_move(request.actor),
        "may_staff": may_enter_staff_orders(request.actor) and found.pk != request.actor.person_id and not card.pupil,
        "staff_kinds": STAFF_KINDS,
        "sees_book": request.frame.school_kind == "college"
        and card.pupil is not None
        and visible_diaries(request.actor).filter(pk=found.pk).exists(),
        "may_join": may_join_cards(request.actor) and found.pk != request.actor.person_id,
        "may_rename": may_rename(request.actor),
        "kinships": KINSHIPS,
        "keeps_parents": card.pupil is not None and may_hands(hands, keepers=keepers_by(act), staff=False),
        "ends_rights": may_end_rights(request.actor),
        "care": [
            (title, f"office:person_{section}")
            for section, title in SECTIONS.items()
            if card.pupil is not None and may_open_section(request.actor, section, found.pk)
        ],
        "assigning": assigning,
        "assigned": by_section(beside.wards),
        "former": list(beside.former),
        "brought": [(row, brought_lines(row.subjects), brought_absences(row.absences)) for row in beside.brought],
        "individual": plans_of(beside.plans),
        "individual_kinds": INDIVIDUAL_KINDS,
        "sees_load": may_see_load(request.actor),
        "kind_text": kind_text,
        "order_text": order_text,
        "may_reset": may_do(request.actor, Resource.SIGN_IN, Action.RESET, Relation.SAME_SCHOOL),
        "may_audit": may_do(request.actor, Resource.AUDIT, Action.VIEW, Relation.SAME_SCHOOL),
        "staff_clause": clause_text(act.doors.credentials_issuer_staff.clause),
        "consents": [
            (kind, title, next((row for row in signed if row.kind == kind), None))
            for kind, title in CONSENTS.items()
            if (card.pupil or kind != PARENTS_READ) and (card.employee or kind not in AGREEMENTS)
        ],
        "scans": by_paper(beside.scans),
        "past_consents": list(beside.past_consents),
        "consent_titles": CONSENTS,
        "keeps_consents": keeps,
        "signer": found.full_name if grown or not card.parents else card.parents[0].name,
        "today": request.actor.today,
        "levels": LEVELS,
        "next_attestation": next_attestation(card.employee.attested_on) if card.employee else None,
        "shown": [
            (field_title(name), field_text(name, plain(value)))
            for name in _SHOWN
            if card.pupil is not None and (value := getattr(card.pupil, name))
        ],
        "snils": field_text("snils", found.snils),
        "identity": identity_text(card.pupil) if card.pupil else "",
        "fullness": _fullness(request, card, signed),
        "lacks_text": lacks_text,
        **declined_shown(request, declined, named=False),
        "may_propose": rights.proposed,
        "corrects": may_hands(hands, keepers=keepers_by(act), staff=card.employee is not None),
        "changes": [
            (row, [(field_title(name), field_text(name, old), field_text(name, new)) for name, old, new in row.fields])
            for row in changes_of(beside.changes)
        ],
        "waiting": [
            (row, [(field_title(name), field_text(name, new)) for name, new in row.after.items()])
            for row in proposed
            if row.accepted is None
        ],
        "sees_orders": sees_orders,
        **card_rows(request, found, card, beside, keeps=keeps),
        "sections": sections(request),
    }
    return render(request, "parta/office/person.html", context)


def _fullness(request: HttpRequest, card: PersonCard, signed: Iterable[Consent]) -> CardFullness | None:
    today = card.today
    places = (row for row in card.places if row.starts_on <= today <= (row.ends_on or today))
    place = next(places, None)
    if card.pupil is None or place is None:
        return None
    card.pupil.person = card.person
    return card_fullness(
        pupil=card.pupil,
        place=place,
        phones=[tie.phone for tie in card.parents if tie.since <= today <= (tie.until or today)],
        agreed=any(row.kind == PERSONAL_DATA and holds(row, today) for row in signed),
        came=any(move.kind in ARRIVALS and move.order_no for move in card.movements),
        college=request.frame.school_kind == "college",
        today=today,
    )

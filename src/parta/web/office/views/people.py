"""Search over persons, and a person's card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.audit.bulk import plain
from parta.curriculum.access import may_see_load, visible_classes
from parta.curriculum.queries.individual import plans_of
from parta.destruction.access import may_see_destruction
from parta.destruction.queries.acts import acts_of
from parta.installation.mail import mail_is_set_up
from parta.journal.queries.transfers import brought_marks
from parta.people.access import may_move, may_see_movement, visible_diaries
from parta.people.access_care import may_assign, may_open_section
from parta.people.access_persons import (
    listed_persons,
    may_report_compromise,
    may_see_compromises,
    may_see_shut,
    persons_for_codes,
    persons_to_edit,
    persons_to_propose,
    visible_persons,
)
from parta.people.enums import Role
from parta.people.models import Person
from parta.people.queries.care import wards_of
from parta.people.queries.completeness import CardFullness, cards_fullness
from parta.people.queries.compromises import open_compromise
from parta.people.queries.consents import consents_of, past_consents_of
from parta.people.queries.corrections import changes_of, corrections_of, corrections_to_decide
from parta.people.queries.persons import KINDS, PER_PAGE, FoundPerson, PeopleAsked, PersonCard, people_page, person_card
from parta.people.queries.scans import scans_on
from parta.people.queries.told import count_to_decide
from parta.people.rules.ages import is_adult
from parta.people.rules.consents import AGREEMENTS, PARENTS_READ
from parta.people.rules.letting_in import decide_issuer
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.qualification import next_attestation
from parta.people.services.corrections import may_correct
from parta.people.services.guardians import may_end_rights, may_keep_guardians
from parta.people.services.joining import may_join_cards
from parta.people.services.looks import note_card
from parta.people.services.renaming import may_rename
from parta.people.services.staff_orders import may_enter_staff_orders, may_see_staff_orders
from parta.public_service.access import may_close
from parta.public_service.queries.certificates import certificates_of
from parta.school.queries.years import running_year
from parta.web.acts import act_today
from parta.web.declined import declined_shown
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections
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
    card = person_card(person=found, school=request.school, sees_orders=sees_orders, now=request.now)
    tied = [tie.id for tie in (*card.parents, *card.wards)] + [one.pupil_id for one in card.entrusted]
    act = act_today(request)
    signed = consents_of(found.pk)
    words = terminology_of(request.frame.school_kind)
    grown = is_adult(found.birth_date, request.actor.today)
    issuers = issuers_by(act)
    by_act = decide_issuer(issuers.staff if card.appointments else issuers.families, roles=request.actor.roles)
    may_issue = persons_for_codes(request.actor, act.conditions()).filter(pk=found.pk).exists()
    keeps = persons_to_edit(request.actor).filter(pk=found.pk).exists()
    proposed = corrections_of(found.pk, now=request.now)
    told = {row.pk for row in proposed if keeps or row.asked_by_id == request.actor.person_id}
    declined = [row for row in proposed if row.accepted is not None and row.pk in told]
    classes = {row.school_class_id for row in (*card.places, *card.homerooms)}
    assigning = [(str(one), ASSIGNED[one]) for one in ASSIGNED if card.pupil and may_assign(request.actor, one)]
    context = {
        "card": card,
        "lists_people": opens_to(request.actor, "office:people"),
        "open_classes": set(visible_classes(request.actor).filter(pk__in=classes).values_list("pk", flat=True))
        if classes and opens_to(request.actor, "office:class_page")
        else set(),
        "roles": [(role_name(row.role, words).nominative, row.starts_on, row.ends_on) for row in card.appointments],
        "open_ties": set(visible_persons(request.actor).filter(pk__in=tied).values_list("pk", flat=True)),
        "may_issue": may_issue and by_act.allowed,
        "mail": mail_is_set_up(),
        "issuer": refusal_text(by_act, words) if may_issue and not by_act.allowed else "",
        "destroyed": acts_of(found.pk) if _is_bare(card) else [],
        "sees_destruction": may_see_destruction(request.actor),
        "compromise": open_compromise(found.pk),
        "sees_compromise": may_see_compromises(request.actor),
        "sees_shut": may_see_shut(request.actor),
        "may_report": bool(card.way.login)
        and found.pk != request.actor.person_id
        and may_report_compromise(request.actor, found.pk),
        "may_end_access": bool(card.wards and (card.way.login or card.way.code_until)) and may_close(request.actor),
        "certificates": list(certificates_of(found.pk)) if card.pupil and may_see_movement(request.actor) else [],
        "may_move": may_move(request.actor),
        "may_staff": may_enter_staff_orders(request.actor) and found.pk != request.actor.person_id and not card.pupil,
        "staff_kinds": STAFF_KINDS,
        "sees_book": request.frame.school_kind == "college"
        and card.pupil is not None
        and visible_diaries(request.actor).filter(pk=found.pk).exists(),
        "may_join": may_join_cards(request.actor) and found.pk != request.actor.person_id,
        "may_rename": may_rename(request.actor),
        "kinships": KINSHIPS,
        "keeps_parents": card.pupil is not None
        and may_keep_guardians(actor=request.actor, pupil_id=found.pk, keepers=keepers_by(act)),
        "ends_rights": may_end_rights(request.actor),
        "care": [
            (title, f"office:person_{section}")
            for section, title in SECTIONS.items()
            if card.pupil is not None and may_open_section(request.actor, section, found.pk)
        ],
        "assigning": assigning,
        "assigned": wards_of(found.pk, request.actor.today) if assigning else {},
        "former": list(found.former_names.all()),
        "brought": [
            (row, brought_lines(row.subjects), brought_absences(row.absences))
            for row in brought_marks(actor=request.actor, pupil_id=found.pk)
        ]
        if card.pupil
        else [],
        "individual": plans_of(pupil_id=found.pk) if card.pupil else [],
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
        "scans": scans_on(request.actor, found.pk) if signed or card.parents or card.trusted else {},
        "past_consents": past_consents_of(found.pk),
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
        "fullness": next(iter(_fullness(request, found)), None) if card.pupil else None,
        "lacks_text": lacks_text,
        **declined_shown(request, declined, named=False),
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
            for row in proposed
            if row.accepted is None
        ],
        "sees_orders": sees_orders,
        **card_rows(request, found, card),
        "sections": sections(request),
    }
    return render(request, "parta/office/person.html", context)


def _fullness(request: HttpRequest, found: Person) -> list[CardFullness]:
    college = request.frame.school_kind == "college"
    one = Person.objects.filter(pk=found.pk)
    return cards_fullness(persons=one, college=college, today=request.actor.today)

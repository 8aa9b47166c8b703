"""Orders about places of pupils: enrolment, an order about one pupil, graduation of a class, a new name, removal."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parta.curriculum.access import may_keep_load
from parta.journal.services.movement import Moved, move_by_order, remove_movement
from parta.journal.services.transfers import has_left
from parta.kernel.decisions import NotVisible, Refused, require
from parta.people.access import may_move
from parta.people.enums import MoveKind
from parta.people.models import FormerName, Pupil
from parta.people.queries.classes import class_page as read_class_page
from parta.people.queries.doubles import doubles_of
from parta.people.queries.movement import year_on
from parta.people.rules.ages import is_adult
from parta.people.rules.movement import kinds_here
from parta.people.services.guardians import may_keep_guardians
from parta.people.services.movement import places_of, register_pupil
from parta.people.services.renaming import may_rename, rename_person
from parta.school.models import SchoolClass
from parta.web.office.order_forms import MoveForm, NameForm, NewcomerForm, OrderForm
from parta.web.office.sections import sections
from parta.web.office.views.classes import visible_class
from parta.web.office.views.codes import visible_person
from parta.web.office.views.corrections import keepers
from parta.web.parameters import numbers_in_post
from parta.wording.dates import full_date
from parta.wording.movement import TITLES, kind_text
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of


@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest) -> HttpResponse:
    """Enrol somebody new by an order; one of that name and birth date is asked about first."""
    data = request.POST if request.method == "POST" else None
    newcomer = NewcomerForm(data, today=request.actor.today)
    form = MoveForm(data, kinds=_titled([MoveKind.ARRIVED]), classes=class_choices(request))
    known, error = [], ""
    if data is not None and newcomer.is_valid() & form.is_valid():
        try:
            moved = _enrol(request, newcomer.cleaned_data, form, confirmed=data.get("another") == "on")
        except Refused as refused:
            error = said(request, refused)
            known = doubles_of(newcomer.cleaned_data) if refused.decision.code == "people_person_known" else []
        else:
            row = moved.rows[0]
            messages.success(request, f"{row.pupil.person.list_name}: зачисление с {full_date(row.date)} внесено.")
            grown = is_adult(row.pupil.person.birth_date, request.actor.today)
            if grown or not may_keep_guardians(actor=request.actor, pupil_id=row.pupil_id, keepers=keepers(request)):
                return redirect("office:person", row.pupil_id)
            return redirect(f"{reverse('office:person_guardian', args=[row.pupil_id])}?enrolled=on")
    context = {
        "newcomer": newcomer,
        "form": form,
        "known": known,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/enrolment.html", context, status=200 if data is None else 422)


@transaction.atomic
def _enrol(request: HttpRequest, values: dict[str, Any], form: MoveForm, *, confirmed: bool) -> Moved:
    pupil_id = register_pupil(actor=request.actor, values=values, confirmed=confirmed, now=request.now)
    return _moved(request, MoveKind.ARRIVED, [pupil_id], form, into=form.cleaned_data["into"])


def _moved(
    request: HttpRequest, kind: MoveKind, pupil_ids: list[int], form: OrderForm, into: int | None = None
) -> Moved:
    return move_by_order(
        actor=request.actor,
        school=request.school,
        kind=kind,
        pupil_ids=pupil_ids,
        target=into,
        order=form.order(),
        now=request.now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_movement(request: HttpRequest, person_id: int) -> HttpResponse:
    """Enter an order about one pupil: transfer, leave, expulsion; or return of who left."""
    person = visible_person(request, person_id)
    if not Pupil.objects.filter(pk=person.pk).exists():
        raise NotVisible
    require(may_move(request.actor))
    places = places_of([person.pk]).get(person.pk, [])
    here = bool(places) and (places[-1].ends_on is None or places[-1].ends_on >= request.actor.today)
    college = request.frame.school_kind == "college"
    leaving: list[MoveKind] = [
        one for one in kinds_here(college=college) if one not in (MoveKind.ARRIVED, MoveKind.RETURNED)
    ]
    kinds: list[MoveKind] = leaving if here else [MoveKind.RETURNED if places else MoveKind.ARRIVED]
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, kinds=_titled(kinds), classes=class_choices(request))
    error = ""
    if data is not None and form.is_valid():
        kind = MoveKind(form.cleaned_data["kind"])
        into = form.cleaned_data["into"] if kind not in leaving or kind is MoveKind.TRANSFERRED else None
        try:
            moved = _moved(request, kind, [person.pk], form, into=into)
        except Refused as refused:
            error = said(request, refused)
        else:
            _tell(request, moved)
            return redirect("office:person", person.pk)
    context = {
        "person": person,
        "here": here,
        "left": has_left(person.pk, today=request.actor.today),
        "sends_home": may_keep_load(request.actor),
        "place": places[-1] if places else None,
        "form": form,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_movement.html", context, status=200 if data is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def class_graduation(request: HttpRequest, class_id: int) -> HttpResponse:
    """Graduate a class by one order; who stays is left unmarked."""
    school_class = visible_class(request, class_id)
    require(may_move(request.actor))
    page = read_class_page(school_class=school_class, school=request.school, cards=False, now=request.now)
    data = request.POST if request.method == "POST" else None
    form, error = OrderForm(data), ""
    chosen = {one.id for one in page.pupils} if data is None else set(numbers_in_post(request, "pupil"))
    if data is not None and form.is_valid():
        try:
            moved = _moved(request, MoveKind.GRADUATED, sorted(chosen), form)
        except Refused as refused:
            error = said(request, refused)
        else:
            _tell(request, moved)
            return redirect("office:class_page", class_id)
    context = {"page": page, "form": form, "chosen": chosen, "error": error, "sections": sections(request)}
    return render(request, "parta/office/class_graduation.html", context, status=200 if data is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def person_name(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down a change of name by a document."""
    person = visible_person(request, person_id)
    require(may_rename(request.actor))
    data = request.POST if request.method == "POST" else None
    standing = {name: getattr(person, name) for name in ("last_name", "first_name", "patronymic")}
    form, error = NameForm(data, today=request.actor.today, initial=standing), ""
    if data is not None and form.is_valid():
        typed = form.cleaned_data
        names = {name: typed[name] for name in standing}
        try:
            rename_person(
                actor=request.actor,
                person_id=person.pk,
                names=names,
                since=typed["since"],
                document=" ".join(typed["document"].split()),
                now=request.now,
            )
        except Refused as refused:
            error = said(request, refused)
        else:
            messages.success(request, "Смена имени записана. Прежнее имя осталось в карточке и в печати за прошлое.")
            return redirect("office:person", person.pk)
    context = {
        "person": person,
        "former": list(FormerName.objects.filter(person=person)),
        "form": form,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_name.html", context, status=200 if data is None else 422)


@require_POST
def movement_removal(request: HttpRequest, movement_id: int) -> HttpResponse:
    """Take out an order that was entered wrongly."""
    row = remove_movement(actor=request.actor, movement_id=movement_id, now=request.now)
    messages.success(request, f"{row.pupil.person.list_name}: приказ убран, всё как было до него.")
    return redirect("office:person", row.pupil_id)


def _tell(request: HttpRequest, moved: Moved) -> None:
    college = request.frame.school_kind == "college"
    row = moved.rows[0]
    who = row.pupil.person.list_name if len(moved.rows) == 1 else f"Человек: {len(moved.rows)}"
    messages.success(request, f"{who}: {kind_text(row.kind, college=college)}, приказ № {row.order_no} внесён.")
    if moved.with_account:
        names = ", ".join(moved.with_account[:5]) + (" и другие" if len(moved.with_account) > 5 else "")
        messages.info(
            request,
            f"Вход в Парту есть: {names}. После последнего дня свой дневник уже не откроется; "
            "родители видят прежние отметки, пока записаны законными представителями.",
        )


def _titled(kinds: list[MoveKind]) -> list[tuple[str, str]]:
    return [(str(kind), TITLES[kind]) for kind in kinds]


def class_choices(request: HttpRequest) -> list[tuple[int, str]]:
    """Give the classes of the year that goes on, and of those to come by their year."""
    year = year_on(request.actor.today)
    if year is None:
        return []
    rows = SchoolClass.objects.filter(year__starts_on__gte=year.starts_on).select_related("year")
    return [
        (row.pk, row.name if row.year_id == year.pk else f"{row.name} ({row.year})")
        for row in rows.order_by("year__starts_on", "sort_key", "pk")
    ]


def said(request: HttpRequest, refused: Refused) -> str:
    """Say a refusal in the words of this kind of school."""
    return refusal_text(refused.decision, terminology_of(request.frame.school_kind))

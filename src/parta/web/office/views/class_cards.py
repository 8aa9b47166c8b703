"""The information card of a class: filled in by who leads it, read by leaders, printed."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.curriculum.queries.class_cards import class_card as read_card
from parta.journal.access_classes import visible_class_cards
from parta.kernel.decisions import NotVisible
from parta.paper.class_cards import print_class_card
from parta.people.access_committees import may_keep_committee
from parta.people.services.class_cards import (
    add_class_member,
    end_class_member,
    fill_class_card,
    may_fill_class_card,
)
from parta.regulation.queries import versions
from parta.school.enums import SHIFTS
from parta.school.models import Room, SchoolClass
from parta.web.office.access_forms import LinesForm, line
from parta.web.office.sections import sections
from parta.web.office.views.families import told_wrong
from parta.web.parameters import number_in_post
from parta.web.ui.files import pdf_file
from parta.wording.class_cards import PASSPORT, count_text
from parta.wording.dates import MONTHS_OF
from parta.wording.refusals import clause_text
from parta.wording.terms import term_title

_PICK = dict.fromkeys(("required", "invalid_choice"), "Выберите из списка.")


class CardForm(LinesForm):
    """What is filled in by hand, over the version that was seen."""

    profile = line("Профиль", 200, needed=False)
    shift = forms.TypedChoiceField(
        choices=[("", "не указана"), *((str(one), str(one)) for one in SHIFTS)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=_PICK,
    )
    room = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, error_messages=_PICK)
    seen = forms.IntegerField(
        min_value=0,
        max_value=1_000_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Страница устарела: откройте её заново."
        ),
    )

    def __init__(self, data: Any, *, rooms: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["room"].choices = [("", "не указан"), *rooms]


class MemberForm(LinesForm):
    """A pupil's duty in the council."""

    duty = line("Поручение", 100, needed=False)


@require_http_methods(["GET", "HEAD", "POST"])
def class_card(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show the card of a class, and fill it in."""
    school_class = _visible(request, class_id)
    rooms = [(room.pk, str(room)) for room in Room.objects.order_by("number_key", "pk")]
    today: date = request.actor.today
    data = request.POST if request.method == "POST" else None
    page = read_card(school_class, today)
    card = page.people.card
    standing = {"profile": card.profile, "shift": card.shift, "room": card.room_id} if card else {}
    standing["shift"] = school_class.shift or standing.get("shift")
    form = CardForm(data, rooms=rooms, initial=standing)
    if data is not None and form.is_valid():
        said = form.cleaned_data
        fill_class_card(
            actor=request.actor,
            class_id=class_id,
            profile=said["profile"],
            shift=said["shift"],
            room_id=said["room"],
            seen=said["seen"],
            now=request.now,
        )
        messages.success(request, "Карта сохранена.")
        return redirect("office:class_card", class_id)
    asked = versions().on(today).people.class_card_deadline
    spans = [(term_title(one.kind, one.number), one.starts_on, one.ends_on) for one in page.terms]
    spans += [(one.title, one.starts_on, one.ends_on) for one in page.vacations]
    context = {
        "page": page,
        "card": card,
        "form": form,
        "keeps_committee": may_keep_committee(request.actor, class_id),
        "passport": [(PASSPORT[code], count_text(count)) for code, count in page.passport],
        "spans": sorted(spans, key=lambda one: one[1]),
        "due": f"{asked.value.day} {MONTHS_OF[asked.value.month - 1]}" if asked.value else "",
        "clause": clause_text(asked.clause),
        "may_fill": may_fill_class_card(request.actor, class_id),
        "today": today,
        "sections": sections(request),
    }
    return render(request, "parta/office/class_card.html", context, status=200 if data is None else 422)


@require_POST
def class_member(request: HttpRequest, class_id: int) -> HttpResponse:
    """Write a pupil into the council."""
    _visible(request, class_id)
    form = MemberForm(request.POST)
    person_id = number_in_post(request, "person")
    if not told_wrong(request, form):
        row = add_class_member(
            actor=request.actor,
            class_id=class_id,
            person_id=person_id,
            duty=form.cleaned_data["duty"],
            now=request.now,
        )
        messages.success(request, f"Актив: {row.person.list_name}.")
    return redirect("office:class_card", class_id)


@require_POST
def class_member_end(request: HttpRequest, member_id: int) -> HttpResponse:
    """Say that today is somebody's last day in the council."""
    row = end_class_member(actor=request.actor, member_id=member_id, now=request.now)
    messages.success(request, f"{row.person.list_name}: сегодня последний день.")
    return redirect("office:class_card", row.school_class_id)


@require_POST
def class_card_print(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give the card of a class as PDF."""
    printed = print_class_card(frame=request.frame, class_id=class_id)
    return pdf_file(printed.content, printed.name)


def _visible(request: HttpRequest, class_id: int) -> SchoolClass:
    found = visible_class_cards(request.actor).select_related("year", "calendar").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found

"""The weekly timetable on a grid, changed by hand: begun, a lesson picked and carried, the last step undone."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from parta.kernel.decisions import Refused, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Parity
from parta.timetable.queries.wall import Picked, wall_page
from parta.timetable.rules.week import Place
from parta.timetable.services.drafting import begin_draft, carry_lesson, undo_step
from parta.web.office.sections import sections
from parta.web.office.weekly_pictures import scores
from parta.web.parameters import number_in_post, number_or_none_in_post
from parta.wording.dates import WEEKDAYS, WEEKDAYS_SHORT
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.timetable import board_words
from parta.wording.timetable_making import clash_words

SIDES = ("class", "teacher", "room")
_PICK = re.compile(r"([0-9]{1,18})\.([1-7])\.([0-9]{1,2})\.(any|odd|even)")
_PLACE = re.compile(r"([1-7])\.([0-9]{1,2})")
_PARITIES = {Parity.ODD: "числитель", Parity.EVEN: "знаменатель"}


class BeginForm(forms.Form):
    """From which day the changed timetable is to hold."""

    day = forms.DateField(
        input_formats=["%Y-%m-%d"], error_messages=dict.fromkeys(("required", "invalid"), "Укажите день.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def timetable_wall(request: HttpRequest) -> HttpResponse:
    """Show the grid of a class, a teacher or a room, with the places for a picked lesson; begin a draft."""
    require(may_make_timetable(request.actor))
    if request.method != "POST":
        return _page(request, request.GET)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _page(request, request.GET, said="Укажите день, с которого расписание изменится.")
    try:
        begin_draft(actor=request.actor, starts_on=form.cleaned_data["day"], now=request.now)
    except Refused as refused:
        return _page(request, request.GET, said=_words(request, refused))
    return redirect(_address(request.GET))


@require_POST
def wall_move(request: HttpRequest) -> HttpResponse:
    """Carry the picked lesson to a place, or to another room where it stands."""
    require(may_make_timetable(request.actor))
    picked, to = _picked(request.POST.get("pick", "")), _place(request.POST.get("to", ""))
    if picked is None or to is None:
        raise SuspiciousOperation("nothing is carried")
    room = number_or_none_in_post(request, "room")
    try:
        carried = carry_lesson(actor=request.actor, **_seen(request), picked=picked, to=to, room_id=room)
    except Refused as refused:
        return _page(request, request.POST, said=_words(request, refused))
    where = f"{WEEKDAYS_SHORT[to[0] - 1]}, {to[1]}-й"
    if len(carried.moves) > 1:
        messages.success(
            request, f"Поменялись местами: {WEEKDAYS_SHORT[picked.place[0] - 1]}, {picked.place[1]}-й и {where}."
        )
    else:
        messages.success(request, f"Поставлено: {where}.")
    return redirect(_address(request.POST, at=to))


@require_POST
def wall_undo(request: HttpRequest) -> HttpResponse:
    """Take the last step back."""
    require(may_make_timetable(request.actor))
    undo_step(actor=request.actor, **_seen(request))
    messages.success(request, "Последняя перестановка отменена.")
    return redirect(_address(request.POST))


def _page(request: HttpRequest, asked: Any, said: str = "") -> HttpResponse:
    side = _side(asked)
    page = wall_page(
        actor=request.actor,
        day=request.actor.today + timedelta(days=1),
        side=side,
        place_id=_number(asked.get("id", "")),
        picked=_picked(asked.get("pick", "")),
    )
    college = request.frame.school_kind == "college"
    here: dict[str, str | int] = {"side": side, "id": page.place_id}
    context = {
        "page": page,
        "said": said,
        "figures": scores(page.before.quality, page.after.quality, college=college) if page.after else [],
        "reasons": {
            place: clash_words(one.clash.kind, one.clash.who, one.clash.what, one.clash.where)
            for place, one in page.targets.items()
            if one.clash
        },
        "address": f"{reverse('office:timetable_wall')}?{urlencode(here)}",
        "pick_of": _pick_text,
        "at": _place(asked.get("at", "")) or (page.hand.picked.place if page.hand else None),
        "weekdays": WEEKDAYS[: page.days],
        "weekdays_short": WEEKDAYS_SHORT[: page.days],
        "parities": _PARITIES,
        "words": board_words(terminology_of(request.frame.school_kind)),
        "tomorrow": request.actor.today + timedelta(days=1),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_wall.html", context, status=422 if said else 200)


def _address(asked: Any, at: Place | None = None) -> str:
    place_id = _number(asked.get("id", ""))
    kept: dict[str, str | int] = {"side": _side(asked)}
    kept |= {} if place_id is None else {"id": place_id}
    kept |= {} if at is None else {"at": f"{at[0]}.{at[1]}"}
    return f"{reverse('office:timetable_wall')}?{urlencode(kept)}"


def _seen(request: HttpRequest) -> dict[str, int]:
    return {"draft_id": number_in_post(request, "draft"), "base": number_in_post(request, "base")}


def _side(asked: Any) -> str:
    side = str(asked.get("side", ""))
    return side if side in SIDES else SIDES[0]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _picked(text: str) -> Picked | None:
    found = _PICK.fullmatch(text)
    if found is None:
        return None
    return Picked(int(found[1]), (int(found[2]), int(found[3])), Parity(found[4]))


def _pick_text(one: Picked) -> str:
    return f"{one.course}.{one.place[0]}.{one.place[1]}.{one.parity}"


def _place(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def _words(request: HttpRequest, refused: Refused) -> str:
    return refusal_text(refused.decision, terminology_of(request.frame.school_kind))

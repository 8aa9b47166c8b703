"""The weekly timetable on a grid, changed by hand: begun, lessons placed, carried, turned, taken off, steps undone."""

import re
from collections.abc import Callable
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
from parta.timetable.enums import DraftFrom, Parity
from parta.timetable.models import TimetableDraft
from parta.timetable.queries.history import timetable_history
from parta.timetable.queries.making import draft_chosen
from parta.timetable.queries.wall import Picked, Taken, wall_page
from parta.timetable.queries.weekly import first_day
from parta.timetable.rules.week import Place
from parta.timetable.services.drafting import (
    carry_lesson,
    place_lesson,
    take_off,
    take_off_gone,
    turn_lesson,
    undo_step,
)
from parta.timetable.services.drafts import Source, begin_draft
from parta.web.office.history import ShownHistory
from parta.web.office.sections import sections
from parta.web.office.weekly_pictures import scores
from parta.web.parameters import number, number_in_post, number_or_none_in_post
from parta.wording.dates import WEEKDAYS, WEEKDAYS_SHORT
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.rooms import DOUBTS
from parta.wording.timetable import board_words
from parta.wording.timetable_making import clash_words
from parta.wording.timetable_quality import figure
from parta.wording.timetable_wall import PARITIES, carried_words, rest_words, wall_lines, weeks_words

SIDES = ("class", "teacher", "room")
IN_FORCE = "in-force"
"""What the address says instead of a draft to see what is in force."""
_PICK = re.compile(r"([0-9]{1,18})\.([1-7])\.([0-9]{1,2})\.(any|odd|even)")
_PLACE = re.compile(r"([1-7])\.([0-9]{1,2})")


class BeginForm(forms.Form):
    """From which day the changed timetable is to hold, what it is begun from, how it is named."""

    day = forms.DateField(
        input_formats=["%Y-%m-%d"], error_messages=dict.fromkeys(("required", "invalid"), "Укажите день.")
    )
    source = forms.RegexField(r"^(in_force|nothing|(version|draft)\.[0-9]{1,18})$", required=False)
    title = forms.CharField(max_length=100, required=False)

    def begun_from(self) -> Source:
        """Give what was chosen."""
        kind, _, pk = str(self.cleaned_data["source"] or DraftFrom.IN_FORCE).partition(".")
        return Source(DraftFrom(kind), int(pk or 0))


@require_http_methods(["GET", "HEAD", "POST"])
def timetable_wall(request: HttpRequest) -> HttpResponse:
    """Show the grid of a class, a teacher or a room, with the places for a lesson in hand; begin a draft."""
    require(may_make_timetable(request.actor))
    if request.method != "POST":
        return _page(request, request.GET)
    form = BeginForm(request.POST)
    if not form.is_valid():
        said = "Укажите день, с которого расписание изменится." if "day" in form.errors else "Название — до 100 знаков."
        return _page(request, request.GET, said=said)
    try:
        begun = begin_draft(
            actor=request.actor, starts_on=form.cleaned_data["day"], source=form.begun_from(),
            title=form.cleaned_data["title"], now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, request.GET, said=_words(request, refused))
    if begun.carried:
        messages.success(request, carried_words(begun.carried, terminology_of(request.frame.school_kind)))
    return redirect(_address({**request.GET.dict(), "draft": str(begun.draft.pk)}))


@require_POST
def wall_move(request: HttpRequest) -> HttpResponse:
    """Carry the picked lesson to a place, or to another room where it stands."""
    require(may_make_timetable(request.actor))
    picked, to, room = _picked_in(request), _place_in(request), number_or_none_in_post(request, "room")

    def carry() -> str:
        carried = carry_lesson(
            actor=request.actor, **_seen(request), picked=picked, to=to, room_id=room, now=request.now
        )
        where = _where(to)
        swapped = any(before.place == to != picked.place for before, _ in carried.moves)
        return f"Поменялись местами: {_where(picked.place)} и {where}." if swapped else f"Поставлено: {where}."

    return _done(request, carry, at=to)


@require_POST
def wall_place(request: HttpRequest) -> HttpResponse:
    """Place a lesson of the tray."""
    require(may_make_timetable(request.actor))
    taken, to = _taken(request.POST), _place_in(request)
    if taken is None or taken.parity is None:
        raise SuspiciousOperation("nothing is placed")
    course, parity, room = taken.course, taken.parity, taken.room

    def put() -> str:
        cell = place_lesson(
            actor=request.actor, **_seen(request), course_id=course, parity=parity, to=to, room_id=room, now=request.now
        )
        return f"Поставлено: {_where(to)}" + (
            "." if cell.room else ". Кабинет не выбран: нажмите на урок, чтобы выбрать."
        )

    return _done(request, put, at=to)


@require_POST
def wall_turn(request: HttpRequest) -> HttpResponse:
    """Have the picked lesson stand every week, in odd weeks or in even ones."""
    require(may_make_timetable(request.actor))
    picked, parity = _picked_in(request), _parity(request.POST.get("parity", ""))
    if parity is None:
        raise SuspiciousOperation("no such weeks")

    def turn() -> str:
        turn_lesson(actor=request.actor, **_seen(request), picked=picked, parity=parity, now=request.now)
        return f"{_where(picked.place)}: {weeks_words(parity)}."

    return _done(request, turn, at=picked.place)


@require_POST
def wall_off(request: HttpRequest) -> HttpResponse:
    """Take the picked lesson off the grid."""
    require(may_make_timetable(request.actor))
    picked = _picked_in(request)

    def take() -> str:
        take_off(actor=request.actor, **_seen(request), picked=picked, now=request.now)
        return f"Снято с сетки: {_where(picked.place)}."

    return _done(request, take, at=picked.place)


@require_POST
def wall_gone(request: HttpRequest) -> HttpResponse:
    """Take off the draft what belongs to journals that are no more."""
    require(may_make_timetable(request.actor))
    take_off_gone(actor=request.actor, **_seen(request), now=request.now)
    messages.success(request, "Строки закрытых журналов убраны из черновика.")
    return redirect(_address(request.POST))


@require_POST
def wall_undo(request: HttpRequest) -> HttpResponse:
    """Take the last step back."""
    require(may_make_timetable(request.actor))
    undo_step(actor=request.actor, **_seen(request), now=request.now)
    messages.success(request, "Последнее действие отменено.")
    return redirect(_address(request.POST))


def _done(request: HttpRequest, act: Callable[[], str], *, at: Place) -> HttpResponse:
    """Do a step and show the wall anew; a refusal is said over the wall, with the lesson still in hand."""
    try:
        said = act()
    except Refused as refused:
        return _page(request, request.POST, said=_words(request, refused))
    messages.success(request, said)
    return redirect(_address(request.POST, at=at))


def _page(request: HttpRequest, asked: Any, said: str = "") -> HttpResponse:
    side = _side(asked)
    wanted = asked.get("draft", "")
    draft = None if wanted == IN_FORCE else draft_chosen(actor=request.actor, draft_id=_number(wanted))
    tomorrow = first_day(request.actor.today + timedelta(days=1))
    page = wall_page(
        actor=request.actor,
        day=tomorrow,
        draft=draft,
        side=side,
        place_id=_number(asked.get("id", "")),
        hold=_picked(asked.get("pick", "")) or _taken(asked),
    )
    college = request.frame.school_kind == "college"
    context = {
        "page": page,
        "said": said,
        "figures": scores(page.before.quality, page.after.quality, college=college) if page.after else [],
        "reasons": {
            place: clash_words(one.clash.kind, one.clash.who, one.clash.what, one.clash.where)
            for place, one in page.targets.items()
            if one.clash
        },
        "address": _address({"side": side, "id": str(page.place_id), "draft": str(draft.pk) if draft else wanted}),
        "in_force": IN_FORCE,
        "pick_of": _pick_text,
        "rest_words": rest_words,
        "weeks_words": weeks_words,
        "all_parities": list(Parity),
        "figure": figure,
        "at": _place(asked.get("at", "")) or (page.hand.picked.place if page.hand else None),
        "doubt_words": DOUBTS,
        "weekdays": WEEKDAYS[: page.days],
        "weekdays_short": WEEKDAYS_SHORT[: page.days],
        "parities": PARITIES,
        "words": board_words(terminology_of(request.frame.school_kind)),
        "tomorrow": tomorrow,
        "history": _history(request, draft) if draft else None,
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_wall.html", context, status=422 if said else 200)


def _history(request: HttpRequest, draft: TimetableDraft) -> ShownHistory:
    shown = number(request, "history", default=1)
    found = timetable_history(actor=request.actor, draft_id=draft.pk, page=shown, zone=request.frame.zone)
    kept = f"draft={draft.pk}&"
    return ShownHistory(wall_lines(found.rows), found.page, found.has_next, "history" in request.GET, kept)


def _address(asked: Any, at: Place | None = None) -> str:
    place_id, draft = _number(asked.get("id", "")), asked.get("draft", "")
    kept: dict[str, str | int] = {"side": _side(asked)}
    kept |= {} if place_id is None else {"id": place_id}
    kept |= {"draft": draft} if draft == IN_FORCE or _number(draft) is not None else {}
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


def _picked_in(request: HttpRequest) -> Picked:
    picked = _picked(request.POST.get("pick", ""))
    if picked is None:
        raise SuspiciousOperation("nothing is in hand")
    return picked


def _taken(asked: Any) -> Taken | None:
    course = _number(asked.get("take", ""))
    return None if course is None else Taken(course, _parity(asked.get("parity", "")), _number(asked.get("room", "")))


def _parity(text: str) -> Parity | None:
    return Parity(text) if text in list(Parity) else None


def _pick_text(one: Picked) -> str:
    return f"{one.course}.{one.place[0]}.{one.place[1]}.{one.parity}"


def _place(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def _place_in(request: HttpRequest) -> Place:
    to = _place(request.POST.get("to", ""))
    if to is None:
        raise SuspiciousOperation("no place")
    return to


def _where(place: Place) -> str:
    return f"{WEEKDAYS_SHORT[place[0] - 1]}, {place[1]}-й"


def _words(request: HttpRequest, refused: Refused) -> str:
    return refusal_text(refused.decision, terminology_of(request.frame.school_kind))

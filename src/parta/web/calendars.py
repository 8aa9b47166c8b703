"""«Календарь в телефоне»: a person's secret addresses of timetables, and the calendars behind them."""

from datetime import datetime, time
from hashlib import sha256
from typing import Any

from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from parta.integrations.calendars import CalendarEvent, write_calendar
from parta.paper.qr import qr_path
from parta.people.queries.actors import Frame, actor_for
from parta.timetable.enums import FeedKind
from parta.timetable.queries.boards import BoardLesson
from parta.timetable.queries.feeds import Followable, OpenFeed, feed_lessons, feed_of, feeds_page, followable
from parta.timetable.services.feeds import end_feed, open_feed
from parta.web.middleware.schools import require_school
from parta.web.parameters import number_in_post, number_or_none
from parta.web.ui.addresses import url
from parta.wording.feeds import event_about, event_place, event_title, feed_name, feed_title
from parta.wording.roles import terminology_of
from parta.wording.timetable import board_words

_LOOK = "1"
"""Changed with how a calendar is written, so that phones take it anew."""


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """List what the person may follow; `class` or `room` adds one of those."""
    asked = [
        (kind, number)
        for kind in (FeedKind.CLASS, FeedKind.ROOM)
        if (number := number_or_none(request, str(kind))) is not None
    ]
    return _page(request, asked[0] if asked else None)


@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Open a calendar, or give it another address; the answer is the only page that shows it."""
    kind, target = _named(request)
    secret = open_feed(actor=request.actor, kind=kind, target_id=target, now=request.now)
    return _page(request, (kind, target) if kind in (FeedKind.CLASS, FeedKind.ROOM) else None, (kind, target, secret))


@require_POST
def ending(request: HttpRequest) -> HttpResponse:
    """End a calendar of the person's own."""
    kind, target = _named(request)
    end_feed(actor=request.actor, kind=kind, target_id=target, now=request.now)
    messages.success(request, "Адрес отозван: по нему расписание больше не открыть. Подписку в телефоне можно удалить.")
    return redirect("calendars")


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Give the calendar of a secret while its owner may see that timetable; nothing new is a 304."""
    if not consume(request, action="calendar"):
        return respond_429(request)
    school = require_school(request)
    found = feed_of(secret=secret, school=school)
    frame = actor_for(account_id=found.account_id, school=school, request_id="") if found else None
    if found is None or frame is None:
        raise Http404
    feed = followable(frame.actor, found.kind, found.target_id)
    lessons = feed_lessons(kind=feed.kind, target_id=feed.target_id, today=frame.now.date(), zone=frame.zone)
    held = repr((_LOOK, feed_name(feed), frame.zone.key, frame.school_kind, lessons))
    etag = f'"{sha256(held.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        body = write_calendar(
            name=feed_name(feed),
            events=[_event(one, feed, found, frame, school.slug) for one in lessons],
            zone=frame.zone,
        )
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="parta.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _event(lesson: BoardLesson, feed: Followable, opened: OpenFeed, frame: Frame, slug: str) -> CalendarEvent:
    words = board_words(terminology_of(frame.school_kind))
    given = feed.kind is not FeedKind.OWN or lesson.cancelled or lesson.given_by(feed.target_id)
    return CalendarEvent(
        uid=f"lesson-{lesson.id}@{slug}.parta",
        start=datetime.combine(lesson.date, time.fromisoformat(lesson.start), frame.zone),
        end=datetime.combine(lesson.date, time.fromisoformat(lesson.end), frame.zone),
        title=event_title(lesson, feed.kind),
        place=event_place(lesson),
        about=event_about(lesson, words, given=given),
        cancelled=lesson.cancelled or not given,
        sequence=lesson.revision,
        revised_at=lesson.revised_at or opened.opened_at,
    )


def _named(request: HttpRequest) -> tuple[FeedKind, int]:
    kind = request.POST.get("kind", "")
    if kind not in list(FeedKind):
        raise SuspiciousOperation("no such kind")
    return FeedKind(kind), number_in_post(request, "target")


def _page(
    request: HttpRequest, asked: tuple[FeedKind, int] | None, fresh: tuple[FeedKind, int, str] | None = None
) -> HttpResponse:
    feeds = feeds_page(actor=request.actor, asked=asked)
    context: dict[str, Any] = {"feeds": [(one, feed_title(one)) for one in feeds], "address": ""}
    if fresh is not None:
        kind, target, secret = fresh
        one = next(one for one in feeds if (one.kind, one.target_id) == (kind, target))
        address = request.build_absolute_uri(url("calendar", secret))
        phone = "webcal" + address.removeprefix("https").removeprefix("http")
        context |= {"fresh": feed_title(one), "address": address, "phone": phone, "square": qr_path(phone)}
    return render(request, "parta/calendars.html", context)

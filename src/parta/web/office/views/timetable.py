"""The timetable: of a class, of a teacher, of a room by weeks, and of the whole school by days."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import require
from parta.paper.wall import Paper, Wall, print_wall
from parta.timetable.access import may_make_timetable, may_see_timetable
from parta.timetable.queries.boards import (
    BoardLesson,
    BoardPage,
    Place,
    Side,
    board_page,
    found_places,
    places_of,
    whole_week,
)
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, day_in_post, number_or_none
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import WEEKDAYS, span_text
from parta.wording.roles import terminology_of
from parta.wording.timetable import BoardWords, board_title, board_words, change_words

_PLACES = (Side.CLASS, Side.TEACHER, Side.ROOM)


@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    """Show a week of what the address names, or a day of the whole school; `q` looks for a class, a teacher, a room."""
    shown = day(request, "date", default=request.actor.today)
    text = " ".join(request.GET.get("q", "")[:100].split())
    if text:
        return _found(request, text, shown)
    asked = [(side, number) for side in _PLACES if (number := number_or_none(request, side)) is not None]
    side, place_id = asked[0] if asked else _at_first(request)
    page = board_page(actor=request.actor, side=side, place_id=place_id, day=shown, zone=request.frame.zone)
    words = board_words(terminology_of(request.frame.school_kind))
    title = board_title(side, page.place.name if page.place else words.whole)
    if asked_for_sheet(request):
        span = span_text(page.first, page.last)
        return sheet(
            request, title=title.replace(" · ", " "), columns=_columns(words), rows=_rows(page, words), chosen=span
        )
    step = timedelta(days=1 if side is Side.DAY else 7)
    context = {
        "page": page,
        "title": title,
        "words": words,
        "may_change": may_make_timetable(request.actor),
        "before": _address(page.place, _workday(shown - step, -1) if side is Side.DAY else shown - step),
        "after": _address(page.place, _workday(shown + step, 1) if side is Side.DAY else shown + step),
        "now": _address(page.place, request.actor.today),
        "is_now": page.first <= request.actor.today <= page.last,
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable.html", context)


@require_safe
def timetable_week(request: HttpRequest) -> HttpResponse:
    """Show the week of all classes day by day, as it is by dates; who has no lessons in it yet is named."""
    shown = day(request, "date", default=request.actor.today)
    week = whole_week(actor=request.actor, day=shown, zone=request.frame.zone)
    words = board_words(terminology_of(request.frame.school_kind))
    if asked_for_sheet(request):
        rows = (row for page in week.days for row in _rows(page, words))
        title, span = f"Расписание на неделю. {words.whole}", span_text(week.first, week.last)
        return sheet(request, title=title, columns=_columns(words), rows=rows, chosen=span)
    context = {
        "week": week,
        "words": words,
        "before": week.first - timedelta(days=7),
        "after": week.first + timedelta(days=7),
        "today": request.actor.today,
        "is_now": week.first <= request.actor.today <= week.first + timedelta(days=6),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_week.html", context)


@require_POST
def timetable_print(request: HttpRequest) -> HttpResponse:
    """Give the weekly timetable in force on a day for the wall as PDF: `by` classes or teachers, A3 or A4."""
    by, paper = request.POST.get("by", Wall.CLASSES), request.POST.get("paper", Paper.A3)
    if by not in list(Wall) or paper not in list(Paper):
        raise SuspiciousOperation("no such sheet")
    shown = day_in_post(request, "date", default=request.actor.today)
    printed = print_wall(frame=request.frame, day=shown, by=Wall(by), paper=Paper(paper))
    return pdf_file(printed.content, printed.name)


def _at_first(request: HttpRequest) -> tuple[Side, int | None]:
    """Show who gives lessons and leads nothing the own week, everybody else the day of the whole school."""
    if "date" in request.GET or request.actor.roles != {"teacher"}:
        return Side.DAY, None
    mine = any(
        (place.side, place.id) == (Side.TEACHER, request.actor.person_id) for place in places_of(request.actor.today)
    )
    return (Side.TEACHER, request.actor.person_id) if mine else (Side.DAY, None)


def _found(request: HttpRequest, text: str, shown: date) -> HttpResponse:
    require(may_see_timetable(request.actor))
    places = places_of(shown)
    found = found_places(places, text)
    if len(found) == 1:
        return redirect(_address(found[0], shown))
    words = board_words(terminology_of(request.frame.school_kind))
    groups = [
        (title, [(place, _address(place, shown)) for place in found if place.side is side])
        for side, title in zip(_PLACES, (words.classes, words.teachers, "Кабинеты"), strict=True)
    ]
    context = {"text": text, "groups": groups, "places": places, "shown": shown, "words": words}
    return render(
        request,
        "parta/office/timetable_found.html",
        {**context, "sections": sections(request)},
    )


def _address(place: Place | None, shown: date) -> str:
    named: dict[str, str | int] = {str(place.side): place.id} if place else {}
    return f"{reverse('office:timetable')}?{urlencode({**named, 'date': shown.isoformat()})}"


def _workday(shown: date, step: int) -> date:
    return shown + timedelta(days=step) if shown.isoweekday() == 7 else shown


def _columns(words: BoardWords) -> tuple[Column, ...]:
    return (
        Column("Дата", 12), Column("День", 14), Column("№", 6), Column("Начало", 8), Column("Конец", 8),
        Column(words.of_class, 12), Column("Предмет", 34), Column("Подгруппа", 18), Column(words.teacher, 24),
        Column("Кабинет", 12), Column("Изменение", 40),
    )  # fmt: skip


def _rows(page: BoardPage, words: BoardWords) -> Iterator[tuple[object, ...]]:
    for one in page.lessons:
        yield (
            one.date, WEEKDAYS[one.date.weekday()], one.number, one.start, one.end, one.class_name or one.group,
            one.subject, one.group if one.class_name else "", one.teacher, one.room, _change(one, words),
        )  # fmt: skip


def _change(lesson: BoardLesson, words: BoardWords) -> str:
    return "; ".join(change_words(lesson, words))

"""Periods of the year: what they still lack, closing them, and opening them again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.journal.access import may_close_terms, may_reopen_terms
from parta.journal.models import TermClosure
from parta.journal.queries.retention import kept_years
from parta.journal.queries.terms import PER_PAGE, CalendarRow, GapsPage, gaps_page, terms_page
from parta.journal.rules.closing import GROUND_LENGTH, SHORTEST_GROUND
from parta.journal.services.terms import close_term, close_year, reopen_term, reopen_year
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.retention import kept_text
from parta.wording.roles import role_name, terminology_of
from parta.wording.terms import period_title

_COLUMNS = (
    Column("Календарь", 24), Column("Период", 20), Column("С", 12), Column("По", 12), Column("Состояние", 20),
    Column("Закрыт", 16), Column("Кем закрыт", 36), Column("Основание", 36), Column("Журналов", 10),
    Column("Без всех отметок", 12),
)  # fmt: skip


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """List the periods of the year with what they lack and what may be done."""
    actor, calendars = request.actor, terms_page(now=request.now)
    if asked_for_sheet(request):
        rows = _lines(calendars, request.now.date())
        return sheet(request, title="Учебные периоды", columns=_COLUMNS, rows=rows)
    context: dict[str, Any] = {
        "calendars": calendars,
        "query": filters_of(request),
        "kept": [(one.year, kept_text(one)) for one in kept_years(request.now.date())],
        "today": request.now.date(),
        "may_close": may_close_terms(actor),
        "may_reopen": {"term": may_reopen_terms(actor), "year": may_reopen_terms(actor, year=True)},
        "ground_length": GROUND_LENGTH,
        "shortest_ground": SHORTEST_GROUND,
        "sections": sections(request),
    }
    return render(request, "parta/office/terms.html", context)


@require_safe
def term_gaps(request: HttpRequest, term_id: int) -> HttpResponse:
    """List the journals without all marks of a period."""
    return _gaps(request, _found(request, term_id=term_id))


@require_safe
def year_gaps(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """List the journals without all marks of the year."""
    return _gaps(request, _found(request, calendar_id=calendar_id))


@require_POST
def term_closing(request: HttpRequest, term_id: int) -> HttpResponse:
    """Close a period."""
    return _done(request, close_term(actor=request.actor, term_id=term_id, ground=_ground(request), now=request.now))


@require_POST
def term_reopening(request: HttpRequest, term_id: int) -> HttpResponse:
    """Open a closed period again."""
    return _done(request, reopen_term(actor=request.actor, term_id=term_id, ground=_ground(request), now=request.now))


@require_POST
def year_closing(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Close the year of a calendar."""
    ground = _ground(request)
    return _done(request, close_year(actor=request.actor, calendar_id=calendar_id, ground=ground, now=request.now))


@require_POST
def year_reopening(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Open a closed year again."""
    ground = _ground(request)
    return _done(request, reopen_year(actor=request.actor, calendar_id=calendar_id, ground=ground, now=request.now))


def _lines(calendars: tuple[CalendarRow, ...], today: date) -> Iterator[tuple[object, ...]]:
    for calendar in calendars:
        for one in calendar.periods:
            begun = "ещё не начался" if one.start > today else "идёт" if one.end >= today else "закончился"
            state = "закрыт" if one.closed else "закрыт вместе с годом" if one.year_closed else begun
            yield (
                calendar.title, period_title(one.kind, one.number), one.start, one.end, state,
                one.closed and one.closed.closed_at, one.closed and one.closed.closed_by.full_name,
                one.closed and one.closed.ground, one.courses, one.gaps,
            )  # fmt: skip


def _found(request: HttpRequest, *, term_id: int | None = None, calendar_id: int | None = None) -> GapsPage:
    as_file = asked_for_sheet(request)
    return gaps_page(
        term_id=term_id,
        calendar_id=calendar_id,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )


def _gaps(request: HttpRequest, page: GapsPage) -> HttpResponse:
    if asked_for_sheet(request):
        teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
        columns = (
            Column("Группа" if request.frame.school_kind == "college" else "Класс", 12), Column("Предмет", 36),
            Column("Подгруппа", 18), Column(teacher, 34), Column("Нет отметки", 10), Column("Всего", 10),
        )  # fmt: skip
        rows = (
            (row.class_name, row.title, row.group_name, row.teachers or "не назначен", row.missing, row.pupils)
            for row in page.rows
        )
        period = period_title(page.period.kind, page.period.number)
        return sheet(request, title=f"Нет отметок, {period}", columns=columns, rows=rows)
    context = {"page": page, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/term_gaps.html", context)


def _ground(request: HttpRequest) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in request.POST.get("ground", ""))


def _done(request: HttpRequest, closure: TermClosure) -> HttpResponse:
    title = period_title(closure.term.kind, closure.term.number) if closure.term else period_title("year", 0)
    state = "закрыт" if closure.reopened_at is None else "открыт"
    messages.success(request, f"Период {state}: {title}.")
    return redirect("office:terms")

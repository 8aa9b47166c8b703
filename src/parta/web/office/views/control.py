"""Control: what is overdue, what came late, what a period lacks, who did not write.

Each is a tab; the filters go along from tab to tab.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.control import (
    PER_PAGE,
    Choices,
    ControlPage,
    LateRecord,
    Wanted,
    choices,
    late_page,
    overdue_page,
    results_page,
    silence_page,
)
from parta.journal.queries.owed import Owed
from parta.journal.queries.unput import Unput
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, number, number_or_none
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.dates import span_text
from parta.wording.duties import duty_title, lacking_text
from parta.wording.refusals import clause_text
from parta.wording.terms import period_title

LAST_DAYS = 7
MOST_DAYS = 366
_PLACE = (Column("Учитель", 30), Column("Класс, группа", 14), Column("Предмет", 30), Column("Подгруппа", 18))
_OVERDUE = (*_PLACE, Column("Урок", 12), Column("Чего нет", 34), Column("Срок был", 16), Column("Пункт", 34))
_LATE = (
    *_PLACE,
    Column("Урок", 12),
    Column("Что записано", 26),
    Column("Срок был", 16),
    Column("Записано", 16),
    Column("Пункт", 34),
)
_RESULTS = (
    *_PLACE,
    Column("Период", 16),
    Column("Не выставлено", 16),
    Column("Учеников", 12),
    Column("Срок", 16),
    Column("Пункт", 34),
)
_SILENT = (Column("Учитель", 34), Column("Дней, недель", 14), Column("Без записей", 12), Column("Когда", 60))
_OVERDUE_DUTIES = ("topic", "attendance", "homework", "written_mark")
_RESULT_DUTIES = ("period_mark", "year_mark")
_LATE_DUTIES = (*_OVERDUE_DUTIES[:3], "oral_mark", "written_mark", "period_mark")


@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """List what should be in the journals by now and is not."""
    wanted, as_file = wanted_of(request), asked_for_sheet(request)
    page = overdue_page(wanted=wanted, now=request.now, **pages_of(request))
    if as_file:
        return sheet(
            request,
            title="Не заполнено в срок",
            columns=_OVERDUE,
            rows=_overdue_lines(page),
            chosen=_said(request, wanted),
        )
    more = {"page": page, "duties": _OVERDUE_DUTIES}
    return render(request, "parta/office/control.html", control_context(request, wanted, more))


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """List what was recorded after its moment."""
    wanted, as_file = wanted_of(request), asked_for_sheet(request)
    page = late_page(wanted=wanted, now=request.now, **pages_of(request))
    if as_file:
        return sheet(
            request, title="Записано с опозданием", columns=_LATE, rows=_late_lines(page), chosen=_said(request, wanted)
        )
    more = {"page": page, "duties": _LATE_DUTIES}
    return render(request, "parta/office/control_late.html", control_context(request, wanted, more))


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """List the journals that lack marks of a period or of the year about the time when these are put."""
    wanted, as_file = wanted_of(request), asked_for_sheet(request)
    page = results_page(wanted=wanted, now=request.now, **pages_of(request))
    if as_file:
        return sheet(
            request,
            title="Не выставлено за период",
            columns=_RESULTS,
            rows=_result_lines(page),
            chosen=said_of(request, wanted),
        )
    more = {"page": page, "duties": _RESULT_DUTIES, "now": request.now}
    return render(request, "parta/office/control_results.html", control_context(request, wanted, more))


@require_safe
def silence(request: HttpRequest) -> HttpResponse:
    """List teachers who had lessons and wrote nothing in a week, or in a day, as the act counts."""
    wanted = wanted_of(request)
    page = silence_page(wanted=wanted, now=request.now)
    if asked_for_sheet(request):
        rows = (
            (row.name, row.had, len(row.silent), ", ".join(f"{unit:%d.%m.%Y}" for unit in row.silent))
            for row in page.rows
        )
        return sheet(request, title="Кто не вёл журнал", columns=_SILENT, rows=rows, chosen=_said(request, wanted))
    return render(request, "parta/office/control_silence.html", control_context(request, wanted, {"page": page}))


def wanted_of(request: HttpRequest) -> Wanted:
    """Read the filters: at most a year of days, the last week where none are named; in either order."""
    today = request.now.date()
    ends = day(request, "to", default=today)
    starts = day(request, "from", default=min(ends, today) - timedelta(days=LAST_DAYS - 1))
    start, end = min(starts, ends), max(starts, ends)
    start = max(start, end - timedelta(days=MOST_DAYS - 1))
    return Wanted(start, end, *(number_or_none(request, name) for name in ("class", "subject", "teacher")))


def pages_of(request: HttpRequest, per_page: int = PER_PAGE) -> dict[str, int]:
    """Read which page is wanted; a file has all of them."""
    if asked_for_sheet(request):
        return {"page": 1, "per_page": MOST_ROWS + 1}
    return {"page": number(request, "page", default=1), "per_page": per_page}


def control_context(request: HttpRequest, wanted: Wanted, more: dict[str, Any]) -> dict[str, Any]:
    """Give what every tab of control shows beside its own: filters with their choices, tabs, sections."""
    known: Choices = choices(request.now.date())
    return {
        "wanted": wanted,
        "choices": known,
        "query": filters_of(request),
        "sections": sections(request),
        "today": request.now.date(),
        **more,
    }


def said_of(request: HttpRequest, wanted: Wanted, *first: str) -> str:
    """Say what a file was narrowed to: what the caller names, the class, the subject, the teacher."""
    known = choices(request.now.date())
    names = (
        dict(known.classes).get(wanted.class_id or 0, ""),
        dict(known.subjects).get(wanted.subject_id or 0, ""),
        dict(known.teachers).get(wanted.teacher_id or 0, ""),
    )
    return ", ".join(part for part in (*first, *names) if part)


def _said(request: HttpRequest, wanted: Wanted) -> str:
    return said_of(request, wanted, span_text(wanted.start, wanted.end))


def _overdue_lines(page: ControlPage[Owed]) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        yield (
            row.teacher,
            row.class_name,
            row.title,
            row.group_name,
            row.day,
            lacking_text(row.duty, row.work),
            row.due,
            clause_text(row.clause),
        )


def _result_lines(page: ControlPage[Unput]) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        period = period_title(row.kind, row.number)
        place = (row.teacher, row.class_name, row.title, row.group_name)
        yield (*place, period, row.missing, row.pupils, row.due, clause_text(row.clause))


def _late_lines(page: ControlPage[LateRecord]) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        yield (
            row.teacher,
            row.class_name,
            row.title,
            row.group_name,
            row.day,
            duty_title(row.duty),
            row.due,
            row.at,
            clause_text(row.clause),
        )

"""How far programmes have come: a tab of control with sums by journal, class, subject and of the school."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.queries.progress import Hours, ProgressBy, ProgressPage, progress_page
from parta.web.office.views.classes import conditions
from parta.web.office.views.control import control_context, said_of, wanted_of
from parta.web.ui.sheets import Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 32),
    Column("Подгруппа", 18),
    Column("Учитель", 26),
    Column("Журналов", 10),
    Column("Часов в плане", 10),
    Column("Дано часов", 10),
    Column("Дано, %", 8),
    Column("Из них без темы", 10),
    Column("Отменено часов", 10),
    Column("Осталось по расписанию", 12),
    Column("Не хватит до конца года", 12),
    Column("Журналов без плана", 12),
)
_TITLES = {ProgressBy.CLASS: "по классам", ProgressBy.SUBJECT: "по предметам", ProgressBy.COURSE: "по журналам"}


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show hours planned and given, by class unless asked otherwise."""
    wanted, asked = wanted_of(request), request.GET.get("by", "")
    by = ProgressBy(asked) if asked in set(ProgressBy) else ProgressBy.CLASS
    page = progress_page(
        courses=visible_courses(request.actor, conditions(request)),
        by=by,
        class_id=wanted.class_id,
        teacher_id=wanted.teacher_id,
        subject_id=wanted.subject_id,
        now=request.now,
    )
    if asked_for_sheet(request):
        title = f"Выполнение программ {_TITLES[by]}"
        said = said_of(request, wanted, f"на {request.now:%d.%m.%Y}")
        return sheet(request, title=title, columns=_COLUMNS, rows=_lines(page), chosen=said)
    context = control_context(request, wanted, {"page": page, "by": by, "ways": _TITLES})
    return render(request, "parta/office/progress.html", context)


def _lines(page: ProgressPage) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        yield (row.class_name, row.title, row.group_name, row.teachers, *_hours(row.hours))
    yield ("Итого", "", "", "", *_hours(page.total))


def _hours(one: Hours) -> tuple[int, ...]:
    return (
        one.courses, one.planned, one.given, one.share, one.unwritten, one.cancelled, one.ahead, one.short, one.without,
    )  # fmt: skip

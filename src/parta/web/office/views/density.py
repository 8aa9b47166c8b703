"""How many marks there are, and who is not asked: a tab of control."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.queries.density import PER_PAGE, DensityPage, DensityRow, density_page
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import conditions
from parta.web.parameters import number, number_or_none
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 32),
    Column("Подгруппа", 18),
    Column("Учитель", 26),
    Column("Часов в неделю", 10),
    Column("Ученик", 28),
    Column("Отметок", 10),
    Column("Нужно к этому дню", 12),
    Column("Нужно за период", 12),
    Column("Уроков подряд без отметки", 14),
)


@require_safe
def density(request: HttpRequest) -> HttpResponse:
    """List journals where marks are few or pupils are not asked, by class, subject, teacher and period."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    everything = request.GET.get("all") == "1"
    as_file = asked_for_sheet(request)
    page = density_page(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        period=_period(request),
        everything=everything,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS if as_file else PER_PAGE,
    )
    if as_file:
        said = _said(page, chosen)
        return sheet(request, title="Накопляемость отметок", columns=_COLUMNS, rows=_lines(page), chosen=said)
    context = {
        "page": page,
        "chosen": chosen,
        "period": request.GET.get("period", ""),
        "everything": everything,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/density.html", context)


def _period(request: HttpRequest) -> tuple[str, int] | None:
    """Read a period of the year as `quarter-2`; None for the one of today."""
    text = request.GET.get("period", "")
    if not text:
        return None
    kind, _, place = text.partition("-")
    if not (kind.isascii() and kind.replace("_", "").isalpha() and place in set("12345678")):
        raise SuspiciousOperation("bad period")
    return kind, int(place)


def _lines(page: DensityPage) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        spoken = {one.pupil_id for one in row.density.sparse}
        for one in row.density.sparse:
            numbers = (one.marks, one.due or None, one.needed or None, one.silent or None)
            yield (*_head(row), page.names[one.pupil_id], *numbers)
        for pupil in row.density.without:
            if pupil not in spoken:
                yield (*_head(row), page.names[pupil], 0, None, None, None)


def _head(row: DensityRow) -> tuple[Any, ...]:
    return row.class_name, row.title, row.group_name, row.teachers, row.density.weekly_hours


def _said(page: DensityPage, chosen: dict[str, int | None]) -> str:
    lists = (("class", page.classes), ("teacher", page.teachers), ("subject", page.subjects))
    names = [dict(known).get(chosen[name] or 0, "") for name, known in lists]
    return ", ".join(filter(None, names))

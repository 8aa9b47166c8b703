"""The topics of one journal beside its lesson plan."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import course_view
from parta.journal.queries.topics import PER_PAGE, TopicsOfCourse, topics_of_course
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.plan_following import lines_text, stand_text

_COLUMNS = (
    Column("Дата", 12),
    Column("Урок", 8),
    Column("По плану", 50),
    Column("Записано", 50),
    Column("Как", 18),
    Column("До этой не дано", 40),
    Column("Впереди (+), позади (−)", 12),
    Column("Кто записал", 34),
    Column("Когда", 16),
)


@require_safe
def topics(request: HttpRequest, course_id: int) -> HttpResponse:
    """List the lessons of a journal up to now: what the plan has and what is written, by whom and when."""
    view = course_view(request.actor, course_id)
    view.refuse_older(None)
    departing, as_file = request.GET.get("departing") == "1", asked_for_sheet(request)
    found = topics_of_course(
        view,
        departing=departing,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS if as_file else PER_PAGE,
    )
    title = " · ".join(part for part in (view.title, view.class_name, view.group_name) if part)
    if as_file and found is not None:
        return sheet(request, title="Темы и план", columns=_COLUMNS, rows=_lines(found), chosen=title)
    query = "departing=1&" if departing else ""
    context = {"course_id": view.id, "title": title, "page": found, "departing": departing, "query": query}
    return render(request, "parta/teacher/topics.html", context)


def _lines(found: TopicsOfCourse) -> Iterator[tuple[Any, ...]]:
    for line in found.lines:
        row = line.row
        words = (lines_text(row.taken or row.expected), line.topic, stand_text(row.stand), lines_text(row.passed_over))
        yield (line.day, line.number, *words, row.shift, line.author, line.at)

"""How the topics of journals stand to their lesson plans: a tab of control."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.queries.topics import PER_PAGE, TopicsPage, topics_page
from parta.web.office.views.classes import conditions
from parta.web.office.views.control import control_context, pages_of, said_of, wanted_of
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.plan_following import lines_text

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 32),
    Column("Подгруппа", 18),
    Column("Учитель", 26),
    Column("Часов в плане", 10),
    Column("Дано часов", 10),
    Column("Впереди (+), позади (−)", 12),
    Column("Без темы", 10),
    Column("Своими словами", 10),
    Column("Вне плана", 10),
    Column("Пропущено", 50),
)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List journals that depart from their plans, by class, subject and teacher."""
    wanted, everything = wanted_of(request), request.GET.get("all") == "1"
    page = topics_page(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=wanted.class_id,
        teacher_id=wanted.teacher_id,
        subject_id=wanted.subject_id,
        everything=everything,
        now=request.now,
        **pages_of(request, PER_PAGE),
    )
    if asked_for_sheet(request):
        said = said_of(request, wanted, "все журналы" if everything else "только с расхождениями")
        return sheet(request, title="Темы и план", columns=_COLUMNS, rows=_lines(page), chosen=said)
    context = control_context(request, wanted, {"page": page, "everything": everything})
    return render(request, "parta/office/topics.html", context)


def _lines(page: TopicsPage) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        given = row.following
        hours = (given.planned_hours, given.given_hours, given.shift)
        place = (row.class_name, row.title, row.group_name, row.teachers)
        yield (*place, *hours, given.unwritten, given.own_words, given.out_of_plan, lines_text(given.passed_over))

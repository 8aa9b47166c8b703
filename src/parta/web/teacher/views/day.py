"""«Мой день» and the list of journals."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parta.curriculum.queries.proposals import proposals_asked
from parta.journal.access_requests import may_ask_to_edit
from parta.journal.queries.behind import behind_page
from parta.journal.queries.courses import PAGE, JournalListPage, journal_list_page
from parta.journal.queries.day import day_page
from parta.kernel.decisions import Forbidden
from parta.people.enums import READERS, Role
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.timetable.queries.changes import changes_for
from parta.web.declined import declined_to
from parta.web.office.sections import filters_of
from parta.web.office.waiting import waiting_lines
from parta.web.parameters import day as day_parameter
from parta.web.parameters import number_or_none
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.deadlines import deadline_words
from parta.wording.roles import role_name, terminology_of

_ONLY_LESSONS = frozenset((Role.TEACHER, *READERS))


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show the lessons of a day with what is missing on each."""
    _require_own_day(request)
    today = request.now.date()
    wanted = day_parameter(request, "date", default=today)
    page = day_page(person_id=request.actor.person_id, day=wanted, now=request.now)
    context = {
        "page": page,
        "today": today,
        "is_today": wanted == today,
        "yesterday": wanted - timedelta(days=1),
        "until": deadline_words(page.regulation.lessons.topic_deadline),
        "changes": changes_for(person_id=request.actor.person_id, pupil_id=None, today=today),
    }
    return render(request, "parta/teacher/day.html", context)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show what is overdue of the last days and what is due soon: a part of «Мой день», or a page of its own."""
    _require_own_day(request)
    page = behind_page(person_id=request.actor.person_id, now=request.now)
    part = "HX-Request" in request.headers
    template = "parta/teacher/_behind.html" if part else "parta/teacher/behind.html"
    asked = proposals_asked(request.actor.person_id) if request.actor.person_id else []
    more = {} if request.actor.roles <= _ONLY_LESSONS else _besides(request)
    response = render(request, template, {"page": page, "asked": asked, "whole": not part, **more})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _besides(request: HttpRequest) -> dict[str, Any]:
    """Give what waits for who has more to do here than lessons: after the day, which stays as quick as it is."""
    return {"waiting": waiting_lines(request), **declined_to(request)}


def _require_own_day(request: HttpRequest) -> None:
    if not may_do(request.actor, Resource.DAY_PAGE, Action.VIEW, Relation.OWN):
        raise Forbidden


@require_safe
def journal_list(request: HttpRequest) -> HttpResponse:
    """List the journals that the person may open."""
    as_file = asked_for_sheet(request)
    page = journal_list_page(
        actor=request.actor,
        class_id=number_or_none(request, "class"),
        search=request.GET.get("q", "")[:100],
        page=1 if as_file else number_or_none(request, "page") or 1,
        now=request.now,
        per_page=MOST_ROWS if as_file else PAGE,
    )
    if as_file:
        return _file(request, page)
    may_see_plans = may_do(request.actor, Resource.LESSON_PLAN, Action.VIEW, Relation.SAME_SCHOOL)
    context = {
        "page": page,
        "may_ask": may_ask_to_edit(request.actor),
        "may_see_plans": may_see_plans,
        "query": filters_of(request),
    }
    return render(request, "parta/teacher/journal_list.html", context)


def _file(request: HttpRequest, page: JournalListPage) -> HttpResponse:
    college = request.frame.school_kind == "college"
    teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
    columns = (
        Column("Группа" if college else "Класс", 12), Column("Предмет", 36), Column("Подгруппа", 18),
        Column(teacher, 36),
        Column("Занятий" if college else "Уроков", 10), Column("Без темы", 10),
    )  # fmt: skip
    rows = (
        (row.class_name, row.title, row.group_name, row.teachers, row.given, row.without_topic) for row in page.rows
    )
    of_class = dict(page.classes).get(page.class_id or 0, "")
    chosen = ", ".join(part for part in (of_class, page.search) if part)
    return sheet(request, title="Журналы", columns=columns, rows=rows, chosen=chosen)

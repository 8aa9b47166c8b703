"""The schedule of control works: seen by all staff, put together by who sets the teaching process up."""

import re
from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from parta.journal.enums import WorkLevel
from parta.journal.queries.planned_works import SchedulePage, schedule_page
from parta.journal.services.planned_works import (
    WantedWork,
    change_planned_work,
    follow_plans,
    plan_for_parallel,
    plan_works,
    remove_planned_work,
)
from parta.kernel.decisions import Refused
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_in_post, number_or_none, number_or_none_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.planned_works import level_said, work_level, work_warning
from parta.wording.plurals import counted

_COLUMNS = (
    Column("День", 12), Column("Класс", 10), Column("Предмет", 34), Column("Группа", 14), Column("Вид", 28),
    Column("Тема", 44), Column("Уровень", 16), Column("Рекомендации", 40), Column("По плану теперь", 14),
)  # fmt: skip
_NO_DAY = "Укажите день: день, месяц и год."
_NO_LESSON = "урока не хватает"


@require_http_methods(["GET", "HEAD", "POST"])
def control_works(request: HttpRequest) -> HttpResponse:
    """Show the schedule of the year or of a class, and put works into it."""
    if request.method == "POST":
        class_id = number_or_none_in_post(request, "class")
        try:
            said = _put(request, class_id)
        except Refused as refused:
            messages.error(request, refusal_html(refused.decision))
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
            return redirect(_address(request, class_id))
        return _render(request, _page(request, class_id), status=422)
    page = _page(request, number_or_none(request, "class"))
    if asked_for_sheet(request):
        chosen = page.chosen.name if page.chosen else ""
        return sheet(
            request, title="График контрольных работ", columns=_COLUMNS, rows=_lines(request, page), chosen=chosen
        )
    return _render(request, page)


@require_POST
def control_work(request: HttpRequest, work_id: int) -> HttpResponse:
    """Move a work to another day, say its level, or take it out."""
    base, class_id = number_in_post(request, "base"), number_or_none_in_post(request, "class")
    try:
        if request.POST.get("act") == "remove":
            remove_planned_work(actor=request.actor, work_id=work_id, base=base, now=request.now)
            messages.success(request, "Работа убрана из графика.")
        else:
            change_planned_work(
                actor=request.actor, work_id=work_id, day=_day(request.POST.get("day", "")),
                level=_level(request) if "level" in request.POST else None, base=base, now=request.now,
            )  # fmt: skip
            messages.success(request, "Работа записана.")
    except (Refused, ValueError) as refused:
        said = refusal_html(refused.decision) if isinstance(refused, Refused) else str(refused)
        messages.error(request, said)
        return _render(request, _page(request, class_id), status=422)
    return redirect(_address(request, class_id))


def _put(request: HttpRequest, class_id: int | None) -> str:
    """Do what the form asks of the schedule; give what to say of it."""
    if request.POST.get("act") == "follow":
        works = dict(_pair(one) for one in request.POST.getlist("work")[:200])
        moved = follow_plans(actor=request.actor, works=works, now=request.now)
        left = f" Осталось на месте: {len(works) - moved}." if moved < len(works) else ""
        return f"Перенесено за планами: {counted(moved, 'работа', 'работы', 'работ')}.{left}"
    if class_id is None:
        count = plan_for_parallel(
            actor=request.actor, grade_level=number_in_post(request, "grade"),
            subject_id=number_in_post(request, "subject"), day=_day(request.POST.get("day", "")),
            kind=_plain(request.POST.get("kind", "")), title=_plain(request.POST.get("title", "")),
            level=_level(request), now=request.now,
        )  # fmt: skip
    else:
        count = plan_works(actor=request.actor, class_id=class_id, wanted=_wanted(request), now=request.now)
    return f"В график внесено: {counted(count, 'работа', 'работы', 'работ')}." if count else "Новых работ нет."


def _wanted(request: HttpRequest) -> list[WantedWork]:
    """Read the proposals that are ticked, or the work that is written by hand."""
    found = []
    for one in request.POST.getlist("take")[:200]:
        course, line = _pair(one)
        day, level = _day(request.POST.get(f"day-{one}", "")), _level(request, f"level-{one}")
        kind, title = request.POST.get(f"kind-{one}", ""), request.POST.get(f"title-{one}", "")
        found.append(WantedWork(course, day, _plain(kind), _plain(title), line, level))
    if "course" in request.POST:
        course, day = number_in_post(request, "course"), _day(request.POST.get("day", ""))
        kind, title = request.POST.get("kind", ""), request.POST.get("title", "")
        found.append(WantedWork(course, day, _plain(kind), _plain(title), level=_level(request)))
    return found


def _pair(text: str) -> tuple[int, int]:
    said = re.fullmatch(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,17})", text)
    if said is None:
        raise SuspiciousOperation("bad pair")
    return int(said[1]), int(said[2])


def _level(request: HttpRequest, name: str = "level") -> WorkLevel:
    said = request.POST.get(name, WorkLevel.SCHOOL)
    if said not in set(WorkLevel):
        raise SuspiciousOperation("bad level")
    return WorkLevel(said)


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() or sign.isspace())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_NO_DAY) from error


def _page(request: HttpRequest, class_id: int | None) -> SchedulePage:
    level = request.GET.get("level", "")
    return schedule_page(
        actor=request.actor, class_id=class_id, level=WorkLevel(level) if level in set(WorkLevel) else None,
        moved=request.GET.get("moved") == "1", page=number(request, "page", default=1), now=request.now,
    )  # fmt: skip


def _address(request: HttpRequest, class_id: int | None) -> str:
    kept = {"class": class_id} if class_id else {"moved": 1} if request.POST.get("moved") == "1" else {}
    return reverse("office:control_works") + (f"?{urlencode(kept)}" if kept else "")


def _render(request: HttpRequest, page: SchedulePage, status: int = 200) -> HttpResponse:
    college = request.frame.school_kind == "college"
    context = {
        "page": page,
        "warning": lambda one: work_warning(one, college=college),
        "levels": [(str(one), work_level(one, college=college)) for one in WorkLevel],
        "level_of": lambda one: work_level(one, college=college),
        "level_said": lambda kind: str(level_said(kind)),
        "level": request.GET.get("level", ""),
        "moved": request.GET.get("moved") == "1" or request.POST.get("moved") == "1",
        "typed": request.POST if status == 422 else {},
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/control_works.html", context, status=status)


def _lines(request: HttpRequest, page: SchedulePage) -> Iterator[tuple[object, ...]]:
    college = request.frame.school_kind == "college"
    for row in page.rows:
        one = row.work
        group = one.course.study_group.name if one.course.study_group else ""
        class_name = one.course.school_class.name if one.course.school_class else ""
        said = "; ".join(work_warning(warning, college=college) for warning in row.warnings)
        falls = (row.moved.day or _NO_LESSON) if row.moved else ""
        level = work_level(one.level, college=college)
        yield (one.day, class_name, one.course.name, group, one.kind, one.title, level, said, falls)

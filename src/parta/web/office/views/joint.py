"""Journals of pupils of several classes: opened by hand, who is in them, when their lessons are."""

import re
from collections.abc import Collection, Iterator
from datetime import date, time

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load, may_see_load
from parta.curriculum.enums import ALONE, JOINT, CourseKind
from parta.curriculum.models import Course
from parta.curriculum.queries.joint import JointRow, joint_course, joint_courses, members_of, pupils_by_class
from parta.curriculum.queries.loads import teachers_from
from parta.curriculum.services.opening import JointJournal, open_joint_course
from parta.journal.queries.content import lessons_with_content
from parta.journal.services.groups import join_or_leave
from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.models import Room, SchoolClass
from parta.timetable.access import may_move_lessons
from parta.timetable.queries.meetings import pupils_meetings
from parta.timetable.queries.rooms import rooms_on
from parta.timetable.services.times import TIMED, WeeklyTime, set_times, times_of
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.curriculum import hours_typed
from parta.web.parameters import (
    day_or_none_in_post,
    number_in_post,
    number_or_none_in_post,
    numbers_in_post,
    text_in_post,
)
from parta.web.permissions import opens_to
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import WEEKDAYS
from parta.wording.joint import JOINT_KINDS
from parta.wording.plurals import counted
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("Вид", 26), Column("Журнал", 40), Column("Класс или группа", 30), Column("Ведёт", 40),
    Column("Часов в неделю", 10), Column("Человек", 10),
)  # fmt: skip
_NO_DAY = "Укажите день: день, месяц и год."
_MOST = 3
"""Times that a form adds at once."""


@require_http_methods(["GET", "HEAD", "POST"])
def joint_journals(request: HttpRequest) -> HttpResponse:
    """List activities and extended-day groups; open one for pupils of the classes that the address names."""
    require(may_keep_load(request.actor) if request.method == "POST" else may_see_load(request.actor))
    problem, today = "", request.actor.today
    if request.method == "POST":
        try:
            course = open_joint_course(actor=request.actor, wanted=_wanted(request), now=request.now)
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, "Журнал открыт. Осталось назначить время занятий.")
            return redirect("office:joint_journal", course.pk)
    rows = joint_courses(actor=request.actor, day=today)
    if asked_for_sheet(request):
        return sheet(request, title="Кружки, элективы, консультации", columns=_COLUMNS, rows=_lines(rows))
    may_keep = may_keep_load(request.actor)
    of_year = SchoolClass.objects.filter(year__starts_on__lte=today, year__ends_on__gte=today).order_by("sort_key")
    found = _found(request, list(of_year), today) if may_keep else {}
    context = {
        "rows": rows,
        "kinds": JOINT_KINDS,
        **found,
        "teachers": teachers_from(today) if found.get("lists") else [],
        "may_keep": may_keep,
        "problem": problem,
        "typed": request.POST,
        "today": today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/joint_journals.html", context, status=422 if problem else 200)


def _wanted(request: HttpRequest) -> JointJournal:
    kind, starts_on = request.POST.get("kind", ""), day_or_none_in_post(request, "starts_on")
    hours = hours_typed(request.POST.get("hours", ""))
    if kind not in set(JOINT):
        raise ValueError("Выберите вид журнала.")
    if starts_on is None:
        raise ValueError(_NO_DAY)
    if hours is None and (kind != CourseKind.CONSULTATION or request.POST.get("hours", "").strip()):
        raise ValueError("Напишите часы в неделю.")
    return JointJournal(
        CourseKind(kind), text_in_post(request, "name", most=100), number_in_post(request, "employee"), hours,
        numbers_in_post(request, "member"), starts_on, marks=request.POST.get("marks") == "1",
    )  # fmt: skip


def _found(
    request: HttpRequest, classes: list[SchoolClass], day: date, besides: Collection[int] = ()
) -> dict[str, object]:
    """Give the pupils of the classes that the address names, or found by a part of the name in all."""
    chosen = [int(one) for one in request.GET.getlist("class")[:60] if re.fullmatch(r"[1-9][0-9]{0,17}", one)]
    asked = request.GET.get("q", "").strip()[:60]
    among = chosen or ([one.pk for one in classes] if asked else [])
    return {
        "classes": classes,
        "chosen": chosen,
        "asked": asked,
        "lists": pupils_by_class(among, day, words=asked, besides=besides) if among else [],
        "ticked": request.POST.getlist("member"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def joint_journal(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show who is in a journal of several classes; put pupils in or take them out from a day."""
    course = joint_course(actor=request.actor, course_id=course_id)
    problem, today = "", request.actor.today
    if request.method == "POST":
        day = day_or_none_in_post(request, "day")
        joins = request.POST.get("act") != "leave"
        try:
            if day is None:
                raise ValueError(_NO_DAY)
            count = join_or_leave(
                actor=request.actor, course_id=course_id, pupils=numbers_in_post(request, "member"), joins=joins,
                day=day, now=request.now,
            )  # fmt: skip
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, f"Записано: {counted(count, 'человек', 'человека', 'человек')}.")
            return redirect("office:joint_journal", course_id)
    first = max(today, course.year.starts_on)
    members = members_of(course, first)
    if asked_for_sheet(request):
        columns = (Column("Имя", 36), Column("Класс", 10), Column("С", 12), Column("По", 12))
        lines = ((one.name, one.class_name, one.starts_on, one.ends_on) for one in members)
        return sheet(request, title=course.name, columns=columns, rows=lines, persons=[one.pupil_id for one in members])
    may_keep = may_keep_load(request.actor)
    classes = SchoolClass.objects.filter(year=course.year_id).order_by("sort_key")
    inside = [one.pupil_id for one in members if one.starts_on <= first]
    context = {
        "course": course,
        "kind": JOINT_KINDS[CourseKind(course.kind)],
        "members": members,
        **(_found(request, list(classes), first, inside) if may_keep else {}),
        "may_single": may_move_lessons(request.actor),
        "typed": request.POST if request.POST.get("act") == "join" else {},
        "may_keep": may_keep,
        "opens_plan": opens_to(request.actor, "teacher:course_plan"),
        "problem": problem,
        **_of_times(course, first),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/joint_journal.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def course_times(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show and set the weekly times of a journal that the bells do not ring for."""
    require(may_keep_load(request.actor) if request.method == "POST" else may_see_load(request.actor))
    found = Course.objects.filter(pk=course_id, kind__in=TIMED).select_related("subject", "study_group", "year")
    course = found.select_related("school_class").first()
    if course is None:
        raise NotVisible
    problem = ""
    if request.method == "POST":
        try:
            starts_on = day_or_none_in_post(request, "starts_on")
            if starts_on is None:
                raise ValueError(_NO_DAY)
            done = set_times(
                actor=request.actor, course_id=course_id, seen=_times(request, "seen"), wanted=_all_times(request),
                starts_on=starts_on, now=request.now, with_content=lessons_with_content,
            )  # fmt: skip
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            lessons = counted(done.created, "занятие", "занятия", "занятий")
            messages.success(request, f"Время записано. Добавлено: {lessons}.")
            return redirect("office:course_times", course_id)
    context = {
        "course": course,
        "problem": problem,
        "may_keep": may_keep_load(request.actor),
        **_of_times(course, max(request.actor.today, course.year.starts_on)),
        "meetings": pupils_meetings(course.pk, since=request.actor.today),
        "alone": course.kind in ALONE,
        "rooms": rooms_on(max(request.actor.today, course.year.starts_on)),
        "new_times": range(_MOST),
        "query": "",
        "sections": sections(request),
    }
    return render(request, "parta/office/course_times.html", context, status=422 if problem else 200)


def _of_times(course: Course, first: date) -> dict[str, object]:
    times = times_of(course)
    rooms = dict(Room.objects.filter(pk__in={one.room_id for one in times}).values_list("pk", "number"))
    return {"times": times, "room_numbers": rooms, "weekdays": WEEKDAYS, "first_day": first}


def _times(request: HttpRequest, name: str) -> list[WeeklyTime]:
    found = []
    for text in request.POST.getlist(name)[:40]:
        parts = text.split("|")
        if len(parts) != 4:
            raise SuspiciousOperation("bad time")
        found.append(_time(parts[0], parts[1], parts[2], parts[3]))
    return found


def _all_times(request: HttpRequest) -> list[WeeklyTime]:
    """Read the times that stay ticked and those that are added."""
    found = _times(request, "keep")
    for place in range(_MOST):
        weekday, start, end = (request.POST.get(f"{part}-{place}", "") for part in ("weekday", "start", "end"))
        if start or end:
            room = number_or_none_in_post(request, f"room-{place}")
            found.append(_time(weekday, start, end, str(room or "")))
    return found


def _time(weekday: str, start: str, end: str, room: str) -> WeeklyTime:
    try:
        times = [time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None) for text in (start, end)]
        number, hall = int(weekday), int(room) if room else None
    except (ValueError, OverflowError) as error:
        raise ValueError("Напишите начало и конец занятия: 13:30 и 14:10.") from error
    if not 1 <= number <= 7 or (hall is not None and not 0 < hall < 2**63):
        raise SuspiciousOperation("bad time")
    return WeeklyTime(number, times[0], times[1], hall)


def _lines(rows: list[JointRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one = row.course
        whom = one.school_class.name if one.school_class else one.study_group.name if one.study_group else ""
        kind = JOINT_KINDS[CourseKind(one.kind)] + (", с отметками" if one.marks_given else "")
        yield kind, one.name, whom, row.teachers, one.hours_per_week, row.pupils

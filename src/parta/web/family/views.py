"""The diary: what families read, and the one thing that they write."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from parta.journal.queries.diary.absences import absences_page
from parta.journal.queries.diary.children import Diary, open_diary
from parta.journal.queries.diary.first import first_page
from parta.journal.queries.diary.marks import marks_page, subject_page
from parta.journal.queries.diary.results import results_page
from parta.journal.queries.diary.topics import published_file, year_topics
from parta.journal.queries.diary.week import week_page
from parta.journal.rules.absence_notices import TEXT_LENGTH
from parta.journal.services.ticks import OtherOperation, tick_homework
from parta.people.access import may_announce
from parta.timetable.queries.changes import changes_for
from parta.timetable.rules.board import lay_out
from parta.web.declined import declined_to
from parta.web.family.offline import KEEP, kept_by
from parta.web.family.sheets import results_sheet, timetable_sheet, week_sheet
from parta.web.middleware.refusals import answer as say
from parta.web.middleware.refusals import wants_json
from parta.web.parameters import day as day_parameter
from parta.web.parameters import number_or_none, operation_or_none
from parta.web.ui.addresses import url
from parta.web.ui.files import kept_file
from parta.web.ui.sheets import asked_for_sheet
from parta.wording.diary import diary_words
from parta.wording.roles import terminology_of

LIVE = "X-Parta-Live"
BIGGEST_ID = 2**63 - 1
NOT_THIS = "Эту запись сделали под другим именем или не так. Ничего не изменено."


@require_safe
def diary(request: HttpRequest) -> HttpResponse:
    """Show what changed, today and the next school day."""
    seen = stamp_seen(request)
    opened = open_for(request)
    page = first_page(opened, seen)
    if page is None:
        return HttpResponseNotModified()
    return answer(request, opened, "diary", page, live=True, more=_changes(request, opened))


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show a week like the paper diary."""
    seen = stamp_seen(request)
    opened = open_for(request)
    page = week_page(opened, day_parameter(request, "date", default=opened.today), seen)
    if page is None:
        return HttpResponseNotModified()
    if asked_for_sheet(request):
        return week_sheet(request, opened, page, diary_words(terminology_of(request.frame.school_kind)))
    return answer(request, opened, "week", page, live=True)


@require_safe
def timetable(request: HttpRequest) -> HttpResponse:
    """Show the week's lessons of the child as a board: what, when, where, what is changed."""
    opened = open_for(request)
    page = week_page(opened, day_parameter(request, "date", default=opened.today))
    assert page is not None
    if asked_for_sheet(request):
        return timetable_sheet(request, opened, page, diary_words(terminology_of(request.frame.school_kind)))
    board = lay_out(
        page.days,
        [lesson for one in page.days for lesson in one.lessons],
        rows_of=lambda lesson: [one for one in page.days if one.date == lesson.date],
        number_of=lambda lesson: lesson.number,
        is_given=lambda lesson: not lesson.cancelled,
    )
    return answer(request, opened, "timetable", page, more={"board": board})


@require_safe
def marks(request: HttpRequest) -> HttpResponse:
    """Show the marks of a term by subject."""
    opened = open_for(request)
    return answer(request, opened, "marks", marks_page(opened, number_or_none(request, "term")))


@require_safe
def subject(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show all marks of a subject and what is needed for a better term's mark."""
    if course_id > BIGGEST_ID:
        raise Http404
    opened = open_for(request)
    return answer(request, opened, "subject", subject_page(opened, course_id, request.GET.get("goal")))


@require_safe
def topics(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show the topics of a subject's year by an approved plan, and how far it has come."""
    if course_id > BIGGEST_ID:
        raise Http404
    opened = open_for(request)
    return answer(request, opened, "topics", year_topics(opened, course_id, now=request.now))


@require_safe
def material_file(request: HttpRequest, course_id: int, material_id: int) -> HttpResponseBase:
    """Give a file that the plan of a child's subject shows to families."""
    if max(course_id, material_id) > BIGGEST_ID:
        raise Http404
    found = published_file(open_for(request), course_id, material_id)
    assert found.file is not None
    return kept_file(
        request, content=bytes(found.file.content), kind=found.file.kind, name=found.file_name, sha256=found.file.sha256
    )


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show the marks of terms, of the year, of exams and the final ones."""
    opened = open_for(request)
    page = results_page(opened)
    if asked_for_sheet(request):
        return results_sheet(request, opened, page)
    return answer(request, opened, "results", page)


@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Show missed lessons with reasons."""
    return absences_with(request)


def absences_with(request: HttpRequest, said: dict[str, str] | None = None, error: str = "") -> HttpResponse:
    """Draw missed lessons; with an `error` the notice as it was `said`, to be corrected."""
    opened = open_for(request)
    more = {
        "said": {"start": "", "end": "", "text": "", **(said or {})},
        "notice_error": error,
        "may_announce": may_announce(request.actor, opened.child.id),
        "notice_length": TEXT_LENGTH,
        "me": request.actor.person_id,
    }
    response = answer(request, opened, "absences", absences_page(opened), more=more)
    if error:
        response.status_code = 422
    return response


@require_POST
def tick(request: HttpRequest, homework_id: UUID) -> HttpResponse:
    """Tick homework as done (`done=1`) or take the tick back, then return where the tick was.

    A tick that waited for a network names its operation (`op`) and the account that made it.
    """
    child_id = number_or_none(request, "child")
    done = request.POST.get("done") == "1"
    if request.POST.get("account", str(request.user.pk)) != str(request.user.pk):
        return say(request, 409, NOT_THIS)
    try:
        ticked = tick_homework(
            actor=request.actor,
            pupil_id=request.actor.person_id if child_id is None else child_id,
            homework_id=homework_id,
            done=done,
            now=request.now,
            op=operation_or_none(request, "op"),
        )
    except OtherOperation:
        return say(request, 409, NOT_THIS)
    if wants_json(request):
        return JsonResponse({"done": ticked.done})
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith(reverse("family:diary")):
        back = reverse("family:diary") + (f"?child={child_id}" if child_id else "")
    return redirect(f"{back}#h{homework_id}")


def _changes(request: HttpRequest, opened: Diary) -> dict[str, Any]:
    """Give what changed in the child's timetable and what was declined, to the family and for the whole page only."""
    if not opened.mine or LIVE in request.headers:
        return {"changes": None, "declined": ()}
    found = changes_for(person_id=request.actor.person_id, pupil_id=opened.child.id, today=opened.today)
    return {"changes": found, **declined_to(request)}


def stamp_seen(request: HttpRequest) -> str | None:
    """Tell what a page that refreshes itself has seen; such a request does not count as work."""
    if LIVE not in request.headers:
        return None
    request.is_poll = True
    return request.headers.get("If-None-Match", "")


def open_for(request: HttpRequest) -> Diary:
    """Open the diary of the child that the address names."""
    return open_diary(
        actor=request.actor, child_id=number_or_none(request, "child"), now=request.now, zone=request.frame.zone
    )


def answer(
    request: HttpRequest, opened: Diary, name: str, page: Any, *, live: bool = False, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Draw a page, or only its changing part for a page that refreshes itself."""
    named = len(opened.children) > 1 or not opened.mine
    child = urlencode({"child": opened.child.id}) if named else ""
    words = diary_words(terminology_of(request.frame.school_kind))
    context: dict[str, Any] = {
        "page": page,
        "diary": opened,
        "child": opened.child,
        "today": opened.today,
        "words": words,
        "ask": f"?{child}" if child else "",
        "and_child": f"&{child}" if child else "",
        "here": request.get_full_path(),
        "live_url": request.get_full_path() if live else "",
        **(more or {}),
    }
    if live:
        context |= {
            "letters": page.calendar.regulation.on(opened.today).absence_letters(),
            "diary_url": url("family:diary"),
            "token": get_token(request),
        }
    fragment = live and LIVE in request.headers
    response = render(request, f"parta/family/{'_' if fragment else ''}{name}.html", context)
    if opened.mine:
        response[KEEP] = kept_by(request)
    if live:
        response["ETag"] = page.calendar.stamp
    return response

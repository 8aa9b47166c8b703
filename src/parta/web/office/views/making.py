"""A timetable made by the machine: asked for, followed, compared, put in force or dropped; wishes of teachers."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.jobs.queries import newest_job, worker_is_there
from parta.jobs.services import ask_for_job
from parta.journal.queries.content import lessons_with_content
from parta.kernel.decisions import Refused, refusal, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import MakingRefusal
from parta.timetable.queries.making import draft_chosen, making_page, wishes_page
from parta.timetable.services.drafts import drop_draft
from parta.timetable.services.making import keep_wishes
from parta.timetable.services.publishing import put_draft_in_force, withdraw_publication
from parta.timetable.solver import is_installed
from parta.web.office import timetable_jobs
from parta.web.office.sections import sections
from parta.web.office.views.jobs import job_problem
from parta.web.office.weekly_pictures import curves, scores
from parta.web.parameters import number_in_post, number_or_none_in_post
from parta.web.week_grid import wishes_in_post
from parta.wording.dates import WEEKDAYS, full_date
from parta.wording.plurals import counted
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.timetable_making import (
    HOW_TO_INSTALL,
    changed_by_class,
    changed_by_teacher,
    conflict_text,
    made_words,
)

MINUTES = (2, 5, 15, 60)
WAYS = ("improve", "scratch", "repair")


class AskForm(forms.Form):
    """From which day, in what way, how long to look."""

    day = forms.DateField(
        input_formats=["%Y-%m-%d"], error_messages=dict.fromkeys(("required", "invalid"), "Укажите день.")
    )
    way = forms.ChoiceField(choices=[(one, one) for one in WAYS])
    minutes = forms.TypedChoiceField(coerce=int, choices=[(one, str(one)) for one in MINUTES])


@require_http_methods(["GET", "HEAD", "POST"])
def timetable_making(request: HttpRequest) -> HttpResponse:
    """Show what is in the way, how the search goes and what it drew; have a timetable made."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require(may_make_timetable(request.actor))
        if not is_installed():
            raise refusal(MakingRefusal.NO_SOLVER)
        said = form.cleaned_data
        ask_for_job(
            actor=request.actor,
            kind=timetable_jobs.KIND,
            parameters={
                "day": said["day"].isoformat(), "seconds": said["minutes"] * 60, "repair": said["way"] == "repair",
                "scratch": said["way"] == "scratch",
            },
            title="Расписание, составленное машиной",
            now=request.now,
        )  # fmt: skip
        return redirect("office:timetable_making")
    return _page(request, form, status=422 if form.is_bound else 200)


@require_POST
def timetable_publication(request: HttpRequest) -> HttpResponse:
    """Put the draft in force from a day."""
    form = forms.Form(request.POST)
    form.fields["day"] = forms.DateField(input_formats=["%Y-%m-%d"])
    if not form.is_valid():
        messages.error(request, "Укажите день, с которого расписание вступит в силу.")
        return _page(request, AskForm(), status=422)
    day = form.cleaned_data["day"]
    try:
        done = put_draft_in_force(
            actor=request.actor, **_seen(request), starts_on=day, now=request.now, with_content=lessons_with_content,
            differing=number_or_none_in_post(request, "differing") or 0,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        return _page(request, AskForm(), status=422, asked=request.POST)
    moved = counted(done.changed, "урок", "урока", "уроков")
    messages.success(request, f"Расписание действует с {full_date(day)}, переставлено по датам: {moved}.")
    messages.info(request, "Пока уроки по нему не начались, его можно снять на странице «Версии».")
    return redirect("office:timetable")


@require_POST
def timetable_removal(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    drop_draft(actor=request.actor, **_seen(request), now=request.now)
    messages.success(request, "Черновик убран. Действующее расписание не изменилось.")
    return redirect("office:timetable_versions")


@require_POST
def timetable_withdrawal(request: HttpRequest) -> HttpResponse:
    """Take back the draft that was put in force."""
    require(may_make_timetable(request.actor))
    first = withdraw_publication(
        actor=request.actor,
        publication_id=number_in_post(request, "publication"),
        now=request.now,
        with_content=lessons_with_content,
    )
    messages.success(
        request, f"Расписание, введённое с {full_date(first)}, снято: действует прежнее. Снятое — снова черновик."
    )
    return redirect("office:timetable_making")


@require_http_methods(["GET", "HEAD", "POST"])
def teacher_wishes(request: HttpRequest, employee_id: int) -> HttpResponse:
    """Show and keep when a teacher cannot or would rather not give lessons."""
    page = wishes_page(actor=request.actor, employee_id=employee_id)
    if request.method == "POST":
        wishes = wishes_in_post(request, days=page.days, numbers=page.numbers)
        keep_wishes(actor=request.actor, employee_id=employee_id, wishes=wishes, now=request.now)
        messages.success(request, f"Пожелания сохранены: {page.name}.")
        return redirect("office:timetable_making")
    context = {
        "page": page,
        "weekdays": WEEKDAYS[: page.days],
        "sections": sections(request),
    }
    return render(request, "parta/office/teacher_wishes.html", context)


def _seen(request: HttpRequest) -> dict[str, int]:
    require(may_make_timetable(request.actor))
    return {"draft_id": number_in_post(request, "draft"), "base": number_in_post(request, "base")}


def _page(request: HttpRequest, form: AskForm, status: int = 200, asked: QueryDict | None = None) -> HttpResponse:
    text = (asked or request.GET).get("draft", "")
    chosen = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
    draft = draft_chosen(actor=request.actor, draft_id=chosen)
    page = making_page(actor=request.actor, day=request.actor.today + timedelta(days=1), draft=draft)
    line = newest_job(request.actor, [timetable_jobs.KIND])
    college = request.frame.school_kind == "college"
    figures = scores(page.standing.quality, page.drawn.quality, college=college) if page.drawn else []
    context = {
        "page": page,
        "form": form,
        "minutes": MINUTES,
        "line": line,
        "back": "timetable_making",
        "worker": line is None or line.state != "waiting" or worker_is_there(),
        "problem": job_problem(request, line) if line else "",
        "conflicts": [conflict_text(one, page) for one in page.conflicts],
        "figures": figures,
        "changed": [
            ("По группам" if college else "По классам", changed_by_class(page)),
            ("По преподавателям" if college else "По учителям", changed_by_teacher(page)),
        ],
        "pictures": list(zip(curves(page.standing), curves(page.drawn), strict=True)) if page.drawn else [],
        "made": made_words(repaired=page.draft.repaired, stopped=page.draft.stopped, seconds=page.draft.seconds)
        if page.draft
        else "",
        "how_to_install": HOW_TO_INSTALL,
        "tomorrow": request.actor.today + timedelta(days=1),
        "sections": sections(request),
    }
    return render(request, "parta/office/timetable_making.html", context, status=status)

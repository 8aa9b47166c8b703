"""Marks of an earlier period on pages: a deputy's check of the pages that were brought, and bringing them in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.integrations.enums import Work
from parta.integrations.queries.drafts import marks_page
from parta.integrations.services.history import LONGEST_GROUND, ask_for_marks
from parta.jobs.enums import State
from parta.jobs.queries import newest_job, worker_is_there
from parta.kernel.decisions import Refused
from parta.web.office.sections import sections
from parta.web.office.views.jobs import job_problem
from parta.web.ui.refusals import refusal_html
from parta.wording.importing import SEVERITY_WORDS, problem_place, problem_text
from parta.wording.importing_report import place_words

_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: HttpRequest) -> HttpResponse:
    """Show what the pages of marks hold, have them checked, have them brought in."""
    if request.method != "POST":
        return _page(request)
    store = request.POST.get("act") == "store"
    ground = request.POST.get("ground", "")
    title = "Внесение отметок прошлого периода" if store else "Проверка отметок прошлого периода"
    try:
        ask_for_marks(actor=request.actor, ground=ground, store=store, title=title, now=request.now)
    except Refused as refused:
        return _page(request, refusal=refusal_html(refused.decision), ground=ground, status=422)
    return redirect("office:import_marks")


def _page(request: HttpRequest, *, refusal: str = "", ground: str = "", status: int = 200) -> HttpResponse:
    page = marks_page(actor=request.actor)
    report = page.report
    job = newest_job(request.actor, Work)
    if job and not job.open and job.kind not in (Work.CHECK_MARKS, Work.STORE_MARKS):
        job = None
    context = {
        "page": page,
        "refusal": refusal,
        "ground": ground or report.get("ground", ""),
        "longest": LONGEST_GROUND,
        "line": job,
        "back": "imports",
        "problem": job_problem(request, job) if job else "",
        "worker": not job or job.state != State.WAITING or worker_is_there(),
        "conflicts": [(place_words(place), was, said) for place, was, said in report.get("conflicts", [])],
        "problems": [
            (SEVERITY_WORDS[one.severity], problem_text(one), problem_place(one)) for one in page.problems[:_MOST]
        ],
        "sections": sections(request),
    }
    return render(request, "parta/office/import_marks.html", context, status=status)

"""Long work: what stands in the queue, how far it is, stopping it, taking what it made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from parta.destruction.enums import JOB as DESTRUCTION
from parta.integrations.enums import Work
from parta.jobs.access import visible_jobs
from parta.jobs.enums import State
from parta.jobs.queries import JobLine, job_line, job_lines, worker_is_there
from parta.jobs.services import stop_job, take_file
from parta.kernel.decisions import Decision, NotVisible
from parta.paper.jobs import ask_for_journals
from parta.web.office import timetable_jobs
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.jobs import state_word
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("Задание", 44), Column("Когда", 16), Column("Кто просил", 36), Column("Состояние", 18),
    Column("Закончено", 16), Column("Файл", 44),
)  # fmt: skip


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List the jobs that the person may see, newest first."""
    if asked_for_sheet(request):
        kept, _ = job_lines(request.actor, per_page=MOST_ROWS)
        rows = (
            (one.title, one.created_at, one.person, state_word(one.state), one.ended_at, one.file and one.file[0])
            for one in kept
        )
        return sheet(request, title="Задания", columns=_COLUMNS, rows=rows)
    page = max(number(request, "page", default=1), 1)
    lines, more = job_lines(request.actor, page=page)
    context = {
        "lines": lines,
        "page": page,
        "more": more,
        "query": filters_of(request),
        "live": any(line.open for line in lines),
        "others": any(not line.own for line in lines),
        "sections": sections(request),
    }
    return render(request, "parta/office/jobs.html", context)


@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one job: how far it is, what came of it."""
    line = job_line(request.actor, job_id)
    context = {
        "line": line,
        "back": "",
        "problem": job_problem(request, line),
        "worker": line.state != State.WAITING or worker_is_there(),
        "page_of_work": _page_of_work(line),
        "sections": sections(request),
    }
    return render(request, "parta/office/job.html", context)


def _page_of_work(line: JobLine) -> tuple[str, str] | None:
    if line.kind in set(Work):
        return reverse("office:imports"), "К загрузке таблиц"
    if line.kind == DESTRUCTION:
        return reverse("office:destruction_act", args=[line.parameters["act"]]), "К акту"
    return (reverse("office:timetable_making"), "К расписанию") if line.kind == timetable_jobs.KIND else None


@require_POST
def job_stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Stop a job."""
    found = visible_jobs(request.actor).filter(pk=job_id).first()
    if found is None:
        raise NotVisible
    stop_job(actor=request.actor, job=found, now=request.now)
    if request.POST.get("back") in ("imports", "timetable_making"):
        return redirect(f"office:{request.POST['back']}")
    return redirect("office:job", job_id)


@require_safe
def job_file(request: HttpRequest, job_id: int) -> HttpResponse:
    """Give the file that a job made; that it was taken is written down."""
    file = take_file(actor=request.actor, job_id=job_id, now=request.now)
    answer = HttpResponse(bytes(file.content), content_type=file.mime)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return answer


@require_POST
def class_journals_print(request: HttpRequest, class_id: int) -> HttpResponse:
    """Ask for the journals of a class as one PDF, and show how far it is."""
    return redirect("office:job", ask_for_journals(frame=request.frame, class_id=class_id).pk)


@require_POST
def journals_print(request: HttpRequest) -> HttpResponse:
    """Ask for the journals of the whole school, a PDF a class, and show how far it is."""
    return redirect("office:job", ask_for_journals(frame=request.frame, class_id=None).pk)


def job_problem(request: HttpRequest, line: JobLine) -> str:
    """Say why a job came to nothing; "" for one that did not."""
    if line.problem is None:
        return ""
    decision = Decision(allowed=False, code=line.problem["code"], params=line.problem["params"])
    return refusal_text(decision, terminology_of(request.frame.school_kind))

"""How far the year is set up: steps with their days by the act, what lacks, what waits for what."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_approve_year
from parta.curriculum.enums import YearPart
from parta.curriculum.queries.approvals import approvals_of
from parta.curriculum.services.approvals import approve_part
from parta.journal.enums import SetupStep
from parta.journal.queries.year_setup import SetupPage, setup_page
from parta.kernel.decisions import Refused, require
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none_in_post, number_in_post, number_or_none, text_in_post
from parta.web.permissions import opens_to
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.refusals import clause_text
from parta.wording.roles import role_name, terminology_of
from parta.wording.teaching import YEAR_PARTS
from parta.wording.year_setup import stand_title, step_lacks, step_title

_COLUMNS = (
    Column("Шаг", 30), Column("Чьё дело", 26), Column("Данные до", 12), Column("Срок", 12), Column("Пункт", 34),
    Column("Состояние", 14), Column("Всего", 8), Column("Чего нет", 24), Column("Где", 44), Column("Просрочено", 10),
    Column("Ждёт", 30), Column("Держит", 30),
)  # fmt: skip
_PAGES = {
    SetupStep.CALENDAR: "office:calendar",
    SetupStep.BELLS: "office:calendar",
    SetupStep.ROOMS: "office:rooms",
    SetupStep.SUBJECTS: "office:subjects",
    SetupStep.CLASSES: "office:classes",
    SetupStep.HOMEROOM: "office:classes",
    SetupStep.CURRICULUM: "office:curriculum",
    SetupStep.LOAD: "office:load",
    SetupStep.GROUPS: "office:group_lists",
    SetupStep.SESSIONS: "office:study_sessions",
    SetupStep.PRACTICES: "office:curriculum",
    SetupStep.TIMETABLE: "office:timetable",
    SetupStep.PROGRAMMES: "teacher:plans",
}


@require_http_methods(["GET", "HEAD", "POST"])
def year_setup(request: HttpRequest) -> HttpResponse:
    """Show the steps of the year that goes on or is to come; the director approves its parts."""
    problem = ""
    if request.method == "POST":
        require(may_approve_year(request.actor))
        try:
            said = _approved(request)
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, f"Утверждено: {said.lower()}.")
            return redirect("office:year_setup")
    page = setup_page(actor=request.actor, today=request.now.date(), year_id=number_or_none(request, "year"))
    if asked_for_sheet(request):
        chosen = page.year.title if page.year else ""
        rows = _lines(request, page)
        return sheet(request, title="Подготовка года", columns=_COLUMNS, rows=rows, chosen=chosen)
    words = terminology_of(request.frame.school_kind)
    context = {
        "page": page,
        "problem": problem,
        "typed": request.POST,
        "approvals": approvals_of(page.year, request.now.date()) if page.year else [],
        "may_approve": may_approve_year(request.actor),
        "part_title": YEAR_PARTS.get,
        "links": {step: reverse(name) for step, name in _PAGES.items() if opens_to(request.actor, name)},
        "step_title": lambda step: step_title(step, words),
        "step_lacks": lambda step: step_lacks(step, words),
        "stand_title": stand_title,
        "whose": lambda role: role_name(role, words).nominative,
        "query": filters_of(request),
        "late": [row for row in page.rows if row.late],
        "sections": sections(request),
    }
    return render(request, "parta/office/year_setup.html", context, status=422 if problem else 200)


def _approved(request: HttpRequest) -> str:
    """Enter the order of the form; give what it approves."""
    part, approved_on = request.POST.get("part", ""), day_or_none_in_post(request, "approved_on")
    if part not in set(YearPart):
        raise ValueError("Выберите, что утверждено.")
    if approved_on is None:
        raise ValueError("Укажите дату приказа: день, месяц и год.")
    approve_part(
        actor=request.actor, year_id=number_in_post(request, "year"), part=YearPart(part), approved_on=approved_on,
        order=text_in_post(request, "order", most=120), now=request.now,
    )  # fmt: skip
    return YEAR_PARTS[YearPart(part)]


def _lines(request: HttpRequest, page: SetupPage) -> Iterator[tuple[object, ...]]:
    words = terminology_of(request.frame.school_kind)
    for row in page.rows:
        head = (
            step_title(row.step, words), role_name(row.role, words).nominative, row.due.inputs, row.due.day,
            clause_text(row.due.clause), stand_title(row.stand), row.progress.total,
        )  # fmt: skip
        waits, holds = (", ".join(step_title(one, words) for one in some) for some in (row.waits_for, row.holds_up))
        tail = ("да" if row.late else "", waits, holds)
        if not row.progress.lacking:
            yield (*head, "", "", *tail)
        for name in row.progress.lacking:
            yield (*head, step_lacks(row.step, words), name, *tail)

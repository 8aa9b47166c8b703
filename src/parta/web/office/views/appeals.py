"""Written appeals about the service: the book, registering, answering."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import require
from parta.public_service.access import may_close, may_register
from parta.public_service.enums import LetterKind
from parta.public_service.queries.appeals import PER_PAGE, AppealsPage, appeals_page, one_appeal
from parta.public_service.queries.templates import template_of
from parta.public_service.services.appeals import answer_appeal, register_appeal
from parta.public_service.services.letters import Draft
from parta.web.acts import act_today
from parta.web.office.access_forms import AnswerForm, AppealForm
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.letters import SIGNER
from parta.wording.letters import appeal_answer as answer_text

_COLUMNS = (
    Column("№", 8), Column("Дата", 12), Column("От кого", 36), Column("О чём", 70), Column("Ответить до", 12),
    Column("Ответ №", 10), Column("Ответ от", 12),
)  # fmt: skip


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """List the book of appeals."""
    as_file = asked_for_sheet(request)
    page = appeals_page(
        actor=request.actor,
        waiting=request.GET.get("state") == "waiting",
        page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        chosen = "ждут ответа" if page.waiting else ""
        return sheet(request, title="Обращения", columns=_COLUMNS, rows=_lines(page), chosen=chosen, persons=())
    context = {
        "page": page,
        "may_register": may_register(request.actor),
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/appeals.html", context)


def _lines(page: AppealsPage) -> Iterator[tuple[object, ...]]:
    for row in page.appeals:
        answer = row.answer.registration if row.answer else None
        yield (
            row.registration.number, row.registration.day, row.author, row.text, row.due_on, answer and answer.number,
            answer and answer.day,
        )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request: HttpRequest) -> HttpResponse:
    """Register a written appeal."""
    require(may_register(request.actor))
    form = AppealForm(request.POST if request.method == "POST" else None)
    term = act_today(request).service.appeal_answer_days
    if request.method == "POST" and form.is_valid():
        row = register_appeal(actor=request.actor, fields=form.cleaned_data, days=term.value, now=request.now)
        messages.success(request, f"Обращение зарегистрировано: № {row.registration.number}.")
        return redirect("office:appeal", row.pk)
    context = {"form": form, "clause": term.clause if term.value else None, "sections": sections(request)}
    return render(request, "parta/office/appeal_new.html", context, status=422 if form.errors else 200)


@require_safe
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Show an appeal with its answer, or the form for one."""
    return _page(request, appeal_id, AnswerForm())


@require_POST
def appeal_answering(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Answer an appeal by a letter."""
    row = one_appeal(actor=request.actor, appeal_id=appeal_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, appeal_id, form)
    title, body = answer_text(
        template_of(LetterKind.APPEAL_ANSWER),
        row,
        answer=form.cleaned_data["answer"].replace("\r\n", "\n"),
        school=request.frame.school_name,
    )
    draft = Draft(row.author, row.address, row.email, title, body, SIGNER)
    letter = answer_appeal(actor=request.actor, appeal_id=appeal_id, letter=draft, now=request.now)
    messages.success(request, f"Ответ составлен: письмо № {letter.registration.number}.")
    return redirect("office:appeal", appeal_id)


def _page(request: HttpRequest, appeal_id: int, form: AnswerForm) -> HttpResponse:
    row = one_appeal(actor=request.actor, appeal_id=appeal_id)
    context = {
        "row": row,
        "form": form,
        "answers": may_close(request.actor) and row.answer_id is None,
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/appeal.html", context, status=422 if form.errors else 200)

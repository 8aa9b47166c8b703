"""Written appeals about the service: the book, registering, answering."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.public_service.access import may_decide, may_register
from parta.public_service.enums import LetterKind
from parta.public_service.queries.appeals import appeals_page, one_appeal
from parta.public_service.queries.templates import template_of
from parta.public_service.services.appeals import answer_appeal, register_appeal
from parta.public_service.services.letters import Draft
from parta.regulation.queries import versions
from parta.web.office.access_forms import AnswerForm, AppealForm
from parta.web.office.sections import filters_of, sections, service_tabs
from parta.web.parameters import number
from parta.wording.letters import SIGNER
from parta.wording.letters import appeal_answer as answer_text


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """List the book of appeals."""
    context = {
        "page": appeals_page(
            actor=request.actor,
            waiting=request.GET.get("state") == "waiting",
            page=number(request, "page", default=1),
        ),
        "may_register": may_register(request.actor),
        "today": request.actor.today,
        "query": filters_of(request),
        "tabs": service_tabs(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request: HttpRequest) -> HttpResponse:
    """Register a written appeal."""
    form = AppealForm(request.POST if request.method == "POST" else None)
    term = versions().on(request.actor.today).service.appeal_answer_days
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
        "answers": may_decide(request.actor) and row.answer_id is None,
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/appeal.html", context, status=422 if form.errors else 200)

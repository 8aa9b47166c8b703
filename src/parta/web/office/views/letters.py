"""Letters of the service: the book, printing, sending by e-mail, their texts; the end of a parent's access."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.installation.mail import mail_is_set_up
from parta.kernel.decisions import NotVisible, Refused
from parta.paper.letters import post_letter, print_letter
from parta.public_service.access import may_edit_letters
from parta.public_service.enums import EndReason, LetterKind
from parta.public_service.queries.letters import PER_PAGE, LettersPage, letters_page, served_parent
from parta.public_service.queries.templates import newest_versions, shipped, template_of, versions_of
from parta.public_service.rules.letters import NEEDED, PLACES
from parta.public_service.services.ending import end_access
from parta.public_service.services.letters import Draft
from parta.public_service.services.templates import save_template
from parta.web.acts import act_today
from parta.web.office.access_forms import EndForm, TextForm
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.files import pdf_file
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.letters import SIGNER, termination_letter
from parta.wording.public_service import LETTERS, REASONS
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("№", 8), Column("Дата", 12), Column("Кому", 36), Column("О чём", 40), Column("Почта", 30),
    Column("Отправлено", 16), Column("Ответ почтового сервера", 40),
)  # fmt: skip


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """List the book of letters with what became of their sending."""
    kind, as_file = request.GET.get("kind", ""), asked_for_sheet(request)
    page = letters_page(
        actor=request.actor,
        kind=kind if kind in set(LetterKind) else "",
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        unsent=request.GET.get("unsent") == "on",
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        said = (LETTERS[LetterKind(page.kind)] if page.kind else "", "не ушли по почте" if page.unsent else "")
        chosen = ", ".join(part for part in said if part)
        return sheet(
            request,
            title="Исходящие письма",
            columns=_COLUMNS,
            rows=_lines(page),
            chosen=chosen,
            persons=[one.person_id for one in page.letters if one.person_id],
        )
    context = {
        "page": page,
        "kinds": LETTERS,
        "may_send": may_edit_letters(request.actor),
        "mail": mail_is_set_up(),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/letters.html", context)


def _lines(page: LettersPage) -> Iterator[tuple[object, ...]]:
    for one in page.letters:
        last = next(iter(one.deliveries.all()), None)
        answer = (
            "" if last is None or last.tried_at is None else "принято" if last.accepted else last.answer or "не принято"
        )
        yield (
            one.registration.number, one.registration.day, one.recipient, LETTERS[LetterKind(one.kind)], one.email,
            last and last.tried_at, answer,
        )  # fmt: skip


@require_POST
def letter_print(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Give a letter as PDF."""
    printed = print_letter(frame=request.frame, letter_id=letter_id)
    return pdf_file(printed.content, printed.name)


@require_POST
def letter_sending(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Ask for a letter to be sent by e-mail."""
    post_letter(frame=request.frame, letter_id=letter_id)
    messages.success(request, "Письмо отправляется: ответ почтового сервера появится здесь.")
    return redirect("office:letters")


@require_http_methods(["GET", "HEAD", "POST"])
def access_end(request: HttpRequest, person_id: int) -> HttpResponse:
    """End the service for a parent, with a notice."""
    served = served_parent(actor=request.actor, school=request.school, person_id=person_id, now=request.now)
    initial = {"email": served.person.email, "reason": request.GET.get("reason", "")}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    error = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reason = EndReason(data["reason"])
        title, body = termination_letter(
            template_of(LetterKind.TERMINATION),
            person=served.person.full_name,
            children=served.children,
            reason=reason,
            words=data["words"],
            day=request.now.date(),
            school=request.frame.school_name,
        )
        try:
            letter = end_access(
                actor=request.actor,
                school=request.school,
                person_id=person_id,
                reason=reason,
                words=data["words"],
                letter=Draft(served.person.full_name, data["address"], data["email"], title, body, SIGNER),
                now=request.now,
            )
            messages.success(request, f"Доступ прекращён. Уведомление № {letter.registration.number}.")
            return redirect("office:letters")
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    notice = act_today(request).service.termination_notice_required
    context = {
        "served": served,
        "form": form,
        "error": error,
        "reasons": REASONS,
        "notice_clause": notice.clause if notice.value else None,
        "sections": sections(request),
    }
    return render(request, "parta/office/access_end.html", context, status=422 if form.errors or error else 200)


@require_safe
def letter_texts(request: HttpRequest) -> HttpResponse:
    """List the texts of letters."""
    newest = newest_versions()
    rows = [(kind, LETTERS[kind], newest.get(kind)) for kind in LetterKind]
    context = {"rows": rows, "sections": sections(request)}
    return render(request, "parta/office/letter_texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_text(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """Show a text with its versions, and change it."""
    if letter_kind not in set(LetterKind):
        raise NotVisible
    kind = LetterKind(letter_kind)
    kept = versions_of(kind)
    last = kept[0].version if kept else 0
    form = TextForm(request.POST or None, initial={"text": template_of(kind), "seen": last})
    error = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_template(actor=request.actor, kind=kind, text=data["text"], seen=data["seen"], now=request.now)
            messages.success(request, "Текст сохранён: новые письма пойдут по нему.")
            return redirect("office:letter_text", letter_kind)
        except Refused as refused:
            error = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    context: dict[str, Any] = {
        "title": LETTERS[kind],
        "form": form,
        "error": error,
        "places": [(place, place in NEEDED[kind]) for place in PLACES[kind]],
        "versions": kept,
        "shipped": shipped(kind),
        "sections": sections(request),
    }
    return render(request, "parta/office/letter_text.html", context, status=422 if form.errors or error else 200)

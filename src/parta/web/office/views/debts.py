"""Academic debts: the list with what arose, one debt with its terms, commission and retakes."""

from collections.abc import Callable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.journal.enums import DebtState, PauseReason
from parta.journal.queries.debts import DebtsPage, DebtsWanted, debt_page, debts_page
from parta.journal.services.debts import (
    name_commission,
    note_pause,
    raise_debts,
    set_debt_terms,
    withdraw_debt,
    withdraw_pause,
    write_attempt,
)
from parta.kernel.decisions import Refused
from parta.people.access import visible_diaries
from parta.regulation.enums import Terminology
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none_in_post, number_or_none, numbers_in_post, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.attestation import PAUSES, STATES, result_words
from parta.wording.plurals import counted
from parta.wording.terms import term_title

_COLUMNS = (
    Column("Студент", 34), Column("Группа", 12), Column("Дисциплина, МДК, практика", 44), Column("Период", 14),
    Column("Отметка", 10), Column("Возникла", 12), Column("Первая пересдача до", 14), Column("Вторая пересдача до", 14),
    Column("Последний день", 14), Column("Пересдачи", 24), Column("Ликвидирована", 14), Column("Состояние", 24),
)  # fmt: skip
_LONGEST_NAME = 200


@require_safe
@only_in_college
def debts(request: HttpRequest) -> HttpResponse:
    """List debts and results that make them; the filters stand in the address."""
    state = request.GET.get("state", "")
    wanted = DebtsWanted(
        number_or_none(request, "class"),
        state if state in set(DebtState) else "",
        request.GET.get("q", "").replace("\x00", "").strip()[:100],
    )
    page = debts_page(actor=request.actor, wanted=wanted, today=request.now.date())
    if asked_for_sheet(request):
        group = dict(page.groups).get(wanted.class_id or 0, "")
        state_words = STATES[DebtState(wanted.state)] if wanted.state else ""
        said = (group, state_words, f"«{wanted.name}»" if wanted.name else "")
        return sheet(
            request,
            title="Академические задолженности",
            columns=_COLUMNS,
            rows=_lines(page),
            chosen=", ".join(part for part in said if part),
            persons=[row.debt.pupil_id for row in page.rows],
        )
    context = {
        "page": page,
        "wanted": wanted,
        "may_raise": any(one.may_raise for one in page.arisen),
        "states": STATES,
        "term_title": term_title,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/debts.html", context)


def _lines(page: DebtsPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        one = row.debt
        yield (
            one.pupil.person.full_name, one.course.school_class.name if one.course.school_class else "",
            f"{one.course.subject.index} {one.course.name}".strip(), term_title(one.term.kind, one.term.number),
            one.value, one.raised_on, one.first_due, one.second_due, row.facts.last_day,
            ", ".join(f"{retake.day:%d.%m.%Y}: {retake.value}" for retake in row.facts.retakes), one.cleared_on,
            STATES[row.state],
        )  # fmt: skip


@require_POST
@only_in_college
def debt_raising(request: HttpRequest) -> HttpResponse:
    """Raise the debts of the results that are ticked."""
    made = raise_debts(actor=request.actor, result_ids=numbers_in_post(request, "result"), now=request.now)
    said = counted(len(made), "задолженность", "задолженности", "задолженностей")
    messages.success(request, f"Оформлено: {said}.")
    return redirect("office:debts")


@require_safe
@only_in_college
def debt(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Show one debt."""
    return _render(request, debt_id)


def _render(request: HttpRequest, debt_id: int, status: int = 200) -> HttpResponse:
    page = debt_page(actor=request.actor, debt_id=debt_id, today=request.now.date())
    context = {
        "page": page,
        "row": page.row,
        "sees_book": visible_diaries(request.actor).filter(pk=page.row.debt.pupil_id).exists(),
        "debt": page.row.debt,
        "states": STATES,
        "pauses": PAUSES,
        "result_words": result_words,
        "term_title": term_title,
        "typed": request.POST if status != 200 else {},
        "sections": sections(request),
    }
    return render(request, "parta/office/debt.html", context, status=status)


def _done(request: HttpRequest, debt_id: int, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision, Terminology.COLLEGE))
        return _render(request, debt_id, status=422)
    messages.success(request, said)
    return redirect("office:debt", debt_id)


@require_POST
@only_in_college
def debt_terms(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Set the terms of the retakes."""
    first, second = day_or_none_in_post(request, "first"), day_or_none_in_post(request, "second")
    if first is None:
        return _lacking(request, debt_id, "Назовите срок первой пересдачи.")
    return _done(
        request,
        debt_id,
        lambda: set_debt_terms(actor=request.actor, debt_id=debt_id, first=first, second=second, now=request.now),
        "Сроки пересдач назначены.",
    )


@require_POST
@only_in_college
def debt_commission(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Name the commission of the second retake."""
    names = [" ".join(line.split())[:_LONGEST_NAME] for line in request.POST.get("commission", "").splitlines()]
    names = [name for name in names if name][:20]
    order_no, ordered = request.POST.get("order_no", "").strip()[:60], day_or_none_in_post(request, "order_date")
    if ordered is None or "\x00" in order_no + "".join(names):
        return _lacking(request, debt_id, "Назовите приказ: номер и дату.")
    return _done(
        request,
        debt_id,
        lambda: name_commission(
            actor=request.actor, debt_id=debt_id, names=names, order_no=order_no, order_date=ordered, now=request.now
        ),
        "Комиссия назначена.",
    )


@require_POST
@only_in_college
def debt_pause(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Note days that are not counted."""
    start, end = day_or_none_in_post(request, "start"), day_or_none_in_post(request, "end")
    ground, reason = " ".join(request.POST.get("ground", "").split())[:300], request.POST.get("reason", "")
    if start is None or end is None or reason not in set(PauseReason) or "\x00" in ground:
        return _lacking(request, debt_id, "Назовите причину, дни и документ.")
    return _done(
        request,
        debt_id,
        lambda: note_pause(
            actor=request.actor,
            debt_id=debt_id,
            reason=PauseReason(reason),
            start=start,
            end=end,
            ground=ground,
            now=request.now,
        ),
        "Записано: эти дни в срок не входят.",
    )


@require_POST
@only_in_college
def debt_pause_withdrawal(request: HttpRequest, debt_id: int, pause_id: int) -> HttpResponse:
    """Take away days noted by mistake."""
    ground = text_in_post(request, "ground")
    return _done(
        request,
        debt_id,
        lambda: withdraw_pause(actor=request.actor, debt_id=debt_id, pause_id=pause_id, ground=ground, now=request.now),
        "Запись снята: эти дни снова входят в срок.",
    )


@require_POST
@only_in_college
def debt_withdrawal(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Take away a debt raised by mistake."""
    ground = text_in_post(request, "ground")
    try:
        withdraw_debt(actor=request.actor, debt_id=debt_id, ground=ground, now=request.now)
    except Refused as refused:
        messages.error(request, refusal_html(refused.decision, Terminology.COLLEGE))
        return _render(request, debt_id, status=422)
    messages.success(request, "Задолженность снята. Кто и почему её снял, видно в журнале изменений.")
    return redirect("office:debts")


@require_POST
@only_in_college
def debt_attempt(request: HttpRequest, debt_id: int) -> HttpResponse:
    """Write a retake."""
    day, value = day_or_none_in_post(request, "day"), request.POST.get("value", "")
    if day is None or not value:
        return _lacking(request, debt_id, "Назовите день и отметку.")
    return _done(
        request,
        debt_id,
        lambda: write_attempt(actor=request.actor, debt_id=debt_id, day=day, value=value, now=request.now),
        "Пересдача записана.",
    )


def _lacking(request: HttpRequest, debt_id: int, said: str) -> HttpResponse:
    messages.error(request, said)
    return _render(request, debt_id, status=422)

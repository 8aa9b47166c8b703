"""What has outlived its term, acts of destruction, and the terms of the school."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.destruction.access import may_approve, may_draw_up
from parta.destruction.enums import JOURNALS, PERSONAL, Kind, Reason, State
from parta.destruction.models import CommissionMember
from parta.destruction.queries.acts import act_page, acts_page
from parta.destruction.queries.outlived import Outlived, keeping_terms, outlived_page
from parta.destruction.rules.deciding import COMMISSION
from parta.destruction.rules.terms import MOST_YEARS
from parta.destruction.services.acts import Commission, approve_act, draw_up, go_on, set_term, withdraw_act
from parta.journal.queries.retention import kept_years
from parta.kernel.decisions import Decision, Refused
from parta.paper.destruction import print_destruction_act
from parta.people.access_persons import staff_persons
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_or_none_in_post, text_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.destruction import CATEGORIES, KINDS, REASONS, STATES, STAYS, act_title, contents_text
from parta.wording.refusals import clause_text, refusal_parts
from parta.wording.retention import kept_text
from parta.wording.roles import terminology_of

SEATS = 5
"""How many places of the commission the form offers."""
_COLUMNS = (
    Column("Кто", 36),
    Column("Что", 20),
    Column("Состав", 44),
    Column("Можно с", 12),
    Column("Уничтожить до", 14),
    Column("Причина", 40),
    Column("Основание", 36),
    Column("Что мешает", 40),
)


@require_http_methods(["GET", "HEAD", "POST"])
def destruction(request: HttpRequest) -> HttpResponse:
    """List what may be destroyed; a post draws up an act of what is ticked."""
    if request.method != "POST":
        return _page(request)
    members = [one for seat in range(SEATS) if (one := number_or_none_in_post(request, f"member{seat}")) is not None]
    commission = Commission(tuple(members), text_in_post(request, "order", most=200))
    wanted = [found for text in request.POST.getlist("line") if (found := _line_of(text)) is not None]
    try:
        act = draw_up(actor=request.actor, school=request.school, wanted=wanted, commission=commission, now=request.now)
    except Refused as refused:
        return _page(request, wanted, commission, refused.decision)
    messages.success(request, f"Составлен проект: {act_title(act)}. До утверждения ничего не уничтожается.")
    return redirect("office:destruction_act", act.pk)


@require_safe
def destruction_acts(request: HttpRequest) -> HttpResponse:
    """List the acts, the newest first."""
    page = acts_page(actor=request.actor, page=number(request, "page", default=1))
    context = {"page": page, "states": STATES, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/destruction_acts.html", context)


@require_safe
def destruction_act(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Show an act: who, whose data, where it stands and what may be done."""
    page = act_page(actor=request.actor, act_id=destruction_id, page=number(request, "page", default=1))
    act = page.act
    words = terminology_of(request.frame.school_kind)
    kinds = [kind for kind in Kind if kind in page.kinds]
    context = {
        "page": page,
        "act": act,
        "title": act_title(act),
        "state": STATES[State(act.state)],
        "lines": [
            (
                line,
                _place(Kind(line.kind), line.subject),
                KINDS[Kind(line.kind)],
                contents_text(line.contents),
                REASONS[Reason(line.reason)],
                refusal_parts(Decision(False, line.kept["code"], line.kept["params"]), words).why if line.kept else "",
            )
            for line in page.lines
        ],
        "categories": [(KINDS[kind], CATEGORIES[kind], STAYS[kind]) for kind in kinds],
        "draft": act.state == State.DRAFT,
        "may_withdraw": act.state == State.DRAFT and (may_draw_up(request.actor) or may_approve(request.actor)),
        "may_approve": act.state == State.DRAFT and may_approve(request.actor),
        "may_go_on": act.state == State.APPROVED and may_approve(request.actor) and page.job is None,
        "sections": sections(request),
    }
    return render(request, "parta/office/destruction_act.html", context)


@require_POST
def destruction_approval(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Approve an act: its data begin to go."""
    common = {"actor": request.actor, "act_id": destruction_id, "now": request.now}
    title = act_title(act_page(actor=request.actor, act_id=destruction_id, page=1).act)
    if request.POST.get("do") == "go_on":
        job = go_on(title=f"{title}: уничтожение", **common)
    else:
        job = approve_act(school=request.school, title=f"{title}: уничтожение", **common)
        messages.success(request, f"{title} утверждён, данные уничтожаются.")
    return redirect("office:job", job.pk)


@require_POST
def destruction_withdrawal(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Withdraw a draft."""
    ground = text_in_post(request, "ground")
    act = withdraw_act(actor=request.actor, act_id=destruction_id, ground=ground, now=request.now)
    messages.success(request, f"{act_title(act)} отозван, его номер остаётся за ним.")
    return redirect("office:destruction_act", act.pk)


@require_POST
def destruction_print(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Give an act as PDF, with the extract from the log when it is done."""
    printed = print_destruction_act(frame=request.frame, act_id=destruction_id)
    return pdf_file(printed.content, printed.name)


@require_POST
def destruction_terms(request: HttpRequest) -> HttpResponse:
    """Set how long the school keeps a kind of data."""
    kind = request.POST.get("kind", "")
    years = request.POST.get("years", "")
    fits = years.isascii() and years.isdigit() and len(years) < 4
    if kind not in set(Kind):
        return redirect("office:destruction")
    set_term(
        actor=request.actor,
        kind=Kind(kind),
        years=int(years) if fits else -1,
        paper=text_in_post(request, "paper", most=200),
        now=request.now,
    )
    messages.success(request, f"Срок записан: {KINDS[Kind(kind)]}.")
    return redirect("office:destruction")


def _page(
    request: HttpRequest,
    wanted: Sequence[tuple[Kind, int]] = (),
    commission: Commission | None = None,
    problem: Decision | None = None,
) -> HttpResponse:
    asked, today = request.GET, request.now.date()
    kind = Kind(asked["kind"]) if asked.get("kind") in set(Kind) else None
    ready, as_file = asked.get("when") != "later", asked_for_sheet(request)
    page = outlived_page(
        kind=kind,
        ready=ready,
        page=1 if as_file else number(request, "page", default=1),
        school=request.school,
        today=today,
        **({"per_page": MOST_ROWS + 1} if as_file else {}),
    )
    if as_file:
        chosen = ", ".join(filter(None, (KINDS[kind] if kind else "", "" if ready else "срок не вышел")))
        persons = {line.subject for line in page.lines if line.kind in PERSONAL}
        rows = map(_cells, page.lines)
        return sheet(request, title="К уничтожению", columns=_COLUMNS, rows=rows, chosen=chosen, persons=persons)
    draws = may_draw_up(request.actor) and ready
    seats = list(commission.members) if commission else _last_commission() if draws else []
    context: dict[str, Any] = {
        "page": page,
        "lines": [
            (line, _place(line.kind, line.subject), KINDS[line.kind], contents_text(line.contents), _why_not(line))
            for line in page.lines
        ],
        "kinds": KINDS.items(),
        "kind": kind,
        "ready": ready,
        "reasons": REASONS,
        "today": today,
        "draws": draws,
        "staff": list(staff_persons(today).select_related("employee").order_by("sort_key")) if draws else [],
        "seats": [seats[seat] if seat < len(seats) else None for seat in range(SEATS)],
        "least": COMMISSION,
        "order": commission.order if commission else "",
        "ticked": {f"{of}-{one}" for of, one in wanted},
        "all_ticked": problem is None,
        "problem": refusal_html(problem, terminology_of(request.frame.school_kind)) if problem else "",
        "terms": [(of, KINDS[of], term, clause_text(term.clause)) for of, term in keeping_terms(today).items()],
        "personal": PERSONAL,
        "kept": [(one.year, kept_text(one)) for one in kept_years(today)],
        "may_set": may_approve(request.actor),
        "most_years": MOST_YEARS,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/destruction.html", context, status=422 if problem else 200)


def _place(kind: Kind, subject: int) -> str:
    """Give the page of whom or what the data are of; "" for files."""
    if kind in PERSONAL:
        return reverse("office:person", args=[subject])
    if kind in JOURNALS:
        return reverse("teacher:journal", args=[subject])
    names = {Kind.REQUEST: "office:access_request", Kind.APPEAL: "office:appeal"}
    return reverse(names[kind], args=[subject]) if kind in names else ""


def _line_of(text: str) -> tuple[Kind, int] | None:
    kind, _, number_text = text.partition("-")
    fits = kind in set(Kind) and number_text.isascii() and number_text.isdigit() and len(number_text) < 19
    return (Kind(kind), int(number_text)) if fits else None


def _last_commission() -> list[int]:
    """Give the commission of the act drawn up last: usually it is the same one."""
    last = CommissionMember.objects.order_by("-act_id", "place").values_list("act_id", "person_id")[:SEATS]
    return [person for act, person in last if act == last[0][0]]


def _why_not(line: Outlived) -> str:
    if not line.decision.allowed:
        return refusal_parts(line.decision).why
    return "" if line.contents else "данных нет"


def _cells(line: Outlived) -> tuple[object, ...]:
    return (
        line.name,
        KINDS[line.kind],
        contents_text(line.contents),
        line.due.first,
        line.due.by,
        REASONS[line.due.reason],
        clause_text(line.due.clause),
        f"в акте № {line.act.registration.number}" if line.act else _why_not(line),
    )

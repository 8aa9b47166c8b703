"""The book of requests for access: registered at the desk, checked with the register, decided, carried out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.people.access_persons import persons_for_codes
from parta.people.rules.letting_in import decide_issuer
from parta.public_service.access import may_decide, may_register
from parta.public_service.enums import LetterKind, PaperKind, RefusalGround, State, Way
from parta.public_service.models import AccessRequest
from parta.public_service.queries.candidates import candidates
from parta.public_service.queries.requests import (
    FILTERS,
    PER_PAGE,
    RequestLine,
    request_line,
    requests_page,
)
from parta.public_service.queries.templates import template_of
from parta.public_service.rules.deciding import ServiceRule
from parta.public_service.services.letters import Draft
from parta.public_service.services.requests import (
    LettingIn,
    give_code,
    grant_access,
    refuse_access,
    register_request,
)
from parta.regulation.enums import Source
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation
from parta.web.office.access_forms import RefusalForm, RequestForm
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections, service_tabs
from parta.web.office.views.codes import consent_rule, slips
from parta.web.parameters import number, number_in_post, number_or_none, number_or_none_in_post
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.letters import SIGNER, refusal_letter
from parta.wording.public_service import (
    GROUNDS,
    MISMATCHES,
    PAPERS,
    RELATIONS,
    STATES,
    WAYS,
    state_title,
)
from parta.wording.refusals import clause_text, refusal_text
from parta.wording.regulation.values import setting_value
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("№", 8),
    Column("Дата", 12),
    Column("Заявитель", 34),
    Column("Ребёнок", 34),
    Column("Класс, группа", 14),
    Column("Срок", 12),
    Column("Состояние", 18),
    Column("Основание отказа", 40),
    Column("Решено", 18),
)
STATE_TITLES: dict[str, str] = {
    "open": "в работе",
    "overdue": "просрочены",
    **{str(code): title for code, title in STATES.items()},
}


@require_safe
def access_requests(request: HttpRequest) -> HttpResponse:
    """List the book of requests; the filters stand in the address."""
    state = request.GET.get("state", "")
    as_file = asked_for_sheet(request)
    page = requests_page(
        actor=request.actor,
        state=state if state in FILTERS else "",
        search=request.GET.get("q", "")[:100].strip(),
        year=number_or_none(request, "year"),
        page=1 if as_file else number(request, "page", default=1),
        today=request.actor.today,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        chosen = ", ".join(
            part for part in (STATE_TITLES.get(page.state, ""), str(page.year or ""), page.search) if part
        )
        rows = map(_cells, page.lines)
        return sheet(request, title="Запросы о доступе к дневнику", columns=_COLUMNS, rows=rows, chosen=chosen)
    context = {
        "page": page,
        "states": STATE_TITLES,
        "may_register": may_register(request.actor),
        "tabs": service_tabs(request),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/access_requests.html", context)


def _cells(line: RequestLine) -> tuple[object, ...]:
    row = line.row
    return (
        row.registration.number,
        row.registration.day,
        row.applicant,
        row.child,
        row.child_class,
        row.due_on,
        state_title(row.state),
        GROUNDS[RefusalGround(row.ground)] if row.ground else "",
        timezone.localtime(row.decided_at) if row.decided_at else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_new(request: HttpRequest) -> HttpResponse:
    """Register a parent's paper."""
    act = versions().on(request.actor.today)
    college = request.frame.school_kind == "college"
    form = RequestForm(request.POST or None, today=request.actor.today, college=college)
    if request.method == "POST" and form.is_valid():
        row = register_request(
            actor=request.actor, fields=form.cleaned_data, said=act.service.access_request_sla.value, now=request.now
        )
        messages.success(request, f"Запрос зарегистрирован: № {row.registration.number}.")
        return redirect("office:access_request", row.pk)
    hours = act.service.reception_hours
    context = {
        "form": form,
        "hours": setting_value("reception_hours", hours.value) if hours.value else "",
        "hours_clause": hours.clause,
        "term_clause": _said(act),
        "sections": sections(request),
    }
    return render(request, "parta/office/access_request_new.html", context, status=422 if form.errors else 200)


@require_safe
def access_request(request: HttpRequest, access_id: int) -> HttpResponse:
    """Show a request: the paper, whom the register knows, what may be done."""
    return _page(request, access_id)


@require_POST
def access_grant(request: HttpRequest, access_id: int) -> HttpResponse:
    """Grant access to the chosen pupil's diary to the chosen parent, or to a new one of the paper."""
    row = grant_access(
        actor=request.actor,
        school=request.school,
        request_id=access_id,
        pupil_id=number_in_post(request, "pupil"),
        guardian_id=number_or_none_in_post(request, "guardian"),
        rule=service_rule(versions().on(request.actor.today)),
        consents=consent_rule(request),
        now=request.now,
    )
    if row.state == State.GIVEN:
        messages.success(request, "Доступ дан: вход у родителя уже есть.")
    else:
        messages.success(request, "Доступ разрешён. Осталось выдать код.")
    return redirect("office:access_request", row.pk)


@require_POST
def access_refusal(request: HttpRequest, access_id: int) -> HttpResponse:
    """Refuse a request; the decision stands on its page, to be printed."""
    found = request_line(actor=request.actor, request_id=access_id, today=request.actor.today)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, access_id, form)
    act = versions().on(request.actor.today)
    ground, words = form.cleaned_data["ground"], " ".join(form.cleaned_data["words"].split())
    title, body = refusal_letter(
        template_of(LetterKind.REFUSAL),
        found.row,
        ground=ground,
        words=words,
        clause=act.service.refusal_reasons.clause if act.service.refusal_reasons.value else None,
        school=request.frame.school_name,
    )
    letter = refuse_access(
        actor=request.actor,
        request_id=access_id,
        ground=ground,
        words=words,
        rule=service_rule(act),
        letter=Draft(found.row.applicant, found.row.address, found.row.email, title, body, SIGNER),
        now=request.now,
    )
    messages.success(request, f"В доступе отказано. Решение № {letter.registration.number} можно печатать.")
    return redirect("office:access_request", access_id)


@require_POST
def access_code(request: HttpRequest, access_id: int) -> HttpResponse:
    """Issue the code of a granted request: the answer is the only page that shows it."""
    row = request_line(actor=request.actor, request_id=access_id, today=request.actor.today).row
    act = versions().on(request.actor.today)
    issued = give_code(
        actor=request.actor,
        school=request.school,
        request_id=access_id,
        letting_in=LettingIn(act.conditions(), issuers_by(act), consent_rule(request)),
        now=request.now,
    )
    return slips(
        request,
        [issued],
        {issued.person_id: f"родитель: {row.child}"},
        title=f"Код по запросу № {row.registration.number}",
    )


def service_rule(act: Regulation) -> ServiceRule:
    """Give what the act says of deciding on requests."""
    grounds, age = act.service.refusal_reasons, act.service.service_age_limit
    return ServiceRule(grounds.value, grounds.clause, age.value, age.clause)


def _said(act: Regulation) -> str:
    """Name the clause of the term, where the act has one."""
    term = act.service.access_request_sla
    return clause_text(term.clause) if term.value and term.source is not Source.DEFAULT else ""


def _page(request: HttpRequest, access_id: int, form: RefusalForm | None = None) -> HttpResponse:
    line = request_line(actor=request.actor, request_id=access_id, today=request.actor.today)
    row = line.row
    act = versions().on(request.actor.today)
    decides = may_decide(request.actor) and row.state == State.WAITING
    rule = service_rule(act)
    context: dict[str, Any] = {
        "line": line,
        "row": row,
        "letter": getattr(row, "letter", None),
        "papers": [PAPERS[PaperKind(paper)] for paper in row.papers],
        "relation": RELATIONS[row.relation],
        "way": WAYS[Way(row.way)],
        "found": candidates(row=row, school=request.school, now=request.now) if row.state == State.WAITING else None,
        "mismatches": MISMATCHES,
        "relations": RELATIONS,
        "decides": decides,
        "form": form or RefusalForm(),
        "grounds_all": GROUNDS,
        "grounds": [(ground, GROUNDS[ground]) for ground in rule.open_grounds()],
        "grounds_clause": rule.grounds_clause if rule.grounds else None,
        "term_clause": _said(act),
        "consents": consent_rule(request).required,
        "issue": _issuing(request, row, act),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/access_request.html", context, status=422 if form else 200)


def _issuing(request: HttpRequest, row: AccessRequest, act: Regulation) -> Any:
    """Tell whether this person issues the code that a granted request waits for; otherwise, who does."""
    if row.state != State.GRANTED:
        return None
    mine = persons_for_codes(request.actor, act.conditions()).filter(pk=row.guardian_id or 0).exists()
    by_act = decide_issuer(issuers_by(act).families, roles=request.actor.roles)
    words = terminology_of(request.frame.school_kind)
    return {"mine": mine and by_act.allowed, "who": "" if by_act.allowed else refusal_text(by_act, words)}

"""The book of requests for access: registered at the desk, checked with the register, decided, carried out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.installation.mail import mail_is_set_up
from parta.kernel.decisions import refusal, require
from parta.kernel.enums import FileKind
from parta.people.access_persons import persons_for_codes
from parta.people.enums import Role
from parta.people.rules.letting_in import decide_issuer
from parta.public_service.access import may_decide, may_register
from parta.public_service.enums import Hand, LetterKind, PaperKind, RefusalCode, RefusalGround, State, Way
from parta.public_service.models import AccessRequest
from parta.public_service.queries.candidates import candidates
from parta.public_service.queries.requests import (
    FILTERS,
    PER_PAGE,
    RequestLine,
    leader_of,
    request_line,
    requests_page,
)
from parta.public_service.queries.templates import template_of
from parta.public_service.rules.deciding import ServiceRule
from parta.public_service.rules.papers import papers_missing
from parta.public_service.services.by_form import open_request_scan
from parta.public_service.services.letters import Draft
from parta.public_service.services.requests import (
    LettingIn,
    give_code,
    grant_access,
    note_papers,
    refuse_access,
    register_request,
)
from parta.regulation.enums import Source
from parta.regulation.rules.tree import Regulation
from parta.web.acts import act_today
from parta.web.office.access_forms import RefusalForm, RequestForm
from parta.web.office.code_jobs import ask_for_letter
from parta.web.office.issuers import issuers_by
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.codes import consent_rule, slips
from parta.web.parameters import number, number_in_post, number_or_none, number_or_none_in_post
from parta.web.ui.files import scan_file
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.letters import DEPUTY_SIGNER, SIGNER, refusal_letter
from parta.wording.public_service import (
    GROUNDS,
    HAND_STEPS,
    MISMATCHES,
    PAPERS,
    RELATIONS,
    STATES,
    WAYS,
    hand_words,
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
    Column("У кого", 30),
    Column("С какого времени", 18),
    Column("Основание отказа", 40),
    Column("Решено", 18),
    Column("Услуга начата", 18),
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
        hands = hands_of(act_today(request), request.frame.school_kind)
        rows = (_cells(line, hands) for line in page.lines)
        return sheet(
            request, title="Запросы о доступе к дневнику", columns=_COLUMNS, rows=rows, chosen=chosen, persons=()
        )
    context = {
        "page": page,
        "states": STATE_TITLES,
        "may_register": may_register(request.actor, act_today(request).conditions()),
        "hands": hands_of(act_today(request), request.frame.school_kind),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/access_requests.html", context)


def _cells(line: RequestLine, hands: Mapping[Hand, str]) -> tuple[object, ...]:
    row, at = line.row, line.at
    return (
        row.registration.number,
        row.registration.day,
        row.applicant,
        row.child,
        row.child_class,
        row.due_on,
        state_title(row.state),
        hands[at.hand] if at else "",
        timezone.localtime(at.since) if at and at.since else None,
        GROUNDS[RefusalGround(row.ground)] if row.ground else "",
        timezone.localtime(row.decided_at) if row.decided_at else None,
        timezone.localtime(line.began) if line.began else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_new(request: HttpRequest) -> HttpResponse:
    """Register a parent's paper."""
    act = act_today(request)
    require(may_register(request.actor, act.conditions()))
    college = request.frame.school_kind == "college"
    form = RequestForm(request.POST or None, today=request.actor.today, college=college)
    if request.method == "POST" and form.is_valid():
        row = register_request(
            actor=request.actor,
            fields=form.cleaned_data,
            said=act.service.access_request_sla.value,
            conditions=act.conditions(),
            now=request.now,
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
def access_scan(request: HttpRequest, scan_id: int) -> HttpResponse:
    """Give a scan that came with a request; who looked is written down."""
    row = open_request_scan(actor=request.actor, scan_id=scan_id, now=request.now)
    return scan_file(bytes(row.content), FileKind(row.kind), f"{PAPERS[PaperKind(row.paper)]} {row.pk}.{row.kind}")


@require_POST
def access_papers(request: HttpRequest, access_id: int) -> HttpResponse:
    """Note which papers the applicant has shown at the desk."""
    sent = set(request.POST.getlist("papers"))
    note_papers(
        actor=request.actor,
        request_id=access_id,
        papers=[one for one in PaperKind if one in sent],
        conditions=act_today(request).conditions(),
        now=request.now,
    )
    messages.success(request, "Показанные документы отмечены.")
    return redirect("office:access_request", access_id)


@require_POST
def access_grant(request: HttpRequest, access_id: int) -> HttpResponse:
    """Grant access to the chosen pupil's diary to the chosen parent, or to a new one of the paper."""
    row = grant_access(
        actor=request.actor,
        school=request.school,
        request_id=access_id,
        pupil_id=number_in_post(request, "pupil"),
        guardian_id=number_or_none_in_post(request, "guardian"),
        rule=service_rule(act_today(request)),
        consents=consent_rule(request),
        conditions=act_today(request).conditions(),
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
    act = act_today(request)
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
        letter=Draft(found.row.applicant, found.row.address, found.row.email, title, body, *_signer(request)),
        conditions=act.conditions(),
        now=request.now,
    )
    messages.success(request, f"В доступе отказано. Решение № {letter.registration.number} можно печатать.")
    return redirect("office:access_request", access_id)


@require_POST
def access_code(request: HttpRequest, access_id: int) -> HttpResponse:
    """Issue the code of a granted request, by mail or on this answer: no other page shows it."""
    row = request_line(actor=request.actor, request_id=access_id, today=request.actor.today).row
    act = act_today(request)
    if request.POST.get("by") == "mail":
        issuing = _issuing(request, row, act)
        if issuing is None:
            raise refusal(RefusalCode.NOT_GRANTED)
        require(issuing["mine"])
        title = f"Код по почте: запрос № {row.registration.number}"
        return redirect("office:job", ask_for_letter(request, email=row.email, title=title, access=row.pk).pk)
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


def _signer(request: HttpRequest) -> tuple[str, str]:
    """Tell the post and the name of who signs a refusal: the director, or the deputy who refuses (S3: П3-2.13)."""
    if request.actor.has(Role.DIRECTOR):
        return SIGNER, ""
    return DEPUTY_SIGNER, request.frame.person_name


def service_rule(act: Regulation) -> ServiceRule:
    """Give what the act says of deciding on requests."""
    grounds, age = act.service.refusal_reasons, act.service.service_age_limit
    papers = act.service.access_papers
    return ServiceRule(grounds.value, grounds.clause, age.value, age.clause, papers.value, papers.clause)


def _said(act: Regulation) -> str:
    """Name the clause of the term, where the act has one."""
    term = act.service.access_request_sla
    return clause_text(term.clause) if term.value and term.source is not Source.DEFAULT else ""


def _page(request: HttpRequest, access_id: int, form: RefusalForm | None = None) -> HttpResponse:
    line = request_line(actor=request.actor, request_id=access_id, today=request.actor.today)
    row = line.row
    act = act_today(request)
    decides = may_decide(request.actor, act.conditions()) and row.state == State.WAITING
    rule = service_rule(act)
    search = request.GET.get("q", "")[:100]
    context: dict[str, Any] = {
        "line": line,
        "row": row,
        "letter": getattr(row, "letter", None),
        "scans": [(one.pk, PAPERS[PaperKind(one.paper)], one.kind, one.size) for one in row.scans.defer("content")],
        "missing": [PAPERS[one] for one in papers_missing(relation=row.relation, shown=row.papers, named=rule.papers)],
        "papers": [PAPERS[PaperKind(paper)] for paper in row.papers],
        "papers_all": PAPERS,
        "papers_clause": rule.papers_clause if rule.papers else None,
        "notes_papers": row.state == State.WAITING and (decides or may_register(request.actor, act.conditions())),
        "relation": RELATIONS[row.relation],
        "way": WAYS[Way(row.way)],
        "found": candidates(row=row, school=request.school, now=request.now, search=search)
        if row.state == State.WAITING
        else None,
        "search": search,
        "mismatches": MISMATCHES,
        "relations": RELATIONS,
        "decides": decides,
        "hands": hands_of(act, request.frame.school_kind),
        "doers": {
            Hand.DESK: row.registered_by.full_name if row.registered_by else "по форме",
            Hand.DECISION: row.decided_by.full_name if row.decided_by else "",
            Hand.CODE: row.given_by.full_name if row.given_by else "",
        },
        "leader": leader_of(row.pupil_id, request.actor.today) if row.pupil_id else "",
        "step_titles": HAND_STEPS,
        "form": form or RefusalForm(),
        "grounds_all": GROUNDS,
        "grounds": [(ground, GROUNDS[ground]) for ground in rule.open_grounds()],
        "grounds_clause": rule.grounds_clause if rule.grounds else None,
        "term_clause": _said(act),
        "consents": consent_rule(request).required,
        "issue": _issuing(request, row, act),
        "mail": mail_is_set_up(),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/access_request.html", context, status=422 if form else 200)


def hands_of(act: Regulation, school_kind: str) -> dict[Hand, str]:
    """Say in whose hands a request is on each stop of its way, by the act."""
    by_deputy = act.access.deputy_decides_access.value
    return hand_words(issuers_by(act).families.by, deputy=by_deputy, words=terminology_of(school_kind))


def _issuing(request: HttpRequest, row: AccessRequest, act: Regulation) -> Any:
    """Tell whether this person issues the code that a granted request waits for; otherwise, who does."""
    if row.state != State.GRANTED:
        return None
    mine = persons_for_codes(request.actor, act.conditions()).filter(pk=row.guardian_id or 0).exists()
    by_act = decide_issuer(issuers_by(act).families, roles=request.actor.roles)
    words = terminology_of(request.frame.school_kind)
    return {"mine": mine and by_act.allowed, "who": "" if by_act.allowed else refusal_text(by_act, words)}

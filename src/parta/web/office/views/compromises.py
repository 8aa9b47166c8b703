"""Accounts that somebody else used: telling it, the list of cases, one case, and giving the account back."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.journal.access_requests import may_void
from parta.journal.queries.voiding import Done, Wanted, by_hand, courses_of, done_page, voidings_of
from parta.journal.rules.edit_requests import end_of_day
from parta.journal.rules.voiding import GROUND_LENGTH
from parta.journal.services.voiding import void_operations
from parta.kernel.decisions import NotVisible, Refused
from parta.people.access_persons import may_return_accounts
from parta.people.models import Compromise
from parta.people.queries.compromises import compromises as list_of_cases
from parta.people.queries.compromises import open_compromises
from parta.people.rules.compromises import tell_by
from parta.people.services.compromises import report_compromise, return_account
from parta.public_service.queries.calendar import office_days
from parta.public_service.services.help import tell_support
from parta.regulation.queries import versions
from parta.web.acts import act_today
from parta.web.doors.compromise import CompromiseForm
from parta.web.office.checking import NOTHING, address_of
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.codes import consent_rule, slips, visible_person
from parta.web.parameters import day_or_none, number, number_or_none, numbers_in_post
from parta.web.ui.refusals import refusal_html
from parta.wording.acts import act_title
from parta.wording.history import state_words
from parta.wording.plurals import counted
from parta.wording.public_service import compromise_told
from parta.wording.refusals import clause_text
from parta.wording.roles import terminology_of
from parta.wording.voiding import KINDS


class VoidingForm(forms.Form):
    """The order, whether it reaches closed periods, and the last day to write anew."""

    ground = forms.CharField(
        max_length=GROUND_LENGTH,
        required=False,
        error_messages={"max_length": f"Основание длиннее {GROUND_LENGTH} знаков."},
    )
    closed = forms.BooleanField(required=False)
    until = forms.DateField(required=False, error_messages={"invalid": "Дата написана неверно."})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask since when somebody else used a person's account; a post freezes it and opens the case."""
    person = visible_person(request, person_id)
    data = request.POST if request.method == "POST" else None
    form = CompromiseForm(data, now=request.now)
    if data is not None and form.is_valid():
        case = report_compromise(
            actor=request.actor, school=request.school, person_id=person.pk, told=form.told(), now=request.now
        )
        if act_today(request).doors.compromise_report_sla.value is not None:
            tell_support(actor=request.actor, words=compromise_told(case.pk), now=request.now)
        return redirect("office:compromise", case.pk)
    context = {
        "person": person,
        "form": form,
        "case": open_compromises(person.pk).first(),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/compromise_report.html", context, status=200 if data is None else 422)


@require_safe
def compromises(request: HttpRequest) -> HttpResponse:
    """List the accounts that somebody else used, the frozen ones first."""
    context = {"cases": list_of_cases(), "sections": sections(request)}
    return render(request, "parta/office/compromises.html", context)


@require_safe
def compromise(request: HttpRequest, compromise_id: int) -> HttpResponse:
    """Show one case: what was told, what the account did since, what is void, and how the account comes back."""
    return _case(request, compromise_id, VoidingForm())


@require_POST
def voiding(request: HttpRequest, compromise_id: int) -> HttpResponse:
    """Declare void what is ticked, or all that the filter of the address finds; the filter is kept."""
    form = VoidingForm(request.POST)
    whole = request.POST.get("do") == "all"
    ids = numbers_in_post(request, "ids")
    if not form.is_valid():
        return _case(request, compromise_id, form, [str(text) for texts in form.errors.values() for text in texts], ids)
    day = form.cleaned_data["until"]
    try:
        done = void_operations(
            actor=request.actor,
            compromise_id=compromise_id,
            ids=None if whole else ids,
            wanted=_wanted(request) if whole else None,
            ground=form.cleaned_data["ground"],
            until=end_of_day(day, request.now.tzinfo) if day else None,
            closed_too=form.cleaned_data["closed"],
            now=request.now,
        )
    except Refused as refused:
        said = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        return _case(request, compromise_id, form, [said], ids)
    parts = [f"Аннулировано: {counted(done.operations, 'запись', 'записи', 'записей')}."]
    if done.records:
        parts.append(f"Изменилось в журналах: {counted(done.records, 'клетка', 'клетки', 'клеток')}.")
    if done.opened:
        parts.append(f"Открыто учителям: {counted(done.opened, 'клетка', 'клетки', 'клеток')}.")
    messages.success(request, " ".join(parts))
    query = filters_of(request).rstrip("&")
    return redirect(f"{reverse('office:compromise', args=[compromise_id])}{'?' if query else ''}{query}")


def _case(
    request: HttpRequest,
    compromise_id: int,
    form: VoidingForm,
    errors: Sequence[str] = (),
    ticked: Sequence[int] = (),
) -> HttpResponse:
    case = Compromise.objects.select_related("person", "told_by", "returned_by").filter(pk=compromise_id).first()
    if case is None:
        raise NotVisible
    act = versions().on(case.told_at.astimezone(request.frame.zone).date())
    void, sla = act.doors.void_after_compromise, act.doors.compromise_report_sla
    until = None
    if sla.value is not None:
        working = office_days(case.noticed_on, case.told_at.astimezone(request.frame.zone).date())
        until = tell_by(case.noticed_on, sla.value, working)
    wanted = _wanted(request)
    page = done_page(case, wanted, page=number(request, "page", default=1), now=request.now)
    letters = versions().on(request.now.date()).absence_letters()
    own = case.person_id == request.actor.person_id
    orders, hand = voidings_of(case), by_hand(case, apart=NOTHING)
    context = {
        "case": case,
        "late": told_late(case, until, request),
        "sla_clause": clause_text(sla.clause),
        "void_clause": clause_text(void.clause) if void.value else "",
        "page": page,
        "rows": [_line(row, letters) for row in page.rows],
        "orders": {order.pk: order for order in orders},
        "by_hand": [(event, about, act_title(event.act), address_of(event)) for event, about in hand.rows],
        "hand_left": hand.left,
        "kinds": KINDS.items(),
        "courses": courses_of(case),
        "wanted": wanted,
        "form": form,
        "errors": errors,
        "ticked": set(ticked),
        "may_void": may_void(request.actor) and not own,
        "may_return": may_return_accounts(request.actor) and not own,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/compromise.html", context, status=422 if errors else 200)


def _line(row: Done, letters: Mapping[str, str]) -> tuple[Done, str, str, str]:
    before, after = (state_words(row.kind, state, letters) for state in (row.before, row.after))
    return row, act_title(row.act), before, after


def _wanted(request: HttpRequest) -> Wanted:
    kind = request.GET.get("kind", "")
    return Wanted(
        kinds=(kind,) if kind in KINDS else (),
        course_id=number_or_none(request, "course"),
        start=day_or_none(request, "from"),
        end=day_or_none(request, "to"),
    )


def told_late(case: Compromise, until: date | None, request: HttpRequest) -> date | None:
    """Give the last day to tell, where the report came after it."""
    return until if until is not None and case.told_at.astimezone(request.frame.zone).date() > until else None


@require_POST
def give_back(request: HttpRequest, compromise_id: int) -> HttpResponse:
    """Give the account back: the answer is the only page that shows the new code, where there is one."""
    issued = return_account(
        actor=request.actor,
        school=request.school,
        compromise_id=compromise_id,
        consents=consent_rule(request),
        now=request.now,
    )
    if issued is None:
        messages.warning(
            request,
            "Случай закрыт, код не выдан: услуга для этого человека прекращена или вход закрыл "
            "классный руководитель; вход откроет новое решение.",
        )
        return redirect("office:compromise", compromise_id)
    return slips(request, [issued], {}, title="Код для возвращённого входа", skipped=0)

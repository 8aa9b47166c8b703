"""Accounts that somebody else used: telling it, the list of cases, one case, and giving the account back."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import NotVisible
from parta.people.access_persons import may_return_accounts
from parta.people.models import Compromise
from parta.people.queries.compromises import compromises as list_of_cases
from parta.people.queries.compromises import open_compromise
from parta.people.rules.compromises import tell_by
from parta.people.services.compromises import report_compromise, return_account
from parta.regulation.queries import versions
from parta.regulation.rules.moments import ORDINARY_WEEK
from parta.web.doors.compromise import CompromiseForm
from parta.web.office.sections import sections
from parta.web.office.views.codes import consent_rule, slips, visible_person
from parta.wording.refusals import clause_text


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
        return redirect("office:compromise", case.pk)
    context = {
        "person": person,
        "form": form,
        "case": open_compromise(person.pk),
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
    case = Compromise.objects.select_related("person", "told_by", "returned_by").filter(pk=compromise_id).first()
    if case is None:
        raise NotVisible
    rule = versions().on(case.told_at.astimezone(request.frame.zone).date()).doors.compromise_report_sla
    until = tell_by(case.noticed_on, rule.value, ORDINARY_WEEK)
    context = {
        "case": case,
        "late": told_late(case, until, request),
        "sla_clause": clause_text(rule.clause),
        "may_return": may_return_accounts(request.actor) and case.person_id != request.actor.person_id,
        "sections": sections(request),
    }
    return render(request, "parta/office/compromise.html", context)


def told_late(case: Compromise, until: date | None, request: HttpRequest) -> date | None:
    """Give the last day to tell, where the report came after it."""
    return until if until is not None and case.told_at.astimezone(request.frame.zone).date() > until else None


@require_POST
def give_back(request: HttpRequest, compromise_id: int) -> HttpResponse:
    """Give the account back: the answer is the only page that shows the new code."""
    issued = return_account(
        actor=request.actor,
        school=request.school,
        compromise_id=compromise_id,
        consents=consent_rule(request),
        now=request.now,
    )
    return slips(request, [issued], {}, title="Код для возвращённого входа", skipped=0)

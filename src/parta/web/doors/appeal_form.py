"""An appeal about the service by a form: open to everybody, it answers with a number and a day alone."""

from datetime import datetime
from uuid import UUID, uuid4

from allauth.core.ratelimit import consume, respond_429
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.installation.mail import post
from parta.kernel.decisions import NotVisible
from parta.public_service.services.by_form import appeal_by_form, appeal_by_ticket
from parta.regulation.queries import versions
from parta.web.doors.access_form import CROWDED, is_crowded, now_here, school_name
from parta.web.office.access_forms import PublicAppealForm
from parta.wording.service_form import appeal_letter


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_form(request: HttpRequest) -> HttpResponseBase:
    """Show the form and take it."""
    now = now_here()
    days = _days(now)
    if days is None:
        raise NotVisible
    data = request.POST if request.method == "POST" else None
    if data is not None and not consume(request, action="service_form"):
        return respond_429(request)
    form = PublicAppealForm(data, initial={"ticket": uuid4()})
    crowded = data is not None and form.is_valid() and is_crowded(request, "appeals")
    if data is not None and form.is_valid() and not crowded:
        fields = dict(form.cleaned_data)
        ticket = fields.pop("ticket")
        row, new = appeal_by_form(school_slug=request.school.slug, ticket=ticket, fields=fields, days=days, now=now)
        if new and row.email:
            number, day = row.registration.number, row.registration.day
            subject, text = appeal_letter(number=number, day=day, due=row.due_on, school=school_name(request))
            post(to=row.email, subject=subject, text=text)
        return redirect("appeal_form_sent", ticket)
    error, status = (CROWDED, 429) if crowded else ("", 200 if data is None else 422)
    context = {"form": form, "error": error, "school_name": school_name(request), "days": days}
    return render(request, "parta/doors/appeal_form.html", context, status=status)


@require_safe
def appeal_form_sent(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Tell the number, the day and the term of an appeal, to who holds its ticket."""
    row = appeal_by_ticket(ticket)
    if row is None:
        raise NotVisible
    return render(request, "parta/doors/appeal_form_sent.html", {"row": row, "school_name": school_name(request)})


def _days(now: datetime) -> int | None:
    return versions().on(now.date()).service.appeal_answer_days.value

"""How the staff comes in: what the school demands, who lacks it, and a second factor that was lost."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parta.installation.queries.second_factors import with_second_factor
from parta.people.queries.sign_in import staff_sign_in
from parta.people.services.second_factors import reset_second_factor
from parta.school.services.doors import demand_second_factor
from parta.web.office.sections import sections
from parta.web.office.views.codes import visible_person

GROUND_LENGTH = 500


def sign_in(request: HttpRequest) -> HttpResponse:
    """Show who of the staff signs in by two steps; a post sets from when it is demanded."""
    error = ""
    if request.method == "POST":
        since, error = _day(request.POST.get("since", ""))
        if not error:
            demand_second_factor(actor=request.actor, since=since, now=request.now)
            messages.success(request, f"Требуется с {since:%d.%m.%Y}." if since else "Второй шаг только советуют.")
            return redirect("office:sign_in")
    context = {
        "staff": staff_sign_in(school=request.school, today=request.actor.today),
        "since": request.frame.second_factor_from,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/sign_in.html", context, status=422 if error else 200)


def second_factor_reset(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask on what ground a lost second factor is reset, and reset it."""
    person = visible_person(request, person_id)
    if request.method == "POST":
        ground = " ".join(request.POST.get("ground", "").split())[:GROUND_LENGTH]
        reset_second_factor(
            actor=request.actor, school=request.school, person_id=person.pk, ground=ground, now=request.now
        )
        messages.success(request, "Второй шаг сброшен, открытые сеансы завершены.")
        return redirect("office:person", person.pk)
    has = with_second_factor(school=request.school, person_ids=[person.pk]).get(person.pk, False)
    context = {"person": person, "has": has, "length": GROUND_LENGTH, "sections": sections(request)}
    return render(request, "parta/office/second_factor_reset.html", context)


def _day(typed: str) -> tuple[date | None, str]:
    if not typed:
        return None, ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        return None, "Напишите день так: 2026-12-01, или оставьте поле пустым."

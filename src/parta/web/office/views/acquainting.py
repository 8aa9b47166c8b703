"""Acts that people are asked to know: reading and saying so, and who has not."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.kernel.decisions import NotVisible
from parta.regulation.enums import KnownBy, UserGroup
from parta.regulation.queries.acquainting import Silent, asked_of, known_acts, silent_about
from parta.regulation.queries.user_rules import Reader, rules_for
from parta.regulation.services.acquainting import acknowledge
from parta.regulation.services.documents import ask_to_know
from parta.regulation.services.user_rules import acknowledge_rules
from parta.web.middleware.sessions import ASKED
from parta.web.office.sections import sections
from parta.web.parameters import number, number_or_none_in_post, numbers_in_post
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.documents import KNOWN_BY
from parta.wording.user_rules import GROUPS, rules_lines

_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def acquaint(request: HttpRequest) -> HttpResponse:
    """Show the rules and the acts that the person is asked to know; a post says that those shown are read."""
    if request.method == "POST":
        read = {group: number for group in UserGroup if (number := number_or_none_in_post(request, group)) is not None}
        with transaction.atomic():
            acknowledge_rules(actor=request.actor, read=read, now=request.now)
            acknowledge(actor=request.actor, edition_ids=numbers_in_post(request, "edition"), now=request.now)
    waiting = [one for one in asked_of(request.actor) if one.acknowledged_at is None]
    rules = [one for one in rules_for(request.actor) if one.waits]
    if not waiting and not rules:
        request.session.pop(ASKED, None)
        return redirect("school_home")
    if request.method == "POST":
        return redirect("office:acquaint")
    told = [(one, rules_lines(one.group, one.text)) for one in rules]
    context = {"waiting": waiting, "rules": told, "groups": GROUPS}
    return render(request, "parta/office/acquaint.html", context)


@require_POST
def known(request: HttpRequest, act_id: int) -> HttpResponse:
    """Name who is asked to know an act."""
    wanted = request.POST.get("known_by", "")
    if wanted not in set(KnownBy):
        raise NotVisible
    act = ask_to_know(actor=request.actor, act_id=act_id, known_by=KnownBy(wanted), now=request.now)
    said = "Парта попросит прочитать документ при ближайшем входе." if act.known_by else "Больше никого не просим."
    messages.success(request, said)
    return redirect("office:documents")


@require_safe
def acquaintances(request: HttpRequest) -> HttpResponse:
    """List the acts that people are asked to know, and who has not said so of one of them."""
    today = request.actor.today
    acts = known_acts(school=request.school, today=today)
    chosen = next((one for one in acts if one.act_id == number(request, "act", default=0)), None)
    file = asked_for_sheet(request)
    most = MOST_ROWS if file else _SHOWN
    silent = silent_about(chosen.act_id, school=request.school, today=today, most=most) if chosen else []
    if file and chosen:
        edition = f"{chosen.title}, редакция от {chosen.starts_on:%d.%m.%Y}"
        return sheet(
            request,
            title="Не ознакомились",
            columns=[Column("Кто", 40), Column("Должность или класс", 30)],
            rows=[(one.name, who(one)) for one in silent],
            chosen=f"{edition}. Подтвердили {chosen.said} из {chosen.wanted}.",
            persons=[one.person_id for one in silent],
        )
    context = {
        "acts": acts,
        "chosen": chosen,
        "silent": [(one, who(one)) for one in silent],
        "known_by": KNOWN_BY,
        "sections": sections(request),
    }
    return render(request, "parta/office/acquaintances.html", context)


def who(one: Silent | Reader) -> str:
    """Say who somebody is in the school."""
    if one.post is not None:
        return one.post or "сотрудник"
    return one.class_name or "родитель"

"""Issuing one-time codes: the answer is the only page that ever shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parta.installation.queries.accounts import WayIn
from parta.installation.services.codes import IssuedCode
from parta.kernel.decisions import Forbidden, NotVisible, refuse_if
from parta.paper.code_slips import print_code_slips
from parta.people.access_persons import persons_for_codes, staff_among, visible_persons
from parta.people.models import Person
from parta.people.queries.classes import class_page
from parta.people.queries.consents import covered_by_consent, kept_out_by_adults
from parta.people.queries.persons import PeopleAsked, names_of, people_page
from parta.people.rules.consents import ConsentRule, decide_letting_in, decide_letting_parents_in
from parta.people.rules.letting_in import decide_issuer
from parta.people.services.codes import require_issue, withdraw_codes
from parta.public_service.services.requests import LettingIn, give_codes
from parta.web.acts import act_today
from parta.web.office.code_jobs import ask_for_letter, ask_for_letters
from parta.web.office.issuers import issuers_by
from parta.web.office.views.classes import conditions, visible_class
from parta.web.ui.addresses import door
from parta.web.ui.files import pdf_file


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to cut out."""

    name: str
    about: str
    code: str
    until: date


@require_POST
def class_codes(request: HttpRequest, class_id: int) -> HttpResponse:
    """Issue codes for the pupils of a class, their parents, or both; by default for those who cannot get in yet."""
    school_class = visible_class(request, class_id)
    page = class_page(school_class=school_class, school=request.school, cards=True, now=request.now)
    everybody = [pupil.id for pupil in page.pupils] + [parent.id for parent in page.parents]
    allowed = persons_for_codes(request.actor, conditions(request)).filter(pk__in=everybody)
    issuable = set(allowed.values_list("pk", flat=True))
    if everybody and not issuable:
        raise Forbidden
    whom = set(request.POST.getlist("whom"))
    again = request.POST.get("again") == "on"
    ways: dict[int, WayIn] = {}
    abouts: dict[int, str] = {}
    if "pupils" in whom:
        ways |= {pupil.id: pupil.way for pupil in page.pupils}
        abouts |= {pupil.id: page.name for pupil in page.pupils}
    if "parents" in whom:
        ways |= {parent.id: parent.way for parent in page.parents}
        for parent in page.parents:
            wards = [pupil.name for pupil in page.pupils if parent.id in {one.id for one in pupil.parents}]
            abouts[parent.id] = f"{page.name}, родитель: {', '.join(wards)}"
    wanted = {ident for ident, way in ways.items() if again or not (way.login or way.code_until)}
    mine = wanted & issuable
    if not mine:
        messages.warning(request, _nobody(whom))
        return redirect("office:class_page", class_id)
    refuse_if(decide_issuer(issuers_by(act_today(request)).families, roles=request.actor.roles))
    rule = consent_rule(request)
    signed = covered_by_consent(mine, today=request.actor.today) if rule.required else mine
    refuse_if(decide_letting_in(rule=rule, wanted=signed or mine, covered=signed))
    kept = kept_out_by_adults(set(signed) - staff_among(signed, today=request.actor.today), today=request.actor.today)
    signed = set(signed) - kept
    refuse_if(decide_letting_parents_in(kept if not signed else ()))
    if request.POST.get("by") == "mail":
        written = Person.objects.filter(pk__in=signed).exclude(email="").values_list("pk", flat=True)
        return _mailed(request, page.name, set(written), of=len(wanted))
    issued = _issue(request, signed)
    order = {ident: place for place, ident in enumerate(ways)}
    issued.sort(key=lambda one: order[one.person_id])
    return slips(
        request,
        issued,
        abouts,
        title=f"Коды для входа · {page.name}",
        skipped=len(wanted) - len(mine),
        unsigned=len(mine) - len(signed) - len(kept),
        silent=len(kept),
    )


def _mailed(request: HttpRequest, class_name: str, written: set[int], *, of: int) -> HttpResponse:
    """Ask for the letters of a class, and say how many have no mailbox or may not be written to."""
    require_issue(wanted=written, **_terms(request))
    job = ask_for_letters(request, person_ids=written, title=f"Коды по почте · {class_name}: {len(written)} из {of}")
    if len(written) < of:
        messages.warning(request, f"Остальным, {of - len(written)}, письмо не уйдёт: нет адреса почты или согласия.")
    return redirect("office:job", job.pk)


@require_POST
def person_code(request: HttpRequest, person_id: int) -> HttpResponse:
    """Issue a code for one person, on a slip or by mail; the one before ends."""
    person = visible_person(request, person_id)
    if request.POST.get("by") == "mail":
        require_issue(wanted={person.pk}, **_terms(request))
        title = f"Код по почте: {person.list_name}"
        job = ask_for_letter(request, email=person.email, title=title, person=person.pk)
        return redirect("office:job", job.pk)
    issued = _issue(request, {person.pk})
    one = people_page(persons=Person.objects.filter(pk=person.pk), asked=PeopleAsked(), page=1, now=request.now).found[
        0
    ]
    about = one.school_class or one.post or (f"родитель: {', '.join(one.wards)}" if one.wards else "")
    return slips(request, issued, {person.pk: about}, title="Код для входа", skipped=0)


@require_POST
def person_code_withdrawal(request: HttpRequest, person_id: int) -> HttpResponse:
    """End the open code of one person."""
    person = visible_person(request, person_id)
    ended = withdraw_codes(
        actor=request.actor,
        school=request.school,
        person_ids={person.pk},
        conditions=conditions(request),
        now=request.now,
    )
    messages.success(request, "Код отменён." if ended else "Открытого кода нет.")
    return redirect("office:person", person.pk)


@require_POST
def code_slips_print(request: HttpRequest) -> HttpResponse:
    """Give the slips of codes that the page before has just shown as PDF."""
    codes = [code[:40] for code in request.POST.getlist("code")]
    address = request.build_absolute_uri(door("code"))
    printed = print_code_slips(
        frame=request.frame, school=request.school, codes=codes, conditions=conditions(request), address=address
    )
    return pdf_file(printed.content, printed.name)


def consent_rule(request: HttpRequest) -> ConsentRule:
    """Give what the act in force today says of accounts without a consent."""
    rule = act_today(request).doors.account_requires_consent
    return ConsentRule(rule.value, rule.clause)


def visible_person(request: HttpRequest, person_id: int) -> Person:
    """Give a person whose card the actor may open; raise `NotVisible` otherwise."""
    found = visible_persons(request.actor).select_related("pupil", "employee").filter(pk=person_id).first()
    if found is None:
        raise NotVisible
    return found


def _issue(request: HttpRequest, person_ids: Collection[int]) -> list[IssuedCode]:
    act = act_today(request)
    return give_codes(
        actor=request.actor,
        school=request.school,
        person_ids=person_ids,
        letting_in=LettingIn(act.conditions(), issuers_by(act), consent_rule(request)),
        now=request.now,
    )


def _terms(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "conditions": conditions(request),
        "issuers": issuers_by(act_today(request)),
        "consents": consent_rule(request),
        "now": request.now,
    }


def slips(
    request: HttpRequest,
    issued: list[IssuedCode],
    abouts: dict[int, str],
    *,
    title: str,
    skipped: int = 0,
    unsigned: int = 0,
    silent: int = 0,
) -> HttpResponse:
    """Show codes as slips to cut out."""
    names = names_of([one.person_id for one in issued])
    zone = request.frame.zone
    cut = [
        Slip(names[one.person_id], abouts.get(one.person_id, ""), one.code, one.expires_at.astimezone(zone).date())
        for one in issued
    ]
    address = request.build_absolute_uri(door("code")).partition("://")[2]
    context = {"slips": cut, "heading": title, "address": address, "skipped": skipped, "unsigned": unsigned}
    context |= {"silent": silent}
    return render(request, "parta/office/codes.html", context)


def _nobody(whom: set[str]) -> str:
    if not whom & {"pupils", "parents"}:
        return "Отметьте, кому выдать коды: ученикам, родителям или тем и другим."
    return (
        "Коды никому не нужны: у каждого уже есть вход или действующий код. "
        "Чтобы выдать заново, отметьте «всем заново»."
    )

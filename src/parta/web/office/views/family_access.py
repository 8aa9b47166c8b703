"""How families come in: the page of a class, a way in shut and opened again, whose ways in are shut."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import require
from parta.people.access_persons import may_see_family_access, may_see_shut, persons_to_reopen, persons_to_suspend
from parta.people.models import Suspension
from parta.people.queries.family_access import STATES, FamilyLine, family_access, shut_before, shut_now
from parta.people.services.suspensions import GROUND_LENGTH, reopen_access, suspend_access
from parta.public_service.queries.requests import handed_to
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.access_requests import hands_of
from parta.web.office.views.classes import visible_class
from parta.web.office.views.codes import consent_rule, visible_person
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.public_service import ACCESS_STATES, HAND_STEPS, RELATIONS

_COLUMNS = (
    Column("Имя", 36),
    Column("Кто", 40),
    Column("Вход", 22),
    Column("Был в последний раз", 20),
    Column("Закрыт с", 18),
    Column("Причина", 40),
)
_SHUT_COLUMNS = (
    Column("Имя", 36),
    Column("Класс, группа", 14),
    Column("Закрыт с", 18),
    Column("Кто закрыл", 36),
    Column("Причина", 40),
    Column("Снова открыт", 18),
    Column("Кто открыл", 36),
)


class GroundForm(forms.Form):
    """Why a way in is shut."""

    ground = forms.CharField(
        required=False,
        max_length=GROUND_LENGTH,
        error_messages={"max_length": f"Причина длиннее {GROUND_LENGTH} знаков."},
    )


@require_safe
def class_access(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show who of a class's families comes in, since when not, who has nothing; the filter stands in the address."""
    school_class = visible_class(request, class_id)
    require(may_see_family_access(request.actor, class_id))
    page = family_access(school_class=school_class, school=request.school, now=request.now)
    state = request.GET.get("state", "")
    lines = [line for line in page.lines if state not in STATES or line.state == state]
    if asked_for_sheet(request):
        return sheet(
            request,
            title=f"Вход семей {school_class.name}",
            columns=_COLUMNS,
            rows=_cells(lines),
            chosen=ACCESS_STATES.get(state, ""),
            persons=[line.id for line in lines],
        )
    act = act_today(request)
    ids = [line.id for line in page.lines]
    shuts = persons_to_suspend(request.actor, act.conditions()).filter(pk__in=ids)
    reopens = persons_to_reopen(request.actor, act.conditions()).filter(
        pk__in=[one.id for one in page.lines if one.shut]
    )
    context = {
        "page": page,
        "lines": lines,
        "state": state,
        "states": [(code, ACCESS_STATES[code], page.counted(code)) for code in STATES],
        "shuts": set(shuts.values_list("pk", flat=True)),
        "reopens": set(reopens.values_list("pk", flat=True)),
        "clause": act.access.homeroom_shuts_access.clause if act.access.homeroom_shuts_access.value else None,
        "handed": handed_to(
            actor=request.actor, conditions=act.conditions(), school_class=school_class, today=request.actor.today
        ),
        "hands": hands_of(act, request.frame.school_kind),
        "step_titles": HAND_STEPS,
        "relations": RELATIONS,
        "length": GROUND_LENGTH,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/class_access.html", context)


def _cells(lines: list[FamilyLine]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        kin = f"{RELATIONS[line.relation]}: {', '.join(line.wards)}" if line.wards else "обучающийся"
        seen = timezone.localtime(line.seen) if line.seen else None
        since = timezone.localtime(line.shut.shut_at) if line.shut else None
        yield line.name, kin, ACCESS_STATES[line.state], seen, since, line.shut.ground if line.shut else ""


@require_POST
def suspension(request: HttpRequest, person_id: int) -> HttpResponse:
    """Shut the way in of somebody of a family."""
    person = visible_person(request, person_id)
    form = GroundForm(request.POST)
    form.is_valid()
    for text in (str(text) for texts in form.errors.values() for text in texts):
        messages.error(request, text)
    if form.errors:
        return redirect("office:person", person.pk)
    row = suspend_access(
        actor=request.actor,
        school=request.school,
        person_id=person.pk,
        ground=form.cleaned_data["ground"],
        conditions=act_today(request).conditions(),
        now=request.now,
    )
    messages.success(request, f"{person.list_name}: вход закрыт. Администратор увидит это в списке закрытых входов.")
    return redirect("office:class_access", row.school_class_id)


@require_POST
def reopening(request: HttpRequest, suspension_id: int) -> HttpResponse:
    """Open a shut way in again."""
    row, opened = reopen_access(
        actor=request.actor,
        school=request.school,
        suspension_id=suspension_id,
        conditions=act_today(request).conditions(),
        consents=consent_rule(request),
        now=request.now,
    )
    if opened:
        messages.success(request, f"{row.person.list_name}: вход снова открыт, имя и пароль прежние.")
    else:
        said = "это закрытие снято, но вход закрыт и по другой причине. Посмотрите карточку."
        messages.warning(request, f"{row.person.list_name}: {said}")
    if may_see_shut(request.actor):
        return redirect("office:shut_accesses")
    return redirect("office:class_access", row.school_class_id)


@require_safe
def shut_accesses(request: HttpRequest) -> HttpResponse:
    """List whose way in is shut, by whom and why, and what was opened again."""
    standing, past = shut_now(request.actor), shut_before(request.actor)
    if asked_for_sheet(request):
        rows = [*standing, *past]
        return sheet(
            request,
            title="Закрытые входы",
            columns=_SHUT_COLUMNS,
            rows=map(_line, rows),
            persons=[row.person_id for row in rows],
        )
    context = {
        "standing": standing,
        "past": past,
        "me": request.actor.person_id,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/shut_accesses.html", context)


def _line(row: Suspension) -> tuple[object, ...]:
    again = timezone.localtime(row.reopened_at) if row.reopened_at else None
    by = row.reopened_by.full_name if row.reopened_at and row.reopened_by else ""
    shut = timezone.localtime(row.shut_at)
    return row.person.full_name, row.school_class.name, shut, row.shut_by.full_name, row.ground, again, by

"""Checks of the data of classes: said by who leads a class, seen by leaders."""

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.curriculum.access import visible_classes
from parta.people.access_persons import visible_persons
from parta.people.enums import CheckKind
from parta.people.queries.checks import checks_of
from parta.people.queries.completeness import by_class, cards_fullness
from parta.people.rules.checks import BEFORE, duties
from parta.people.services.checks import check_data
from parta.web.acts import act_today
from parta.web.office.data_checks import check_rule
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import visible_class
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.checks import CHECKS

_COLUMNS = (
    Column("Класс, группа", 16),
    Column("Что", 30),
    Column("Срок", 12),
    Column("Проверено", 14),
    Column("Кто", 30),
    Column("Полных карт", 20),
)


@require_POST
def class_data_check(request: HttpRequest, class_id: int) -> HttpResponse:
    """Write down that the data of the class were checked."""
    school_class = visible_class(request, class_id)
    kind = request.POST.get("kind", "")
    if kind not in set(CheckKind):
        raise SuspiciousOperation("bad kind")
    rule = check_rule(act_today(request))
    check_data(actor=request.actor, class_id=school_class.pk, kind=CheckKind(kind), rule=rule, now=request.now)
    messages.success(request, f"{CHECKS[CheckKind(kind)]}: проверено.")
    return redirect("office:class_page", class_id)


@require_safe
def data_checks(request: HttpRequest) -> HttpResponse:
    """List the classes with what is checked and what is late."""
    today = request.actor.today
    begun = today + BEFORE
    classes = visible_classes(request.actor).filter(year__starts_on__lte=begun, year__ends_on__gte=today)
    rows = list(classes.select_related("year").order_by("sort_key", "pk"))
    made, rule = checks_of([one.pk for one in rows]), check_rule(act_today(request))
    cards = cards_fullness(
        persons=visible_persons(request.actor), college=request.frame.school_kind == "college", today=today
    )
    full = {one.id: f"{one.full} из {one.pupils}" for one in by_class(cards)}
    lines = [
        (one, CHECKS[duty.kind], duty)
        for one in rows
        for duty in duties(rule, year=(one.year.starts_on, one.year.ends_on), checks=made.get(one.pk, []), today=today)
    ]
    if request.GET.get("late") == "on":
        lines = [line for line in lines if line[2].late]
    if asked_for_sheet(request):
        told = (
            (one.name, title, duty.due, duty.done and duty.done.day, duty.done and duty.done.by, full.get(one.pk, ""))
            for one, title, duty in lines
        )
        return sheet(request, title="Проверка данных", columns=_COLUMNS, rows=told)
    context = {
        "lines": lines,
        "full": full,
        "late": request.GET.get("late") == "on",
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/data_checks.html", context)

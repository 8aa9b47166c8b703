"""Curricula of single pupils of a class: the list, one pupil's with its hours, the journals of lessons had alone."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load, may_see_load
from parta.curriculum.enums import IndividualKind
from parta.curriculum.models import IndividualPlan, Subject
from parta.curriculum.queries.individual import PlanRow, individual_page, plans_of, pupils_of_class, summed_plans
from parta.curriculum.queries.loads import teachers_from
from parta.curriculum.rules.individual import WantedPlan
from parta.curriculum.services.individual import stamp
from parta.curriculum.services.opening import open_own_course
from parta.journal.services.individual import close_individual_plan, put_individual_plan
from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.models import SchoolClass
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.curriculum import hours_typed
from parta.web.parameters import day_or_none_in_post, number_in_post, number_or_none, text_in_post
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.movement import order_text
from parta.wording.roles import terminology_of
from parta.wording.teaching import INDIVIDUAL_KINDS

_COLUMNS = (
    Column("Имя", 34), Column("Вид", 24), Column("С", 12), Column("По", 12), Column("Журналов", 10),
    Column("Часов в неделю", 10), Column("Основание", 40),
)  # fmt: skip
_NO_DAY = "Укажите день: день, месяц и год."


@require_http_methods(["GET", "HEAD", "POST"])
def individual_plans(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show who of a class studies by an own curriculum; with a pupil, show that one and set it."""
    require(may_keep_load(request.actor) if request.method == "POST" else may_see_load(request.actor))
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    if school_class is None:
        raise NotVisible
    pupil_id = number_in_post(request, "pupil") if request.method == "POST" else number_or_none(request, "pupil")
    problem = ""
    if request.method == "POST":
        try:
            said = _done(request, class_id, pupil_id or 0)
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, said)
            return redirect(f"{reverse('office:individual_plans', args=[class_id])}?pupil={pupil_id}")
    today = request.actor.today
    rows = plans_of(summed_plans(class_id=class_id))
    if asked_for_sheet(request):
        persons = [row.plan.pupil_id for row in rows]
        title = f"Индивидуальные планы {school_class.name}"
        return sheet(request, title=title, columns=_COLUMNS, rows=_lines(rows), persons=persons)
    page = individual_page(actor=request.actor, class_id=class_id, pupil_id=pupil_id, today=today) if pupil_id else None
    may_keep = may_keep_load(request.actor)
    context = {
        "school_class": school_class,
        "rows": rows,
        "page": page,
        "stamp": stamp(list(page.plans)) if page else "",
        "kinds": INDIVIDUAL_KINDS,
        "pupils": pupils_of_class(class_id, today) if may_keep else [],
        "subjects": list(Subject.objects.values_list("pk", "name")) if page and may_keep else [],
        "teachers": teachers_from(today) if page and may_keep else [],
        "may_keep": may_keep,
        "problem": problem,
        "typed": request.POST,
        "first_day": max(today, school_class.year.starts_on),
        "today": today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/individual_plans.html", context, status=422 if problem else 200)


def _done(request: HttpRequest, class_id: int, pupil_id: int) -> str:
    """Do what the form asks; give what to say of it."""
    match request.POST.get("act"):
        case "end":
            last = day_or_none_in_post(request, "last")
            if last is None:
                raise ValueError(_NO_DAY)
            plan, base = number_in_post(request, "plan"), number_in_post(request, "base")
            close_individual_plan(actor=request.actor, plan_id=plan, last=last, base=base, now=request.now)
            return "Записано: план закончится в этот день."
        case "open":
            hours = hours_typed(request.POST.get("hours", ""))
            if hours is None:
                raise ValueError("Напишите часы в неделю.")
            course = open_own_course(
                actor=request.actor, plan_id=number_in_post(request, "plan"), base=number_in_post(request, "base"),
                subject_id=number_in_post(request, "subject"), employee_id=number_in_post(request, "employee"),
                hours=hours, now=request.now,
            )  # fmt: skip
            return f"Открыт журнал: {course.subject.name}."
        case "home":
            plans = IndividualPlan.objects.filter(pupil=pupil_id, school_class=class_id)
            wanted = _home_order(request)
            put_individual_plan(
                actor=request.actor, class_id=class_id, pupil_id=pupil_id, wanted=wanted, base=stamp(list(plans)),
                now=request.now,
            )  # fmt: skip
            return f"Приказ записан: на дому с {full_date(wanted.starts_on)} Осталось открыть журналы занятий."
        case _:
            put_individual_plan(
                actor=request.actor, class_id=class_id, pupil_id=pupil_id, wanted=_wanted(request),
                base=request.POST.get("stamp", "")[:2000], now=request.now,
            )  # fmt: skip
            return "План записан."


def _wanted(request: HttpRequest) -> WantedPlan:
    starts_on = day_or_none_in_post(request, "starts_on")
    if starts_on is None:
        raise ValueError(_NO_DAY)
    kind = request.POST.get("kind", "")
    if kind not in set(IndividualKind):
        raise ValueError("Выберите вид плана.")
    hours: dict[int, Decimal] = {}
    for name, text in request.POST.items():
        if (found := re.fullmatch(r"hours-([1-9][0-9]{0,17})", name)) and (value := hours_typed(str(text))) is not None:
            hours[int(found[1])] = value
    ends_on = day_or_none_in_post(request, "ends_on")
    return WantedPlan(IndividualKind(kind), starts_on, ends_on, text_in_post(request, "ground"), hours)


def _home_order(request: HttpRequest) -> WantedPlan:
    """Read an order about schooling at home: nothing of the class's from its day on, own journals are opened next."""
    number, dated = text_in_post(request, "order_no", most=60), day_or_none_in_post(request, "order_date")
    starts_on = day_or_none_in_post(request, "day")
    if not number or dated is None or starts_on is None:
        raise ValueError("Укажите номер приказа, его дату и день, с которого он действует.")
    if dated > request.actor.today:
        raise ValueError("Приказ датирован будущим днём: проверьте дату.")
    ends_on = day_or_none_in_post(request, "ends_on")
    return WantedPlan(IndividualKind.HOME, starts_on, ends_on, f"приказ {order_text(number, dated)}", {})


def _lines(rows: list[PlanRow]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        plan, kind = row.plan, INDIVIDUAL_KINDS[IndividualKind(row.plan.kind)]
        yield (
            plan.pupil.person.list_name, kind, plan.starts_on, plan.ends_on, row.courses, row.hours, plan.ground,
        )  # fmt: skip

"""Orders about staff: the book, hiring of somebody new, an order about one person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_see_load
from parta.curriculum.queries.leavers import journals_left
from parta.kernel.decisions import Refused, require
from parta.people.enums import StaffMove
from parta.people.models import Employee, StaffOrder
from parta.people.queries.doubles import doubles_of
from parta.people.services.staff_orders import enter_staff_order, hire_newcomer, may_enter_staff_orders
from parta.web.office.order_forms import NewWorkerForm, WorkOrderForm
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.codes import visible_person
from parta.web.office.views.orders import said
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.plurals import counted
from parta.wording.staff_orders import KINDS

_MOST = 300
_COLUMNS = (
    Column("Приказ №", 14),
    Column("от", 12),
    Column("Что", 14),
    Column("Имя", 36),
    Column("Должность", 30),
    Column("День", 12),
    Column("Основание", 36),
    Column("Кто внёс", 24),
)


@require_http_methods(["GET", "HEAD", "POST"])
def staff_orders(request: HttpRequest) -> HttpResponse:
    """List the orders about staff, the latest first, and hire somebody new."""
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_enter_staff_orders(request.actor))
    newcomer = NewWorkerForm(data, today=request.actor.today)
    form = WorkOrderForm(data, kinds=_titled([StaffMove.HIRED]))
    known, error = [], ""
    if data is not None and newcomer.is_valid() & form.is_valid():
        try:
            row = hire_newcomer(
                actor=request.actor,
                school=request.school,
                values=newcomer.cleaned_data,
                order=form.work_order(),
                confirmed=data.get("another") == "on",
                now=request.now,
            )
        except Refused as refused:
            error = said(request, refused)
            known = doubles_of(newcomer.cleaned_data) if refused.decision.code == "people_person_known" else []
        else:
            _tell(request, row)
            return redirect("office:person", row.employee_id)
    rows = list(StaffOrder.objects.select_related("employee__person", "entered_by")[:_MOST])
    if asked_for_sheet(request):
        return sheet(
            request,
            title="Приказы о работниках",
            columns=_COLUMNS,
            rows=map(_line, rows),
            persons=[row.employee_id for row in rows],
        )
    names = {row.employee_id: row.employee.person.full_name for row in rows}
    leavers = Employee.objects.filter(left_on__isnull=False).values_list("pk", "left_on")
    gone = {pk: day for pk, day in leavers if day is not None and pk in names}
    left = journals_left(gone) if may_see_load(request.actor) else {}
    context = {
        "rows": [(row, KINDS[StaffMove(row.kind)]) for row in rows],
        "left": [(pk, names[pk], gone[pk], courses) for pk, courses in left.items()],
        "newcomer": newcomer,
        "form": form,
        "known": known,
        "error": error,
        "may_enter": may_enter_staff_orders(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/staff_orders.html", context, status=200 if data is None else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def person_staff(request: HttpRequest, person_id: int) -> HttpResponse:
    """Enter an order about one person: hiring, another post, dismissal; a dismissal ahead may be withdrawn."""
    person = visible_person(request, person_id)
    require(may_enter_staff_orders(request.actor))
    employee = Employee.objects.filter(pk=person.pk).first()
    works = employee is not None and (employee.left_on is None or employee.left_on >= request.actor.today)
    data = request.POST if request.method == "POST" else None
    kinds = [StaffMove.HIRED]
    if works:
        leaves = employee is not None and employee.left_on is not None
        kinds = [StaffMove.WITHDRAWN] if leaves else [StaffMove.MOVED, StaffMove.DISMISSED]
    form = WorkOrderForm(data, kinds=_titled(kinds))
    form.initial["day"] = employee.left_on if employee and works else None
    error = ""
    if data is not None and form.is_valid():
        try:
            row = enter_staff_order(
                actor=request.actor,
                school=request.school,
                person_id=person.pk,
                kind=StaffMove(form.cleaned_data["kind"]),
                order=form.work_order(),
                now=request.now,
            )
        except Refused as refused:
            error = said(request, refused)
        else:
            _tell(request, row)
            return redirect("office:person", person.pk)
    context = {
        "person": person,
        "employee": employee,
        "works": works,
        "form": form,
        "error": error,
        "sections": sections(request),
    }
    return render(request, "parta/office/person_staff.html", context, status=200 if data is None else 422)


def _tell(request: HttpRequest, row: StaffOrder) -> None:
    name, kind = row.employee.person.full_name, StaffMove(row.kind)
    messages.success(request, f"{name}: {KINDS[kind]}, приказ № {row.order_no} внесён.")
    if kind is StaffMove.WITHDRAWN:
        messages.info(request, "Роли и классное руководство идут дальше, кроме класса, который уже отдан другому.")
    if kind is StaffMove.HIRED:
        messages.info(request, "Роль в Парте дают на странице «Кто кем работает».")
    if kind is not StaffMove.DISMISSED:
        return
    messages.info(request, f"Роли и классное руководство закончатся {full_date(row.day)}, с ними и вход.")
    courses = journals_left({row.employee_id: row.day}).get(row.employee_id, [])
    if courses:
        many = counted(len(courses), "журнал", "журнала", "журналов")
        messages.warning(request, f"Нужно передать другому: {many}. Они перечислены на странице «Приказы».")


def _titled(kinds: list[StaffMove]) -> list[tuple[str, str]]:
    return [(str(kind), KINDS[kind]) for kind in kinds]


def _line(row: StaffOrder) -> tuple[object, ...]:
    kind, person = KINDS[StaffMove(row.kind)], row.employee.person.full_name
    return row.order_no, row.order_date, kind, person, row.post, row.day, row.ground, row.entered_by.initials_name

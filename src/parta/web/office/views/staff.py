"""«Кто кем работает»: roles of the staff by dates and by whom; given and ended here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.kernel.decisions import Refused, require
from parta.people.enums import Role
from parta.people.models import Appointment, Employee
from parta.people.queries.staffing import hired_without_role
from parta.people.rules.appointments import Appointing, Post, grantable
from parta.people.services.appointments import appoint_employee, end_appointment, may_appoint
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_in_post
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.refusals import refusal_text
from parta.wording.roles import role_name, terminology_of

_MOST_HIRED = 100
_DATE = {"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."}
_COLUMNS = (
    Column("Роль", 30),
    Column("Имя", 36),
    Column("Должность", 30),
    Column("С", 12),
    Column("По", 12),
    Column("Временно", 10),
    Column("Вместо кого", 36),
    Column("Основание", 30),
    Column("Кто назначил", 30),
)


class PostForm(forms.Form):
    """A role for an employee, its days and ground."""

    employee = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, кого.")
    )
    role = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите роль."))
    since = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE)
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages=_DATE)
    acting = forms.BooleanField(required=False)
    acting_for = forms.TypedChoiceField(
        coerce=int, required=False, empty_value=None, error_messages={"invalid_choice": "Выберите, кто отсутствует."}
    )
    ground = forms.CharField(
        required=False, max_length=300, error_messages={"max_length": "Слишком длинно: не больше 300 знаков."}
    )

    def __init__(self, data: Any, *, employees: list[tuple[int, str]], roles: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["employee"].choices = employees
        self.fields["acting_for"].choices = [("", "никого: место свободно"), *employees]
        self.fields["role"].choices = roles

    def asked(self) -> Appointing:
        """Give what was typed as a wish to appoint."""
        said = self.cleaned_data
        post = Post(said["role"], said["since"], said["until"])
        return Appointing(post, " ".join(said["ground"].split()), said["acting"], said["acting_for"])


@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest) -> HttpResponse:
    """List who holds which role, and give one."""
    words = terminology_of(request.frame.school_kind)
    today = request.actor.today
    rows = list(
        Appointment.objects.select_related("employee__person", "acting_for", "appointed_by").order_by(
            "role", "employee__person__sort_key", "-starts_on"
        )
    )
    ended = request.GET.get("ended") == "on"
    shown = [row for row in rows if ended or row.ends_on is None or row.ends_on >= today]
    if asked_for_sheet(request):
        return sheet(
            request,
            title="Кто кем работает",
            columns=_COLUMNS,
            rows=map(_line, shown),
            persons=[row.employee_id for row in shown],
        )
    act = act_today(request)
    conditions = act.conditions()
    able = grantable(request.actor.roles, conditions) if may_appoint(request.actor, conditions) else ()
    gives = [(str(role), role_name(role, words).nominative) for role in able]
    working = Q(left_on__isnull=True) | Q(left_on__gte=today)
    people = Employee.objects.filter(working).select_related("person").order_by("person__sort_key", "pk")
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, employees=[(one.pk, one.person.full_name) for one in people], roles=gives)
    error = ""
    if data is not None:
        require(may_appoint(request.actor, conditions))
        if form.is_valid():
            try:
                made = appoint_employee(
                    actor=request.actor,
                    employee_id=form.cleaned_data["employee"],
                    asked=form.asked(),
                    conditions=conditions,
                    now=request.now,
                )
            except Refused as refused:
                error = refusal_text(refused.decision, words)
            else:
                name = role_name(made.role, words).nominative
                messages.success(request, f"{made.employee.person.full_name} — {name} с {full_date(made.starts_on)}")
                return redirect("office:staff")
    named = act.access.roles_enabled
    order = {role: n for n, role in enumerate(dict.fromkeys(row.role for row in shown))}
    context = {
        "groups": [
            (role_name(role, words).plural, role in dict(gives), [row for row in shown if row.role == role])
            for role in sorted(order, key=lambda one: role_name(one, words).plural)
        ],
        "named": [role_name(one, words).nominative for one in map(str, named.value) if one in set(Role)],
        "hired": list(hired_without_role(today)[:_MOST_HIRED]),
        "form": form,
        "gives": gives,
        "by_deputy": act.access.deputy_gives_roles.clause if act.access.deputy_gives_roles.value else None,
        "error": error,
        "ended": ended,
        "today": today,
        "me": request.actor.person_id,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/staff.html", context, status=200 if data is None else 422)


@require_POST
def staff_end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Say the last day of a role."""
    last = day_in_post(request, "last", default=request.now.date())
    conditions = act_today(request).conditions()
    row = end_appointment(
        actor=request.actor, appointment_id=appointment_id, last=last, conditions=conditions, now=request.now
    )
    messages.success(request, f"{row.employee.person.full_name}: последний день этой роли {full_date(last)}")
    return redirect("office:staff")


def _line(row: Appointment) -> tuple[object, ...]:
    by = row.appointed_by.full_name if row.appointed_by else ""
    whose = row.acting_for.full_name if row.acting_for else ""
    person = row.employee.person.full_name
    title = role_name(row.role).nominative
    return title, person, row.employee.post, row.starts_on, row.ends_on, row.acting, whose, row.ground, by

"""The orders of the director about the days of period marks: entered, listed, taken away."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.curriculum.queries.days import OrdersPage, orders_page
from parta.curriculum.rules.mark_orders import OrderOfDays
from parta.curriculum.services.days import may_set_days
from parta.curriculum.services.mark_orders import enter_mark_order, remove_mark_order
from parta.kernel.decisions import Refused
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.refusals import clause_text, refusal_text
from parta.wording.terms import period_title

_DATE_ERRORS = {"required": "Укажите дату.", "invalid": "Укажите дату: день, месяц и год."}


class OrderForm(forms.Form):
    """One order about one period, or about the year of a calendar."""

    period = forms.ChoiceField(error_messages={"required": "Выберите период.", "invalid_choice": "Выберите период."})
    grades = forms.TypedMultipleChoiceField(coerce=int, required=False)
    order_no = forms.CharField(max_length=60, error_messages={"required": "Укажите номер приказа."})
    order_date = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    opens_on = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    closes_on = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)

    def __init__(self, page: OrdersPage, data: Any = None) -> None:
        super().__init__(data)
        self.periods = _periods(page)
        self.fields["period"].choices = self.periods
        self.fields["grades"].choices = [(grade, grade) for grade in page.grades]

    def clean_order_date(self) -> date:
        """Take dates of this century only."""
        day: date = self.cleaned_data["order_date"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Проверьте год.")
        return day


@require_http_methods(["GET", "HEAD", "POST"])
def mark_orders(request: HttpRequest) -> HttpResponse:
    """List the orders and enter one."""
    page = orders_page(actor=request.actor)
    if request.method != "POST" and asked_for_sheet(request):
        return _file(request, page)
    if request.method != "POST":
        return _render(request, page, OrderForm(page))
    form = OrderForm(page, request.POST)
    if not form.is_valid():
        return _render(request, page, form, status=422)
    said = form.cleaned_data
    calendar, _, term = said["period"].partition("-")
    order = OrderOfDays(
        said["order_no"], said["order_date"], said["opens_on"], said["closes_on"], tuple(sorted(said["grades"]))
    )
    try:
        enter_mark_order(
            actor=request.actor,
            calendar_id=int(calendar),
            term_id=int(term) if term else None,
            order=order,
            now=request.now,
        )
    except Refused as refused:
        form.add_error(None, refusal_text(refused.decision))
        return _render(request, page, form, status=422)
    messages.success(request, f"Приказ № {order.order_no} внесён.")
    return redirect("office:mark_orders")


@require_POST
def mark_order_removal(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take an order away."""
    remove_mark_order(actor=request.actor, order_id=order_id, now=request.now)
    messages.success(request, "Приказ убран: снова действуют сроки положения.")
    return redirect("office:mark_orders")


def _file(request: HttpRequest, page: OrdersPage) -> HttpResponse:
    grades = "Курсы" if request.frame.school_kind == "college" else "Классы"
    columns = (
        Column("Календарь", 24), Column("Период", 20), Column(grades, 16), Column("Приказ №", 14), Column("От", 12),
        Column("Ставят с", 12), Column("По", 12),
    )  # fmt: skip
    rows = (
        (
            one.calendar.title, period_title(one.term.kind, one.term.number) if one.term else period_title("year", 0),
            ", ".join(map(str, one.grades)) or "все", one.order_no, one.order_date, one.opens_on, one.closes_on,
        )
        for one in page.orders
    )  # fmt: skip
    return sheet(request, title="Приказы о сроках отметок", columns=columns, rows=rows)


def _render(request: HttpRequest, page: OrdersPage, form: OrderForm, status: int = 200) -> HttpResponse:
    by_order = act_today(request).results.period_marks_by_order
    context = {
        "page": page,
        "form": form,
        "several": len(page.calendars) > 1,
        "by_order": by_order.value,
        "clause": clause_text(by_order.clause),
        "may_set": may_set_days(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/mark_orders.html", context, status=status)


def _periods(page: OrdersPage) -> list[tuple[str, str]]:
    titles = {one.pk: f"{one.title}: " if len(page.calendars) > 1 else "" for one in page.calendars}
    terms = [
        (f"{one.calendar_id}-{one.pk}", f"{titles[one.calendar_id]}{period_title(one.kind, one.number)}")
        for one in page.terms
    ]
    return [*terms, *((f"{one.pk}-", f"{titles[one.pk]}{period_title('year', 0)}") for one in page.calendars)]

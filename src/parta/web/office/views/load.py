"""The teaching load: who teaches what, how many hours, where nobody does; a course is handed over."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.access import may_keep_load
from parta.curriculum.queries.loads import CourseLoad, LoadPage, course_load, load_page
from parta.curriculum.rules.loads import Handover
from parta.kernel.decisions import Refused, require
from parta.timetable.services.handover import hand_over
from parta.web.office.sections import filters_of, plan_tabs, sections
from parta.web.parameters import day, number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.plurals import counted
from parta.wording.refusals import refusal_text
from parta.wording.roles import role_name, terminology_of

_DATE_ERRORS = {"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."}
NOBODY = "nobody"


class HandoverForm(forms.Form):
    """Whose load ends, who takes the course, from which day, on what ground."""

    load = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Выберите, кого заменяют."})
    employee = forms.ChoiceField(
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, кто будет вести.")
    )
    starts_on = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    ground = forms.CharField(max_length=300, required=False)

    def __init__(self, page: CourseLoad, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"starts_on": today.isoformat()})
        self.loads = [
            (str(one.pk), f"{one.employee.person.full_name}, с {one.starts_on:%d.%m.%Y}") for one in page.held_on(today)
        ]
        self.fields["load"].choices = [*self.loads, ("", "")]
        self.fields["employee"].choices = [(NOBODY, ""), *((str(pk), name) for pk, name in page.teachers)]

    def wanted(self) -> Handover:
        """Give what was asked for."""
        said = self.cleaned_data
        return Handover(
            None if said["employee"] == NOBODY else int(said["employee"]), said["starts_on"], said["ground"]
        )


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Show the load on a date: totals of teachers, and with a filter the courses; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    vacant = request.GET.get("vacant") == "1"
    page = load_page(
        actor=request.actor,
        day=day(request, "date", default=request.actor.today),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        vacant=vacant,
    )
    if asked_for_sheet(request):
        teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
        of_class = "Группа" if request.frame.school_kind == "college" else "Класс"
        columns = (
            Column(teacher, 34), Column(of_class, 12), Column("Предмет", 36), Column("Подгруппа", 18),
            Column("Часов в неделю", 10), Column("Часов всего", 10), Column("С", 12), Column("По", 12),
        )  # fmt: skip
        return sheet(request, title="Нагрузка", columns=columns, rows=_lines(page), chosen=f"на {full_date(page.day)}")
    context = {
        "page": page,
        "chosen": chosen,
        "vacant": vacant,
        "filtered": vacant or any(value is not None for value in chosen.values()),
        "may_keep": may_keep_load(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
        "tabs": plan_tabs(request),
    }
    return render(request, "parta/office/load.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def load_course(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show who taught one course when, and hand it over from a day."""
    today = request.actor.today
    if request.method == "POST":
        require(may_keep_load(request.actor))
    page = course_load(actor=request.actor, course_id=course_id, today=today)
    if request.method != "POST":
        return _course(request, page, HandoverForm(page, today))
    form = HandoverForm(page, today, request.POST)
    if form.is_valid():
        named = form.cleaned_data["load"]
        try:
            count = hand_over(
                actor=request.actor,
                course_id=course_id,
                load_id=int(named) if named else None,
                wanted=form.wanted(),
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            went = f" Вместе с ним {counted(count, 'урок', 'урока', 'уроков')} расписания." if count else ""
            messages.success(request, f"Журнал передан с {full_date(form.cleaned_data['starts_on'])}.{went}")
            return redirect("office:load_course", course_id)
    return _course(request, page, form, status=422)


def _course(request: HttpRequest, page: CourseLoad, form: HandoverForm, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "may_keep": may_keep_load(request.actor),
        "today": request.actor.today,
        "sections": sections(request),
        "tabs": plan_tabs(request),
    }
    return render(request, "parta/office/load_course.html", context, status=status)


def _lines(page: LoadPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        yield (
            row.teacher or "не назначен", row.class_name, row.title, row.group, row.hours, row.hours_total,
            row.starts_on, row.ends_on,
        )  # fmt: skip

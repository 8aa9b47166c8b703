"""The teaching load: who teaches what, how many hours, where nobody does; a course is handed over."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.access import may_keep_load
from parta.curriculum.queries.history import Thing
from parta.curriculum.queries.loads import CourseLoad, LoadPage, course_load, load_page
from parta.curriculum.rules.loads import Handover, LoadHours
from parta.curriculum.services.loads import set_load_hours
from parta.kernel.decisions import Refused, require
from parta.timetable.access import may_move_lessons
from parta.timetable.services.handover import hand_over
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.curriculum import hours_typed
from parta.web.parameters import day, number_or_none, typed_search
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
    hours = forms.CharField(max_length=6, required=False)

    def __init__(self, page: CourseLoad, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"starts_on": today.isoformat()})
        self.loads = [
            (str(one.pk), f"{one.employee.person.full_name}, с {one.starts_on:%d.%m.%Y}") for one in page.held_on(today)
        ]
        self.fields["load"].choices = [*self.loads, ("", "")]
        self.fields["employee"].choices = [(NOBODY, ""), *((str(pk), name) for pk, name in page.teachers)]

    def clean_hours(self) -> Decimal | None:
        """Read hours with a point or a comma; nothing: those of who leaves."""
        return _weekly(self.cleaned_data["hours"])

    def wanted(self) -> Handover:
        """Give what was asked for."""
        said = self.cleaned_data
        taking = None if said["employee"] == NOBODY else int(said["employee"])
        return Handover(taking, said["starts_on"], said["ground"], said["hours"])


class HoursForm(forms.Form):
    """Whose hours change, to how many, from which day, on what ground."""

    load = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, чьи часы."))
    hours = forms.CharField(max_length=6, required=False)
    total = forms.IntegerField(
        required=False, min_value=1, max_value=9999,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Часы семестра — целое число."),
    )  # fmt: skip
    starts_on = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    ground = forms.CharField(max_length=300, required=False)

    def __init__(self, page: CourseLoad, today: date, data: Any = None) -> None:
        held = page.held_on(today)
        first = held[0] if held else None
        usual = first.hours_per_week if first and first.hours_per_week is not None else page.course.hours_per_week
        begins = max(today, first.starts_on, page.course.year.starts_on) if first else today
        initial = {"starts_on": begins.isoformat(), "hours": usual, "total": first.hours_total if first else None}
        super().__init__(data, initial=initial)
        self.loads = [(str(one.pk), one.employee.person.full_name) for one in held]
        self.fields["load"].choices = self.loads

    def clean_hours(self) -> Decimal | None:
        """Read hours with a point or a comma."""
        return _weekly(self.cleaned_data["hours"])

    def clean(self) -> dict[str, Any]:
        """Ask for hours."""
        said = super().clean() or {}
        if not self.errors and said.get("hours") is None and said.get("total") is None:
            self.add_error(None, "Напишите часы.")
        return said

    def wanted(self) -> LoadHours:
        """Give what was asked for."""
        said = self.cleaned_data
        return LoadHours(said["hours"], said["total"], said["starts_on"], " ".join(said["ground"].split()))


def _weekly(text: str) -> Decimal | None:
    try:
        return hours_typed(text)
    except ValueError as error:
        raise forms.ValidationError("Часы в неделю — число: 3 или 2,5.") from error


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Show the load on a date: totals of teachers, and with a filter the courses; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    vacant, typed = request.GET.get("vacant") == "1", typed_search(request)
    page = load_page(
        actor=request.actor,
        day=day(request, "date", default=request.actor.today),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        vacant=vacant,
        typed=typed,
    )
    if asked_for_sheet(request):
        teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
        of_class = "Группа" if request.frame.school_kind == "college" else "Класс"
        columns = (
            Column(teacher, 34), Column(of_class, 12), Column("Предмет", 36), Column("Подгруппа", 18),
            Column("Часов в неделю", 10), Column("Часов всего", 10), Column("С", 12), Column("По", 12),
        )  # fmt: skip
        said = _said(page, chosen, vacant, typed)
        return sheet(request, title="Нагрузка", columns=columns, rows=_lines(page), chosen=said)
    context = {
        "page": page,
        "chosen": chosen,
        "vacant": vacant,
        "typed": typed,
        "filtered": vacant or bool(typed) or any(value is not None for value in chosen.values()),
        "may_keep": may_keep_load(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/load.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def load_course(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show who taught one course when, and hand it over from a day."""
    today = request.actor.today
    if request.method == "POST":
        require(may_keep_load(request.actor))
    page = course_load(actor=request.actor, course_id=course_id, today=today)
    if request.method != "POST" and asked_for_sheet(request):
        return _course_file(request, page)
    if request.method != "POST":
        return _course(request, page, HandoverForm(page, today), HoursForm(page, today))
    if "set_hours" in request.POST:
        return _hours(request, page, HoursForm(page, today, request.POST))
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
    return _course(request, page, form, HoursForm(page, today), status=422)


def _hours(request: HttpRequest, page: CourseLoad, form: HoursForm) -> HttpResponse:
    if form.is_valid():
        course = page.course.pk
        try:
            set_load_hours(
                actor=request.actor, course_id=course, load_id=int(form.cleaned_data["load"]), wanted=form.wanted(),
                now=request.now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            messages.success(request, f"Часы записаны с {full_date(form.cleaned_data['starts_on'])}")
            return redirect("office:load_course", course)
    return _course(request, page, HandoverForm(page, request.actor.today), form, status=422)


def _course(
    request: HttpRequest, page: CourseLoad, form: HandoverForm, hours: HoursForm, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "hours_form": hours,
        "may_keep": may_keep_load(request.actor),
        "may_single": may_move_lessons(request.actor),
        "today": request.actor.today,
        "query": "",
        "history": shown_history(request, Thing.COURSE, page.course.pk),
        "sections": sections(request),
    }
    return render(request, "parta/office/load_course.html", context, status=status)


def _said(page: LoadPage, chosen: dict[str, int | None], vacant: bool, typed: str) -> str:
    """Say what the file was narrowed to: the day, the class, the teacher, the subject, vacant only, words typed."""
    known = {"class": page.classes, "teacher": page.teachers, "subject": page.subjects}
    names = (dict(known[name]).get(chosen[name] or 0, "") for name in known)
    parts = (f"на {full_date(page.day)}", *names, "только вакансии" if vacant else "", f"«{typed}»" if typed else "")
    return ", ".join(part for part in parts if part)


def _course_file(request: HttpRequest, page: CourseLoad) -> HttpResponse:
    course = page.course
    teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
    columns = (
        Column(teacher, 36), Column("С", 12), Column("По", 12), Column("Часов в неделю", 10), Column("Часов всего", 10),
        Column("Основание", 40),
    )  # fmt: skip
    rows = (
        (
            one.employee.person.full_name, one.starts_on, one.ends_on,
            one.hours_per_week if one.hours_per_week is not None else course.hours_per_week, one.hours_total, ground,
        )
        for one, ground in page.loads
    )  # fmt: skip
    chosen = ", ".join(str(part) for part in (course.name, course.school_class, course.study_group) if part)
    return sheet(request, title="Нагрузка журнала", columns=columns, rows=rows, chosen=chosen)


def _lines(page: LoadPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        yield (
            row.teacher or "не назначен", row.class_name, row.title, row.group, row.hours, row.hours_total,
            row.starts_on, row.ends_on,
        )  # fmt: skip

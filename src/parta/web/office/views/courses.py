"""The register of journals, and one journal corrected in place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.access import may_keep_load
from parta.curriculum.queries.history import Thing
from parta.curriculum.services.courses import CourseCard
from parta.curriculum.services.joint import set_joint
from parta.curriculum.services.splitting import reopen_course
from parta.journal.access import visible_courses
from parta.journal.queries.register import PER_PAGE, CoursePage, course_page, register_page
from parta.journal.services.courses import correct_course
from parta.journal.services.splitting import close_course
from parta.kernel.decisions import Refused, require
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import conditions
from parta.web.office.views.curriculum import hours_typed
from parta.web.parameters import (
    day_or_none_in_post,
    number,
    number_or_none,
    number_or_none_in_post,
    text_in_post,
    typed_search,
)
from parta.web.ui.refusals import refusal_html
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.roles import terminology_of

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 36),
    Column("Подгруппа", 20),
    Column("Учитель", 30),
    Column("Уроков прошло", 10),
    Column("Без темы", 10),
    Column("Закончен", 12),
)


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List journals by class, teacher and subject; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    typed, open_only = typed_search(request), request.GET.get("open") == "1"
    as_file = asked_for_sheet(request)
    page = register_page(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        page=1 if as_file else number(request, "page", default=1),
        today=request.actor.today,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
        typed=typed,
        open_only=open_only,
    )
    if as_file:
        lists = (("class", page.classes), ("teacher", page.teachers), ("subject", page.subjects))
        names = [dict(known).get(chosen[name] or 0, "") for name, known in lists]
        rows = (
            (row.class_name, row.title, row.group_name, row.teachers, row.held, row.without_topic, row.ends_on)
            for row in page.rows
        )
        return sheet(
            request, title="Журналы", columns=_COLUMNS, rows=rows, chosen=", ".join(filter(None, (typed, *names)))
        )
    context = {
        "page": page,
        "chosen": chosen,
        "typed": typed,
        "open_only": open_only,
        "may_keep": may_keep_load(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/courses.html", context)


class CourseForm(forms.Form):
    """What is said of a journal: its own name, its subject, its hours a week."""

    title = forms.CharField(max_length=300, required=False)
    subject = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите предмет.")
    )
    hours = forms.CharField(max_length=6, required=False)

    def __init__(self, page: CoursePage, data: Any = None) -> None:
        said = {"title": page.course.title, "subject": page.course.subject_id, "hours": page.course.hours_per_week}
        super().__init__(data, initial=said)
        self.fields["subject"].choices = page.subjects

    def clean_hours(self) -> Any:
        """Read hours with a point or a comma; those of a journal that is taught are not asked for here."""
        if "hours" not in self.data:
            return self.initial["hours"]
        try:
            return hours_typed(self.cleaned_data["hours"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_title(self) -> str:
        """Give one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def card(self) -> CourseCard:
        """Give what was typed."""
        said = self.cleaned_data
        return CourseCard(said["title"], said["subject"], said["hours"])


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, course_id: int) -> HttpResponse:
    """Correct what is said of a journal, close it from a day, open a closed one again."""
    require(may_keep_load(request.actor))
    page = course_page(actor=request.actor, course_id=course_id)
    do = request.POST.get("do", "")
    form = CourseForm(page, request.POST if do == "correct" else None)
    problem = ""
    try:
        if do == "correct" and form.is_valid():
            changed = correct_course(actor=request.actor, course_id=course_id, card=form.card(), now=request.now)
            messages.success(request, "Журнал исправлен." if changed else "Менять было нечего.")
        elif do == "close":
            day = day_or_none_in_post(request, "day")
            if day is None:
                raise ValueError("Укажите день: день, месяц и год.")
            ground = text_in_post(request, "ground")
            close_course(actor=request.actor, course_id=course_id, day=day, ground=ground, now=request.now)
            messages.success(request, f"С {full_date(day)} журнал закрыт: всё записанное в нём осталось.")
        elif do == "joint":
            other = number_or_none_in_post(request, "with")
            set_joint(actor=request.actor, course_id=course_id, with_id=other, now=request.now)
            messages.success(request, "Записано: это один урок." if other else "Записано: уроки у них разные.")
        elif do == "reopen":
            reopen_course(actor=request.actor, course_id=course_id, now=request.now)
            messages.success(request, "Журнал снова открыт. Назначьте, кто его ведёт.")
    except ValueError as error:
        problem = str(error)
    except Refused as refused:
        problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
    if do and not problem and not form.errors:
        return redirect("office:course", course_id)
    context = {
        "page": page,
        "form": form,
        "problem": problem,
        "typed": request.POST,
        "today": max(request.actor.today, page.course.year.starts_on),
        "history": shown_history(request, Thing.COURSE, course_id),
        "sections": sections(request),
    }
    status = 422 if problem or form.errors else 200
    return render(request, "parta/office/course.html", context, status=status)

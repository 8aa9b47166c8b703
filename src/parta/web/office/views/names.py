"""Classes and subjects made and called otherwise on pages: what tables bring, one by one."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load
from parta.curriculum.models import Subject
from parta.curriculum.queries.history import Thing
from parta.curriculum.queries.subjects import subject_list
from parta.curriculum.services.subjects import SubjectNames, add_subject, rename_subject
from parta.kernel.decisions import NotVisible, Refused, require
from parta.kernel.text import begun_by, cyrillic
from parta.school.access import may_arrange
from parta.school.enums import LAST_GRADE, ClassKind
from parta.school.models import Calendar, SchoolClass
from parta.school.services.classes import ClassNames, open_class, rename_class
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import typed_search
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.refusals import refusal_text

_LETTER = re.compile(r"[А-ЯЁ]?\d?")
_COLUMNS = (
    Column("Предмет", 50), Column("Коротко", 20), Column("Индекс", 14), Column("Программа", 14), Column("Журналов", 10),
)  # fmt: skip


class _Line(forms.CharField):
    """One line of words."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class ClassForm(forms.Form):
    """A class by its grade and letter, a group by its name, year of study and programme."""

    calendar = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите год и календарь.")
    )
    letter = _Line(max_length=3, required=False)
    name = _Line(max_length=40, error_messages={"required": "Напишите название группы."})
    programme_code = _Line(max_length=20, required=False)
    programme_title = _Line(max_length=300, required=False)

    def __init__(
        self, data: Any, *, college: bool, found: SchoolClass | None, calendars: list[tuple[int, str]]
    ) -> None:
        said = (
            {name: getattr(found, name) for name in ("letter", "name", "programme_code", "programme_title")}
            if found
            else {}
        )
        super().__init__(data, initial=said)
        self.college, self.found = college, found
        self.fields["calendar"].choices = calendars
        last = LAST_GRADE[ClassKind.GROUP if college else ClassKind.CLASS]
        said_wrong = f"Укажите число от 1 до {last}."
        self.fields["grade"] = forms.IntegerField(
            min_value=1,
            max_value=last,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said_wrong),
        )
        for name in ("letter",) if college else ("name", "programme_code", "programme_title"):
            del self.fields[name]
        if found is not None:
            del self.fields["calendar"], self.fields["grade"]

    def clean_letter(self) -> str:
        """Give the letter as names have it."""
        letter = cyrillic(self.cleaned_data["letter"]).upper()
        if not _LETTER.fullmatch(letter):
            raise forms.ValidationError("Литера — русская буква, после неё может стоять цифра; её может и не быть.")
        return letter

    def names(self) -> ClassNames:
        """Give what was typed as names."""
        said = self.cleaned_data
        if self.college:
            return ClassNames(said["name"], "", said["programme_code"], said["programme_title"])
        grade, letter = self.found.grade_level if self.found else said["grade"], said["letter"]
        return ClassNames(f"{grade}-{letter}" if letter.isdigit() else f"{grade}{letter}", letter)


class SubjectForm(forms.Form):
    """What a subject is called."""

    name = _Line(max_length=300, error_messages={"required": "Напишите название."})
    short_name = _Line(max_length=60, required=False)
    index = _Line(max_length=30, required=False)
    programme_code = _Line(max_length=20, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def class_new(request: HttpRequest) -> HttpResponse:
    """Open a class or a group."""
    require(may_arrange(request.actor))
    college = request.frame.school_kind == "college"
    rows = Calendar.objects.filter(year__ends_on__gte=request.actor.today).select_related("year")
    calendars = [(row.pk, f"{row.year.title} · {row.title}") for row in rows.order_by("year__starts_on", "title", "pk")]
    form = ClassForm(_posted(request), college=college, found=None, calendars=calendars)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = open_class(
                actor=request.actor,
                calendar_id=said["calendar"],
                kind=ClassKind.GROUP if college else ClassKind.CLASS,
                grade_level=said["grade"],
                names=form.names(),
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, f"Открыто: {form.names().name}. Теперь — кто в списке, план и нагрузка.")
            return redirect("office:class_page", made)
    return _page(request, "class_name.html", {"form": form, "found": None, "history": None})


@require_http_methods(["GET", "HEAD", "POST"])
def class_name(request: HttpRequest, class_id: int) -> HttpResponse:
    """Call a class or a group otherwise."""
    require(may_arrange(request.actor))
    found = SchoolClass.objects.filter(pk=class_id, year__ends_on__gte=request.actor.today).first()
    if found is None:
        raise NotVisible
    form = ClassForm(_posted(request), college=found.kind == ClassKind.GROUP, found=found, calendars=[])
    if form.is_bound and form.is_valid():
        try:
            changed = rename_class(actor=request.actor, class_id=class_id, names=form.names(), now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, "Название исправлено." if changed else "Менять было нечего.")
            return redirect("office:class_page", class_id)
    history = shown_history(request, Thing.CLASS, class_id)
    return _page(request, "class_name.html", {"form": form, "found": found, "history": history})


@require_http_methods(["GET", "HEAD", "POST"])
def subjects(request: HttpRequest) -> HttpResponse:
    """List the subjects, and put one on the list."""
    form = SubjectForm(_posted(request))
    if form.is_bound and form.is_valid():
        try:
            add_subject(actor=request.actor, names=SubjectNames(**form.cleaned_data), now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, f"В списке: {form.cleaned_data['name']}.")
            return redirect("office:subjects")
    typed = typed_search(request)
    found = subject_list(actor=request.actor, today=request.now.date())
    rows = [one for one in found if begun_by(typed, one.name, one.short_name, one.index, one.programme_code)]
    if asked_for_sheet(request):
        lines = ((one.name, one.short_name, one.index, one.programme_code, one.journals) for one in rows)
        return sheet(request, title="Предметы", columns=_COLUMNS, rows=lines, chosen=typed)
    may_keep = may_keep_load(request.actor)
    context = {"form": form, "rows": rows, "typed": typed, "may_keep": may_keep, "query": filters_of(request)}
    return _page(request, "subjects.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Call a subject otherwise."""
    require(may_keep_load(request.actor))
    found = Subject.objects.filter(pk=subject_id).first()
    if found is None:
        raise NotVisible
    said = {name: getattr(found, name) for name in SubjectForm.base_fields}
    form = SubjectForm(_posted(request), initial=said)
    if form.is_bound and form.is_valid():
        names = SubjectNames(**form.cleaned_data)
        try:
            changed = rename_subject(actor=request.actor, subject_id=subject_id, names=names, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, "Название исправлено." if changed else "Менять было нечего.")
            return redirect("office:subjects")
    history = shown_history(request, Thing.SUBJECT, subject_id)
    return _page(request, "subject.html", {"form": form, "found": found, "history": history})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound else 200
    return render(request, f"parta/office/{template}", {**context, "sections": sections(request)}, status=status)

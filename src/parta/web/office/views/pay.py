"""What pay is counted from: the tariff list of teachers, and hours given by the whole timetable."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.curriculum.access import may_see_load
from parta.curriculum.queries.loads import teachers_from
from parta.curriculum.queries.tariff import TariffRow, tariff_list
from parta.kernel.decisions import require
from parta.web.hours import asked_hours, hours_sheet
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, number_or_none
from parta.web.permissions import opens_to
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date


@require_safe
def tariff(request: HttpRequest) -> HttpResponse:
    """Show the tariff list of a day; as a file a line for every journal and the sums of each teacher."""
    on, college = day(request, "date", default=request.actor.today), request.frame.school_kind == "college"
    rows = tariff_list(actor=request.actor, day=on, college=college)
    if asked_for_sheet(request):
        columns = (
            Column("Преподаватель" if college else "Учитель", 36), Column("Должность", 26), Column("Категория", 16),
            Column("Предмет", 36), Column("Группа" if college else "Класс", 12), Column("Подгруппа", 16),
            Column("Часов в неделю", 10), Column("Часов в год", 10), Column("Ставок", 10),
            Column("Куратор группы" if college else "Классное руководство", 14),
        )  # fmt: skip
        title, chosen = "Тарификационный список", f"на {full_date(on)}"
        return sheet(request, title=title, columns=columns, rows=_tariff_lines(rows, college=college), chosen=chosen)
    context = {
        "rows": rows,
        "day": on,
        "total": sum(row.rate for row in rows),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/tariff.html", context)


def _tariff_lines(rows: list[TariffRow], *, college: bool) -> Iterator[tuple[object, ...]]:
    for row in rows:
        one = row.employee
        head = (one.person.full_name, one.post, one.category)
        for course in row.courses:
            yield (*head, course.title, course.class_name, course.group, course.hours, course.hours_total, None, "")
        year = row.hours.year if college else None
        yield (*head, "Итого", "", "", row.hours.week, year, row.rate, row.homeroom)


@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show hours given in a month by teacher, of one teacher by journal and day, or of the year by month."""
    require(may_see_load(request.actor))
    teacher = number_or_none(request, "teacher")
    asked = asked_hours(request, teacher)
    names = teachers_from(asked.page.first)
    who = dict(names).get(teacher or 0, "")
    if asked_for_sheet(request):
        persons = [key for key, _, _ in asked.page.rows if key] if teacher is None else [teacher]
        return hours_sheet(request, asked, title=f"Часы: {who}" if who else "Часы по расписанию", persons=persons)
    context = {
        "asked": asked,
        "who": who,
        "teachers": names,
        "opens_log": opens_to(request.actor, "office:substitution_log"),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/hours_given.html", context)

"""The register of journals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.access import visible_courses
from parta.journal.queries.register import PER_PAGE, register_page
from parta.web.office.sections import filters_of, sections
from parta.web.office.views.classes import conditions
from parta.web.parameters import number, number_or_none
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 36),
    Column("Подгруппа", 20),
    Column("Учитель", 30),
    Column("Уроков прошло", 10),
    Column("Без темы", 10),
)


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List journals by class, teacher and subject; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "teacher", "subject")}
    as_file = asked_for_sheet(request)
    page = register_page(
        courses=visible_courses(request.actor, conditions(request)),
        class_id=chosen["class"],
        teacher_id=chosen["teacher"],
        subject_id=chosen["subject"],
        page=1 if as_file else number(request, "page", default=1),
        today=request.actor.today,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        lists = (("class", page.classes), ("teacher", page.teachers), ("subject", page.subjects))
        names = [dict(known).get(chosen[name] or 0, "") for name, known in lists]
        rows = (
            (row.class_name, row.title, row.group_name, row.teachers, row.held, row.without_topic) for row in page.rows
        )
        return sheet(request, title="Журналы", columns=_COLUMNS, rows=rows, chosen=", ".join(filter(None, names)))
    context = {"page": page, "chosen": chosen, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/courses.html", context)

"""The subgroups of the whole school in one list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.curriculum.queries.group_list import PER_PAGE, group_list
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_or_none, typed_search
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Класс, группа", 14),
    Column("Предмет", 36),
    Column("Подгруппа", 20),
    Column("Обучающихся", 12),
    Column("Учитель", 36),
    Column("Закончен", 12),
)


@require_safe
def group_lists(request: HttpRequest) -> HttpResponse:
    """List subgroups by class, subject and teacher; the filters stand in the address."""
    chosen = {name: number_or_none(request, name) for name in ("class", "subject", "teacher")}
    typed = typed_search(request)
    as_file = asked_for_sheet(request)
    page = group_list(
        actor=request.actor, class_id=chosen["class"], subject_id=chosen["subject"], teacher_id=chosen["teacher"],
        typed=typed, page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )  # fmt: skip
    if as_file:
        rows = (
            (one.class_name, one.subject, one.name, one.pupils, ", ".join(dict(one.teachers).values()), one.ends_on)
            for one in page.rows
        )
        lists = {"class": page.classes, "subject": page.subjects, "teacher": page.teachers}
        named = [typed, *(lists[name].get(pk or 0, "") for name, pk in chosen.items())]
        return sheet(request, title="Подгруппы", columns=_COLUMNS, rows=rows, chosen=", ".join(filter(None, named)))
    context = {
        "page": page,
        "chosen": chosen,
        "typed": typed,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/group_lists.html", context)

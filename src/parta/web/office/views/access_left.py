"""Parents whose children have left the school and who come in still."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.public_service.access import may_close
from parta.public_service.queries.left import PER_PAGE, LeftParent, left_page
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.dates import full_date

_COLUMNS = (Column("Родитель", 36), Column("Дети и последний день", 60))


@require_safe
def access_left(request: HttpRequest) -> HttpResponse:
    """List the parents whose access has nobody to be about; each is ended by hand."""
    as_file = asked_for_sheet(request)
    page = left_page(
        actor=request.actor,
        school=request.school,
        today=request.actor.today,
        page=1 if as_file else number(request, "page", default=1),
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        title = "Родители выбывших, которые ещё входят"
        persons = [row.person.pk for row in page.rows]
        return sheet(request, title=title, columns=_COLUMNS, rows=map(_cells, page.rows), persons=persons)
    context = {
        "page": page,
        "may_decide": may_close(request.actor),
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/access_left.html", context)


def _cells(row: LeftParent) -> tuple[object, ...]:
    children = ", ".join(f"{name} ({full_date(last)})" if last else name for name, last in row.children)
    return row.person.full_name, children

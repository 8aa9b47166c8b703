"""Who looked at personal data and took them out."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.queries.looks import KINDS, PER_PAGE, LooksPage, looks_page
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none, number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.acts import act_title
from parta.wording.looks import look_text

_COLUMNS = (Column("Когда", 16), Column("Кто", 36), Column("Что", 36), Column("О ком", 36), Column("Что именно", 40))


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """List looks and exports; the filters stand in the address."""
    since, until = day_or_none(request, "since"), day_or_none(request, "until")
    who, whom = (request.GET.get(name, "").replace("\x00", "")[:100] for name in ("who", "whom"))
    act = request.GET.get("act", "")
    as_file = asked_for_sheet(request)
    page = looks_page(
        who=who,
        whom=whom,
        act=act if act in KINDS else "",
        since=since,
        until=until,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        return sheet(request, title="Кто смотрел данные", columns=_COLUMNS, rows=_lines(page), persons=())
    context = {
        "page": page,
        "rows": [(row, act_title(row.act), look_text(row.subject, row.count)) for row in page.rows],
        "acts": [(code, act_title(code)) for code in KINDS],
        "act": act,
        "who": who,
        "whom": whom,
        "since": since,
        "until": until,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/looks.html", context)


def _lines(page: LooksPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        yield (
            row.at,
            row.author or ("поддержка" if row.by_operator else ""),
            act_title(row.act),
            row.about,
            look_text(row.subject, row.count),
        )

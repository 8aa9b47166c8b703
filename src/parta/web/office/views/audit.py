"""Who did what."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.events import PER_PAGE, EventsPage, events_page
from parta.people.queries.persons import names_of
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none, number, number_or_none
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.acts import ACTS, act_title, state_text

_COLUMNS = (
    Column("Когда", 16),
    Column("Кто", 34),
    Column("За кого", 34),
    Column("Что", 32),
    Column("О ком, где", 36),
    Column("Было", 40),
    Column("Стало", 40),
)


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """List events by author, act and days; the filters stand in the address."""
    since = day_or_none(request, "since")
    until = day_or_none(request, "until")
    person_id = number_or_none(request, "person")
    act = request.GET.get("act", "")
    act = act if act in ACTS else ""
    who = request.GET.get("who", "")[:100].strip()
    as_file = asked_for_sheet(request)
    page = events_page(
        who=who,
        person_id=person_id,
        act=act,
        since=since,
        until=until,
        page=1 if as_file else number(request, "page", default=1),
        now=request.now,
        per_page=MOST_ROWS + 1 if as_file else PER_PAGE,
    )
    if as_file:
        days = [f"{word} {day:%d.%m.%Y}" for word, day in (("с", since), ("по", until)) if day]
        chosen = ", ".join(filter(None, (who, ACTS.get(act, ""), *days)))
        return sheet(request, title="Кто что делал", columns=_COLUMNS, rows=_lines(page), chosen=chosen, persons=())
    context = {
        "page": page,
        "rows": [(row, act_title(row.act), state_text(row.before), state_text(row.after)) for row in page.rows],
        "acts": ACTS.items(),
        "act": act,
        "who": who,
        "person_id": person_id,
        "only_name": names_of([person_id]).get(person_id, "") if person_id else "",
        "since": since,
        "until": until,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/audit.html", context)


def _lines(page: EventsPage) -> Iterator[tuple[object, ...]]:
    for row in page.rows:
        where = ", ".join(part for part in (row.about, row.course) if part)
        author = row.author or ("оператор установки" if row.by_operator else "Парта")
        yield row.at, author, row.acting_for, act_title(row.act), where, state_text(row.before), state_text(row.after)

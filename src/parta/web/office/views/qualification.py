"""«Квалификация»: categories and further training of those who teach, and who is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.queries.qualification import Qualified, qualification_of_staff
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet

_COLUMNS = (
    Column("Имя", 34),
    Column("Должность", 26),
    Column("Образование", 36),
    Column("Категория", 18),
    Column("Аттестация", 12),
    Column("Следующая до", 14),
    Column("Последние курсы", 50),
    Column("Часов", 8),
    Column("Закончены", 12),
    Column("Следующие до", 14),
)


@require_safe
def qualification(request: HttpRequest) -> HttpResponse:
    """List those who teach with what is due."""
    rows = qualification_of_staff(request.actor.today)
    due = request.GET.get("due", "")
    due = due if due in ("attestation", "training") else ""
    shown = [row for row in rows if not due or (row.attestation_due if due == "attestation" else row.training_due)]
    if asked_for_sheet(request):
        chosen = {"attestation": "подходит срок аттестации", "training": "подходит срок курсов"}.get(due, "")
        ids = [row.employee.pk for row in shown]
        return sheet(
            request, title="Квалификация", columns=_COLUMNS, rows=map(_line, shown), chosen=chosen, persons=ids
        )
    context = {
        "rows": shown,
        "due": due,
        "attestations": sum(row.attestation_due for row in rows),
        "trainings": sum(row.training_due for row in rows),
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/qualification.html", context)


def _line(row: Qualified) -> tuple[object, ...]:
    one, last = row.employee, row.last
    return (
        one.person.full_name,
        one.post,
        " ".join(filter(None, (one.education, one.qualification))),
        one.category,
        one.attested_on,
        row.attestation,
        last.programme if last else "",
        last.hours if last else None,
        last.ends_on if last else None,
        row.training,
    )

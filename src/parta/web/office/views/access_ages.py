"""Who reads the diaries of pupils of age: a review, decided row by row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.access_persons import persons_to_edit
from parta.public_service.access import may_close
from parta.public_service.enums import AgeState
from parta.public_service.queries.ages import Reading, adults_read
from parta.web.acts import act_today
from parta.web.office.sections import sections
from parta.web.office.views.access_requests import service_rule
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.public_service import AGE_STATES

_COLUMNS = (
    Column("Обучающийся", 34),
    Column("Класс, группа", 14),
    Column("Совершеннолетие", 16),
    Column("Родитель", 34),
    Column("Состояние", 24),
    Column("Согласие обучающегося", 22),
)


@require_safe
def access_ages(request: HttpRequest) -> HttpResponse:
    """List the parents of adult pupils who can come in, by what their access waits for."""
    rule = service_rule(act_today(request))
    rows = adults_read(actor=request.actor, school=request.school, rule=rule, today=request.actor.today)
    if asked_for_sheet(request):
        return sheet(
            request,
            title="Доступ к дневникам совершеннолетних",
            columns=_COLUMNS,
            rows=map(_cells, rows),
            persons=[one for row in rows for one in (row.pupil_id, row.guardian_id)],
        )
    groups = [(state, title, [row for row in rows if row.state is state]) for state, title in AGE_STATES.items()]
    pupils = {row.pupil_id for row in rows}
    context = {
        "groups": [group for group in groups if group[2]],
        "ends": AgeState.ENDS,
        "rule": rule,
        "may_decide": may_close(request.actor),
        "query": "",
        "consents": set(persons_to_edit(request.actor).filter(pk__in=pupils).values_list("pk", flat=True)),
        "sections": sections(request),
    }
    return render(request, "parta/office/access_ages.html", context)


def _cells(row: Reading) -> tuple[object, ...]:
    return row.pupil, row.class_name, row.grown_on, row.guardian, AGE_STATES[row.state], row.consent_on

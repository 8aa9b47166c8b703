"""The first page of the office: the day for heads, the way on for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parta.curriculum.access import visible_classes
from parta.curriculum.queries.proposals import proposals_agreed
from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.heads import HeadsDay, heads_day
from parta.people.enums import READERS, Role
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.web.declined import declined_to
from parta.web.office.reminders import reminder_lines
from parta.web.office.sections import sections
from parta.web.office.waiting import waiting_lines
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.roles import role_name, terminology_of

_TEACHING = frozenset((Role.TEACHER, Role.HOMEROOM_TEACHER, *READERS))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, and to heads what is entered today and who is absent.

    Who only teaches comes to the day of the class led, or to the classes.
    """
    roles = request.actor.roles
    if roles <= _TEACHING:
        led = list(visible_class_lives(request.actor).values_list("pk", flat=True)[:2])
        if len(led) == 1:
            return redirect("office:class_day", led[0])
        mine = list(visible_classes(request.actor).values_list("pk", flat=True)[:2])
        return redirect("office:class_page", mine[0]) if len(mine) == 1 else redirect("office:classes")
    heads = may_do(request.actor, Resource.DAY_PAGE, Action.VIEW, Relation.SAME_SCHOOL)
    page = heads_day(now=request.now) if heads else None
    if page and asked_for_sheet(request):
        return _file(request, page)
    context = {
        "page": page,
        "today": request.now,
        "splits": proposals_agreed(request.actor),
        "reminders": reminder_lines(request),
        "waiting": waiting_lines(request),
        **declined_to(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/home.html", context)


def _file(request: HttpRequest, page: HeadsDay) -> HttpResponse:
    college, day = request.frame.school_kind == "college", full_date(page.day)
    if request.GET.get("list") == "away":
        columns = (Column("Группа" if college else "Класс", 16), Column("Отсутствуют", 12), Column("Всего", 10))
        rows = ((row.name, row.absent, row.pupils) for row in page.away)
        return sheet(request, title="Отсутствуют", columns=columns, rows=rows, chosen=day)
    teacher = role_name("teacher", terminology_of(request.frame.school_kind)).nominative.capitalize()
    owing = (Column(teacher, 36), Column("Прошло", 10), Column("Без темы", 10), Column("Не отмечены", 12))
    lines = ((row.name or "не назначен", row.begun, row.no_topic, row.no_roll) for row in page.owing)
    return sheet(request, title="Не заполнено", columns=owing, rows=lines, chosen=day)

"""The control works of a child's class, to come and past."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parta.journal.queries.planned_works import own_works
from parta.web.family.views import answer, open_for
from parta.wording.planned_works import work_level


@require_safe
def control_works(request: HttpRequest) -> HttpResponse:
    """Show the schedule of the child's control works, the nearest first, what is past beneath."""
    opened = open_for(request)
    works = own_works(opened)
    ahead = [one for one in works if one.day >= opened.today]
    past = [one for one in reversed(works) if one.day < opened.today]
    return answer(request, opened, "control_works", opened, more={"ahead": ahead, "past": past, "level_of": work_level})

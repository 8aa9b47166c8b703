"""Who changed the weekly timetable by hand and when: steps in drafts, drafts begun and put in force, versions ended."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.curriculum.queries.history import PER_PAGE, Change, History
from parta.kernel.actor import OPERATOR, Actor
from parta.kernel.decisions import require
from parta.people.queries.persons import names_of
from parta.school.models import Room
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act

_FARTHEST = 500
_WHOLE = Q(act__in=(Act.DRAFT_CHANGED, Act.PUBLISHED, Act.PUBLICATION_WITHDRAWN)) | Q(
    act=Act.TIMETABLE_CHANGED, subject__kind="timetable"
)


def timetable_history(*, actor: Actor, draft_id: int | None, page: int, zone: ZoneInfo) -> History:
    """Read a page of what was done to a draft, or to all of them and to the versions, in four queries; `Forbidden`.

    A change is of a `draft`, of its lesson (`draft_lesson`), or of the act that its `kind` names.
    """
    require(may_make_timetable(actor))
    page = min(max(page, 1), _FARTHEST)
    wanted = _WHOLE if draft_id is None else Q(act=Act.DRAFT_CHANGED, subject__id=draft_id)
    start = (page - 1) * PER_PAGE
    rows = list(Event.objects.filter(wanted, chain="timetable").order_by("-seq")[start : start + PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    authors = names_of({one.person_id for one in shown if one.person_id})
    names = _names(shown)
    return History(
        tuple(
            Change(
                one.at.astimezone(zone), authors.get(one.person_id or 0, ""), one.device == OPERATOR, _kind(one),
                one.subject, one.before, one.after, names,
            )
            for one in shown
        ),
        page,
        len(rows) > PER_PAGE,
    )  # fmt: skip


def _kind(event: Event) -> str:
    if event.act != Act.DRAFT_CHANGED:
        return event.act
    return "draft_lesson" if "course" in event.subject else "draft"


def _names(events: Iterable[Event]) -> dict[tuple[str, int], str]:
    """Name the journals and the rooms that the events name by id."""
    events = list(events)
    courses = {one.subject["course"] for one in events if "course" in one.subject}
    states = [state for one in events for state in (one.before, one.after) if isinstance(state, dict)]
    rooms = {state["room_id"] for state in states if state.get("room_id")}
    found: dict[tuple[str, int], str] = {}
    for course in Course.objects.filter(pk__in=courses).select_related("subject", "school_class", "study_group"):
        whose = [one.name for one in (course.school_class, course.study_group) if one]
        found["course", course.pk] = ", ".join([course.title or course.subject.name, *whose])
    for pk, number in Room.objects.filter(pk__in=rooms).values_list("pk", "number"):
        found["room_id", pk] = number
    return found

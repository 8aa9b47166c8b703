"""Who corrected the calendar and the bells of the school, when, and what stood there before and after."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from parta.audit.models import Event
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.queries.persons import names_of
from parta.school.access import may_arrange
from parta.school.enums import Act
from parta.school.models import BellSchedule, Calendar, ClassDay, SchoolClass, SpecialDay, StudySession, Term, Vacation

LATEST = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """One row that was put in, changed or taken out; `of` names it where the values do not, `where` whose it is."""

    at: datetime
    author: str
    kind: str
    of: dict[str, Any]
    where: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def corrections_page(*, actor: Actor, zone: ZoneInfo) -> list[Correction]:
    """Give the latest corrections, the newest first, in nine queries; raises `Forbidden`."""
    require(may_arrange(actor))
    events = list(
        Event.objects.filter(act__in=(Act.CALENDAR_CHANGED, Act.BELLS_CHANGED)).order_by("-at", "-pk")[:LATEST]
    )
    authors = names_of({event.person_id for event in events if event.person_id})
    whole = {
        "term": _rows(Term, "calendar_id", "kind", "number"),
        "vacation": _rows(Vacation, "calendar_id", "title"),
        "special_day": _rows(SpecialDay, "calendar_id", "date"),
        "class_day": _rows(ClassDay, "school_class_id", "date"),
        "session": _rows(StudySession, "school_class_id", "kind"),
        "bells": _rows(BellSchedule, "title"),
    }
    calendars = dict(Calendar.objects.values_list("pk", "title"))
    classes = dict(SchoolClass.objects.values_list("pk", "name"))
    found = []
    for event in events:
        kind = str(event.subject.get("kind", ""))
        of = whole.get(kind, {}).get(event.subject.get("id", 0), {})
        said = {**of, **(event.before or {}), **(event.after or {})}
        where = classes.get(said.get("school_class_id", 0)) or calendars.get(said.get("calendar_id", 0)) or ""
        author = authors.get(event.person_id or 0, "")
        found.append(Correction(event.at.astimezone(zone), author, kind, of, where, event.before, event.after))
    return found


def _rows(model: Any, *fields: str) -> dict[int, dict[str, Any]]:
    rows = model.objects.values("pk", *fields)
    return {row.pop("pk"): {name: _plain(value) for name, value in row.items()} for row in rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

"""Sessions of part-time groups."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from parta.audit.bulk import rows_of
from parta.integrations.spreadsheets.dataset import CalendarSpan
from parta.integrations.spreadsheets.values.classes import class_key
from parta.kernel.decisions import ALLOWED
from parta.school.enums import SessionKind, StudyForm
from parta.school.models import SchoolClass, StudySession
from parta.school.rules.sessions import SessionChange, decide_sessions
from parta.school.services.year import SESSION, keep_sessions

from ..compare import Wanted
from ..desk import Desk


def import_sessions(desk: Desk) -> None:
    """Set the sessions of the groups that study by sessions; one that cannot stand is told of and left."""
    stands = rows_of(StudySession, SESSION, school_class__year=desk.year_id)
    part_time = dict(
        SchoolClass.objects.filter(year=desk.year_id, study_form=StudyForm.PART_TIME).values_list("pk", "name")
    )
    taken: dict[int, list[SessionChange]] = defaultdict(list)
    find: dict[str, int] = {}
    for stood, row in stands.items():
        find[_key(desk, part_time.get(row["school_class_id"], ""), row["starts_on"])] = stood
    wanted = []
    known = desk.memory.of("session")
    for group, name, span in _said(desk, part_time):
        key = _key(desk, name, span.starts.isoformat())
        own = known[key].object_id if key in known else find.get(key)
        beside = [
            SessionChange(other, SessionKind(row["kind"]), _day(row["starts_on"]), _day(row["ends_on"]))
            for other, row in stands.items()
            if row["school_class_id"] == group and other != own and other not in {one.id for one in taken[group]}
        ]
        mine = SessionChange(own, _kind(span), span.starts, span.ends)
        if decide_sessions([*beside, *taken[group], mine], year=(desk.year_starts, desk.year_ends)) != ALLOWED:
            days = {"starts": span.starts.strftime("%d.%m.%Y"), "ends": span.ends.strftime("%d.%m.%Y")}
            desk.problems.add("session_not_taken", span.source, class_name=name, **days)
            continue
        taken[group].append(mine)
        first = {"school_class_id": group, "starts_on": span.starts}
        fields = {"kind": str(mine.kind), "ends_on": span.ends}
        wanted.append(Wanted(key, fields, span.source, f"{span.name}, {name}", first=first))
    desk.put(
        "session",
        wanted,
        write=keep_sessions,
        stands=stands,
        find=find,
        complete=bool(desk.files.dataset.calendar),
        scope=f"{desk.year}/",
    )


def _said(desk: Desk, part_time: dict[int, str]) -> Iterator[tuple[int, str, CalendarSpan]]:
    """Give the groups of every session: those that are named, else all that study by sessions."""
    for span in desk.files.dataset.calendar:
        if span.kind != "session":
            continue
        for link in desk.files.classes:
            group = desk.ids["class"].get(class_key(link.name))
            if group is None or not span.scope.covers(link.name):
                continue
            if group in part_time:
                yield group, link.name, span
            elif not span.scope.everybody:
                desk.problems.add("session_of_full_time", span.source, class_name=link.name)


def _day(said: str) -> date:
    return date.fromisoformat(said)


def _kind(span: CalendarSpan) -> SessionKind:
    return SessionKind.ORIENTATION if "установоч" in span.name.casefold() else SessionKind.EXAM


def _key(desk: Desk, name: str, starts: str) -> str:
    return f"{desk.year}/{class_key(name)}/{starts}"

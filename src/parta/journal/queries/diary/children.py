"""Whose diary is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.kernel.seen import seen_by
from parta.kernel.sql import sql
from parta.people.access import entrusted_children, visible_children, visible_diaries
from parta.people.enums import FAMILY, STAFF, Role
from parta.people.models import Pupil

_CHILDREN = """
SELECT p.id, p.first_name, p.last_name, u.paper_only <> '', k.id, k.name, k.calendar_id, k.year_id, k.grade_level
FROM ({seen}) seen JOIN people_pupil u ON u.person_id = seen.pk JOIN people_person p ON p.id = u.person_id
LEFT JOIN LATERAL (
    SELECT c.id, c.name, c.calendar_id, c.year_id, c.grade_level, c.sort_key
    FROM people_enrolment e JOIN school_schoolclass c ON c.id = e.school_class_id
    WHERE e.pupil_id = p.id ORDER BY e.starts_on <= %(today)s DESC, e.starts_on DESC LIMIT 1
) k ON true
WHERE %(chosen)s::bigint[] IS NULL OR p.id = ANY(%(chosen)s::bigint[])
ORDER BY p.id = %(person)s DESC, k.grade_level, k.sort_key, p.sort_key, p.id
"""


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the diary names it; families that chose paper see no records on the screen."""

    id: int
    first_name: str
    last_name: str
    paper_only: bool
    class_id: int | None
    class_name: str | None
    calendar_id: int | None
    year_id: int | None
    grade_level: int | None
    is_self: bool

    @property
    def name(self) -> str:
        """Surname and name."""
        return " ".join(part for part in (self.last_name, self.first_name) if part)


@dataclass(frozen=True, slots=True)
class Diary:
    """The chosen child among those whom the actor may choose, and the moment the diary is read at.

    `mine` is false when staff, or somebody whom the parents trust, look into a pupil's diary.
    """

    child: Child
    children: tuple[Child, ...]
    now: datetime
    zone: ZoneInfo
    mine: bool = True

    @property
    def today(self) -> date:
        """The day in the school."""
        return self.now.date()


def open_diary(*, actor: Actor, child_id: int | None, now: datetime, zone: ZoneInfo) -> Diary:
    """Choose the child of a page (one query, one more for whom parents trust): oneself or the youngest class by itself.

    `now` is in the school's zone. Raises `NotVisible` for a foreign child and for an actor who has none. Staff whose
    duties reach a pupil's diary name the pupil and see this one alone.
    """
    own = _read(visible_children, actor) if actor.has(*FAMILY) else ()
    known = {child.id for child in own}
    entrusted = _read(entrusted_children, actor) if actor.has(Role.TRUSTED_PERSON) else ()
    children = (*own, *(child for child in entrusted if child.id not in known))
    chosen = next((child for child in children if child_id is None or child.id == child_id), None)
    if chosen is None and child_id is not None and actor.has(*STAFF):
        children = _read(visible_diaries, actor, [child_id])
        chosen = next(iter(children), None)
    if chosen is None:
        raise NotVisible
    return Diary(child=chosen, children=children, now=now, zone=zone, mine=chosen in own)


def open_diaries(*, actor: Actor, pupils: Sequence[int], now: datetime, zone: ZoneInfo) -> list[Diary]:
    """Open the diaries of many pupils for staff, in their order (one query); raises `NotVisible` for a foreign one."""
    found = {child.id: child for child in _read(visible_diaries, actor, pupils)}
    if not found.keys() >= set(pupils):
        raise NotVisible
    return [Diary(found[pupil], (found[pupil],), now, zone, mine=False) for pupil in pupils]


def _read(
    visible: Callable[[Actor], QuerySet[Pupil]], actor: Actor, chosen: Sequence[int] | None = None
) -> tuple[Child, ...]:
    rows = sql(
        _CHILDREN.format(seen=seen_by(visible, actor.roles, barred=actor.barred)),
        {"person": actor.person_id, "today": actor.today, "chosen": list(chosen) if chosen is not None else None},
    )
    return tuple(
        Child(id_, first, last, paper, class_id, class_name, calendar, year, grade, id_ == actor.person_id)
        for id_, first, last, paper, class_id, class_name, calendar, year, grade in rows
    )

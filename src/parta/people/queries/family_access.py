"""How families come in: of one class, and whose way in is shut in the whole school."""

from dataclasses import dataclass
from datetime import datetime

from parta.installation.models import School
from parta.installation.queries.accounts import WayIn, last_seen
from parta.kernel.actor import Actor
from parta.people.access_persons import may_see_shut
from parta.people.models import Suspension
from parta.people.queries.classes import class_page
from parta.school.models import SchoolClass

STATES = ("in", "silent", "code", "none", "shut")
"""Comes in, has a way in and never came, holds a code, has nothing, is shut out."""
MOST_PAST = 200


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A pupil or a parent and their way in; `wards` is empty for a pupil."""

    id: int
    name: str
    wards: tuple[str, ...]
    relation: str
    way: WayIn
    seen: datetime | None
    shut: Suspension | None
    paper_only: bool

    @property
    def state(self) -> str:
        """One of `STATES`."""
        if self.way.shut or self.shut:
            return "shut"
        if self.way.login:
            return "in" if self.seen else "silent"
        return "code" if self.way.code_until else "none"


@dataclass(frozen=True, slots=True)
class FamilyAccess:
    """The families of a class: each pupil, then the pupil's parents, each once."""

    school_class: SchoolClass
    lines: tuple[FamilyLine, ...]

    def counted(self, state: str) -> int:
        """Tell how many are in a state."""
        return sum(line.state == state for line in self.lines)


def family_access(*, school_class: SchoolClass, school: School, now: datetime) -> FamilyAccess:
    """Read how the families of a class come in (a fixed number of queries); who may is the caller's business."""
    page = class_page(school_class=school_class, school=school, cards=True, now=now)
    ids = [*(pupil.id for pupil in page.pupils), *(parent.id for parent in page.parents)]
    seen = last_seen(school=school, person_ids=ids)
    rows = Suspension.objects.filter(person_id__in=ids, reopened_at=None).select_related("shut_by")
    shut = {row.person_id: row for row in rows}
    wards: dict[int, list[str]] = {}
    for pupil in page.pupils:
        for parent in pupil.parents:
            wards.setdefault(parent.id, []).append(pupil.name)
    lines: dict[int, FamilyLine] = {}
    for pupil in page.pupils:
        one = FamilyLine(
            pupil.id, pupil.name, (), "", pupil.way, seen.get(pupil.id), shut.get(pupil.id), pupil.paper_only
        )
        lines.setdefault(one.id, one)
        for parent in pupil.parents:
            kin = tuple(wards[parent.id])
            line = FamilyLine(
                parent.id,
                parent.name,
                kin,
                parent.relation,
                parent.way,
                seen.get(parent.id),
                shut.get(parent.id),
                pupil.paper_only,
            )
            lines.setdefault(line.id, line)
    return FamilyAccess(school_class, tuple(lines.values()))


def shut_now(actor: Actor) -> list[Suspension]:
    """Give whose way in is shut, the longest first, to those who are told of it (one query)."""
    if not may_see_shut(actor):
        return []
    rows = Suspension.objects.filter(reopened_at=None).select_related("person", "school_class", "shut_by")
    return list(rows.order_by("shut_at", "pk"))


def shut_before(actor: Actor) -> list[Suspension]:
    """Give the last ways in that are open again, to those who are told of it (one query)."""
    if not may_see_shut(actor):
        return []
    rows = Suspension.objects.filter(reopened_at__isnull=False)
    return list(rows.select_related("person", "school_class", "shut_by", "reopened_by")[:MOST_PAST])


def shut_count(actor: Actor) -> int:
    """Count whose way in is shut, for those who are told of it (one query)."""
    return Suspension.objects.filter(reopened_at=None).count() if may_see_shut(actor) else 0

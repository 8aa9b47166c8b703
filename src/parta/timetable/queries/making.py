"""Having a timetable made: what stands in its way, what the machine drew beside what is in force, wishes of teachers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.models import Employee
from parta.people.queries.persons import names_of
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import DifferenceKind, Parity
from parta.timetable.models import TeacherWish, TimetableDraft, TimetablePublication
from parta.timetable.queries.quality import QualityPage, quality_of
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.differences import Difference, Stand, differences
from parta.timetable.rules.quality import new_differing, new_overlaps
from parta.timetable.rules.week import Cell, Place
from parta.timetable.solver import is_installed
from parta.timetable.solver.blocks import problem_of
from parta.timetable.solver.counting import Conflict, conflicts


@dataclass(frozen=True)
class MakingPage:
    """What is in force from a day, what is in the way of another one, and the draft if there is one."""

    day: date
    installed: bool
    standing: QualityPage
    blocks: int
    conflicts: tuple[Conflict, ...]
    draft: TimetableDraft | None
    drawn: QualityPage | None
    changes: tuple[Difference, ...]
    wishes: tuple[tuple[int, str, int], ...]
    published: TimetablePublication | None

    @property
    def crossing(self) -> int:
        """How many overlaps the draft has that do not stand already."""
        return len(new_overlaps(self.standing.quality, self.drawn.quality)) if self.drawn else 0

    @property
    def differing(self) -> int:
        """At how many journals the hours of the draft differ from the load, unlike in force."""
        return len(new_differing(self.standing.quality, self.drawn.quality)) if self.drawn else 0

    @property
    def moved_lessons(self) -> int:
        """How many lessons a week go elsewhere."""
        return moved_lessons(self.changes)


def making_page(*, actor: Actor, day: date, draft: TimetableDraft | None) -> MakingPage:
    """Read what the page of making shows, in a fixed number of queries; raises `Forbidden`.

    With a draft the day is the one that it was asked for.
    """
    require(may_make_timetable(actor))
    day = draft.starts_on if draft else day
    standing = standing_on(day)
    problem, _ = problem_of(standing.week, standing.cells)
    cells = draft_cells(draft, standing) if draft else None
    counts: dict[int, int] = defaultdict(int)
    for wish in standing.week.wishes:
        counts[wish.teacher] += 1
    return MakingPage(
        day,
        is_installed(),
        quality_of(standing, day),
        sum(not block.fixed for block in problem.blocks),
        tuple(conflicts(problem)),
        draft,
        quality_of(standing, day, cells) if cells is not None else None,
        draft_changes(standing, cells) if cells is not None else (),
        tuple(
            (pk, name, counts.get(pk, 0))
            for pk, name in sorted(standing.week.teachers.items(), key=lambda one: (one[1], one[0]))
        ),
        _published(actor.today),
    )


def draft_chosen(*, actor: Actor, draft_id: int | None) -> TimetableDraft | None:
    """Give a draft, or without an id the one begun last if there is any; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    drafts = TimetableDraft.objects.order_by("-made_at", "-pk")
    found = (drafts.filter(pk=draft_id) if draft_id is not None else drafts).first()
    if found is None and draft_id is not None:
        raise NotVisible
    return found


def _published(today: date | None) -> TimetablePublication | None:
    """Give the latest draft put in force that may be taken back yet: it begins today or later."""
    found = TimetablePublication.objects.filter(version__isnull=False, starts_on__gte=today)
    return found.order_by("-seq").first()


def draft_cells(draft: TimetableDraft, standing: Standing) -> tuple[Cell, ...]:
    """Give the cells of a draft, and those of the standing timetable that have times of their own."""
    drawn = [cell_kept(row) for row in draft.cells]
    own = [cell for cell in standing.cells if cell.span is not None]
    return tuple(cell for cell in (*drawn, *own) if cell.course in standing.week.courses)


def cell_kept(row: Sequence[Any]) -> Cell:
    """Read a cell as a draft keeps it."""
    course, weekday, number, parity, room = row
    return Cell(course, weekday, number, Parity(parity), room)


def moved_lessons(changes: Iterable[Difference]) -> int:
    """Count the lessons of a week that go elsewhere; another room is none of them."""
    return sum(one.kind not in (DifferenceKind.ROOM, DifferenceKind.TEACHER) for one in changes)


def draft_changes(standing: Standing, cells: Sequence[Cell]) -> tuple[Difference, ...]:
    """Compare a draft with what is in force; where it names no room, the lesson keeps the one that it has there."""
    rooms = {(one.course, one.place, one.parity): one.room for one in standing.cells}
    kept = (replace(one, room=one.room or rooms.get((one.course, one.place, one.parity))) for one in cells)
    return differences(_stands(standing, standing.cells), _stands(standing, kept))


def _stands(standing: Standing, cells: Iterable[Cell]) -> Iterator[Stand]:
    week = standing.week
    for cell in cells:
        if cell.span is None:
            course = week.courses[cell.course]
            title = standing.subjects.get(course.id, course.subject) + (f" ({course.group})" if course.group else "")
            room = week.rooms.get(cell.room or 0)
            teacher = week.teachers.get(course.teacher or 0, "")
            yield Stand(course.id, title, *cell.place, str(cell.parity), room.name if room else "", teacher)


@dataclass(frozen=True)
class WishesPage:
    """The wishes of one teacher by weekday and number; `never` or would rather not."""

    teacher: int
    name: str
    days: int
    numbers: int
    wishes: dict[Place, bool]


def wishes_page(*, actor: Actor, employee_id: int) -> WishesPage:
    """Read the wishes of one of the staff; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    if actor.today is None or not Employee.objects.filter(pk=employee_id).exists():
        raise NotVisible
    classes = standing_on(actor.today).week.classes.values()
    rows = TeacherWish.objects.filter(employee_id=employee_id)
    return WishesPage(
        employee_id,
        names_of({employee_id}).get(employee_id, ""),
        max((len(one.days) for one in classes), default=5),
        max((one.last for one in classes), default=6),
        {(one.weekday, one.number): one.never for one in rows},
    )

"""Having a timetable made: what stands in its way, what the machine drew beside what is in force, wishes of teachers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.models import Employee
from parta.people.queries.persons import names_of
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Parity
from parta.timetable.models import TeacherWish, TimetableDraft
from parta.timetable.queries.quality import QualityPage, quality_of
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.week import Cell, Place
from parta.timetable.solver import is_installed
from parta.timetable.solver.blocks import problem_of
from parta.timetable.solver.counting import Conflict, conflicts


@dataclass(frozen=True, slots=True)
class Moved:
    """Where lessons of a course stand now, and where they would stand; both without what stays."""

    course: int
    before: tuple[Place, ...]
    after: tuple[Place, ...]


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
    moved: tuple[Moved, ...]
    wishes: tuple[tuple[int, str, int], ...]

    @property
    def moved_lessons(self) -> int:
        """How many lessons a week go elsewhere."""
        return sum(max(len(one.before), len(one.after)) for one in self.moved)


def making_page(*, actor: Actor, day: date) -> MakingPage:
    """Read what the page of making shows, in a fixed number of queries; raises `Forbidden`.

    With a draft the day is the one that it was asked for.
    """
    require(may_make_timetable(actor))
    draft = TimetableDraft.objects.order_by("-starts_on").first()
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
        moved_lessons(standing.cells, cells) if cells is not None else (),
        tuple(
            (pk, name, counts.get(pk, 0))
            for pk, name in sorted(standing.week.teachers.items(), key=lambda one: (one[1], one[0]))
        ),
    )


def draft_cells(draft: TimetableDraft, standing: Standing) -> tuple[Cell, ...]:
    """Give the cells of a draft, and those of the standing timetable that have times of their own."""
    drawn = [
        Cell(course, weekday, number, Parity(parity), room) for course, weekday, number, parity, room in draft.cells
    ]
    own = [cell for cell in standing.cells if cell.span is not None]
    return tuple(cell for cell in (*drawn, *own) if cell.course in standing.week.courses)


def moved_lessons(before: Sequence[Cell], after: Sequence[Cell]) -> tuple[Moved, ...]:
    """Compare two timetables course by course; rooms are not compared."""
    places: dict[int, tuple[list[Place], list[Place]]] = defaultdict(lambda: ([], []))
    for side, cells in enumerate((before, after)):
        for cell in cells:
            if cell.span is None:
                places[cell.course][side].append(cell.place)
    found = []
    for course, (old, new) in sorted(places.items()):
        left = sorted(old)
        come = []
        for place in sorted(new):
            if place in left:
                left.remove(place)
            else:
                come.append(place)
        if left or come:
            found.append(Moved(course, tuple(left), tuple(come)))
    return tuple(found)


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

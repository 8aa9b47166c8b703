"""The machine's timetable beside the one on the wall: `python -m bench.timetable FOLDER… [--seconds 300…] [--write]`.

Works from the spreadsheets of an institution without a database, from nothing but the load: the timetable on the wall
gives class hours that stay, the rooms that suit a subject, and what the result is held against. The clock is the
process's own: seconds of two cores that nobody else uses, so that a busy machine tells the same as an idle one.
"""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from parta.integrations.spreadsheets.folder import read_folder
from parta.integrations.spreadsheets.resolve import Resolved, resolve
from parta.integrations.spreadsheets.resolve.timetable import Bells
from parta.timetable.enums import Fault, Parity
from parta.timetable.rules.norms import STANDARD
from parta.timetable.rules.quality import Quality, judge
from parta.timetable.rules.rooms import seats, suitable
from parta.timetable.rules.week import Cell, Span, Week, WeekClass, WeekCourse, WeekRoom, Wish, streams_from

if TYPE_CHECKING:
    from parta.timetable.solver.search import Limits

CORES = 2
RESULTS = Path(__file__).with_name("RESULTS.md")
MARK = "## The machine's timetable"
"""From here on RESULTS.md is measured by itself; `bench.report` leaves it."""
PUBLISHED = "### Published instances of XHSTT"
"""What `bench.xhstt` measures, at the end of that part."""
_PARITY = {"": Parity.ANY, "odd": Parity.ODD, "even": Parity.EVEN}
_ROWS = (
    Fault.OVERLAP, Fault.CLASS_WINDOW, Fault.TEACHER_WINDOW, Fault.PEAK, Fault.NO_LIGHT_DAY, Fault.HARD_AT_EDGE,
    Fault.LESSONS_A_DAY, Fault.TWICE_A_DAY, Fault.BUNCHED, Fault.TRAINING_FIRST, Fault.ROOM_UNFIT, Fault.ROOM_SMALL,
    Fault.AGAINST_WISH, Fault.HOURS_DIFFER,
)  # fmt: skip
_WISHING = 3
"""Every third teacher wishes: no first lesson on two days, and nothing on a day that is free on the wall."""


def week_of(folder: Path) -> tuple[Week, list[Cell]]:
    """Read the load, the rooms and the wall timetable of a folder of spreadsheets."""
    files, _ = resolve(read_folder(folder)[0])
    pair = any(one.unit == "pair" for one in files.dataset.bells)
    classes = {number: _class(files, number, pair=pair) for number, _ in enumerate(files.classes)}
    class_ids = {one.name: one.id for one in classes.values()}
    rooms = {one.number: number for number, one in enumerate(files.dataset.rooms)}
    ids = {course.key: number for number, course in enumerate(files.courses)}
    cells = [
        Cell(ids[one.course], one.weekday + 1, one.number, _PARITY[one.parity], rooms.get(one.room))
        for one in files.lessons
    ]
    taught = {cell.course for cell in cells}
    staff = sorted({one for course in files.courses for one in course.teachers})
    courses = []
    for number, one in enumerate(files.courses):
        if number not in taught:
            continue
        learners = classes[class_ids[one.class_name]]
        fixed = one.kind != "lesson"
        teacher = staff.index(one.teachers[0]) if one.teachers else None
        halves = 2 if fixed else round((one.weekly or 0) * 2 / (2 if pair else 1))
        points = STANDARD.points_of(one.subject, learners.grade)
        course = WeekCourse(number, one.subject, (learners.id,), one.subgroup, teacher, halves, fixed=fixed)
        courses.append(course if not points else _with_points(course, points))
    sorts = {number: f"{one.name}|{one.kind}" for number, one in enumerate(files.dataset.rooms)}
    halls = [WeekRoom(number, one.number, one.capacity) for number, one in enumerate(files.dataset.rooms)]
    courses = suitable(courses, cells, sorts=sorts, grades={one.id: one.grade for one in classes.values()})
    week = Week(
        classes, {one.id: one for one in courses}, seats(halls, cells), _streams(files, courses, ids),
        _bells(files, classes),
    )  # fmt: skip
    return week, cells


def _with_points(course: WeekCourse, points: int) -> WeekCourse:
    return WeekCourse(
        course.id, course.subject, course.classes, course.group, course.teacher, course.halves, course.rooms,
        course.fixed, points,
    )  # fmt: skip


def _streams(
    files: Resolved, courses: Sequence[WeekCourse], ids: dict[tuple[str, str, str, str], int]
) -> dict[int, tuple[frozenset[int], ...]]:
    names = sorted({pupil for one in files.courses for pupil in one.pupils or ()})
    numbers = {name: number for number, name in enumerate(names)}
    known = {one.id for one in courses}
    rosters = {
        ids[one.key]: frozenset(numbers[pupil] for pupil in one.pupils)
        for one in files.courses
        if one.pupils is not None and ids[one.key] in known
    }
    pupils: dict[int, set[int]] = {}
    for one in courses:
        for class_id in one.classes:
            pupils.setdefault(class_id, set()).update(rosters.get(one.id, ()))
    return streams_from(courses, rosters, pupils)


def _bells(files: Resolved, classes: dict[int, WeekClass]) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    ring = Bells(files.dataset)
    return {
        (one.band, weekday, number): tuple(
            (start.hour * 60 + start.minute, end.hour * 60 + end.minute)
            for _, _, start, end in ring.slots(one.name, weekday - 1, number)
        )
        for one in classes.values()
        for weekday in one.days
        for number in range(1, one.last + 1)
    }


def _class(files: Resolved, number: int, *, pair: bool) -> WeekClass:
    one = files.classes[number]
    lessons = [lesson for lesson in files.lessons if lesson.class_name == one.name]
    days = sorted({lesson.weekday + 1 for lesson in lessons}) or [1, 2, 3, 4, 5]
    grade = 0 if pair else one.grade or 0
    last = max((lesson.number for lesson in lessons), default=4)
    size = sum(pupil.class_name == one.name for pupil in files.dataset.pupils)
    return WeekClass(number, one.name, grade, tuple(days), last, band=1 if grade == 1 else 0, size=size)


def wished(week: Week, wall: Sequence[Cell]) -> Week:
    """Give the week with invented wishes, the same at every run.

    A day free on the wall stays free (never); the first lessons of two days on which a teacher works are unwanted.
    """
    days = sorted({day for one in week.classes.values() for day in one.days})
    last = max(one.last for one in week.classes.values())
    teachers = sorted({one.teacher for one in week.courses.values() if one.teacher is not None})
    found = []
    for teacher in teachers[::_WISHING]:
        taught = {cell.weekday for cell in wall if week.courses[cell.course].teacher == teacher}
        free = [day for day in days if day not in taught][:1]
        found += [Wish(teacher, day, number, never=True) for day in free for number in range(1, last + 1)]
        found += [Wish(teacher, day, 1, never=False) for day in sorted(taught)[:2]]
    return replace(week, wishes=tuple(found))


def mended(week: Week, made: Sequence[Cell], limits: "Limits") -> str:
    """Repair a made timetable after two teachers lose a day of theirs; say what moved and how long it took."""
    from parta.timetable.solver.search import NoTimetable, repair

    by_day: Counter[tuple[int, int]] = Counter()
    for cell in made:
        teacher = week.courses[cell.course].teacher
        if teacher is not None and not week.courses[cell.course].fixed:
            by_day[teacher, cell.weekday] += 1
    total: Counter[int] = Counter()
    for (teacher, _), lessons in by_day.items():
        total[teacher] += lessons
    wish = {one.teacher for one in week.wishes}
    busy = {
        who: day for (who, day), n in sorted(by_day.items()) if who not in wish and 2 <= n <= 4 and total[who] <= 18
    }
    gone = sorted(busy.items(), key=lambda one: (-total[one[0]], one))[:2]
    last = max(one.last for one in week.classes.values())
    cannot = tuple(Wish(who, day, number, never=True) for who, day in gone for number in range(1, last + 1))
    lost = sum(by_day[one] for one in gone)
    changed, began = replace(week, wishes=(*week.wishes, *cannot)), limits.clock()
    try:
        found = repair(changed, made, limits=limits, tell=lambda one: True)
    except NoTimetable as error:
        none = "exists" if error.proved else "found"
        return f"Repair: two teachers cannot come on a day of theirs ({lost} lessons): none {none}."
    assert found.quality is not None
    places = {(cell.course, cell.weekday, cell.number, cell.parity) for cell in made}
    moved = sum((cell.course, cell.weekday, cell.number, cell.parity) not in places for cell in found.cells)
    return (
        f"Repair: two teachers cannot come on a day of theirs ({lost} lessons). {moved} lessons of {len(made)} moved,"
        f" {limits.clock() - began:.0f} s; weighed {judge(changed, made).cost:g} before, {found.quality.cost:g} after."
    )


def told(quality: Quality) -> str:
    """Say the figures in a line."""
    return " ".join(f"{fault}={count:g}" for fault, count in quality.counts.items()) + f" cost={quality.cost:g}"


def measure(folder: Path, seconds: float) -> str:
    """Make the timetable of a folder and give the table of figures beside those of the wall."""
    from parta.timetable.solver.search import Found, Limits, make

    week, cells = week_of(folder)
    week = wished(week, cells)
    wall = judge(week, cells)
    print(folder.name, "wall", told(wall), flush=True)
    steps: list[tuple[float, float, float]] = []

    def tell(found: Found) -> bool:
        if found.quality is not None:
            steps.append((found.seconds, found.quality.counts.get(Fault.TEACHER_WINDOW, 0), found.quality.cost))
            print(f"{found.seconds:6.1f} s  step {found.steps} ", told(found.quality), flush=True)
        return True

    began = time.monotonic()
    limits = Limits(seconds=seconds, workers=CORES, clock=lambda: time.process_time() / CORES)
    found = make(week, cells, limits=limits, tell=tell, from_scratch=True)
    assert found.quality is not None
    print("made", told(found.quality), flush=True)
    better = next((moment for moment, _, cost in steps if cost < wall.cost), 0)
    before, after = wall.counts, found.quality.counts
    rows = [f"| {str(one).replace('_', ' ')} | {before.get(one, 0):g} | {after.get(one, 0):g} |" for one in _ROWS]
    lessons = sum(2 if one.parity == Parity.ANY else 1 for one in found.cells) / 2
    return "\n".join(
        [
            f"### {folder.name}: {len(week.classes)} classes, {len(week.courses)} courses, {lessons:g} lessons a week",
            "",
            f"{found.seconds * CORES:.0f} s of processor on {CORES} threads: {found.seconds:.0f} s of {CORES} idle"
            f" cores ({time.monotonic() - began:.0f} s by the clock beside other work); {found.steps} steps."
            f" The first timetable after {steps[0][0]:.0f} s, one better than the wall's after {better:.0f} s.",
            "",
            "| a week | on the wall | machine |",
            "|---|--:|--:|",
            *rows,
            f"| **all, weighed** | {wall.cost:g} | {found.quality.cost:g} |",
            "",
            f"Wishes: {len(week.wishes)} places of every third teacher. {mended(week, found.cells, limits)}",
            "",
        ]
    )


def main() -> None:
    """Measure the folders, and put the tables into RESULTS.md when asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument(
        "--seconds", type=float, nargs="+", default=[300.0], help="of each folder; the last of the rest"
    )
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    seconds = [*asked.seconds, *[asked.seconds[-1]] * len(asked.folders)]
    tables = [measure(folder, limit) for folder, limit in zip(asked.folders, seconds, strict=False)]
    if asked.write:
        file = RESULTS
        before, _, rest = file.read_text(encoding="utf-8").partition(MARK)
        _, published, rows = rest.partition(PUBLISHED)
        about = "From the load alone, from nothing; norms and weights are of `timetable/rules`, hard rules all kept."
        parts = [before.rstrip(), "", MARK, "", about, "", *tables, published + rows]
        file.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(tables))


if __name__ == "__main__":
    main()

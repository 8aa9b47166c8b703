"""How good a version of the weekly timetable is, with the names that its page says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.timetable.access import may_judge_timetable
from parta.timetable.models import TimetableVersion
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.quality import Quality, judge
from parta.timetable.rules.week import Cell, WeekClass


@dataclass(frozen=True)
class QualityPage:
    """A version with its quality; `subjects` by course, `rooms` by id."""

    day: date
    version: TimetableVersion | None
    quality: Quality
    lessons: int
    classes: Mapping[int, WeekClass]
    subjects: Mapping[int, str]
    groups: Mapping[int, str]
    course_classes: Mapping[int, tuple[int, ...]]
    teachers: Mapping[int, str]
    rooms: Mapping[int, str]


def quality_page(*, actor: Actor, day: date, version_id: int | None = None) -> QualityPage:
    """Judge the weekly timetable in force on a day, in a fixed number of queries; raises `Forbidden`, `NotVisible`."""
    require(may_judge_timetable(actor))
    standing = standing_on(day, version_id=version_id)
    if version_id is not None and standing.version is None:
        raise NotVisible
    return quality_of(standing, day)


def quality_of(standing: Standing, day: date, cells: Sequence[Cell] | None = None) -> QualityPage:
    """Judge a timetable that was read already, or other cells in its place."""
    week = standing.week
    cells = standing.cells if cells is None else cells
    return QualityPage(
        day,
        standing.version,
        judge(week, cells),
        len(cells),
        week.classes,
        standing.subjects,
        {one.id: one.group for one in week.courses.values()},
        {one.id: one.classes for one in week.courses.values()},
        week.teachers,
        {one.id: one.name for one in week.rooms.values()},
    )

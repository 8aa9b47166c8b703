"""The weekly timetable of the whole institution for the wall: by classes or by teachers, on A3 or A4."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction

from parta.curriculum.models import Course
from parta.kernel.decisions import require
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.paper.wall_part import WallCell, class_sheets, teacher_sheets
from parta.people.queries.actors import Frame
from parta.timetable.access import may_see_timetable
from parta.timetable.queries.weekly import Standing, standing_on
from parta.wording.dates import full_date


class Wall(StrEnum):
    """Whose rows or columns a sheet for the wall has."""

    CLASSES = "classes"
    TEACHERS = "teachers"


class Paper(StrEnum):
    """The size of the sheets, lying on their side."""

    A3 = "a3"
    A4 = "a4"


_HOURS = {Paper.A3: 48, Paper.A4: 24}
"""How many hours of the week a sheet holds, down or across, and stays legible on a wall."""


@transaction.atomic
def print_wall(*, frame: Frame, day: date, by: Wall, paper: Paper) -> Printed:
    """Print the weekly timetable in force on a day; an empty sheet where none hangs. Raises `Forbidden`."""
    require(may_see_timetable(frame.actor))
    standing = standing_on(day)
    imprint = imprint_of(frame)
    classes = "по группам" if imprint.college else "по классам"
    teachers = "по преподавателям" if imprint.college else "по учителям"
    heading = f"Расписание {classes if by is Wall.CLASSES else teachers}"
    version = standing.version
    in_force = f"действует с {full_date(version.starts_on)}" if version else f"на {full_date(day)}"
    if version and version.ends_on:
        in_force += f" по {full_date(version.ends_on)}"
    cells = list(_cells(standing, _short_names(standing)))
    sheets = _by_classes(standing, cells, paper) if by is Wall.CLASSES else _by_teachers(standing, cells, paper)
    data = {"title": heading, "heading": heading, "right": in_force, "paper": str(paper), "by": str(by), **sheets}
    content = typeset("wall", data, imprint=imprint)
    keep(frame, Form.WALL, {"by": str(by), "day": day.isoformat(), "paper": str(paper)})
    return Printed(f"{heading}, {in_force}.pdf", content)


def _by_classes(standing: Standing, cells: Sequence[WallCell], paper: Paper) -> dict[str, Any]:
    classes = [(pk, one.name) for pk, one in standing.week.classes.items()]
    across = 10 if paper is Paper.A3 else 7
    return {"sheets": class_sheets(classes, cells, across=across, down=_HOURS[paper])}


def _by_teachers(standing: Standing, cells: Sequence[WallCell], paper: Paper) -> dict[str, Any]:
    teachers = sorted(standing.week.teachers.items(), key=lambda one: (one[1], one[0]))
    return {"sheets": teacher_sheets(teachers, cells, across=_HOURS[paper])}


def _cells(standing: Standing, names: Mapping[int, str]) -> Iterable[WallCell]:
    """Give the cells with a number, in words; what has hours of its own (clubs) is not on the wall."""
    for cell in standing.cells:
        course = standing.week.courses[cell.course]
        if cell.span is None and cell.number:
            room = standing.week.rooms.get(cell.room or 0)
            yield WallCell(
                cell.weekday, cell.number, str(cell.parity), course.classes, course.teacher,
                names.get(cell.course, course.subject), course.group, room.name if room else "",
                tuple(standing.week.classes[pk].name for pk in course.classes),
            )  # fmt: skip


def _short_names(standing: Standing) -> dict[int, str]:
    rows = Course.objects.filter(pk__in=standing.week.courses).values_list(
        "pk", "title", "subject__short_name", "subject__name"
    )
    return {pk: title or short or name for pk, title, short, name in rows}

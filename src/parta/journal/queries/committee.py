"""A class as a member of its parents' committee sees it: figures without names, lessons, control works."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from parta.journal.models import PlannedWork
from parta.journal.queries.class_marks import PupilMarks, class_marks
from parta.journal.queries.class_results import class_absences
from parta.journal.queries.planned_works import works_of
from parta.journal.rules.class_figures import MissedHours, missed_hours
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.access_committees import committee_classes
from parta.people.rules.figures import LEAST
from parta.school.models import SchoolClass, Term
from parta.timetable.queries.boards import BoardLesson, dated_lessons
from parta.timetable.rules.board import Board, lay_out


@dataclass(frozen=True, slots=True)
class SubjectFigure:
    """A subject: the mean of the pupils' averages; None where fewer than five have one."""

    title: str
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """The class of a member; `classes` are all in whose committees he or she is."""

    school_class: SchoolClass
    classes: tuple[SchoolClass, ...]
    term: Term | None
    subjects: tuple[SubjectFigure, ...]
    missed: MissedHours
    works: tuple[PlannedWork, ...]
    monday: date
    board: Board[date, BoardLesson]


def committee_page(*, actor: Actor, class_id: int | None, now: datetime) -> CommitteePage:
    """Read the class in whose committee the actor is, the first unless named (a fixed number of queries).

    Raises `NotVisible`.
    """
    zone, today = now.tzinfo, now.date()
    assert isinstance(zone, ZoneInfo)
    classes = tuple(committee_classes(actor).select_related("year").order_by("sort_key", "pk"))
    chosen = next((one for one in classes if class_id in (None, one.pk)), None)
    if chosen is None:
        raise NotVisible
    marks = class_marks(chosen, term_id=None, today=today)
    subjects = tuple(
        SubjectFigure(column.title, foot.mean if _counted(marks.rows, place) >= LEAST else None)
        for place, (column, foot) in enumerate(zip(marks.columns, marks.foot, strict=True))
    )
    missed = MissedHours(0, 0)
    if marks.term is not None:
        away = class_absences(chosen, start=marks.term.starts_on, end=marks.term.ends_on, today=today)
        missed = missed_hours((one.hours, one.hours_ill) for one in away.values())
    monday = today - timedelta(days=today.weekday())
    lessons = dated_lessons({"class": chosen.pk}, first=monday, last=monday + timedelta(days=6), zone=zone)
    days = [monday + timedelta(days=n) for n in range(7 if any(one.date.weekday() == 6 for one in lessons) else 6)]
    board = lay_out(
        days,
        lessons,
        rows_of=lambda one: (one.date,),
        number_of=lambda one: one.number,
        is_given=lambda one: not one.cancelled,
    )
    works = tuple(works_of(chosen, since=today))
    return CommitteePage(chosen, classes, marks.term, subjects, missed, works, monday, board)


def _counted(rows: tuple[PupilMarks, ...], place: int) -> int:
    """Count the pupils who have an average in a subject."""
    return sum((cell := row.cells[place]) is not None and cell.average is not None for row in rows)

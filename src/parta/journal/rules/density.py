"""Are there enough marks: so many a period by hours a week, and one after lessons in a row; absentees left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Regulation


@dataclass(frozen=True, slots=True)
class PupilPeriod:
    """A pupil in one journal and period: lessons of the list that were given, those attended, marks that stand.

    Marks that came with the pupil from another class count like those of this one.
    """

    pupil_id: int
    lessons: int
    attended: int
    marks: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A pupil with fewer marks than the act asks for; `needed` by the end of the period, `due` by now."""

    pupil_id: int
    marks: int
    needed: int
    due: int
    clause: Clause


@dataclass(frozen=True, slots=True)
class PupilLesson:
    """A pupil at one lesson, in order of time: whether he or she came, and has a mark for it."""

    lesson_id: int
    attended: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class UnmarkedRun:
    """Lessons in a row that a pupil came to without a mark for any of them."""

    lessons: tuple[int, ...]
    clause: Clause


def marks_needed(regulation: Regulation, *, weekly_hours: Decimal | int, grade: int) -> int:
    """Tell how many marks a period needs at so many hours a week; 0 where the act names no number."""
    if grade in regulation.marks.no_marks_grades.value:
        return 0
    rows = [row for row in regulation.marks.mark_min_by_weekly_hours.value if row.hours <= weekly_hours]
    return max(rows, key=lambda row: row.hours).marks if rows else 0


def shortages(
    regulation: Regulation,
    *,
    weekly_hours: Decimal | int,
    grade: int,
    pupils: Iterable[PupilPeriod],
    passed: Fraction = Fraction(1),
) -> Iterator[Shortage]:
    """Go through the pupils with too few marks.

    Where the act leaves absentees out, nobody needs more marks than lessons he or she came to; who came to none needs
    none, and a pupil who was in the list for a part of the period is measured by that part. The acts count at the end
    of a period; while it goes on, `passed` is the part of its lessons that were given, and as large a part of the
    marks, rounded down, should be there.
    """
    setting = regulation.marks.mark_min_by_weekly_hours
    wanted = marks_needed(regulation, weekly_hours=weekly_hours, grade=grade)
    excludes = regulation.marks.density_excludes_absent_pupils.value
    for pupil in pupils:
        most = pupil.attended if excludes else pupil.lessons
        due = min(int(wanted * passed), most)
        if pupil.marks < due:
            needed = wanted if passed < 1 else min(wanted, most)
            yield Shortage(pupil.pupil_id, pupil.marks, needed, due, setting.clause)


def unmarked_runs(regulation: Regulation, *, grade: int, lessons: Sequence[PupilLesson]) -> Iterator[UnmarkedRun]:
    """Go through the runs of attended lessons that should have brought a mark, and did not.

    `lessons` are those that took place, in order; an absence or a mark ends a run.
    """
    setting = regulation.marks.must_mark_after_consecutive_lessons
    if setting.value is None or grade in regulation.marks.no_marks_grades.value:
        return
    run: list[int] = []
    for lesson in lessons:
        if lesson.attended and not lesson.marked:
            run.append(lesson.lesson_id)
            continue
        if len(run) >= setting.value:
            yield UnmarkedRun(tuple(run), setting.clause)
        run = []
    if len(run) >= setting.value:
        yield UnmarkedRun(tuple(run), setting.clause)

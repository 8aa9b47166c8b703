"""How many marks there are, and who is not asked: journals of the school by period, and one journal for its teacher."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.journal.access import CourseView, TermRow
from parta.journal.queries.courses import narrowed
from parta.journal.rules.density import PupilLesson, PupilPeriod, marks_needed, shortages, unmarked_runs
from parta.kernel.database import in_force
from parta.kernel.decisions import Clause
from parta.kernel.sql import sql
from parta.people.models import Person
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation
from parta.school.models import SchoolClass, Term

PER_PAGE = 40
_DENSITY = (Path(__file__).parent / "density.sql").read_text()
_OF_ONE = _DENSITY.format(courses="c.id = %(course)s::bigint")
_OF_MANY = _DENSITY.format(courses="c.id = ANY(%(courses)s::bigint[])")


@dataclass(frozen=True, slots=True)
class Sparse:
    """A pupil with too few marks, or not asked at lessons in a row up to now, or both.

    `due` marks should be there by now, `needed` by the end; both are 0 where the number is right. `silent` counts the
    last lessons that the pupil came to without a mark, 0 where the act does not mind.
    """

    pupil_id: int
    marks: int
    due: int
    needed: int
    silent: int


@dataclass(frozen=True, slots=True)
class Density:
    """One journal in one period: its pupils, marks in all, pupils who came and have none, and those who lack some.

    `needed` is what the act asks of a pupil by the end of the period; 0 where it names no number.
    """

    pupils: int
    marks: int
    given: int
    lessons: int
    weekly_hours: Decimal
    needed: int
    term_id: int
    without: tuple[int, ...]
    sparse: tuple[Sparse, ...]

    @property
    def few(self) -> tuple[Sparse, ...]:
        """Pupils with fewer marks than are due by now."""
        return tuple(row for row in self.sparse if row.due)

    @property
    def silent(self) -> tuple[Sparse, ...]:
        """Pupils who were not asked at the last lessons."""
        return tuple(row for row in self.sparse if row.silent)


@dataclass(frozen=True, slots=True)
class DensityRow:
    """One journal of the page, with the names of its pupils who are spoken of."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    density: Density

    @property
    def per_pupil(self) -> Decimal:
        """Marks of a pupil in the mean."""
        return (Decimal(self.density.marks) / (self.density.pupils or 1)).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class DensityPage:
    """A page of journals in a period, with its filters and what the act says."""

    rows: tuple[DensityRow, ...]
    names: dict[int, str]
    total: int
    page: int
    pages: int
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    subjects: tuple[tuple[int, str], ...]
    periods: tuple[tuple[str, int], ...]
    number_clause: Clause | None
    silence_clause: Clause | None
    silence: int


def density_page(
    *,
    courses: QuerySet[Course],
    class_id: int | None,
    teacher_id: int | None,
    subject_id: int | None,
    period: tuple[str, int] | None,
    everything: bool,
    page: int,
    now: datetime,
    per_page: int = PER_PAGE,
) -> DensityPage:
    """Count the marks of the year's journals in a period: the one of today, or by kind and number (eight queries).

    Without `everything` only the journals with something to say are listed.
    """
    today = now.date()
    rules = versions().on(today)
    year = courses.filter(year__starts_on__lte=today, year__ends_on__gte=today, marks_given=True)
    rows = narrowed(year, class_id=class_id, teacher_id=teacher_id, subject_id=subject_id, today=today)
    listed = {course.pk: course for course in rows}
    kind, number = period or ("", 0)
    params = {"courses": list(listed), "kind": kind, "number": number, "term": None, "today": today, "now": now}
    counted = _counted(sql(_OF_MANY, params), rules)
    shown = [key for key in listed if key in counted and (everything or _speaks(counted[key]))]
    pages = max(1, -(-len(shown) // per_page))
    page = min(max(1, page), pages)
    ids = shown[(page - 1) * per_page : page * per_page]
    loads = TeachingLoad.objects.filter(in_force(today), course__in=year).values_list(
        "course", "employee", "employee__person__last_name", "employee__person__sort_key"
    )
    teachers: dict[int, set[str]] = defaultdict(set)
    everybody = {}
    for course_id, person_id, last_name, key in loads:
        teachers[course_id].add(last_name)
        everybody[person_id] = key
    named = {row.pupil_id for ident in ids for row in counted[ident].sparse}
    named |= {pupil for ident in ids for pupil in counted[ident].without} | set(everybody)
    names = {person.pk: person for person in Person.objects.filter(pk__in=named)}
    marks = rules.marks
    return DensityPage(
        tuple(_row(listed[ident], counted[ident], sorted(teachers[ident])) for ident in ids),
        {key: person.list_name for key, person in names.items() if key not in everybody},
        len(shown),
        page,
        pages,
        tuple(SchoolClass.objects.filter(courses__in=year).distinct().values_list("pk", "name").order_by("sort_key")),
        tuple((key, names[key].full_name) for key in sorted(everybody, key=lambda one: (everybody[one], one))),
        tuple(Subject.objects.filter(courses__in=year).distinct().values_list("pk", "name").order_by("name_key", "pk")),
        tuple(
            Term.objects.filter(calendar__courses__in=year, starts_on__lte=today)
            .order_by("kind", "number")
            .values_list("kind", "number")
            .distinct()
        ),
        marks.mark_min_by_weekly_hours.clause if marks.mark_min_by_weekly_hours.value else None,
        marks.must_mark_after_consecutive_lessons.clause if marks.must_mark_after_consecutive_lessons.value else None,
        marks.must_mark_after_consecutive_lessons.value or 0,
    )


def density_of(view: CourseView, term: TermRow, *, now: datetime) -> Density | None:
    """Count one journal for its teacher (one query); None where the act says nothing of number or silence."""
    rules = view.regulation.on(min(term.end, now.date()))
    marks = rules.marks
    says = marks.mark_min_by_weekly_hours.value or marks.must_mark_after_consecutive_lessons.value
    if not (says and view.marks_given and term.start <= now.date()):
        return None
    params = {"course": view.id, "kind": "", "number": 0, "term": term.id, "today": now.date(), "now": now}
    return _counted(sql(_OF_ONE, params), rules).get(view.id)


def _counted(found: Iterable[Sequence[Any]], rules: Regulation) -> dict[int, Density]:
    of_course: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in found:
        of_course[row[0]].append(row)
    return {course: density for course, rows in of_course.items() if (density := _density(rows, rules)).pupils}


def _density(rows: Sequence[Sequence[Any]], rules: Regulation) -> Density:
    given, lessons, hours, term_id = rows[0][7:]
    passed = Fraction(given, lessons)
    rows = [row for row in rows if row[2] not in rules.marks.no_marks_grades.value]
    due: dict[int, tuple[int, int]] = {}
    for grade in {row[2] for row in rows}:
        pupils = [PupilPeriod(row[1], row[3], row[4], row[5]) for row in rows if row[2] == grade]
        for one in shortages(rules, weekly_hours=hours, grade=grade, pupils=pupils, passed=passed):
            due[one.pupil_id] = (one.due, one.needed)
    sparse = []
    for _, pupil, grade, _, _, marks, signs, *_ in rows:
        silent = _silent(rules, grade, signs)
        if pupil in due or silent:
            sparse.append(Sparse(pupil, marks, *due.get(pupil, (0, 0)), silent))
    without = tuple(row[1] for row in rows if row[4] and not row[5])
    needed = max((marks_needed(rules, weekly_hours=hours, grade=row[2]) for row in rows), default=0)
    return Density(
        len(rows), sum(row[5] for row in rows), given, lessons, hours, needed, term_id, without, tuple(sparse)
    )


def _silent(rules: Regulation, grade: int, signs: str) -> int:
    """Count the last lessons in a row that a pupil came to without a mark, where the act asks for one by now.

    Days of absence between do not make a teacher ask: they end the run as the rule says.
    """
    tail = signs[len(signs.rstrip("a")) :]
    runs = list(unmarked_runs(rules, grade=grade, lessons=[PupilLesson(n, True, False) for n in range(len(tail))]))
    return len(runs[-1].lessons) if runs else 0


def _speaks(density: Density) -> bool:
    return bool(density.sparse or density.without)


def _row(course: Course, density: Density, teachers: Sequence[str]) -> DensityRow:
    return DensityRow(
        course.pk,
        course.name,
        course.school_class.name if course.school_class else "",
        course.study_group.name if course.study_group else "",
        ", ".join(teachers),
        density,
    )

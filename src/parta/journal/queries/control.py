"""Control of the journal: what is overdue by teacher, what came late, who did not write at all."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from parta.curriculum.models import Subject, TeachingLoad
from parta.journal.queries.owed import Owed, owed_in_school
from parta.journal.queries.unput import Unput, unput_in_school
from parta.kernel.database import in_force
from parta.kernel.decisions import Clause
from parta.kernel.sql import sql
from parta.people.models import Person
from parta.regulation.enums import Cycle
from parta.regulation.queries import versions
from parta.school.models import SchoolClass

PER_PAGE = 50
_LATE = """
SELECT e.at, e.act, e.subject::json, (e.after->'overdue')::json, p.id, {teacher}, COALESCE(p.sort_key, ''),
       c.id, COALESCE(NULLIF(c.title, ''), sub.name), COALESCE(k.name, ''), COALESCE(g.name, ''), l.date, l.id
FROM audit_event e
JOIN curriculum_course c ON e.chain = 'course:' || c.id
JOIN curriculum_subject sub ON sub.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN people_person p ON p.id = e.person_id
LEFT JOIN timetable_lesson l ON l.id = (e.subject->>'lesson')::bigint
WHERE e.after ? 'overdue' AND e.at >= %(from)s AND e.at < %(before)s
  AND (%(class)s::bigint IS NULL OR c.school_class_id = %(class)s::bigint)
  AND (%(subject)s::bigint IS NULL OR c.subject_id = %(subject)s::bigint)
  AND (%(person)s::bigint IS NULL OR e.person_id = %(person)s::bigint)
ORDER BY e.at DESC, e.id DESC
""".format(teacher="COALESCE(concat_ws(' ', p.last_name, p.first_name, p.patronymic), '')")
_SILENT = """
WITH lesson AS (
    SELECT COALESCE(s.substitute_id, l.employee_id) AS person_id, date_trunc(%(unit)s, l.date)::date AS unit
    FROM timetable_lesson l
    JOIN curriculum_course c ON c.id = l.course_id
    LEFT JOIN timetable_substitution s ON s.lesson_id = l.id
    WHERE l.date BETWEEN %(from)s AND %(to)s AND l.status <> 'cancelled' AND COALESCE(s.kind, '') <> 'cancelled'
      AND (%(class)s::bigint IS NULL OR c.school_class_id = %(class)s::bigint)
      AND (%(subject)s::bigint IS NULL OR c.subject_id = %(subject)s::bigint)
), wrote AS (
    SELECT DISTINCT e.person_id, date_trunc(%(unit)s, e.at AT TIME ZONE %(zone)s)::date AS unit
    FROM audit_event e
    WHERE e.at >= %(since)s AND e.at < %(before)s AND e.chain LIKE 'course:%%' AND e.subject ? 'kind'
)
SELECT p.id, concat_ws(' ', p.last_name, p.first_name, p.patronymic), count(*)::int,
       array_agg(owing.unit ORDER BY owing.unit) FILTER (WHERE wrote.unit IS NULL)
FROM (SELECT DISTINCT person_id, unit FROM lesson WHERE person_id IS NOT NULL) owing
JOIN people_person p ON p.id = owing.person_id
LEFT JOIN wrote ON wrote.person_id = owing.person_id AND wrote.unit = owing.unit
WHERE %(person)s::bigint IS NULL OR owing.person_id = %(person)s::bigint
GROUP BY p.id HAVING count(*) FILTER (WHERE wrote.unit IS NULL) > 0
ORDER BY count(*) FILTER (WHERE wrote.unit IS NULL) DESC, p.sort_key, p.id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the school, and which days, both included."""

    start: date
    end: date
    class_id: int | None = None
    subject_id: int | None = None
    teacher_id: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen to see fewer."""

    classes: tuple[tuple[int, str], ...]
    subjects: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class TeacherCount:
    """A teacher and how many things of each duty."""

    id: int | None
    name: str
    counts: Counter[str]

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A record that came after its moment, as it was judged when it was made."""

    at: datetime
    duty: str
    due: datetime
    clause: Clause
    person_id: int | None
    teacher: str
    teacher_key: str
    course_id: int
    title: str
    class_name: str
    group_name: str
    day: date | None
    lesson_id: int | None


Row = TypeVar("Row", Owed, LateRecord, Unput)


@dataclass(frozen=True, slots=True)
class ControlPage(Generic[Row]):
    """Counts by teacher, and a page of the things themselves."""

    teachers: tuple[TeacherCount, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A teacher who had lessons in so many weeks (or days) and wrote nothing in some of them."""

    id: int
    name: str
    had: int
    silent: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SilencePage:
    """Who did not write; `unit` is week or day, None where the act does not say how often."""

    unit: Cycle | None
    clause: Clause
    rows: tuple[SilentRow, ...]


def choices(today: date) -> Choices:
    """Give classes, subjects and teachers of the year that holds `today` (3 queries)."""
    year = {"year__starts_on__lte": today, "year__ends_on__gte": today}
    of_year = {f"courses__{key}": value for key, value in year.items()}
    return Choices(
        tuple(SchoolClass.objects.filter(**year).values_list("pk", "name").order_by("sort_key", "pk")),
        tuple(Subject.objects.filter(**of_year).distinct().values_list("pk", "name").order_by("name_key", "pk")),
        tuple(
            (person.pk, person.full_name)
            for person in Person.objects.filter(
                pk__in=TeachingLoad.objects.filter(in_force(today)).values("employee")
            ).order_by("sort_key", "pk")
        ),
    )


def overdue_page(*, wanted: Wanted, page: int, now: datetime, per_page: int = PER_PAGE) -> ControlPage[Owed]:
    """Give what should be there by now and is not, by teacher and one by one, the oldest first (3 queries)."""
    owed = owed_in_school(
        class_id=wanted.class_id,
        subject_id=wanted.subject_id,
        person_id=wanted.teacher_id,
        start=wanted.start,
        end=min(wanted.end, now.date()),
        rules=versions(),
        now=now,
    )
    return _paged([row for row in owed if row.is_over(now)], page, per_page)


def results_page(*, wanted: Wanted, page: int, now: datetime, per_page: int = PER_PAGE) -> ControlPage[Unput]:
    """Give the journals that lack marks of a period or of the year which are asked for now, by teacher (3 queries).

    The days of `wanted` are not looked at: what is not closed and not put is there until it is.
    """
    rows = unput_in_school(
        class_id=wanted.class_id,
        subject_id=wanted.subject_id,
        person_id=wanted.teacher_id,
        rules=versions(),
        now=now,
    )
    return _paged(rows, page, per_page)


def late_page(*, wanted: Wanted, page: int, now: datetime, per_page: int = PER_PAGE) -> ControlPage[LateRecord]:
    """Give what was recorded late on some days, by teacher and one by one, the newest first (1 query).

    Absences of one lesson, and marks of one column, that come together count as one.
    """
    zone = now.tzinfo
    values = {
        "from": datetime.combine(wanted.start, time(), zone),
        "before": datetime.combine(wanted.end + timedelta(days=1), time(), zone),
        "class": wanted.class_id,
        "subject": wanted.subject_id,
        "person": wanted.teacher_id,
    }
    rows: list[LateRecord] = []
    seen: set[object] = set()
    for at, _, subject, told, person, teacher, key, course, title, class_name, group, day, lesson in sql(_LATE, values):
        at = at.astimezone(zone)
        same = (told["duty"], course, lesson, subject.get("work"), subject.get("term"), at.date(), person)
        if same in seen:
            continue
        seen.add(same)
        clause = Clause(told["act"], told["number"])
        due = datetime.fromisoformat(told["due"]).astimezone(zone)
        rows.append(
            LateRecord(
                at, told["duty"], due, clause, person, teacher, key, course, title, class_name, group, day, lesson
            )
        )
    return _paged(rows, page, per_page)


def _paged(rows: list[Row], page: int, per_page: int) -> ControlPage[Row]:
    counted: dict[int | None, TeacherCount] = {}
    for row in sorted(rows, key=lambda row: (row.teacher_key, row.person_id or 0)):
        one = counted.setdefault(row.person_id, TeacherCount(row.person_id, row.teacher, Counter()))
        one.counts[row.duty] += 1
    pages = max(1, -(-len(rows) // per_page))
    page = min(max(1, page), pages)
    shown = rows[(page - 1) * per_page : page * per_page]
    return ControlPage(tuple(counted.values()), tuple(shown), len(rows), page, pages)


def silence_page(*, wanted: Wanted, now: datetime) -> SilencePage:
    """Give teachers who had lessons in a whole week (or day) that is over and wrote nothing in it (2 queries).

    How often a teacher writes at least is the act's of the last day: norms S0-30, S1-79.
    """
    regulation = versions().on(wanted.end)
    setting = regulation.control.teacher_fill_min_frequency
    unit = setting.value if setting.value in (Cycle.DAY, Cycle.WEEK) else None
    if unit is None:
        return SilencePage(None, setting.clause, ())
    start, end = _whole(wanted, unit, now.date())
    if end < start:
        return SilencePage(unit, setting.clause, ())
    zone = now.tzinfo
    values = {
        "unit": unit.value,
        "zone": str(zone),
        "from": start,
        "to": end,
        "since": datetime.combine(start, time(), zone),
        "before": datetime.combine(end + timedelta(days=1), time(), zone),
        "class": wanted.class_id,
        "subject": wanted.subject_id,
        "person": wanted.teacher_id,
    }
    rows = tuple(SilentRow(ident, name, had, tuple(silent)) for ident, name, had, silent in sql(_SILENT, values))
    return SilencePage(unit, setting.clause, rows)


def _whole(wanted: Wanted, unit: Cycle, today: date) -> tuple[date, date]:
    """Give the first and the last day of the whole weeks (or days) that touch the wanted ones and are over."""
    start, end = wanted.start, min(wanted.end, today - timedelta(days=1))
    if unit is Cycle.WEEK:
        start -= timedelta(days=start.weekday())
        end = min(end + timedelta(days=6 - end.weekday()), today - timedelta(days=today.weekday() + 1))
    return start, end

"""Plans of journals beside the schedule of control works: what they propose, and which works their plans have moved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from parta.curriculum.models import Course, PlanLine
from parta.curriculum.queries.plans import LINE_FIELDS
from parta.curriculum.rules.fitting import LaidLine, Slot, fit_plan
from parta.curriculum.rules.plans import Line
from parta.journal.models import PlannedWork, WorkKind
from parta.journal.rules.plan_following import GivenTopic, PlannedTopic, follow_plan
from parta.journal.rules.planned_works import TITLE_LENGTH, is_control
from parta.kernel.sql import sql

Laid = Mapping[int, Sequence[LaidLine]]
"""By journal: the lines of its plan on their days."""
_LESSONS = """
SELECT l.course_id, l.id, l.date, l.hours, l.starts_at <= %(now)s, l.status = 'cancelled', COALESCE(e.topic, ''),
    e.plan_line_id
FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
WHERE l.course_id = ANY(%(courses)s::bigint[]) ORDER BY l.course_id, l.starts_at, l.id
"""


@dataclass(frozen=True, slots=True)
class ProposedWork:
    """A line of a plan that is a control work, on the day where it falls by the timetable."""

    course: Course
    line: int
    day: date
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanDay:
    """Where a work's line falls by the plan now: `day` is None where no lesson is left for it; `given`: it is behind."""

    line: int
    day: date | None
    given: bool


def laid_plans(courses: Iterable[Course], now: datetime) -> Laid:
    """Lay the plans of journals on their lessons, after what lessons have taken (2 queries)."""
    planned = {one.pk: one.plan_id for one in courses if one.plan_id is not None}
    if not planned:
        return {}
    lines: dict[int, list[Line]] = defaultdict(list)
    found = PlanLine.objects.filter(plan__in=set(planned.values())).order_by("plan", "number")
    for plan, *said in found.values_list("plan", *LINE_FIELDS, "pk"):
        lines[plan].append(Line(*said))
    slots: dict[int, list[Slot]] = defaultdict(list)
    past: dict[int, list[GivenTopic]] = defaultdict(list)
    days: dict[int, date] = {}
    values = {"courses": sorted(planned), "now": now}
    for course_id, pk, day, hours, begun, cancelled, topic, line in sql(_LESSONS, values):
        slots[course_id].append(Slot(day, hours, begun, cancelled))
        if begun:
            past[course_id].append(GivenTopic(pk, hours, topic, line, cancelled))
            days[pk] = day
    laid: dict[int, Sequence[LaidLine]] = {}
    for course_id, plan_id in planned.items():
        own = lines[plan_id or 0]
        topics = [PlannedTopic(one.id or 0, number, one.topic, one.hours) for number, one in enumerate(own, 1)]
        following = follow_plan(topics, past[course_id])
        given: dict[int, list[date]] = defaultdict(list)
        for row in following.rows:
            for one in row.taken:
                given[one.id].append(days[row.lesson])
        taken = {pk: tuple(own_days) for pk, own_days in given.items()}
        laid[course_id] = fit_plan(own, slots[course_id], (), place=following.place, given=taken).lines
    return laid


def proposed_works(
    courses: Iterable[Course], laid: Laid, works: Iterable[PlannedWork], today: date
) -> tuple[ProposedWork, ...]:
    """Give the control works ahead that plans have and the schedule lacks (one query)."""
    named = WorkKind.objects.values_list("name", "short_name", "is_control")
    known = {name: control for *names, control in named for name in names if name}
    found: list[ProposedWork] = []
    planned = [one for one in courses if one.pk in laid]
    for course in planned:
        for one in laid[course.pk]:
            line = one.line
            if one.behind or one.taken or not one.days or line.id is None:
                continue
            if is_control(line.control_kind, known=known):
                found.append(ProposedWork(course, line.id, one.days[-1], line.control_kind, title_of(line)))
    found.sort(key=lambda one: (one.day, one.course.sort_key))
    of_plans = {(course.pk, one.line.id) for course in planned for one in laid[course.pk]}
    return _lacking(found, works, of_plans, today)


def moved_by_plans(works: Iterable[PlannedWork], laid: Laid, today: date) -> dict[int, PlanDay]:
    """Tell of works ahead whose line falls on another day than when their day was chosen, by the work's id."""
    found: dict[int, PlanDay] = {}
    for work, place in plan_days(works, laid).items():
        if work.day < today or place.day == work.day:
            continue
        if place.day is None or place.day != (work.fitted_on or work.day):
            found[work.pk] = place
    return found


def plan_days(works: Iterable[PlannedWork], laid: Laid) -> dict[PlannedWork, PlanDay]:
    """Say where the lines of works fall now; works by hand and journals without a plan have none.

    A line of a plan that the journal follows no more (another edition, an own plan) is found in the present one by its
    words, in the order of days.
    """
    by_course: dict[int, list[PlannedWork]] = defaultdict(list)
    for work in works:
        if work.plan_line_id is not None and work.course_id in laid:
            by_course[work.course_id].append(work)
    found: dict[PlannedWork, PlanDay] = {}
    for course, own in by_course.items():
        lines = {one.line.id: one for one in laid[course]}
        stands = {work.plan_line_id for work in own}
        loose: dict[str, list[LaidLine]] = defaultdict(list)
        for one in laid[course]:
            if one.line.id not in stands and one.line.control_kind:
                loose[title_of(one.line)].append(one)
        for work in sorted(own, key=lambda one: (one.day, one.pk)):
            same = loose[work.title]
            place = lines.get(work.plan_line_id) or (same.pop(0) if same else None)
            if place is not None:
                given = place.taken or place.behind
                found[work] = PlanDay(
                    place.line.id or 0, place.days[-1] if place.days and not place.lacking else None, given
                )
    return found


def title_of(line: Line) -> str:
    """Give the words by which a work of the schedule is called after its line."""
    return " ".join(line.topic.split())[:TITLE_LENGTH]


def _lacking(
    ahead: Sequence[ProposedWork], works: Iterable[PlannedWork], known: Set[tuple[int, int | None]], today: date
) -> tuple[ProposedWork, ...]:
    """Leave the lines that no work of the schedule stands for.

    A work stands for its line and for what falls on its day; one of a line that is not in the plan any more (another
    edition, the journal's own plan), for the first line of the same words.
    """
    stands: set[tuple[int, object]] = set()
    loose: Counter[tuple[int, str]] = Counter()
    of_day = {(one.course.pk, one.day, one.title) for one in ahead}
    for work in works:
        stands |= {(work.course_id, work.plan_line_id), (work.course_id, work.day)}
        moved = (work.course_id, work.day, work.title) not in of_day
        if moved and (work.course_id, work.plan_line_id) not in known and work.day >= today:
            loose[work.course_id, work.title] += 1
    found = []
    for one in ahead:
        if stands & {(one.course.pk, one.line), (one.course.pk, one.day)}:
            continue
        if loose[one.course.pk, one.title]:
            loose[one.course.pk, one.title] -= 1
        else:
            found.append(one)
    return tuple(found)

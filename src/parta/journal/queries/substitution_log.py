"""The journal of substitutions: what is given by whom instead of whom, and the hours given for pay; one query."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from parta.journal.enums import HourStand
from parta.journal.queries.hours_given import PAID
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.timetable.access import may_see_reasons
from parta.timetable.enums import SubstitutionKind

PER_PAGE = 50
_ROWS = f"""
SELECT l.id, l.date, l.number, ({PAID})::numeric, sub.kind, k.id, COALESCE(k.name, ''), COALESCE(g.name, ''),
    COALESCE(NULLIF(c.title, ''), s.name), COALESCE(o.name, ''), COALESCE(e.topic, ''),
    sub.absent_id, concat_ws(' ', a.last_name, a.first_name, a.patronymic),
    sub.substitute_id, concat_ws(' ', w.last_name, w.first_name, w.patronymic), sub.reason, COALESCE(t.ground, ''),
    CASE WHEN h.status = 'cancelled' OR sub.kind = 'cancelled' THEN 'off'
         WHEN h.ends_at > %(now)s THEN 'planned'
         WHEN EXISTS (SELECT 1 FROM timetable_substitution y WHERE y.lesson_id = sub.given_id) THEN 'passed_on'
         ELSE 'given' END
FROM timetable_substitution sub
JOIN timetable_lesson l ON l.id = sub.lesson_id
JOIN timetable_lesson h ON h.id = COALESCE(sub.given_id, l.id)
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN curriculum_subject o ON o.id = sub.subject_id
LEFT JOIN journal_lessonentry e ON e.lesson_id = COALESCE(sub.given_id, l.id)
LEFT JOIN people_person a ON a.id = sub.absent_id
LEFT JOIN people_person w ON w.id = sub.substitute_id
LEFT JOIN timetable_teacherabsence t ON t.employee_id = sub.absent_id AND l.date BETWEEN t.starts_on AND t.ends_on
    AND NOT (l.date = t.starts_on AND COALESCE(l.number <= t.after_lesson, false))
WHERE l.date BETWEEN %(first)s::date AND %(last)s::date
    AND (%(whole)s OR sub.absent_id = %(person)s OR sub.substitute_id = %(person)s
         OR c.school_class_id = ANY(%(led)s::bigint[]))
ORDER BY l.date, l.number NULLS LAST, l.starts_at, k.sort_key, c.sort_key, l.id
"""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One substituted, joined or cancelled lesson."""

    lesson_id: int
    date: date
    number: int | None
    hours: Decimal
    kind: str
    class_id: int | None
    class_name: str
    group: str
    subject: str
    other_subject: str
    topic: str
    absent_id: int | None
    absent: str
    substitute_id: int | None
    substitute: str
    reason: str
    ground: str
    stand: str

    @property
    def hours_given(self) -> Decimal:
        """What the substitute is paid for: the lesson is over and was not cancelled."""
        return self.hours if self.stand == HourStand.GIVEN else Decimal()

    @property
    def hours_planned(self) -> Decimal:
        """What the substitute is appointed to, still to come."""
        return self.hours if self.stand == HourStand.PLANNED else Decimal()


@dataclass(frozen=True, slots=True)
class TeacherHours:
    """Hours of one teacher: given for others, taken together with the own group, to come; the own ones of the absence.

    `replaced` were given by others, `cancelled` by nobody; `planned` are appointments to come, paid for when given.
    """

    name: str
    substituted: Decimal
    joined: Decimal
    planned: Decimal
    replaced: Decimal
    cancelled: Decimal


@dataclass(frozen=True, slots=True)
class LogWanted:
    """Which lines of the journal of substitutions."""

    first: date
    last: date
    teacher_id: int | None = None
    class_id: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SubstitutionLog:
    """The journal of some days; `rows` are all that fit, `shown` those of the page."""

    wanted: LogWanted
    rows: tuple[LogRow, ...]
    shown: tuple[LogRow, ...]
    page: int
    pages: int
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    whole: bool

    @property
    def sums(self) -> list[TeacherHours]:
        """Hours by teacher, by name."""
        given: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for row in self.rows:
            if row.absent and row.stand != HourStand.PLANNED:
                given[row.absent]["cancelled" if row.stand == HourStand.OFF else "replaced"] += row.hours
            if row.substitute and row.stand != HourStand.OFF:
                joined = row.kind == SubstitutionKind.JOINED
                given[row.substitute]["joined" if joined else "substituted"] += row.hours_given
                given[row.substitute]["planned"] += row.hours_planned
        kinds = ("substituted", "joined", "planned", "replaced", "cancelled")
        return [TeacherHours(name, *(found[kind] for kind in kinds)) for name, found in sorted(given.items())]

    @property
    def hours(self) -> Decimal:
        """Hours of all that was given by others."""
        return sum((row.hours_given for row in self.rows), Decimal())


def substitution_log(*, actor: Actor, wanted: LogWanted, now: datetime, page: int = 1) -> SubstitutionLog:
    """Read the journal of substitutions that the actor may see: the whole of it, or the own lines and the led class's.

    Why somebody was away is told only to those who see every lesson.
    """
    whole = may_see_reasons(actor)
    led: list[int] = []
    if not whole and may_do(actor, Resource.LESSON, Action.VIEW, Relation.SAME_CLASS):
        led = list(led_classes(actor).values_list("pk", flat=True))
    span = {"first": wanted.first, "last": wanted.last, "now": now}
    found = sql(_ROWS, {**span, "whole": whole, "person": actor.person_id, "led": led})
    everything = [LogRow(*row) if whole else replace(LogRow(*row), reason="", ground="") for row in found]
    rows = tuple(row for row in everything if _fits(row, wanted))
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(max(page, 1), pages)
    people = {(row.absent_id, row.absent) for row in everything} | {
        (row.substitute_id, row.substitute) for row in everything
    }
    teachers = sorted({(pk, name) for pk, name in people if pk is not None}, key=lambda one: one[1])
    classes = {row.class_id: row.class_name for row in everything if row.class_id is not None}
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    return SubstitutionLog(wanted, rows, shown, page, pages, tuple(sorted(classes.items())), tuple(teachers), whole)


def _fits(row: LogRow, wanted: LogWanted) -> bool:
    return (
        wanted.teacher_id in (None, row.absent_id, row.substitute_id)
        and wanted.class_id in (None, row.class_id)
        and wanted.kind in ("", row.kind)
    )

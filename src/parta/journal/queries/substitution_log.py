"""The journal of substitutions: what was given by whom instead of whom, and the hours of each for pay; one query."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.timetable.access import may_see_reasons
from parta.timetable.enums import SubstitutionKind

PER_PAGE = 50
_ROWS = """
SELECT l.id, l.date, l.number, l.hours, sub.kind, k.id, COALESCE(k.name, ''), COALESCE(g.name, ''),
    COALESCE(NULLIF(c.title, ''), s.name), COALESCE(o.name, ''), COALESCE(e.topic, ''),
    sub.absent_id, concat_ws(' ', a.last_name, a.first_name, a.patronymic),
    sub.substitute_id, concat_ws(' ', w.last_name, w.first_name, w.patronymic), sub.reason, COALESCE(t.ground, '')
FROM timetable_substitution sub
JOIN timetable_lesson l ON l.id = sub.lesson_id
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN curriculum_subject o ON o.id = sub.subject_id
LEFT JOIN journal_lessonentry e ON e.lesson_id = COALESCE(sub.given_id, l.id)
LEFT JOIN people_person a ON a.id = sub.absent_id
LEFT JOIN people_person w ON w.id = sub.substitute_id
LEFT JOIN timetable_teacherabsence t ON t.employee_id = sub.absent_id AND l.date BETWEEN t.starts_on AND t.ends_on
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
    hours: int
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


@dataclass(frozen=True, slots=True)
class TeacherHours:
    """Hours of one teacher: given for others, taken together with the own group, and given or lost in the absence."""

    name: str
    substituted: int
    joined: int
    replaced: int
    cancelled: int


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
        given: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in self.rows:
            lost = row.kind == SubstitutionKind.CANCELLED
            if row.absent:
                given[row.absent]["cancelled" if lost else "replaced"] += row.hours
            if row.substitute:
                given[row.substitute]["joined" if row.kind == SubstitutionKind.JOINED else "substituted"] += row.hours
        kinds = ("substituted", "joined", "replaced", "cancelled")
        return [TeacherHours(name, *(found[kind] for kind in kinds)) for name, found in sorted(given.items())]

    @property
    def hours(self) -> int:
        """Hours of all that was given by others."""
        return sum(row.hours for row in self.rows if row.kind != SubstitutionKind.CANCELLED)


def substitution_log(*, actor: Actor, wanted: LogWanted, page: int = 1) -> SubstitutionLog:
    """Read the journal of substitutions that the actor may see: the whole of it, or the own lines and the led class's.

    Why somebody was away is told only to those who see every lesson.
    """
    whole = may_see_reasons(actor)
    led: list[int] = []
    if not whole and allowed(actor.roles, Resource.LESSON, Action.VIEW, Relation.SAME_CLASS):
        led = list(led_classes(actor).values_list("pk", flat=True))
    span = {"first": wanted.first, "last": wanted.last}
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

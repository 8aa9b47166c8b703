"""Hours that lessons were given for, for pay: by teacher in a month, by journal and day, by month of the year."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from parta.curriculum.access import may_see_load
from parta.curriculum.models import Course
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.sql import sql
from parta.people.queries.persons import names_of

PAID = """CASE WHEN c.kind = 'extended_day' AND l.number IS NULL
    THEN round(EXTRACT(epoch FROM l.ends_at - l.starts_at) / 3600, 2) ELSE l.hours END"""
"""The hours of a lesson `l` of a course `c` for pay: an extended-day group by the clock, whatever the bells say."""
# A lesson is given when it is over and was not cancelled; its hour is of who gave it, once for a joint lesson's parts.
_ROWS = """
SELECT COALESCE(sub.substitute_id, l.employee_id), l.course_id, {bucket},
    COALESCE(sum({paid}) FILTER (WHERE sub.id IS NULL AND y.id IS NULL), 0),
    COALESCE(sum({paid}) FILTER (WHERE sub.kind <> 'joined' OR y.id IS NOT NULL), 0),
    COALESCE(sum({paid}) FILTER (WHERE sub.kind = 'joined'), 0),
    COALESCE(sum({paid}) FILTER (WHERE COALESCE(e.topic, '') = ''), 0)
FROM timetable_lesson l
JOIN curriculum_course c ON c.id = l.course_id
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN timetable_substitution y ON y.given_id = l.id
LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
WHERE l.date BETWEEN %(first)s::date AND %(last)s::date AND l.ends_at <= %(now)s
    AND l.status <> 'cancelled' AND COALESCE(sub.kind, '') <> 'cancelled'
    AND NOT EXISTS (
        SELECT FROM timetable_lesson p JOIN curriculum_course pc ON pc.id = p.course_id
        WHERE pc.joint_id = c.joint_id AND p.date = l.date AND p.starts_at = l.starts_at AND p.id < l.id
            AND p.employee_id = l.employee_id AND p.status <> 'cancelled')
    AND (%(teacher)s::bigint IS NULL OR COALESCE(sub.substitute_id, l.employee_id) = %(teacher)s::bigint)
GROUP BY 1, 2, 3
"""
_BY_DAY = _ROWS.format(bucket="l.date", paid=PAID)
_BY_MONTH = _ROWS.format(bucket="date_trunc('month', l.date)::date", paid=PAID)


@dataclass(slots=True)
class Given:
    """Hours given: by the own timetable, instead of others, together with the own group; of them without a topic."""

    own: Decimal = Decimal()
    substituted: Decimal = Decimal()
    joined: Decimal = Decimal()
    unwritten: Decimal = Decimal()
    by: dict[date, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def total(self) -> Decimal:
        """All that was given."""
        return self.own + self.substituted + self.joined

    def add(self, bucket: date, own: Decimal, substituted: Decimal, joined: Decimal, unwritten: Decimal) -> None:
        """Add the hours of a day or a month."""
        self.own += own
        self.substituted += substituted
        self.joined += joined
        self.unwritten += unwritten
        self.by[bucket] += own + substituted + joined


@dataclass(frozen=True, slots=True)
class HoursGiven:
    """The hours of some days: by teacher (None: of lessons without a teacher), or of one teacher by journal."""

    first: date
    last: date
    rows: tuple[tuple[int | None, str, Given], ...]
    buckets: tuple[date, ...]

    @property
    def total(self) -> Given:
        """The sum of all rows."""
        found = Given()
        for _, _, one in self.rows:
            found.add(self.first, one.own, one.substituted, one.joined, one.unwritten)
        found.by.clear()
        for _, _, one in self.rows:
            for bucket, hours in one.by.items():
                found.by[bucket] += hours
        return found


def hours_given(
    *, actor: Actor, first: date, last: date, teacher_id: int | None, by_month: bool, now: datetime
) -> HoursGiven:
    """Read the hours given between two days (S3-76), in two queries; of one teacher by journal.

    Everybody reads the own; raises `Forbidden` for others'.
    """
    require(may_see_load(actor) or (teacher_id is not None and teacher_id == actor.person_id))
    statement = _BY_MONTH if by_month else _BY_DAY
    found: dict[int | None, Given] = defaultdict(Given)
    buckets = set()
    for teacher, course, bucket, *hours in sql(
        statement, {"first": first, "last": last, "teacher": teacher_id, "now": now}
    ):
        found[teacher if teacher_id is None else course].add(bucket, *hours)
        buckets.add(bucket)
    names = names_of([one for one in found if one is not None]) if teacher_id is None else _course_names(found)
    rows = [(key, names.get(key, "") if key else "", one) for key, one in found.items()]
    ordered = sorted(rows, key=lambda row: (row[0] is None, row[1].casefold()))
    return HoursGiven(first, last, tuple(ordered), tuple(sorted(buckets)))


def _course_names(courses: Mapping[int | None, Given]) -> dict[int, str]:
    found = Course.objects.filter(pk__in=[one for one in courses if one is not None])
    return {
        one.pk: ", ".join(part.name for part in (one.school_class, one, one.study_group) if part is not None)
        for one in found.select_related("subject", "school_class", "study_group")
    }

"""Results and absences of a period by grade, without names: for the authorities (S1: 3.3.9)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from parta.journal.queries.class_marks import NOT_MISSED
from parta.journal.queries.illness import explained
from parta.journal.queries.retakes import STANDING, current
from parta.journal.rules.class_figures import MissedHours, Standing, columns_shown, missed_hours, standing_of
from parta.kernel.sql import sql
from parta.people.rules.figures import hidden_small, hidden_within, total_shown
from parta.school.models import Term

_RESULTS = f"""
SELECT k.grade_level, r.pupil_id, array_agg({STANDING})
FROM journal_termresult r JOIN curriculum_course c ON c.id = r.course_id
JOIN people_enrolment e ON e.pupil_id = r.pupil_id
JOIN school_schoolclass k ON k.id = e.school_class_id AND k.year_id = %(year)s
JOIN school_term t ON t.id = r.term_id AND t.calendar_id = k.calendar_id
WHERE t.kind = %(kind)s AND t.number = %(number)s AND r.kind = 'term' AND r.value <> ''
  AND e.starts_on <= LEAST(t.ends_on, %(today)s::date)
  AND (e.ends_on IS NULL OR e.ends_on >= LEAST(t.ends_on, %(today)s::date))
GROUP BY k.grade_level, r.pupil_id
"""
_MISSED = """
WITH away AS (
    SELECT k.grade_level, a.pupil_id, l.hours, {code} AS code
    FROM school_term t JOIN school_schoolclass k ON k.calendar_id = t.calendar_id AND k.year_id = %(year)s
    JOIN people_enrolment e ON e.school_class_id = k.id
    JOIN journal_attendance a ON a.pupil_id = e.pupil_id
    JOIN timetable_lesson l ON l.id = a.lesson_id AND l.status <> 'cancelled'
         AND l.date BETWEEN t.starts_on AND LEAST(t.ends_on, %(today)s::date)
         AND l.date >= e.starts_on AND (e.ends_on IS NULL OR l.date <= e.ends_on)
    WHERE t.kind = %(kind)s AND t.number = %(number)s AND a.code <> '' AND a.code <> ALL(%(not_missed)s)
)
SELECT grade_level, pupil_id, sum(hours)::int, COALESCE(sum(hours) FILTER (WHERE code = 'ill'), 0)::int
FROM away GROUP BY grade_level, pupil_id
""".format(code=explained("a.code", "a.pupil_id", "l.date"))
Period = tuple[str, int]


@dataclass(frozen=True, slots=True)
class GradeFigures:
    """How a grade stands: pupils with results by standing, hours missed; None for what is hidden."""

    grade: int
    pupils: int | None
    standings: dict[str, int | None]
    missed: MissedHours


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A period of the year by grade; the sums of the school where they give no hidden count away."""

    periods: tuple[Period, ...]
    period: Period | None
    grades: tuple[GradeFigures, ...]
    pupils: int | None
    standings: dict[str, int | None]


def period_figures(*, year_id: int | None, period: Period | None, today: date) -> PeriodFigures:
    """Count results and hours missed in a period of a year, the last one over unless named (three queries)."""
    terms = list(Term.objects.filter(calendar__year=year_id, starts_on__lte=today).order_by("starts_on", "number"))
    periods = tuple(dict.fromkeys((one.kind, one.number) for one in terms))
    over = [(one.kind, one.number) for one in terms if one.ends_on < today]
    chosen = period if period in periods else next(iter(reversed(over or periods)), None)
    if chosen is None:
        return PeriodFigures(periods, None, (), 0, {})
    about = {"year": year_id, "kind": chosen[0], "number": chosen[1], "today": today}
    found: dict[int, Counter[str]] = {}
    for grade, _, values in sql(_RESULTS, about):
        standing = standing_of([current(value) for value in values])
        if standing is not None:
            found.setdefault(grade, Counter({str(one): 0 for one in Standing}))[str(standing)] += 1
    away: dict[int, list[tuple[int, int]]] = {}
    for grade, _, hours, ill in sql(_MISSED, {**about, "not_missed": sorted(map(str, NOT_MISSED))}):
        away.setdefault(grade, []).append((hours, ill))
    totals = {grade: counts.total() for grade, counts in found.items()}
    groups = hidden_small(totals)
    parts = hidden_within(groups, found)
    nothing: dict[str, int | None] = {str(one): 0 for one in Standing}
    grades = tuple(
        GradeFigures(grade, groups.get(grade, 0), parts.get(grade, nothing), missed_hours(away.get(grade, [])))
        for grade in sorted({*found, *away})
    )
    return PeriodFigures(periods, chosen, grades, total_shown(totals), columns_shown(found, parts))

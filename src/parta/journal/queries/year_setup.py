"""How far the year is set up: each step with its day by the act, what lacks and what it waits for."""

from dataclasses import dataclass
from datetime import date

from parta.curriculum.access import may_see_load
from parta.journal.enums import SetupStand, SetupStep
from parta.journal.rules.year_setup import NEEDED_SOMEWHERE, WAITS_FOR, WHOSE, Due, Progress, due_days, held_up, stands
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.sql import sql
from parta.people.enums import Role
from parta.regulation.queries import versions
from parta.school.models import AcademicYear

_STEPS = """
WITH k AS (SELECT id, name, sort_key, programme_code FROM school_schoolclass WHERE year_id = %(year)s),
c AS (
    SELECT c.id, c.plan_id, concat_ws(' ', k.name, g.name, COALESCE(NULLIF(c.title, ''), s.name)) AS name,
        EXISTS (SELECT 1 FROM curriculum_teachingload l WHERE l.course_id = c.id AND l.starts_on <= %(day)s
                AND (l.ends_on IS NULL OR l.ends_on >= %(day)s)) AS taught
    FROM curriculum_course c JOIN curriculum_subject s ON s.id = c.subject_id
    LEFT JOIN k ON k.id = c.school_class_id LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
    WHERE c.year_id = %(year)s AND c.kind = 'lesson' AND (c.ends_on IS NULL OR c.ends_on >= %(day)s)
)
SELECT 'calendar', count(*), array_agg(title ORDER BY title) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM school_term t WHERE t.calendar_id = a.id)) FROM school_calendar a WHERE year_id = %(year)s
UNION ALL SELECT 'bells', count(*), array_agg(title ORDER BY title) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM school_bell b WHERE b.schedule_id = a.id)) FROM school_bellschedule a WHERE year_id = %(year)s
UNION ALL SELECT 'rooms', count(*), NULL FROM school_room
UNION ALL SELECT 'subjects', count(*), NULL FROM curriculum_subject
UNION ALL SELECT 'sessions', count(*), array_agg(name ORDER BY sort_key) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM school_studysession s WHERE s.school_class_id = p.id)) FROM school_schoolclass p
    WHERE year_id = %(year)s AND kind = 'group' AND study_form = 'part_time'
UNION ALL SELECT 'practices', count(*), array_agg(concat_ws(' ', k.name, s.name) ORDER BY k.sort_key, s.name)
    FILTER (WHERE NOT EXISTS (SELECT 1 FROM curriculum_practice b WHERE b.school_class_id = k.id
    AND b.subject_id = s.id)) FROM curriculum_course p JOIN k ON k.id = p.school_class_id
    JOIN curriculum_subject s ON s.id = p.subject_id WHERE p.year_id = %(year)s AND p.kind = 'practice'
UNION ALL SELECT 'classes', count(*), array_agg(name ORDER BY sort_key) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM people_enrolment e WHERE e.school_class_id = k.id AND e.starts_on <= %(day)s
    AND (e.ends_on IS NULL OR e.ends_on >= %(day)s))) FROM k
UNION ALL SELECT 'homeroom', count(*), array_agg(name ORDER BY sort_key) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM people_homeroomteacher h WHERE h.school_class_id = k.id AND h.starts_on <= %(day)s
    AND (h.ends_on IS NULL OR h.ends_on >= %(day)s))) FROM k
UNION ALL SELECT 'curriculum', count(*), array_agg(name ORDER BY sort_key) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM curriculum_curriculumline n WHERE n.year_id = %(year)s AND (n.school_class_id = k.id
    OR k.programme_code <> '' AND starts_with(n.programme_code, k.programme_code)))) FROM k
UNION ALL SELECT 'load', count(*), array_agg(name ORDER BY name) FILTER (WHERE NOT taught) FROM c
UNION ALL SELECT 'groups', count(*), array_agg(concat_ws(' ', k.name, s.name, g.name) ORDER BY k.sort_key, g.name)
    FILTER (WHERE NOT EXISTS (SELECT 1 FROM curriculum_studygroupmember m WHERE m.group_id = g.id
    AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)))
    FROM curriculum_studygroup g LEFT JOIN k ON k.id = g.school_class_id
    LEFT JOIN curriculum_subject s ON s.id = g.subject_id WHERE g.year_id = %(year)s AND NOT EXISTS (
        SELECT 1 FROM curriculum_course e WHERE e.study_group_id = g.id
        AND (e.ends_on < %(day)s OR e.kind NOT IN ('lesson', 'practice', 'session')))
UNION ALL SELECT 'timetable', count(*), array_agg(name ORDER BY name) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM timetable_timetableslot t JOIN timetable_timetableversion v ON v.id = t.timetable_id
    WHERE t.course_id = c.id AND v.year_id = %(year)s AND (v.ends_on IS NULL OR v.ends_on >= %(day)s))
    AND NOT EXISTS (SELECT 1 FROM timetable_lesson d WHERE d.course_id = c.id AND d.slot_id IS NULL
    AND d.status <> 'cancelled')) FROM c
UNION ALL SELECT 'programmes', count(*), array_agg(c.name || COALESCE(' — ' || who.names, '') ORDER BY c.name)
    FILTER (WHERE p.id IS NULL OR p.state IN ('draft', 'on_approval'))
    FROM c LEFT JOIN curriculum_lessonplan p ON p.id = c.plan_id LEFT JOIN LATERAL (
        SELECT string_agg(DISTINCT w.last_name, ', ') AS names FROM curriculum_teachingload l
        JOIN people_person w ON w.id = l.employee_id WHERE l.course_id = c.id AND l.starts_on <= %(day)s
        AND (l.ends_on IS NULL OR l.ends_on >= %(day)s)) who ON true
"""


@dataclass(frozen=True, slots=True)
class SetupRow:
    """One step: whose it is, its days, what lacks, how it stands and what it waits for."""

    step: SetupStep
    role: Role
    due: Due
    progress: Progress
    stand: SetupStand
    waits_for: tuple[SetupStep, ...]
    holds_up: tuple[SetupStep, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class SetupPage:
    """The steps of a year in their order; None where there is no year that goes on or is to come."""

    year: AcademicYear | None
    rows: tuple[SetupRow, ...]
    years: tuple[AcademicYear, ...] = ()


def setup_page(*, actor: Actor, today: date, year_id: int | None = None) -> SetupPage:
    """Tell how far a year that is not over is set up, by default the newest, in two queries; raises `Forbidden`."""
    require(may_see_load(actor))
    years = tuple(AcademicYear.objects.filter(ends_on__gte=today).order_by("-starts_on"))
    year = next((one for one in years if year_id in (None, one.pk)), next(iter(years), None))
    if year is None:
        return SetupPage(None, ())
    day = max(today, year.starts_on)
    progress = {
        SetupStep(step): Progress(total, tuple(lacking or ()))
        for step, total, lacking in sql(_STEPS, {"year": year.pk, "day": day})
        if total or step not in NEEDED_SOMEWHERE
    }
    due = due_days(versions().on(today), year_starts=year.starts_on)
    found, held = stands(progress, due, today=today), held_up(progress)
    rows = (
        SetupRow(
            step,
            WHOSE[step],
            due[step],
            progress[step],
            found[step],
            tuple(one for one in WAITS_FOR[step] if one in progress and not progress[one].done),
            held[step],
            not progress[step].done and (day_due := due[step].day) is not None and day_due < today,
        )
        for step in SetupStep
        if step in progress
    )
    return SetupPage(year, tuple(rows), years)

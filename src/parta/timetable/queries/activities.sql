-- Hours a week of activities by class: all that its pupils attend, and of the pupil who attends most.
-- The hours are those of the journal, else of its load, else its lessons in the weekly timetable in force.
WITH a AS (
    SELECT c.id, c.school_class_id, c.study_group_id, COALESCE(c.hours_per_week, (
        SELECT sum(l.hours_per_week) FROM curriculum_teachingload l WHERE l.course_id = c.id
            AND l.starts_on <= %(day)s::date AND (l.ends_on IS NULL OR l.ends_on >= %(day)s::date)
    ), (
        SELECT sum(CASE WHEN t.parity = 'any' THEN 1 ELSE 0.5 END) FROM timetable_timetableslot t
        JOIN timetable_timetableversion v ON v.id = t.timetable_id
        WHERE t.course_id = c.id AND v.starts_on <= %(day)s::date AND (v.ends_on IS NULL OR v.ends_on >= %(day)s::date)
    ), 0) AS hours
    FROM curriculum_course c
    WHERE c.year_id = %(year)s AND c.kind = 'extracurricular' AND (c.ends_on IS NULL OR c.ends_on >= %(day)s::date)
), p AS (
    SELECT e.school_class_id AS class_id, e.pupil_id, a.id, a.hours
    FROM people_enrolment e JOIN a ON a.study_group_id IS NULL AND a.school_class_id = e.school_class_id
    WHERE e.school_class_id = ANY(%(classes)s) AND e.starts_on <= %(day)s::date
        AND (e.ends_on IS NULL OR e.ends_on >= %(day)s::date)
    UNION
    SELECT e.school_class_id, e.pupil_id, a.id, a.hours
    FROM people_enrolment e
    JOIN curriculum_studygroupmember m ON m.pupil_id = e.pupil_id
        AND m.starts_on <= %(day)s::date AND (m.ends_on IS NULL OR m.ends_on >= %(day)s::date)
    JOIN a ON a.study_group_id = m.group_id
    WHERE e.school_class_id = ANY(%(classes)s) AND e.starts_on <= %(day)s::date
        AND (e.ends_on IS NULL OR e.ends_on >= %(day)s::date)
), one AS (
    SELECT class_id, sum(hours) AS hours FROM p GROUP BY class_id, pupil_id
), every AS (
    SELECT class_id, sum(hours) AS hours FROM (SELECT DISTINCT class_id, id, hours FROM p) d GROUP BY class_id
)
SELECT every.class_id, every.hours, (SELECT max(hours) FROM one WHERE one.class_id = every.class_id) FROM every

-- The pupils of a class on a day, and the journals in which each has a place between two days; parts of a WITH.
pupil AS (
    SELECT e.pupil_id, bool_and(e.individual) AS individual
    FROM people_enrolment e
    WHERE e.school_class_id = %(class)s AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
    GROUP BY e.pupil_id
), seat AS (
    SELECT c.id AS course_id, pupil.pupil_id
    FROM pupil JOIN curriculum_course c ON c.school_class_id = %(class)s AND c.study_group_id IS NULL
    WHERE NOT pupil.individual
    UNION
    SELECT c.id, pupil.pupil_id
    FROM pupil JOIN curriculum_studygroupmember m ON m.pupil_id = pupil.pupil_id
         AND m.starts_on <= %(end)s AND (m.ends_on IS NULL OR m.ends_on >= %(start)s)
    JOIN curriculum_course c ON c.study_group_id = m.group_id
         AND (c.school_class_id IS NULL OR c.school_class_id = %(class)s)
         AND (NOT pupil.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
)

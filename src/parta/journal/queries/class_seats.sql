-- The pupils of a class on a day, and the journals in which each has a place between two days (an individual plan takes
-- away those that it leaves out on all of them); parts of a WITH.
pupil AS (
    SELECT e.pupil_id, bool_and(e.individual) AS individual
    FROM people_enrolment e
    WHERE e.school_class_id = %(class)s AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
    GROUP BY e.pupil_id
), place AS (
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
), seat AS (
    SELECT place.course_id, place.pupil_id FROM place WHERE NOT EXISTS (
        SELECT FROM curriculum_release r WHERE r.course_id = place.course_id AND r.pupil_id = place.pupil_id
          AND r.starts_on <= %(end)s AND (r.ends_on IS NULL OR r.ends_on >= %(start)s))
    UNION
    SELECT r.course_id, r.pupil_id FROM curriculum_release r JOIN place USING (course_id, pupil_id)
    WHERE EXISTS (SELECT FROM curriculum_attended(r.course_id, r.pupil_id, %(start)s, %(end)s))
)

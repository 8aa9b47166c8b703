"""Which courses are a pupil's own, as a part of statements."""

# The courses that are this pupil's own, with the days on which they are: the class's common courses while enrolled,
# a study group's while a member of it; a pupil taught at home has no lessons of the class, and by an individual plan
# only those of the plan.
MINE = """
stay AS (
    SELECT school_class_id, starts_on, COALESCE(ends_on, 'infinity'::date) AS ends_on, individual
    FROM people_enrolment WHERE pupil_id = %(pupil)s
),
placed AS (
    SELECT c.id, s.starts_on, s.ends_on
    FROM stay s JOIN curriculum_course c ON c.school_class_id = s.school_class_id AND c.study_group_id IS NULL
    WHERE NOT s.individual
    UNION ALL
    SELECT c.id, GREATEST(m.starts_on, s.starts_on), LEAST(COALESCE(m.ends_on, 'infinity'::date), s.ends_on)
    FROM curriculum_studygroupmember m
    JOIN curriculum_course c ON c.study_group_id = m.group_id
    JOIN stay s ON s.starts_on <= COALESCE(m.ends_on, 'infinity'::date) AND m.starts_on <= s.ends_on
        AND (c.school_class_id IS NULL OR c.school_class_id = s.school_class_id)
    WHERE m.pupil_id = %(pupil)s AND (NOT s.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
),
released AS MATERIALIZED (SELECT DISTINCT course_id FROM curriculum_release WHERE pupil_id = %(pupil)s),
mine AS (
    SELECT p.id, p.starts_on, p.ends_on FROM placed p WHERE NOT EXISTS (SELECT FROM released WHERE course_id = p.id)
    UNION ALL
    SELECT p.id, a.starts_on, a.ends_on FROM placed p JOIN released ON released.course_id = p.id
    CROSS JOIN LATERAL curriculum_attended(p.id, %(pupil)s, p.starts_on, p.ends_on) a
)
"""

-- Every course of the year in force on the day: its classes, its teacher, its hours a week.
SELECT c.id, COALESCE(NULLIF(c.title, ''), s.name), s.name, c.kind, COALESCE(g.name, ''), c.study_group_id,
    CASE WHEN c.school_class_id IS NOT NULL THEN ARRAY[c.school_class_id] ELSE ARRAY(
        SELECT DISTINCT e.school_class_id FROM curriculum_studygroupmember m
        JOIN people_enrolment e ON e.pupil_id = m.pupil_id
            AND e.starts_on <= %(day)s::date AND (e.ends_on IS NULL OR e.ends_on >= %(day)s::date)
        WHERE m.group_id = c.study_group_id
            AND m.starts_on <= %(day)s::date AND (m.ends_on IS NULL OR m.ends_on >= %(day)s::date)
        ORDER BY 1)
    END,
    l.employee_id, COALESCE(c.hours_per_week, l.hours), COALESCE(c.joint_id, 0)
FROM curriculum_course c
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN LATERAL (
    SELECT min(t.employee_id) AS employee_id, sum(t.hours_per_week) AS hours
    FROM curriculum_teachingload t
    WHERE t.course_id = c.id AND t.starts_on <= %(day)s::date AND (t.ends_on IS NULL OR t.ends_on >= %(day)s::date)
) l ON true
WHERE c.year_id = %(year)s AND (c.ends_on IS NULL OR c.ends_on >= %(day)s::date)
ORDER BY c.id

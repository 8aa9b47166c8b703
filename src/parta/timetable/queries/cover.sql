-- Lessons of some days with who gives them and what was arranged; all of the school, for who is free is known from them.
SELECT l.id, l.date, l.number, l.starts_at, l.ends_at, l.status, c.id, s.id, COALESCE(NULLIF(c.title, ''), s.name),
    CASE WHEN c.school_class_id IS NOT NULL THEN ARRAY[c.school_class_id] ELSE ARRAY(
        SELECT DISTINCT e.school_class_id FROM curriculum_studygroupmember m
        JOIN people_enrolment e ON e.pupil_id = m.pupil_id
            AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
        WHERE m.group_id = c.study_group_id AND m.starts_on <= l.date AND (m.ends_on IS NULL OR m.ends_on >= l.date))
    END,
    COALESCE(k.name, ''), COALESCE(g.name, ''), COALESCE(g.name_key, ''), COALESCE(r.number, ''),
    l.employee_id, COALESCE(sub.kind, ''), sub.substitute_id, sub.given_id, COALESCE(o.name, ''),
    COALESCE(sub.reason, ''), COALESCE(sub.id, 0),
    EXISTS (SELECT 1 FROM timetable_substitution x WHERE x.given_id = l.id), COALESCE(c.joint_id, 0),
    COALESCE(l.date >= r.out_from AND (r.out_to IS NULL OR l.date <= r.out_to), false)
FROM timetable_lesson l
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN school_room r ON r.id = l.room_id
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN curriculum_subject o ON o.id = sub.subject_id
WHERE l.date BETWEEN %(first)s::date AND %(last)s::date
ORDER BY l.date, l.starts_at, l.number, k.sort_key, c.sort_key, l.id

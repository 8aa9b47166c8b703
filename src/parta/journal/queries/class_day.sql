-- Seats of a class's pupils at the lessons of a day, with what is written of their absence.
WITH pupil AS (
    SELECT e.pupil_id, e.individual, p.sort_key, p.last_name, p.first_name
    FROM people_enrolment e JOIN people_person p ON p.id = e.pupil_id
    WHERE e.school_class_id = %(class)s AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
), seat AS (
    SELECT c.id AS course_id, pupil.pupil_id
    FROM pupil JOIN curriculum_course c ON c.school_class_id = %(class)s AND c.study_group_id IS NULL
    WHERE NOT pupil.individual
    UNION
    SELECT c.id, pupil.pupil_id
    FROM pupil JOIN curriculum_studygroupmember m ON m.pupil_id = pupil.pupil_id
         AND m.starts_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)
    JOIN curriculum_course c ON c.study_group_id = m.group_id
         AND (c.school_class_id IS NULL OR c.school_class_id = %(class)s)
         AND (NOT pupil.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
)
SELECT pupil.pupil_id, concat_ws(' ', pupil.last_name, pupil.first_name), l.id, l.course_id, l.number, l.starts_at, l.ends_at,
       COALESCE(NULLIF(c.title, ''), s.short_name, s.name), COALESCE(g.name, ''),
       roll.lesson_id IS NOT NULL OR EXISTS (SELECT 1 FROM journal_attendance any_one
                                            WHERE any_one.lesson_id = l.id AND any_one.code <> ''),
       COALESCE(a.code, ''), COALESCE(a.reason, ''), COALESCE(a.version, 0)
FROM pupil
LEFT JOIN seat ON seat.pupil_id = pupil.pupil_id
LEFT JOIN timetable_lesson l ON l.course_id = seat.course_id AND l.date = %(day)s AND l.status <> 'cancelled'
LEFT JOIN curriculum_course c ON c.id = l.course_id
LEFT JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN journal_rollcall roll ON roll.lesson_id = l.id
LEFT JOIN journal_attendance a ON a.lesson_id = l.id AND a.pupil_id = pupil.pupil_id
ORDER BY pupil.sort_key, pupil.pupil_id, l.starts_at, l.id

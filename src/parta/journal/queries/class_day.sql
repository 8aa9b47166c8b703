-- Seats of a class's pupils at the lessons of a day, with what is written of their absence.
WITH {seats}
SELECT pupil.pupil_id, concat_ws(' ', p.last_name, p.first_name), l.id, l.course_id, l.number, l.starts_at, l.ends_at,
       COALESCE(NULLIF(c.title, ''), s.short_name, s.name), COALESCE(g.name, ''),
       roll.lesson_id IS NOT NULL OR EXISTS (SELECT 1 FROM journal_attendance any_one
                                            WHERE any_one.lesson_id = l.id AND any_one.code <> ''),
       COALESCE(a.code, ''), COALESCE(a.reason, ''), COALESCE(a.version, 0),
       {paper}, COALESCE(planned.kind, '')
FROM pupil JOIN people_person p ON p.id = pupil.pupil_id
LEFT JOIN seat ON seat.pupil_id = pupil.pupil_id
LEFT JOIN timetable_lesson l ON l.course_id = seat.course_id AND l.date = %(day)s AND l.status <> 'cancelled'
LEFT JOIN curriculum_course c ON c.id = l.course_id
LEFT JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN journal_plannedwork planned ON planned.course_id = l.course_id AND planned.day = l.date
LEFT JOIN journal_rollcall roll ON roll.lesson_id = l.id
LEFT JOIN journal_attendance a ON a.lesson_id = l.id AND a.pupil_id = pupil.pupil_id
ORDER BY p.sort_key, pupil.pupil_id, l.starts_at, l.id

SELECT l.id, l.course_id, l.number, l.starts_at, l.ends_at, l.status, l.hours, l.kind_title, l.subject, l.class_name,
       l.group_name, l.room, l.grade_level, l.employee_id = %(person)s AS own, sub.substitute_id = %(person)s AS covering,
       sub.kind, (SELECT p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
                  FROM people_person p WHERE p.id = COALESCE(NULLIF(sub.substitute_id, %(person)s), sub.absent_id)),
       COALESCE(entry.topic, ''), roll.lesson_id IS NOT NULL,
       COALESCE(hw.text, ''), COALESCE(hw.none_set, false),
       (SELECT count(*) FROM journal_attendance a
        WHERE a.lesson_id = l.id AND a.code NOT IN ('', 'late', 'distance')),
       given.marks, given.pupils, works.control, COALESCE(works.written, false),
       (SELECT count(*) FROM people_enrolment e
        WHERE l.study_group_id IS NULL AND e.school_class_id = l.school_class_id AND NOT e.individual
          AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
          AND NOT EXISTS (SELECT FROM curriculum_release x WHERE x.course_id = l.course_id AND x.pupil_id = e.pupil_id
                            AND x.starts_on <= l.date AND (x.ends_on IS NULL OR x.ends_on >= l.date)))
       + (SELECT count(DISTINCT m.pupil_id) FROM curriculum_studygroupmember m
          JOIN people_enrolment e ON e.pupil_id = m.pupil_id
               AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
               AND (l.school_class_id IS NULL OR l.school_class_id = e.school_class_id)
          WHERE m.group_id = l.study_group_id AND m.starts_on <= l.date AND (m.ends_on IS NULL OR m.ends_on >= l.date)
          AND NOT EXISTS (SELECT FROM curriculum_release x WHERE x.course_id = l.course_id AND x.pupil_id = m.pupil_id
                            AND x.starts_on <= l.date AND (x.ends_on IS NULL OR x.ends_on >= l.date))),
       EXISTS (SELECT FROM school_classday d
               WHERE d.school_class_id = l.school_class_id AND d.date = l.date AND d.kind = 'distance'),
       planned.kind
FROM (
    SELECT t.*, s.name AS subject, COALESCE(NULLIF(c.title, ''), s.name) AS kind_title, k.name AS class_name,
           g.name AS group_name, c.school_class_id, c.study_group_id, r.number AS room, COALESCE(k.grade_level, 0) AS grade_level
    FROM timetable_lesson t
    JOIN curriculum_course c ON c.id = t.course_id
    JOIN curriculum_subject s ON s.id = c.subject_id
    LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
    LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
    LEFT JOIN school_room r ON r.id = t.room_id
    WHERE t.id IN (
        SELECT o.id FROM timetable_lesson o WHERE o.date = %(day)s AND o.employee_id = %(person)s
        UNION ALL
        SELECT c.lesson_id FROM timetable_substitution c JOIN timetable_lesson o ON o.id = c.lesson_id
        WHERE c.substitute_id = %(person)s AND c.given_id IS NULL AND o.date = %(day)s)
) l
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN journal_lessonentry entry ON entry.lesson_id = l.id
LEFT JOIN journal_rollcall roll ON roll.lesson_id = l.id
LEFT JOIN journal_homework hw ON hw.lesson_id = l.id AND hw.pupil_id IS NULL
LEFT JOIN journal_plannedwork planned ON planned.course_id = l.course_id AND planned.day = l.date
CROSS JOIN LATERAL (
    SELECT count(*) AS marks, count(DISTINCT m.pupil_id) AS pupils
    FROM journal_mark m JOIN journal_work w ON w.id = m.work_id WHERE w.lesson_id = l.id AND m.value <> '') given
CROSS JOIN LATERAL (
    SELECT string_agg(k.name, ', ' ORDER BY w.position) FILTER (WHERE k.is_control) AS control,
           bool_or(k.is_written) AS written
    FROM journal_work w JOIN journal_workkind k ON k.id = w.kind_id WHERE w.lesson_id = l.id AND NOT w.deleted) works
ORDER BY l.starts_at, l.id

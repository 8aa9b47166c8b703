-- Lessons of some days that lack a topic, a roll call, homework or all marks of a work, with what terms are counted from.
-- Which lessons is said by the caller; with `every` those that lack nothing come too.
WITH lesson AS MATERIALIZED (
    SELECT l.id, l.course_id, l.date, l.number, l.starts_at, l.ends_at, c.school_class_id,
           COALESCE(s.substitute_id, l.employee_id) AS person_id,
           COALESCE(e.topic, '') = '' AS no_topic,
           r.lesson_id IS NULL AND NOT EXISTS (
               SELECT 1 FROM journal_attendance a WHERE a.lesson_id = l.id AND a.code <> '') AS no_roll,
           COALESCE(h.text, '') = '' AND NOT COALESCE(h.none_set, false) AS no_homework,
           (SELECT json_agg(json_build_array(k.name, k.is_written) ORDER BY w.position)
            FROM journal_work w JOIN journal_workkind k ON k.id = w.kind_id
            WHERE w.lesson_id = l.id AND NOT w.deleted AND l.ends_at <= %(now)s
              AND NOT EXISTS (SELECT 1 FROM journal_mark m WHERE m.work_id = w.id AND m.value <> '')) AS works
    FROM timetable_lesson l
    JOIN curriculum_course c ON c.id = l.course_id
    LEFT JOIN timetable_substitution s ON s.lesson_id = l.id
    LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
    LEFT JOIN journal_rollcall r ON r.lesson_id = l.id
    LEFT JOIN journal_homework h ON h.lesson_id = l.id AND h.pupil_id IS NULL
    WHERE l.date BETWEEN %(from)s AND %(to)s AND l.starts_at < %(before)s AND l.status <> 'cancelled'
      AND COALESCE(s.kind, '') <> 'cancelled' AND {narrow}
), owing AS MATERIALIZED (
    SELECT * FROM lesson WHERE no_topic OR no_roll OR no_homework OR works IS NOT NULL OR %(every)s::boolean
), last AS MATERIALIZED (
    SELECT o.school_class_id, o.date, max(l.ends_at) AS ends_at
    FROM (SELECT DISTINCT school_class_id, date FROM owing WHERE no_homework OR %(every)s::boolean) o
    JOIN curriculum_course c ON c.school_class_id = o.school_class_id
    -- Journal by journal of the day: joined plainly, every lesson of the year is read for each.
    CROSS JOIN LATERAL (
        SELECT max(d.ends_at) AS ends_at FROM timetable_lesson d
        WHERE d.course_id = c.id AND d.date = o.date AND d.status <> 'cancelled') l
    GROUP BY o.school_class_id, o.date
)
SELECT o.id, o.course_id, o.date, o.number, o.starts_at, o.ends_at, o.person_id, o.no_topic, o.no_roll, o.no_homework,
       o.works, last.ends_at,
       ARRAY(SELECT n.starts_at FROM timetable_lesson n
             WHERE n.course_id = o.course_id AND n.date > o.date AND n.status <> 'cancelled'
             ORDER BY n.date, n.starts_at LIMIT 3),
       COALESCE(k.grade_level, 0), sub.name, COALESCE(NULLIF(c.title, ''), sub.name), COALESCE(k.name, ''),
       COALESCE(g.name, ''), c.calendar_id, term.starts_on, term.ends_on,
       (SELECT max(t.ends_on) FROM school_term t WHERE t.calendar_id = c.calendar_id),
       COALESCE(concat_ws(' ', p.last_name, p.first_name, p.patronymic), ''), COALESCE(p.sort_key, ''),
       COALESCE(k.sort_key, ''), c.marks_given
FROM owing o
JOIN curriculum_course c ON c.id = o.course_id
JOIN curriculum_subject sub ON sub.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN people_person p ON p.id = o.person_id
LEFT JOIN last ON last.school_class_id = c.school_class_id AND last.date = o.date
LEFT JOIN LATERAL (SELECT t.starts_on, t.ends_on FROM school_term t
                   WHERE t.calendar_id = c.calendar_id AND t.starts_on <= o.date AND t.ends_on >= o.date LIMIT 1) term
     ON true
ORDER BY o.starts_at, o.id

SELECT c.id, c.kind, c.marks_given, COALESCE(NULLIF(c.title, ''), s.name), s.name, c.school_class_id, k.name,
       g.name, c.calendar_id, c.plan_id, y.starts_on, y.ends_on,
       COALESCE(k.grade_level, 0),
       EXISTS (SELECT 1 FROM people_homeroomteacher h
               WHERE h.school_class_id = c.school_class_id AND h.employee_id = %(person)s
                 AND h.starts_on <= %(today)s AND (h.ends_on IS NULL OR h.ends_on >= %(today)s)),
       COALESCE((SELECT json_agg(DISTINCT m.pupil_id) FROM curriculum_studygroupmember m
                 JOIN people_enrolment e ON e.pupil_id = m.pupil_id
                      AND e.starts_on <= %(today)s AND (e.ends_on IS NULL OR e.ends_on >= %(today)s)
                 JOIN people_homeroomteacher h ON h.school_class_id = e.school_class_id AND h.employee_id = %(person)s
                      AND h.starts_on <= %(today)s AND (h.ends_on IS NULL OR h.ends_on >= %(today)s)
                 WHERE c.school_class_id IS NULL AND m.group_id = c.study_group_id), '[]'::json),
       COALESCE((SELECT json_agg(json_build_array(l.starts_on, l.ends_on)) FROM curriculum_teachingload l
                 WHERE l.course_id = c.id AND l.employee_id = %(person)s), '[]'::json),
       EXISTS (SELECT 1 FROM timetable_lesson t WHERE t.course_id = c.id AND t.employee_id = %(person)s),
       COALESCE((SELECT json_agg(json_build_array(t.date, EXISTS (
                            SELECT 1 FROM journal_editcell x JOIN journal_editrequest q ON q.id = x.request_id
                            WHERE x.lesson_id = t.id AND q.asked_by_id = %(person)s AND x.withdrawn_at IS NULL
                              AND x.granted_until > %(today)s::date)))
                 FROM timetable_substitution sub JOIN timetable_lesson t ON t.id = sub.lesson_id
                 WHERE sub.substitute_id = %(person)s AND t.course_id = c.id), '[]'::json),
       (SELECT json_agg(json_build_array(r.effective_from, r.preset, r.values) ORDER BY r.effective_from)
        FROM regulation_regulationversion r),
       LEAST(y.ends_on, (SELECT max(COALESCE(l.ends_on, y.ends_on)) FROM curriculum_teachingload l
                         WHERE l.course_id = c.id)),
       EXISTS (SELECT 1 FROM journal_termclosure x WHERE x.calendar_id = c.calendar_id AND x.reopened_at IS NULL),
       COALESCE((SELECT json_agg(json_build_array(t.id, t.kind, t.number, t.starts_on, t.ends_on, EXISTS (
                            SELECT 1 FROM journal_termclosure x WHERE x.term_id = t.id AND x.reopened_at IS NULL))
                                 ORDER BY t.starts_on)
                 FROM school_term t WHERE t.calendar_id = c.calendar_id), '[]'::json),
       COALESCE((SELECT json_agg(json_build_array(d.kind, d.term_id, d.day)) FROM curriculum_assessmentday d
                 WHERE d.course_id = c.id), '[]'::json),
       COALESCE((SELECT json_agg(json_build_array(o.term_id, o.opens_on, o.closes_on, o.order_no)
                                 ORDER BY o.grades <> '{}')
                 FROM curriculum_periodmarkorder o
                 WHERE o.calendar_id = c.calendar_id AND (o.grades = '{}' OR k.grade_level = ANY (o.grades))),
                '[]'::json)
FROM curriculum_course c
JOIN curriculum_subject s ON s.id = c.subject_id
JOIN school_academicyear y ON y.id = c.year_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
WHERE c.id = %(course)s

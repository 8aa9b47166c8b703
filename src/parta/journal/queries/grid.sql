WITH course AS (
    SELECT c.id, c.kind, c.school_class_id, c.study_group_id FROM curriculum_course c WHERE c.id = %(course)s
), term AS (
    SELECT %(from)s::date AS starts_on, %(to)s::date AS ends_on
), shown AS MATERIALIZED (
    SELECT l.* FROM timetable_lesson l
    WHERE l.course_id = %(course)s AND l.date BETWEEN (SELECT starts_on FROM term) AND (SELECT ends_on FROM term)
), columns AS MATERIALIZED (
    SELECT w.* FROM journal_work w JOIN shown ON shown.id = w.lesson_id WHERE NOT w.deleted
), stays AS MATERIALIZED (
    SELECT e.pupil_id, min(e.starts_on) AS starts_on,
           CASE WHEN bool_or(e.ends_on IS NULL) THEN NULL ELSE max(e.ends_on) END AS ends_on
    FROM course, people_enrolment e
    WHERE course.study_group_id IS NULL AND e.school_class_id = course.school_class_id AND NOT e.individual
    GROUP BY e.pupil_id
    UNION ALL
    SELECT m.pupil_id, GREATEST(min(m.starts_on), min(e.starts_on)),
           CASE WHEN bool_or(m.ends_on IS NULL) AND bool_or(e.ends_on IS NULL) THEN NULL
                ELSE LEAST(max(COALESCE(m.ends_on, 'infinity'::date)), max(COALESCE(e.ends_on, 'infinity'::date))) END
    FROM course
    JOIN curriculum_studygroupmember m ON m.group_id = course.study_group_id
    JOIN people_enrolment e ON e.pupil_id = m.pupil_id
         AND daterange(e.starts_on, e.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')
         AND (course.school_class_id IS NULL OR course.school_class_id = e.school_class_id)
         AND (NOT e.individual OR course.kind <> 'lesson' OR course.school_class_id IS NULL)
    GROUP BY m.pupil_id
), released AS MATERIALIZED (
    SELECT DISTINCT pupil_id FROM curriculum_release WHERE course_id = %(course)s
), places AS (
    SELECT s.* FROM stays s WHERE NOT EXISTS (SELECT FROM released WHERE pupil_id = s.pupil_id)
    UNION ALL
    SELECT s.pupil_id, min(a.starts_on), CASE WHEN bool_or(a.ends_on IS NULL) THEN NULL ELSE max(a.ends_on) END
    FROM stays s JOIN released ON released.pupil_id = s.pupil_id
    CROSS JOIN LATERAL curriculum_attended(%(course)s, s.pupil_id, s.starts_on, s.ends_on) a
    GROUP BY s.pupil_id
), roster AS (
    SELECT p.id, row_number() OVER (ORDER BY p.sort_key, p.id) AS no, p.last_name, p.first_name, p.patronymic, p.sort_key, places.starts_on, places.ends_on,
           concat_ws('; ', NULLIF(pupil.notes, ''), (
               SELECT string_agg(concat(%(exempt)s::text, ' ', to_char(x.starts_on, 'DD.MM'), '–', to_char(x.ends_on, 'DD.MM')), '; ' ORDER BY x.starts_on)
               FROM people_carenote x
               WHERE %(exempt)s::text <> '' AND x.pupil_id = p.id AND x.section = 'health' AND x.kind = 'exemption'
                 AND x.withdrawn_at IS NULL AND x.starts_on <= (SELECT ends_on FROM term)
                 AND x.ends_on >= (SELECT starts_on FROM term))) AS notes
    FROM places JOIN people_person p ON p.id = places.pupil_id JOIN people_pupil pupil ON pupil.person_id = p.id
    WHERE places.starts_on <= (SELECT ends_on FROM term)
      AND (places.ends_on IS NULL OR places.ends_on >= (SELECT starts_on FROM term))
)
SELECT json_build_object(
    'seq', COALESCE((SELECT seq FROM audit_chainhead WHERE chain = 'course:' || %(course)s), 0),
    'pupils', COALESCE((
        SELECT json_agg(json_build_object(
            'id', id, 'no', no, 'last', last_name, 'name', concat_ws(' ', last_name, first_name),
            'full', concat_ws(' ', last_name, first_name, patronymic),
            'from', starts_on, 'to', ends_on, 'note', notes) ORDER BY no)
        FROM roster), '[]'::json),
    'lessons', COALESCE((
        SELECT json_agg(json_build_object(
            'id', shown.id, 'date', shown.date, 'no', shown.number, 'hours', shown.hours,
            'start', to_char(shown.starts_at AT TIME ZONE %(zone)s, 'HH24:MI'),
            'end', to_char(shown.ends_at AT TIME ZONE %(zone)s, 'HH24:MI'),
            'status', shown.status, 'mine', %(all)s OR COALESCE(shown.employee_id = %(person)s, false)
                OR COALESCE(sub.substitute_id = %(person)s, false)
                OR EXISTS (SELECT 1 FROM curriculum_teachingload d
                           WHERE d.course_id = shown.course_id AND d.employee_id = %(person)s
                             AND d.starts_on <= shown.date AND (d.ends_on IS NULL OR d.ends_on >= shown.date)),
            'taken', roll.lesson_id IS NOT NULL,
            'topic', json_build_object('text', COALESCE(entry.topic, ''), 'plan_line', entry.plan_line_id,
                                       'v', COALESCE(entry.version, 0)),
            'hw', json_build_object('id', hw.id, 'text', COALESCE(hw.text, ''), 'none', COALESCE(hw.none_set, false),
                                    'minutes', hw.minutes, 'due', hw.due_lesson_id, 'v', COALESCE(hw.version, 0)),
            'subst', (SELECT p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
                      FROM people_person p WHERE p.id = sub.substitute_id),
            'works', COALESCE((
                SELECT json_agg(json_build_object('id', columns.id, 'kind', columns.kind_id,
                                                  'weight', columns.weight::float, 'title', columns.title,
                                                  'criteria', columns.criteria, 'purpose', columns.purpose, 'v', columns.version)
                                ORDER BY columns.position, columns.id)
                FROM columns WHERE columns.lesson_id = shown.id), '[]'::json)
            ) ORDER BY shown.starts_at, shown.id)
        FROM shown
        LEFT JOIN journal_lessonentry entry ON entry.lesson_id = shown.id
        LEFT JOIN journal_homework hw ON hw.lesson_id = shown.id AND hw.pupil_id IS NULL
        LEFT JOIN journal_rollcall roll ON roll.lesson_id = shown.id
        LEFT JOIN timetable_substitution sub ON sub.lesson_id = shown.id), '[]'::json),
    'marks', COALESCE((
        SELECT json_agg(json_build_array(m.work_id, m.pupil_id, m.criterion, m.value, m.attempts, m.version,
                                         m.late::int))
        FROM journal_mark m JOIN columns ON columns.id = m.work_id), '[]'::json),
    'absences', COALESCE((
        SELECT json_agg(json_build_array(a.lesson_id, a.pupil_id, a.code, a.reason, a.version))
        FROM journal_attendance a JOIN shown ON shown.id = a.lesson_id), '[]'::json),
    'notes', COALESCE((
        SELECT json_agg(json_build_array(n.lesson_id, n.pupil_id, n.text, n.version))
        FROM journal_pupilnote n JOIN shown ON shown.id = n.lesson_id), '[]'::json),
    'terms', COALESCE((
        SELECT json_agg(CASE WHEN now.value IS NULL
            THEN json_build_array(r.pupil_id, r.kind, r.term_id, r.value, r.version)
            ELSE json_build_array(r.pupil_id, r.kind, r.term_id, r.value, r.version, r.value || '→' || now.value) END)
        FROM journal_termresult r LEFT JOIN LATERAL (SELECT /* retaken */ AS value) now ON true WHERE r.course_id = %(course)s AND %(results)s), '[]'::json),
    'asked', COALESCE((
        SELECT json_agg(json_build_array(x.id, x.kind, x.lesson_id, x.pupil_id, NULLIF(x.result, ''), x.term_id,
                to_char(x.granted_until AT TIME ZONE %(zone)s, 'YYYY-MM-DD"T"HH24:MI'),
                COALESCE((SELECT json_agg(c->'operation') FROM jsonb_array_elements(x.changes) c
                          WHERE x.granted_until IS NOT NULL AND x.entered_at IS NULL), '[]'::json)) ORDER BY x.id)
        FROM journal_editrequest q JOIN journal_editcell x ON x.request_id = q.id
        WHERE q.course_id = %(course)s AND q.asked_by_id = %(person)s AND x.withdrawn_at IS NULL
          AND (x.decided_at IS NULL OR x.granted_until > %(now)s)), '[]'::json),
    'kinds', (SELECT json_agg(json_build_object('id', id, 'name', name, 'short', short_name, 'weight', weight::float,
                                                'control', is_control, 'written', is_written,
                                                'purpose', CASE WHEN NOT %(purposes)s THEN '' WHEN is_control
                                                           THEN 'summative' ELSE 'formative' END) ORDER BY position, id) FROM journal_workkind)
)::text, json_build_object(
    'lessons', COALESCE((
        SELECT json_agg(json_build_array(
            shown.date, to_char(shown.starts_at AT TIME ZONE %(zone)s, 'HH24:MI'),
            to_char(shown.ends_at AT TIME ZONE %(zone)s, 'HH24:MI'), shown.status, shown.employee_id, sub.substitute_id,
            ARRAY(SELECT columns.kind_id FROM columns WHERE columns.lesson_id = shown.id
                  ORDER BY columns.position, columns.id)) ORDER BY shown.starts_at, shown.id)
        FROM shown LEFT JOIN timetable_substitution sub ON sub.lesson_id = shown.id), '[]'::json),
    'after', ARRAY(
        SELECT to_char(n.starts_at AT TIME ZONE %(zone)s, 'YYYY-MM-DD"T"HH24:MI') FROM timetable_lesson n
        WHERE n.course_id = %(course)s AND n.date > (SELECT ends_on FROM term) AND n.status <> 'cancelled'
        ORDER BY n.date, n.starts_at LIMIT 3),
    'kinds', (SELECT json_agg(json_build_array(id, name, is_written) ORDER BY position, id) FROM journal_workkind),
    'calendar', (SELECT json_build_object('week_days', c.week_days, 'special_days', (
                     SELECT json_agg(json_build_array(s.date, s.kind) ORDER BY s.date) FROM school_specialday s
                     WHERE s.calendar_id = c.id))::text
                 FROM school_calendar c WHERE c.id = %(calendar)s)
)

-- What an account did in journals since a moment, and which of it is void already (queries/voiding.py).
SELECT e.id, e.chain, e.seq, e.at, e.act, e.subject::json, e.before::json, e.after::json, c.id,
       concat_ws(' · ', k.name, g.name, COALESCE(NULLIF(c.title, ''), s.name)),
       COALESCE(p.last_name || ' ' || p.first_name, ''), l.id, l.date, l.number, v.voiding_id,
       EXISTS (SELECT 1 FROM journal_termclosure x LEFT JOIN school_term t ON t.id = x.term_id
               WHERE x.reopened_at IS NULL
                 AND (x.calendar_id = c.calendar_id
                      OR t.calendar_id = c.calendar_id AND (t.id = (e.subject->>'term')::bigint
                                                            OR l.date BETWEEN t.starts_on AND t.ends_on))),
       count(*) OVER (), count(v.id) OVER ()
FROM audit_event e
JOIN curriculum_course c ON e.chain = 'course:' || c.id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN journal_work w ON w.id = (e.subject->>'work')::uuid
LEFT JOIN timetable_lesson l ON l.id = COALESCE(w.lesson_id, (e.subject->>'lesson')::bigint)
LEFT JOIN people_person p ON p.id = (e.subject->>'pupil')::bigint
LEFT JOIN journal_voidedevent v ON v.chain = e.chain AND v.seq = e.seq
WHERE e.account_id = %(account)s AND e.at >= %(since)s AND (%(until)s::timestamptz IS NULL OR e.at < %(until)s)
  AND e.subject->>'kind' = ANY(%(kinds)s) AND e.act <> %(derived)s
  AND (%(course)s::bigint IS NULL OR c.id = %(course)s::bigint)
  AND (%(from)s::timestamptz IS NULL OR e.at >= %(from)s) AND (%(before)s::timestamptz IS NULL OR e.at < %(before)s)
  AND (%(ids)s::bigint[] IS NULL OR e.id = ANY(%(ids)s)) AND (%(void_too)s OR v.id IS NULL)
ORDER BY e.at DESC, e.id DESC LIMIT %(limit)s OFFSET %(offset)s

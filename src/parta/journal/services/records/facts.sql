-- What the decisions on a batch of operations need, a part a table; only the parts that are needed are asked for.
-- `course` is the journal's row (queries/course.sql).

-- lessons
SELECT json_agg(json_build_object(
        'id', l.id, 'date', l.date, 'starts_at', l.starts_at, 'ends_at', l.ends_at, 'status', l.status,
        'number', l.number, 'employee', l.employee_id, 'substitute', sub.substitute_id,
        'roll', EXISTS (SELECT 1 FROM journal_rollcall r WHERE r.lesson_id = l.id),
        'next', CASE WHEN %(needs_next)s THEN (
            SELECT n.id FROM timetable_lesson n
            WHERE n.course_id = l.course_id AND n.date > GREATEST(l.date, %(today)s) AND n.status <> 'cancelled'
            ORDER BY n.date, n.starts_at LIMIT 1) END,
        'last_end', CASE WHEN %(needs_last_end)s THEN (
            SELECT max(o.ends_at) FROM curriculum_course me
            JOIN curriculum_course c ON c.school_class_id = me.school_class_id
            JOIN timetable_lesson o ON o.course_id = c.id AND o.date = l.date AND o.status <> 'cancelled'
            WHERE me.id = l.course_id) END,
        'following', ARRAY(
            SELECT n.starts_at FROM timetable_lesson n
            WHERE n.course_id = l.course_id AND n.date > l.date AND n.status <> 'cancelled'
            ORDER BY n.date, n.starts_at LIMIT 3)))
FROM timetable_lesson l LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
WHERE l.course_id = %(course)s AND l.id = ANY(
    %(lessons)s::bigint[] || ARRAY(SELECT w.lesson_id FROM journal_work w WHERE w.id = ANY(%(works)s::uuid[])))

-- works
SELECT json_agg(json_build_object(
        'id', w.id, 'lesson', w.lesson_id, 'kind', w.kind_id, 'weight', w.weight::text, 'title', w.title,
        'criteria', w.criteria, 'purpose', w.purpose, 'deleted', w.deleted, 'version', w.version, 'kind_name', k.name, 'written', k.is_written,
        'course', (SELECT l.course_id FROM timetable_lesson l WHERE l.id = w.lesson_id),
        'marked', CASE WHEN %(needs_marked)s THEN (
            SELECT count(*) FROM journal_mark m WHERE m.work_id = w.id AND m.value <> '') END,
        'marked_by', CASE WHEN %(needs_marked)s THEN (
            SELECT json_agg(DISTINCT m.pupil_id) FROM journal_mark m
            WHERE m.work_id = w.id AND m.value <> '') END))
FROM journal_work w JOIN journal_workkind k ON k.id = w.kind_id WHERE w.id = ANY(%(works)s::uuid[])

-- places
WITH asked AS MATERIALIZED (
    SELECT %(pupils)s::bigint[] || ARRAY(
        SELECT m.pupil_id FROM journal_mark m WHERE %(needs_marked)s AND m.work_id = ANY(%(works)s::uuid[])) AS pupils
), placed AS (
    SELECT e.pupil_id, e.starts_on, e.ends_on
    FROM curriculum_course c JOIN people_enrolment e ON e.school_class_id = c.school_class_id
    WHERE c.id = %(course)s AND c.study_group_id IS NULL AND NOT e.individual
      AND e.pupil_id = ANY((SELECT pupils FROM asked)::bigint[])
    UNION ALL
    SELECT m.pupil_id, GREATEST(m.starts_on, e.starts_on), LEAST(m.ends_on, e.ends_on)
    FROM curriculum_course c
    JOIN curriculum_studygroupmember m ON m.group_id = c.study_group_id
    JOIN people_enrolment e ON e.pupil_id = m.pupil_id
         AND daterange(e.starts_on, e.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')
         AND (c.school_class_id IS NULL OR c.school_class_id = e.school_class_id)
         AND (NOT e.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
    WHERE c.id = %(course)s AND m.pupil_id = ANY((SELECT pupils FROM asked)::bigint[])
), released AS MATERIALIZED (
    SELECT DISTINCT pupil_id FROM curriculum_release WHERE course_id = %(course)s
)
SELECT json_agg(json_build_array(x.pupil_id, x.starts_on, x.ends_on)) FROM (
    SELECT p.* FROM placed p WHERE NOT EXISTS (SELECT FROM released WHERE pupil_id = p.pupil_id)
    UNION ALL
    SELECT p.pupil_id, own.starts_on, own.ends_on FROM placed p JOIN released ON released.pupil_id = p.pupil_id
    CROSS JOIN LATERAL curriculum_attended(%(course)s, p.pupil_id, p.starts_on, p.ends_on) own) x

-- marks
SELECT json_agg(json_build_array(m.work_id, m.pupil_id, m.criterion, m.value, m.attempts, m.late, m.version))
FROM journal_mark m
WHERE m.work_id = ANY(%(works)s::uuid[]) AND (%(needs_marked)s OR m.pupil_id = ANY(%(pupils)s::bigint[]))

-- absences
SELECT json_agg(json_build_array(a.lesson_id, a.pupil_id, a.code, a.reason, a.version))
FROM journal_attendance a
WHERE a.lesson_id = ANY(%(lessons)s::bigint[]) AND a.pupil_id = ANY(%(pupils)s::bigint[])

-- notes
SELECT json_agg(json_build_array(n.lesson_id, n.pupil_id, n.text, n.version))
FROM journal_pupilnote n
WHERE n.lesson_id = ANY(%(lessons)s::bigint[]) AND n.pupil_id = ANY(%(pupils)s::bigint[])

-- topics
SELECT json_agg(json_build_array(t.lesson_id, t.topic, t.plan_line_id, t.version))
FROM journal_lessonentry t WHERE t.lesson_id = ANY(%(lessons)s::bigint[])

-- homework
SELECT json_agg(json_build_array(h.lesson_id, h.pupil_id, h.id, h.text, h.none_set, h.minutes, h.due_lesson_id,
                                 h.version))
FROM journal_homework h
WHERE h.lesson_id = ANY(%(lessons)s::bigint[]) AND (h.pupil_id IS NULL OR h.pupil_id = ANY(%(pupils)s::bigint[]))

-- homework_ids
SELECT json_agg(json_build_array(h.id, h.lesson_id, h.pupil_id)) FROM journal_homework h WHERE h.id = ANY(%(homework)s::uuid[])

-- due
SELECT json_agg(json_build_array(d.id, d.course_id, d.date, d.starts_at, d.ends_at, d.status, d.number))
FROM timetable_lesson d WHERE d.id = ANY(%(due)s::bigint[])

-- plan_lines
SELECT json_agg(p.id) FROM curriculum_planline p
WHERE p.id = ANY(%(plan_lines)s::bigint[]) AND p.plan_id = course.plan_id

-- kinds
SELECT json_agg(json_build_array(k.id, k.weight::text, k.name, k.is_written)) FROM journal_workkind k WHERE k.id = ANY(%(kinds)s::bigint[])

-- results
SELECT json_agg(json_build_array(r.pupil_id, r.kind, r.term_id, r.value, r.version))
FROM journal_termresult r WHERE r.course_id = %(course)s AND r.pupil_id = ANY(%(result_pupils)s::bigint[])

-- calendar
SELECT json_build_object('week_days', c.week_days, 'special_days', (
    SELECT json_agg(json_build_array(s.date, s.kind) ORDER BY s.date) FROM school_specialday s
    WHERE s.calendar_id = c.id))::text
FROM school_calendar c WHERE c.id = course.calendar_id

-- operations
SELECT json_agg(json_build_array(o.id, o.account_id, o.digest, o.answer)) FROM journal_operation o
WHERE o.id = ANY(%(operations)s::uuid[])

-- opened
SELECT json_agg(json_build_array(x.id, x.kind, x.lesson_id, x.pupil_id, x.result, x.term_id, x.granted_until)
                ORDER BY x.pupil_id, x.granted_until DESC)
FROM journal_editrequest r JOIN journal_editcell x ON x.request_id = r.id
WHERE r.course_id = %(course)s AND r.asked_by_id = %(person)s AND x.decided_at <= %(now)s AND x.granted_until > %(now)s

-- A class in a period: its pupils, and of each pupil in each journal the marks, the results and the missed hours.
WITH {seats}, given AS (
    SELECT l.id, l.course_id, l.hours, l.date FROM timetable_lesson l
    WHERE l.course_id IN (SELECT course_id FROM seat) AND l.date BETWEEN %(start)s AND %(end)s AND l.status <> 'cancelled'
), marks AS (
    SELECT given.course_id, m.pupil_id,
           json_agg(json_build_array(m.value, w.weight::text) ORDER BY w.id, m.criterion) AS found
    FROM given JOIN journal_work w ON w.lesson_id = given.id AND NOT w.deleted
    JOIN journal_mark m ON m.work_id = w.id AND m.value <> ''
    WHERE m.pupil_id IN (SELECT pupil_id FROM pupil)
    GROUP BY given.course_id, m.pupil_id
), away AS (
    SELECT one.course_id, one.pupil_id, json_object_agg(one.code, one.hours) AS found
    FROM (SELECT given.course_id, a.pupil_id, {code} AS code, sum(given.hours) AS hours
          FROM given JOIN journal_attendance a ON a.lesson_id = given.id AND a.code <> ''
          WHERE a.pupil_id IN (SELECT pupil_id FROM pupil)
          GROUP BY 1, 2, 3) one
    GROUP BY one.course_id, one.pupil_id
)
SELECT seat.pupil_id, concat_ws(' ', p.last_name, p.first_name), c.id, c.subject_id, c.kind, c.title,
       COALESCE(NULLIF(c.title, ''), s.name), COALESCE(NULLIF(c.title, ''), NULLIF(s.short_name, ''), s.name),
       c.sort_key, c.marks_given, marks.found,
       (SELECT {standing} FROM journal_termresult r WHERE r.course_id = c.id AND r.pupil_id = seat.pupil_id
          AND r.kind = 'term' AND r.term_id = %(term)s),
       away.found
FROM seat
JOIN people_person p ON p.id = seat.pupil_id
JOIN curriculum_course c ON c.id = seat.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN marks ON marks.course_id = c.id AND marks.pupil_id = seat.pupil_id
LEFT JOIN away ON away.course_id = c.id AND away.pupil_id = seat.pupil_id
WHERE EXISTS (SELECT 1 FROM given WHERE given.course_id = c.id)
ORDER BY p.sort_key, p.id, c.sort_key, c.id

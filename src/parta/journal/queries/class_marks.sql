-- A class in a period: its pupils, and of each pupil in each journal the marks, the results and the missed hours.
WITH pupil AS (
    SELECT e.pupil_id, bool_and(e.individual) AS individual
    FROM people_enrolment e
    WHERE e.school_class_id = %(class)s AND e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
    GROUP BY e.pupil_id
), seat AS (
    SELECT c.id AS course_id, pupil.pupil_id
    FROM pupil JOIN curriculum_course c ON c.school_class_id = %(class)s AND c.study_group_id IS NULL
    WHERE NOT pupil.individual
    UNION
    SELECT c.id, pupil.pupil_id
    FROM pupil JOIN curriculum_studygroupmember m ON m.pupil_id = pupil.pupil_id
         AND m.starts_on <= %(end)s AND (m.ends_on IS NULL OR m.ends_on >= %(start)s)
    JOIN curriculum_course c ON c.study_group_id = m.group_id
         AND (c.school_class_id IS NULL OR c.school_class_id = %(class)s)
         AND (NOT pupil.individual OR c.kind <> 'lesson' OR c.school_class_id IS NULL)
), given AS (
    SELECT l.id, l.course_id, l.hours FROM timetable_lesson l
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
    FROM (SELECT given.course_id, a.pupil_id, a.code, sum(given.hours) AS hours
          FROM given JOIN journal_attendance a ON a.lesson_id = given.id AND a.code <> ''
          WHERE a.pupil_id IN (SELECT pupil_id FROM pupil)
          GROUP BY given.course_id, a.pupil_id, a.code) one
    GROUP BY one.course_id, one.pupil_id
)
SELECT seat.pupil_id, concat_ws(' ', p.last_name, p.first_name), c.id, c.subject_id, c.kind, c.title,
       COALESCE(NULLIF(c.title, ''), s.name), COALESCE(NULLIF(c.title, ''), NULLIF(s.short_name, ''), s.name),
       c.sort_key, c.marks_given, marks.found,
       (SELECT r.value FROM journal_termresult r WHERE r.course_id = c.id AND r.pupil_id = seat.pupil_id
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

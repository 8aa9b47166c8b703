-- Pupils of journals in one period each: lessons given, lessons attended, marks, and every lesson as a letter in order of
-- time (a: came and has no mark, m: has a mark, n: was not there). `{courses}` narrows the journals.
WITH period AS MATERIALIZED (
    SELECT DISTINCT ON (t.calendar_id) t.calendar_id, t.id, t.starts_on, t.ends_on
    FROM school_term t JOIN school_calendar k ON k.id = t.calendar_id
    JOIN school_academicyear y ON y.id = k.year_id AND y.starts_on <= %(today)s AND y.ends_on >= %(today)s
    WHERE t.starts_on <= %(today)s
      AND (%(kind)s::text = '' OR t.kind = %(kind)s::text AND t.number = %(number)s::int)
      AND (%(term)s::bigint IS NULL OR t.id = %(term)s::bigint)
    ORDER BY t.calendar_id, t.starts_on DESC
), course AS MATERIALIZED (
    SELECT c.id, c.kind, c.title, c.subject_id, c.school_class_id, c.study_group_id, c.hours_per_week,
           COALESCE(k.grade_level, 0) AS grade,
           period.id AS term_id, period.starts_on, period.ends_on
    FROM period JOIN curriculum_course c ON c.calendar_id = period.calendar_id AND c.marks_given
    LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
    WHERE {courses}
), lesson AS MATERIALIZED (
    SELECT l.id, l.course_id, l.date, l.starts_at, l.hours, l.ends_at <= %(now)s AS given
    FROM course JOIN timetable_lesson l ON l.course_id = course.id AND l.status <> 'cancelled'
         AND l.date BETWEEN course.starts_on AND course.ends_on
), stay AS MATERIALIZED (
    SELECT course.id AS course_id, e.pupil_id, course.grade, e.starts_on, e.ends_on
    FROM course JOIN people_enrolment e ON e.school_class_id = course.school_class_id AND NOT e.individual
         AND daterange(e.starts_on, e.ends_on, '[]') && daterange(course.starts_on, course.ends_on, '[]')
    WHERE course.study_group_id IS NULL
    UNION ALL
    SELECT course.id, m.pupil_id, COALESCE(NULLIF(course.grade, 0), own.grade_level),
           GREATEST(m.starts_on, e.starts_on), LEAST(m.ends_on, e.ends_on)
    FROM course
    JOIN curriculum_studygroupmember m ON m.group_id = course.study_group_id
         AND daterange(m.starts_on, m.ends_on, '[]') && daterange(course.starts_on, course.ends_on, '[]')
    JOIN people_enrolment e ON e.pupil_id = m.pupil_id
         AND daterange(e.starts_on, e.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')
         AND (course.school_class_id IS NULL OR course.school_class_id = e.school_class_id)
         AND (NOT e.individual OR course.kind <> 'lesson' OR course.school_class_id IS NULL)
    JOIN school_schoolclass own ON own.id = e.school_class_id
), released AS MATERIALIZED (
    SELECT DISTINCT r.course_id, r.pupil_id FROM curriculum_release r JOIN course ON course.id = r.course_id
), place AS MATERIALIZED (
    -- what an individual plan leaves out is not asked from the pupil
    SELECT stay.* FROM stay WHERE NOT EXISTS (
        SELECT FROM released r WHERE r.course_id = stay.course_id AND r.pupil_id = stay.pupil_id)
    UNION ALL
    SELECT stay.course_id, stay.pupil_id, stay.grade, a.starts_on, a.ends_on
    FROM stay JOIN released r ON r.course_id = stay.course_id AND r.pupil_id = stay.pupil_id
    CROSS JOIN LATERAL curriculum_attended(stay.course_id, stay.pupil_id, stay.starts_on, stay.ends_on) a
), marked AS MATERIALIZED (
    SELECT w.lesson_id, m.pupil_id, count(*) AS marks
    FROM lesson JOIN journal_work w ON w.lesson_id = lesson.id AND NOT w.deleted
    JOIN journal_mark m ON m.work_id = w.id AND m.value <> ''
    GROUP BY w.lesson_id, m.pupil_id
), away AS MATERIALIZED (
    SELECT a.lesson_id, a.pupil_id FROM lesson JOIN journal_attendance a ON a.lesson_id = lesson.id
    WHERE a.code IN ('absent', 'ill', 'excused', 'unexcused', 'exempt')
), seat AS (
    SELECT place.course_id, place.pupil_id, min(place.grade) AS grade,
           max(COALESCE(place.ends_on, 'infinity'::date)) AS last_day, count(*) AS lessons,
           count(*) FILTER (WHERE away.pupil_id IS NULL) AS attended, COALESCE(sum(marked.marks), 0) AS marks,
           string_agg(CASE WHEN marked.pupil_id IS NOT NULL THEN 'm' WHEN away.pupil_id IS NOT NULL THEN 'n' ELSE 'a' END,
                      '' ORDER BY lesson.starts_at, lesson.id) AS signs
    FROM place
    JOIN lesson ON lesson.course_id = place.course_id AND lesson.given
         AND lesson.date >= place.starts_on AND (place.ends_on IS NULL OR lesson.date <= place.ends_on)
    LEFT JOIN marked ON marked.lesson_id = lesson.id AND marked.pupil_id = place.pupil_id
    LEFT JOIN away ON away.lesson_id = lesson.id AND away.pupil_id = place.pupil_id
    GROUP BY place.course_id, place.pupil_id
), mover AS (
    -- who came in the middle of the period brings the marks of the same subject in the former class
    SELECT place.course_id, place.pupil_id, count(*) AS marks
    FROM place JOIN course mine ON mine.id = place.course_id AND place.starts_on > mine.starts_on
    JOIN journal_mark m ON m.pupil_id = place.pupil_id AND m.value <> ''
    JOIN journal_work w ON w.id = m.work_id AND NOT w.deleted
    JOIN timetable_lesson l ON l.id = w.lesson_id AND l.course_id <> mine.id
         AND l.date >= mine.starts_on AND l.date < place.starts_on
    JOIN curriculum_course theirs ON theirs.id = l.course_id AND theirs.subject_id = mine.subject_id
         AND theirs.kind = mine.kind AND theirs.title = mine.title
    GROUP BY place.course_id, place.pupil_id
), planned AS (
    SELECT course_id, count(*) AS lessons, count(*) FILTER (WHERE given) AS given,
           round(sum(hours)::numeric / count(DISTINCT date_trunc('week', date)), 2) AS weekly
    FROM lesson GROUP BY course_id
)
SELECT seat.course_id, seat.pupil_id, seat.grade, seat.lessons, seat.attended,
       (seat.marks + COALESCE(mover.marks, 0))::int, seat.signs, planned.given, planned.lessons,
       COALESCE(course.hours_per_week, planned.weekly), course.term_id
FROM seat
JOIN planned ON planned.course_id = seat.course_id
LEFT JOIN mover ON mover.course_id = seat.course_id AND mover.pupil_id = seat.pupil_id
JOIN course ON course.id = seat.course_id
WHERE seat.last_day >= LEAST(%(today)s::date, course.ends_on)

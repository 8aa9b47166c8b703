-- Courses of the year of today with the marks that a period (a row without a term: the year) still lacks, and of how many pupils.
-- Which courses is said by the caller.
WITH year AS (
    SELECT id FROM school_academicyear WHERE starts_on <= %(today)s ORDER BY starts_on DESC LIMIT 1
), period AS (
    SELECT t.calendar_id, t.id AS term_id, 'term' AS kind, t.starts_on, t.ends_on
    FROM school_term t JOIN school_calendar c ON c.id = t.calendar_id
    WHERE c.year_id = (SELECT id FROM year) AND t.starts_on <= %(today)s
    UNION ALL
    SELECT t.calendar_id, NULL, 'year', min(t.starts_on), max(t.ends_on)
    FROM school_term t JOIN school_calendar c ON c.id = t.calendar_id
    WHERE c.year_id = (SELECT id FROM year)
    GROUP BY t.calendar_id HAVING max(t.starts_on) <= %(today)s
), course AS (
    SELECT c.id, c.kind, c.school_class_id, c.study_group_id, period.term_id, period.kind AS result, period.ends_on
    FROM period
    JOIN curriculum_course c ON c.calendar_id = period.calendar_id AND c.marks_given
    LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
    WHERE (c.ends_on IS NULL OR c.ends_on >= period.ends_on) AND (%(term)s::bigint IS NULL OR period.term_id = %(term)s)
      AND (%(calendar)s::bigint IS NULL OR (period.calendar_id = %(calendar)s AND period.term_id IS NULL))
      AND NOT COALESCE(k.grade_level, 0) = ANY(%(no_marks)s::int[]) AND {narrow}
      AND EXISTS (SELECT 1 FROM timetable_lesson l WHERE l.course_id = c.id AND l.status <> 'cancelled'
                    AND l.date BETWEEN period.starts_on AND period.ends_on)
), place AS (
    SELECT course.id, course.term_id, course.result, course.ends_on, e.pupil_id
    FROM course JOIN people_enrolment e ON e.school_class_id = course.school_class_id AND NOT e.individual
    WHERE course.study_group_id IS NULL
      AND e.starts_on <= course.ends_on AND (e.ends_on IS NULL OR e.ends_on >= course.ends_on)
    UNION
    SELECT course.id, course.term_id, course.result, course.ends_on, m.pupil_id
    FROM course
    JOIN curriculum_studygroupmember m ON m.group_id = course.study_group_id
         AND m.starts_on <= course.ends_on AND (m.ends_on IS NULL OR m.ends_on >= course.ends_on)
    JOIN people_enrolment e ON e.pupil_id = m.pupil_id
         AND e.starts_on <= course.ends_on AND (e.ends_on IS NULL OR e.ends_on >= course.ends_on)
         AND (course.school_class_id IS NULL OR course.school_class_id = e.school_class_id)
         AND (NOT e.individual OR course.kind <> 'lesson' OR course.school_class_id IS NULL)
)
SELECT c.calendar_id, place.term_id, c.id, count(*) AS pupils, count(*) FILTER (WHERE r.id IS NULL) AS missing
FROM place
JOIN curriculum_course c ON c.id = place.id
LEFT JOIN journal_termresult r ON r.course_id = place.id AND r.pupil_id = place.pupil_id AND r.kind = place.result
     AND r.term_id IS NOT DISTINCT FROM place.term_id AND r.value <> ''
WHERE NOT EXISTS (SELECT FROM curriculum_release x WHERE x.course_id = place.id AND x.pupil_id = place.pupil_id
                    AND x.starts_on <= place.ends_on AND (x.ends_on IS NULL OR x.ends_on >= place.ends_on))
GROUP BY c.calendar_id, place.term_id, c.id

-- Marks that periods which are not closed (a row without a term: the year) lack, a row for each teacher who puts them:
-- who holds the load now, or held it last.
WITH gap AS ({gaps})
SELECT c.id, gap.pupils, gap.missing, t.id, COALESCE(t.kind, 'year'), COALESCE(t.number, 0),
       COALESCE(t.starts_on, y.starts_on), COALESCE(t.ends_on, y.ends_on), span.ends_on, attested.day, c.calendar_id,
       COALESCE(k.grade_level, 0), sub.name, COALESCE(NULLIF(c.title, ''), sub.name), COALESCE(k.name, ''),
       COALESCE(g.name, ''), p.id,
       COALESCE(concat_ws(' ', p.last_name, p.first_name, p.patronymic), ''), COALESCE(p.sort_key, ''),
       ordered.opens_on, ordered.closes_on, ordered.order_no
FROM gap
JOIN curriculum_course c ON c.id = gap.id
JOIN curriculum_subject sub ON sub.id = c.subject_id
JOIN school_academicyear y ON y.id = c.year_id
CROSS JOIN LATERAL (SELECT max(ends_on) AS ends_on FROM school_term WHERE calendar_id = c.calendar_id) span
LEFT JOIN school_term t ON t.id = gap.term_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN curriculum_assessmentday attested ON attested.course_id = c.id
     AND attested.term_id IS NOT DISTINCT FROM t.id
     AND attested.kind = CASE WHEN t.id IS NULL THEN 'exam' ELSE 'attestation' END
LEFT JOIN LATERAL (
    SELECT o.opens_on, o.closes_on, o.order_no FROM curriculum_periodmarkorder o
    WHERE o.calendar_id = c.calendar_id AND o.term_id IS NOT DISTINCT FROM t.id
      AND (o.grades = '{{}}' OR k.grade_level = ANY (o.grades))
    ORDER BY o.grades = '{{}}' LIMIT 1) ordered ON true
CROSS JOIN LATERAL (
    SELECT LEAST(GREATEST(%(today)s::date, COALESCE(t.starts_on, y.starts_on)), y.ends_on,
                 max(COALESCE(l.ends_on, y.ends_on))) AS day
    FROM curriculum_teachingload l WHERE l.course_id = c.id) held
LEFT JOIN curriculum_teachingload l ON l.course_id = c.id
     AND l.starts_on <= held.day AND (l.ends_on IS NULL OR l.ends_on >= held.day)
LEFT JOIN people_person p ON p.id = l.employee_id
WHERE gap.missing > 0 AND (%(person)s::bigint IS NULL OR p.id = %(person)s::bigint)
  AND NOT EXISTS (SELECT 1 FROM journal_termclosure x WHERE x.reopened_at IS NULL
                    AND (x.calendar_id = c.calendar_id OR x.term_id = t.id))
ORDER BY COALESCE(t.ends_on, y.ends_on), COALESCE(k.sort_key, ''), c.sort_key, c.id, p.id

-- A class and its journals of the year: of each pupil the marks of periods, of the year, of examinations.
WITH {seats}
SELECT seat.pupil_id, concat_ws(' ', p.last_name, p.first_name), c.subject_id, c.kind, c.title,
       COALESCE(NULLIF(c.title, ''), s.name), c.sort_key, c.id,
       (SELECT json_agg(json_build_array(r.kind, r.term_id, {standing})) FROM journal_termresult r
        WHERE r.course_id = c.id AND r.pupil_id = seat.pupil_id AND r.value <> '')
FROM seat
JOIN people_person p ON p.id = seat.pupil_id
JOIN curriculum_course c ON c.id = seat.course_id AND c.marks_given
JOIN curriculum_subject s ON s.id = c.subject_id
ORDER BY p.sort_key, p.id, c.sort_key, c.id

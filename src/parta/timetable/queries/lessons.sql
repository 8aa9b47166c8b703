WITH {mine}
SELECT l.id, l.date, l.number, to_char(l.starts_at AT TIME ZONE %(zone)s, 'HH24:MI'),
    to_char(l.ends_at AT TIME ZONE %(zone)s, 'HH24:MI'), c.id,
    l.status = 'cancelled' OR COALESCE(sub.kind = 'cancelled', false),
    CASE WHEN c.school_class_id IS NOT NULL THEN ARRAY[c.school_class_id] ELSE ARRAY(
        SELECT DISTINCT e.school_class_id FROM curriculum_studygroupmember m
        JOIN people_enrolment e ON e.pupil_id = m.pupil_id
            AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
        WHERE m.group_id = c.study_group_id AND m.starts_on <= l.date AND (m.ends_on IS NULL OR m.ends_on >= l.date))
    END,
    COALESCE(k.name, ''), COALESCE(g.name, ''), COALESCE(NULLIF(c.title, ''), s.name),
    COALESCE(NULLIF(c.title, ''), NULLIF(s.short_name, ''), s.name),
    l.room_id, COALESCE(r.number, ''), l.employee_id, COALESCE(t.last_name || COALESCE(' ' || LEFT(NULLIF(t.first_name, ''), 1) || '.', '')
        || COALESCE(' ' || LEFT(NULLIF(t.patronymic, ''), 1) || '.', ''), ''),
    COALESCE(sub.kind, ''), sub.substitute_id, COALESCE(w.last_name || COALESCE(' ' || LEFT(NULLIF(w.first_name, ''), 1) || '.', '')
        || COALESCE(' ' || LEFT(NULLIF(w.patronymic, ''), 1) || '.', ''), ''),
    COALESCE(o.name, ''), COALESCE(sub.reason, ''),
    CASE WHEN slot.weekday <> COALESCE(special.weekday, extract(isodow FROM l.date)) OR slot.number <> l.number
        THEN slot.weekday END,
    slot.number, CASE WHEN slot.room_id <> l.room_id THEN COALESCE(former.number, '') ELSE '' END,
    COALESCE((SELECT fs.name FROM timetable_substitution x JOIN timetable_lesson fl ON fl.id = x.lesson_id
        JOIN curriculum_course fc ON fc.id = fl.course_id JOIN curriculum_subject fs ON fs.id = fc.subject_id
        WHERE x.given_id = l.id), ''),
    c.kind = 'home', COALESCE(revision.number, 0), revision.at, l.single
FROM timetable_lesson l
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN school_room r ON r.id = l.room_id
LEFT JOIN people_person t ON t.id = l.employee_id
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN people_person w ON w.id = sub.substitute_id
LEFT JOIN curriculum_subject o ON o.id = sub.subject_id
LEFT JOIN timetable_timetableslot slot ON slot.id = l.slot_id
LEFT JOIN school_room former ON former.id = slot.room_id
LEFT JOIN timetable_lessonrevision revision ON revision.lesson_id = l.id
LEFT JOIN LATERAL (
    SELECT COALESCE(d.follows_weekday, extract(isodow FROM COALESCE(d.follows_date, d.date))) AS weekday
    FROM school_specialday d WHERE d.calendar_id = c.calendar_id AND d.date = l.date
        AND d.kind NOT IN ('holiday', 'day_off')
) special ON true
WHERE l.date BETWEEN %(first)s::date AND %(last)s::date
    AND (%(class)s::bigint IS NULL OR c.school_class_id = %(class)s OR (c.school_class_id IS NULL AND EXISTS (
        SELECT 1 FROM curriculum_studygroupmember m JOIN people_enrolment e ON e.pupil_id = m.pupil_id
            AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
        WHERE m.group_id = c.study_group_id AND e.school_class_id = %(class)s
            AND m.starts_on <= l.date AND (m.ends_on IS NULL OR m.ends_on >= l.date))))
    AND (%(teacher)s::bigint IS NULL OR l.employee_id = %(teacher)s OR (sub.substitute_id = %(teacher)s AND sub.given_id IS NULL))
    AND (%(room)s::bigint IS NULL OR l.room_id = %(room)s)
    AND (%(pupil)s::bigint IS NULL OR EXISTS (
        SELECT 1 FROM mine WHERE mine.id = l.course_id AND l.date BETWEEN mine.starts_on AND mine.ends_on))
ORDER BY l.date, l.number NULLS LAST, l.starts_at, k.sort_key, c.sort_key, l.id

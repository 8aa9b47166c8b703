-- What the pupils of a class missed between two days: whole days and hours, and how many of them by illness.
WITH {seats}, given AS (
    SELECT DISTINCT seat.pupil_id, l.id, l.date, l.hours, {code} AS code
    FROM seat JOIN timetable_lesson l ON l.course_id = seat.course_id AND l.status <> 'cancelled'
         AND l.date BETWEEN %(start)s AND %(end)s AND l.date <= %(today)s
    LEFT JOIN journal_attendance a ON a.lesson_id = l.id AND a.pupil_id = seat.pupil_id AND a.code <> ALL(%(not_missed)s)
         AND a.code <> ''
    WHERE NOT EXISTS (SELECT FROM curriculum_release x WHERE x.course_id = l.course_id AND x.pupil_id = seat.pupil_id
                        AND l.date >= x.starts_on AND (x.ends_on IS NULL OR l.date <= x.ends_on))
), day AS (
    SELECT pupil_id, date, count(*) AS lessons, count(code) AS missed, count(*) FILTER (WHERE code = 'ill') AS ill,
           COALESCE(sum(hours) FILTER (WHERE code IS NOT NULL), 0) AS hours,
           COALESCE(sum(hours) FILTER (WHERE code = 'ill'), 0) AS hours_ill
    FROM given GROUP BY pupil_id, date
)
SELECT pupil_id, count(*) FILTER (WHERE missed = lessons), count(*) FILTER (WHERE ill = lessons),
       sum(hours)::int, sum(hours_ill)::int
FROM day GROUP BY pupil_id

"""A teacher, a room and pupils are in one place at a time, which the database itself watches: see decisions/0017."""

from django.db import migrations

COURSES = """
CREATE FUNCTION timetable_classes(course bigint, day date) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN c.school_class_id IS NOT NULL THEN ARRAY[c.school_class_id] ELSE ARRAY(
        SELECT DISTINCT e.school_class_id FROM curriculum_studygroupmember m
        JOIN people_enrolment e ON e.pupil_id = m.pupil_id
            AND e.starts_on <= $2 AND (e.ends_on IS NULL OR e.ends_on >= $2)
        WHERE m.group_id = c.study_group_id AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2))
    END FROM curriculum_course c WHERE c.id = $1
$$;

-- Children come to an extended-day group as the lessons of their classes end.
CREATE FUNCTION timetable_takes_over(one bigint, other bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT (a.kind = 'extended_day') <> (b.kind = 'extended_day')
        AND timetable_classes($1, $3) && timetable_classes($2, $3)
    FROM curriculum_course a, curriculum_course b WHERE a.id = $1 AND b.id = $2
$$;

-- Who attends a group's lessons; nothing (no empty list) where it has no list. A plan of one's own may release.
CREATE FUNCTION timetable_members(course bigint, day date) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(m.pupil_id) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM curriculum_release r WHERE r.pupil_id = m.pupil_id AND r.course_id = $1
            AND r.starts_on <= $2 AND (r.ends_on IS NULL OR r.ends_on >= $2)))
    FROM curriculum_course c JOIN curriculum_studygroupmember m ON m.group_id = c.study_group_id
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)
    WHERE c.id = $1
$$;

-- A class has a lesson with each of its groups, two groups one where they have a pupil in common. Of a group without a
-- list only its name is known. Who studies at home or by an own plan is not at the class's lessons.
CREATE FUNCTION timetable_share_pupils(one bigint, other bigint, day date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    a curriculum_course; b curriculum_course; whole curriculum_course; mine bigint[]; theirs bigint[];
BEGIN
    SELECT * INTO a FROM curriculum_course WHERE id = one;
    SELECT * INTO b FROM curriculum_course WHERE id = other;
    IF a.id = b.id THEN RETURN true; END IF;
    IF a.school_class_id <> b.school_class_id OR timetable_takes_over(one, other, day) THEN RETURN false; END IF;
    IF a.study_group_id IS NULL AND b.study_group_id IS NULL THEN RETURN true; END IF;
    IF a.study_group_id IS NOT NULL AND b.study_group_id IS NOT NULL THEN
        mine := timetable_members(one, day);
        theirs := timetable_members(other, day);
        RETURN COALESCE(mine && theirs, a.school_class_id = b.school_class_id AND (
            SELECT count(DISTINCT name_key) = 1 FROM curriculum_studygroup
            WHERE id IN (a.study_group_id, b.study_group_id)), false);
    END IF;
    IF a.study_group_id IS NULL THEN
        whole := a;
        mine := timetable_members(other, day);
    ELSE
        whole := b;
        mine := timetable_members(one, day);
    END IF;
    IF mine IS NULL THEN RETURN COALESCE(a.school_class_id = b.school_class_id, false); END IF;
    RETURN EXISTS (
        SELECT 1 FROM people_enrolment e
        WHERE e.pupil_id = ANY(mine) AND e.school_class_id = whole.school_class_id AND NOT e.individual
          AND e.starts_on <= day AND (e.ends_on IS NULL OR e.ends_on >= day)
          AND NOT EXISTS (SELECT 1 FROM curriculum_release r WHERE r.pupil_id = e.pupil_id AND r.course_id = whole.id
              AND r.starts_on <= day AND (r.ends_on IS NULL OR r.ends_on >= day)));
END $$;
"""

LESSONS = """
CREATE FUNCTION timetable_lesson_meets(lesson bigint, teacher boolean, room boolean, pupils boolean)
RETURNS TABLE (kind text, whose bigint, other bigint) LANGUAGE sql STABLE AS $$
    WITH me AS (
        SELECT l.*, c.joint_id, c.school_class_id,
            CASE WHEN s.id IS NULL OR s.kind = 'joined' THEN l.employee_id ELSE s.substitute_id END AS giver
        FROM timetable_lesson l JOIN curriculum_course c ON c.id = l.course_id
        LEFT JOIN timetable_substitution s ON s.lesson_id = l.id
        WHERE l.id = $1 AND l.status <> 'cancelled'
    ), near AS (
        SELECT o.*, CASE WHEN s.id IS NULL OR s.kind = 'joined' THEN o.employee_id ELSE s.substitute_id END AS giver,
            COALESCE(c.joint_id, -o.id) AS lessons, COALESCE(c.joint_id = me.joint_id, false)
                AND o.room_id IS NOT DISTINCT FROM me.room_id AS joint
        FROM me JOIN timetable_lesson o ON o.date = me.date AND o.id <> me.id AND o.status <> 'cancelled'
            AND o.starts_at < me.ends_at AND o.ends_at > me.starts_at
        JOIN curriculum_course c ON c.id = o.course_id LEFT JOIN timetable_substitution s ON s.lesson_id = o.id
        WHERE COALESCE(c.school_class_id = me.school_class_id, true) OR o.room_id = me.room_id
            OR me.giver IN (o.employee_id, s.substitute_id)
    )
    SELECT 'teacher', me.giver, near.id FROM me, near
    WHERE $2 AND near.giver = me.giver AND NOT near.joint AND NOT timetable_takes_over(me.course_id, near.course_id, me.date)
    UNION ALL
    SELECT 'room', me.room_id, min(near.id) FROM me, near JOIN school_room r ON r.id = near.room_id
    WHERE $3 AND near.room_id = me.room_id AND NOT near.joint
        AND NOT timetable_takes_over(me.course_id, near.course_id, me.date)
    GROUP BY me.room_id, r.holds HAVING count(DISTINCT near.lessons) >= r.holds
    UNION ALL
    SELECT 'pupils', (timetable_classes(near.course_id, me.date))[1], near.id FROM me, near
    WHERE $4 AND near.course_id <> me.course_id AND timetable_share_pupils(me.course_id, near.course_id, me.date)
$$;
"""

SLOTS = """
-- Lesson numbers say one time only to those who hear the same bells, by grade, shift and building.
CREATE FUNCTION timetable_hear_alike(one bigint, other bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH heard AS (
        SELECT t.id, c.year_id, COALESCE(k.grade_level, 0) AS grade, COALESCE(k.shift, 1) AS shift,
            lower(COALESCE(NULLIF(r.building, ''), k.building, '')) AS building
        FROM timetable_timetableslot t JOIN curriculum_course c ON c.id = t.course_id
        LEFT JOIN school_schoolclass k ON k.id = c.school_class_id LEFT JOIN school_room r ON r.id = t.room_id
        WHERE t.id IN ($1, $2)
    )
    SELECT a.shift = b.shift AND NOT EXISTS (
        SELECT 1 FROM school_bellschedule s WHERE s.year_id = a.year_id
          AND ((s.grades = '{}' OR a.grade = ANY(s.grades)) AND lower(s.building) IN ('', a.building))
           <> ((s.grades = '{}' OR b.grade = ANY(s.grades)) AND lower(s.building) IN ('', b.building)))
    FROM heard a, heard b WHERE a.id = $1 AND b.id = $2
$$;

CREATE FUNCTION timetable_slot_meets(slot bigint, teacher boolean, room boolean, pupils boolean)
RETURNS TABLE (kind text, whose bigint, other bigint) LANGUAGE sql STABLE AS $$
    WITH me AS (
        SELECT t.*, c.joint_id, c.school_class_id, v.starts_on AS day FROM timetable_timetableslot t
        JOIN timetable_timetableversion v ON v.id = t.timetable_id JOIN curriculum_course c ON c.id = t.course_id
        WHERE t.id = $1
    ), near AS (
        SELECT o.*, COALESCE(c.joint_id, -o.id) AS lessons, COALESCE(c.joint_id = me.joint_id, false)
            AND o.room_id IS NOT DISTINCT FROM me.room_id AS joint
        FROM me JOIN timetable_timetableslot o ON o.timetable_id = me.timetable_id AND o.weekday = me.weekday
            AND o.id <> me.id AND (o.parity = me.parity OR 'any' IN (o.parity, me.parity))
            AND (o.number = me.number OR o.starts_at < me.ends_at AND o.ends_at > me.starts_at)
        JOIN curriculum_course c ON c.id = o.course_id
        WHERE (COALESCE(c.school_class_id = me.school_class_id, true) OR o.room_id = me.room_id
                OR o.employee_id = me.employee_id)
            AND (o.number IS NULL OR timetable_hear_alike(me.id, o.id))
    )
    SELECT 'teacher', me.employee_id, near.id FROM me, near
    WHERE $2 AND near.employee_id = me.employee_id AND near.course_id <> me.course_id AND NOT near.joint
        AND NOT timetable_takes_over(me.course_id, near.course_id, me.day)
    UNION ALL
    SELECT 'room', me.room_id, min(near.id) FROM me, near JOIN school_room r ON r.id = near.room_id
    WHERE $3 AND near.room_id = me.room_id AND near.course_id <> me.course_id AND NOT near.joint
        AND NOT timetable_takes_over(me.course_id, near.course_id, me.day)
    GROUP BY me.room_id, r.holds HAVING count(DISTINCT near.lessons) >= r.holds
    UNION ALL
    SELECT 'pupils', (timetable_classes(near.course_id, me.day))[1], near.id FROM me, near
    WHERE $4 AND timetable_share_pupils(me.course_id, near.course_id, me.day)
$$;
"""

# What many lessons follow at once (a file, the calendar, another week's copy) tells of its clashes and is let through.
_TRIGGERS = """
CREATE FUNCTION timetable_refuse_{one}(ids bigint[], teacher boolean, room boolean, pupils boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    clash record;
BEGIN
    IF current_setting('parta.clashes', true) = 'told' OR ids IS NULL THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('timetable_{one}'), hashtext(current_schema()));
    SELECT i.id, m.* INTO clash FROM unnest(ids) AS i(id), timetable_{one}_meets(i.id, teacher, room, pupils) AS m LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the % is taken at this time', clash.kind USING
            ERRCODE = 'exclusion_violation', CONSTRAINT = '{one}_' || clash.kind || '_in_one_place',
            DETAIL = json_build_object('placed', clash.id, 'other', clash.other, 'whose', clash.whose)::text;
    END IF;
END $$;

CREATE FUNCTION timetable_{one}_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM timetable_refuse_{one}((SELECT array_agg(id ORDER BY id) FROM fresh), true, true, true);
    RETURN NULL;
END $$;
CREATE TRIGGER timetable_{one}_placed AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION timetable_{one}_placed();

CREATE FUNCTION timetable_{one}_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    elsewhen boolean := {elsewhen};
    others boolean := elsewhen OR OLD.course_id <> NEW.course_id;
BEGIN
    PERFORM timetable_refuse_{one}(ARRAY[NEW.id], others OR OLD.employee_id IS DISTINCT FROM NEW.employee_id,
        others OR OLD.room_id IS DISTINCT FROM NEW.room_id, others);
    RETURN NULL;
END $$;
CREATE TRIGGER timetable_{one}_replaced AFTER UPDATE ON {table} FOR EACH ROW
    WHEN ({elsewhen} OR OLD.course_id <> NEW.course_id OR OLD.employee_id IS DISTINCT FROM NEW.employee_id
          OR OLD.room_id IS DISTINCT FROM NEW.room_id)
    EXECUTE FUNCTION timetable_{one}_replaced();
"""
LESSON_TRIGGERS = _TRIGGERS.format(
    one="lesson",
    table="timetable_lesson",
    elsewhen="(OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at"
    " OR OLD.status = 'cancelled' AND NEW.status <> 'cancelled')",
)
SLOT_TRIGGERS = _TRIGGERS.format(
    one="slot",
    table="timetable_timetableslot",
    elsewhen="((OLD.timetable_id, OLD.weekday, OLD.number, OLD.starts_at, OLD.ends_at, OLD.parity)"
    " IS DISTINCT FROM (NEW.timetable_id, NEW.weekday, NEW.number, NEW.starts_at, NEW.ends_at, NEW.parity))",
)
HALLS = """
UPDATE school_room r SET holds = found.seats FROM (
    SELECT room_id, max(n) FILTER (WHERE at = LEAST(places, GREATEST(3, places / 10))) AS seats FROM (
        SELECT room_id, n, row_number() OVER of_room AS at, count(*) OVER (PARTITION BY timetable_id, room_id) AS places
        FROM (SELECT timetable_id, room_id, count(*) AS n FROM timetable_timetableslot
              WHERE room_id IS NOT NULL AND number IS NOT NULL
              GROUP BY timetable_id, room_id, weekday, number, parity) AS of_place
        WINDOW of_room AS (PARTITION BY timetable_id, room_id ORDER BY n DESC)
    ) AS ordered WHERE places >= 3 GROUP BY room_id
) AS found WHERE r.id = found.room_id AND found.seats > r.holds
"""
BACKWARD = """
DROP FUNCTION timetable_lesson_placed() CASCADE;
DROP FUNCTION timetable_lesson_replaced() CASCADE;
DROP FUNCTION timetable_slot_placed() CASCADE;
DROP FUNCTION timetable_slot_replaced() CASCADE;
DROP FUNCTION timetable_refuse_lesson(bigint[], boolean, boolean, boolean);
DROP FUNCTION timetable_refuse_slot(bigint[], boolean, boolean, boolean);
DROP FUNCTION timetable_lesson_meets(bigint, boolean, boolean, boolean);
DROP FUNCTION timetable_slot_meets(bigint, boolean, boolean, boolean);
DROP FUNCTION timetable_hear_alike(bigint, bigint);
DROP FUNCTION timetable_share_pupils(bigint, bigint, date);
DROP FUNCTION timetable_takes_over(bigint, bigint, date);
DROP FUNCTION timetable_members(bigint, date);
DROP FUNCTION timetable_classes(bigint, date);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0016_joint_courses'),
        ('people', '0001_initial'),
        ('school', '0009_room_holds'),
        ('timetable', '0014_norm_versions'),
    ]

    operations = [
        migrations.RunSQL(HALLS, migrations.RunSQL.noop),
        migrations.RunSQL(COURSES + LESSONS + SLOTS + LESSON_TRIGGERS + SLOT_TRIGGERS, BACKWARD),
    ]

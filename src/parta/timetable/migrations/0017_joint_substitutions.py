"""Who substitutes at a joint lesson is in one place, whichever journals it is written in; an absence may begin in a day."""

from django.db import migrations, models

FORWARD = """
-- Of the parts of a joint lesson one has its times: the others are the same place, and take them over when it goes.
CREATE OR REPLACE FUNCTION timetable_substitution_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT l.starts_at, l.ends_at INTO NEW.starts_at, NEW.ends_at FROM timetable_lesson l WHERE l.id = NEW.lesson_id;
    IF NEW.substitute_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM timetable_substitution x JOIN timetable_lesson o ON o.id = x.lesson_id
        JOIN curriculum_course c ON c.id = o.course_id
        JOIN timetable_lesson l ON l.id = NEW.lesson_id JOIN curriculum_course d ON d.id = l.course_id
        WHERE x.substitute_id = NEW.substitute_id AND x.lesson_id <> NEW.lesson_id AND x.starts_at = NEW.starts_at
          AND c.joint_id = d.joint_id AND c.id <> d.id AND o.room_id IS NOT DISTINCT FROM l.room_id
    ) THEN
        NEW.starts_at := NULL;
        NEW.ends_at := NULL;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION timetable_substitution_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE timetable_substitution s SET lesson_id = s.lesson_id
    FROM timetable_lesson l, timetable_lesson gone
    WHERE gone.id = OLD.lesson_id AND l.date = gone.date AND l.id = s.lesson_id
      AND s.substitute_id = OLD.substitute_id AND s.starts_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER substitution_gone AFTER DELETE ON timetable_substitution FOR EACH ROW
    WHEN (OLD.starts_at IS NOT NULL) EXECUTE FUNCTION timetable_substitution_gone();
"""
BACKWARD = """
DROP FUNCTION timetable_substitution_gone() CASCADE;
CREATE OR REPLACE FUNCTION timetable_substitution_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT l.starts_at, l.ends_at INTO NEW.starts_at, NEW.ends_at FROM timetable_lesson l WHERE l.id = NEW.lesson_id;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('timetable', '0016_many_drafts'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddField(
            model_name='teacherabsence',
            name='after_lesson',
            field=models.PositiveSmallIntegerField(blank=True, help_text="the first day's lessons up to this one are given; empty: none of them", null=True),
        ),
    ]

"""Calendars by secret addresses; how often a lesson has changed is counted by the database, whoever writes it."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE timetable_lessonrevision
    ADD FOREIGN KEY (lesson_id) REFERENCES timetable_lesson ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION timetable_revise(lesson bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO timetable_lessonrevision (lesson_id, number, at) VALUES (lesson, 1, now())
    ON CONFLICT (lesson_id) DO UPDATE SET number = timetable_lessonrevision.number + 1, at = now();
$$;
CREATE FUNCTION timetable_lesson_revised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM timetable_revise(NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER lesson_revised AFTER UPDATE ON timetable_lesson FOR EACH ROW
    WHEN ((OLD.starts_at, OLD.ends_at, OLD.room_id, OLD.employee_id, OLD.status = 'cancelled')
        IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.room_id, NEW.employee_id, NEW.status = 'cancelled'))
    EXECUTE FUNCTION timetable_lesson_revised();

CREATE FUNCTION timetable_substitution_revises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM timetable_revise(COALESCE(NEW.lesson_id, OLD.lesson_id));
    RETURN NULL;
END $$;
CREATE TRIGGER substitution_revises AFTER INSERT OR DELETE OR UPDATE OF kind, substitute_id, subject_id, given_id
    ON timetable_substitution FOR EACH ROW EXECUTE FUNCTION timetable_substitution_revises();
"""
BACKWARD = """
DROP FUNCTION timetable_substitution_revises() CASCADE;
DROP FUNCTION timetable_lesson_revised() CASCADE;
DROP FUNCTION timetable_revise(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('timetable', '0007_drafts_have_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonRevision',
            fields=[
                ('lesson_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_id', models.BigIntegerField(help_text='whom it was given to')),
                ('kind', models.CharField(choices=[('own', 'own'), ('pupil', 'pupil'), ('class', 'class'), ('room', 'room')], max_length=5)),
                ('target_id', models.BigIntegerField()),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person_id', 'kind', 'target_id'), name='feed_one_open')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

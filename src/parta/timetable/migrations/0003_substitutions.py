"""Absences of teachers; a substitute is in one place at a time, which the database itself watches."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import parta.kernel.database
import parta.timetable.models
from django.db import migrations, models

FORWARD = """
-- Rows of before that are in two places at once (a file brought them so) stay without times: nothing is rewritten.
UPDATE timetable_substitution s SET starts_at = l.starts_at, ends_at = l.ends_at
FROM timetable_lesson l WHERE l.id = s.lesson_id AND NOT EXISTS (
    SELECT 1 FROM timetable_substitution x JOIN timetable_lesson o ON o.id = x.lesson_id
    WHERE x.substitute_id = s.substitute_id AND x.id < s.id AND o.starts_at < l.ends_at AND o.ends_at > l.starts_at);

CREATE FUNCTION timetable_substitution_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT l.starts_at, l.ends_at INTO NEW.starts_at, NEW.ends_at FROM timetable_lesson l WHERE l.id = NEW.lesson_id;
    RETURN NEW;
END $$;
CREATE TRIGGER substitution_times BEFORE INSERT OR UPDATE ON timetable_substitution
    FOR EACH ROW EXECUTE FUNCTION timetable_substitution_times();

CREATE FUNCTION timetable_substitution_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE timetable_substitution SET lesson_id = NEW.id WHERE lesson_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER substitution_follows AFTER UPDATE OF starts_at, ends_at ON timetable_lesson FOR EACH ROW
    WHEN (OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at)
    EXECUTE FUNCTION timetable_substitution_follows();

-- A lesson of one's own that is not given by another stands in the way, unless groups are joined.
CREATE FUNCTION timetable_substitute_is_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM timetable_lesson o LEFT JOIN timetable_substitution s ON s.lesson_id = o.id
        WHERE o.employee_id = NEW.substitute_id AND o.id <> NEW.lesson_id AND o.id IS DISTINCT FROM NEW.given_id
          AND o.starts_at < NEW.ends_at AND o.ends_at > NEW.starts_at AND o.status <> 'cancelled' AND s.id IS NULL
    ) THEN
        RAISE EXCEPTION 'the substitute has a lesson at this time'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'substitute_has_no_lesson';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER substitute_has_no_lesson AFTER INSERT OR UPDATE ON timetable_substitution
    FOR EACH ROW WHEN (NEW.kind IN ('substitute', 'other_subject'))
    EXECUTE FUNCTION timetable_substitute_is_free();
"""
BACKWARD = """
DROP TRIGGER substitution_follows ON timetable_lesson;
DROP FUNCTION timetable_substitution_follows();
DROP FUNCTION timetable_substitution_times() CASCADE;
DROP FUNCTION timetable_substitute_is_free() CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0004_practice_teacher'),
        ('people', '0003_consent_signer'),
        ('timetable', '0002_lesson_employee_date'),
    ]

    operations = [
        migrations.CreateModel(
            name='TeacherAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('reason', models.CharField(max_length=200)),
                ('ground', models.CharField(blank=True, default='', help_text='the order', max_length=200)),
                ('version', models.IntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.AddField(
            model_name='substitution',
            name='ends_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='substitution',
            name='given',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_for', to='timetable.lesson'),
        ),
        migrations.AddField(
            model_name='substitution',
            name='starts_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('given__isnull', True), ('kind', 'other_subject'), _connector='OR'), name='substitution_gives_other_subject'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind__in', ['substitute', 'other_subject']), ('starts_at__isnull', False)), expressions=[(parta.kernel.database.ScalarRange(models.F('substitute_id'), models.F('substitute_id'), models.Value('[]')), '&&'), (parta.timetable.models.TimeRange(models.F('starts_at'), models.F('ends_at'), models.Value('[)')), '&&')], name='substitute_is_in_one_place'),
        ),
        migrations.AddField(
            model_name='teacherabsence',
            name='employee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='people.employee'),
        ),
        migrations.AddConstraint(
            model_name='teacherabsence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='teacherabsence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.ScalarRange(models.F('employee_id'), models.F('employee_id'), models.Value('[]')), '&&'), (parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='teacher_absent_once'),
        ),
    ]

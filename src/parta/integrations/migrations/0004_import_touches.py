"""Rows that an import writes are noted by triggers; they act only while a setting of the transaction names the run."""

import django.db.models.deletion
from django.db import migrations, models


FORWARD = r"""
CREATE FUNCTION import_touch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
BEGIN
    INSERT INTO integrations_importtouch (run_id, table_name, row_id, before, after)
    VALUES (current_setting('parta.import_run')::bigint, TG_TABLE_NAME, COALESCE(was, becomes) ->> TG_ARGV[0],
            was, becomes);
    RETURN NULL;
END $$;

-- For a table that is made later: SELECT import_follow('its_name') in the migration that makes it.
CREATE FUNCTION import_follow(followed text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    identity text;
BEGIN
    SELECT a.attname INTO STRICT identity
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indrelid = format('%I.%I', current_schema(), followed)::regclass;
    EXECUTE format(
        'CREATE TRIGGER import_touch AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW'
        ' WHEN (current_setting(''parta.import_run'', true) <> '''') EXECUTE FUNCTION import_touch(%L)',
        followed, identity);
END $$;

SELECT import_follow(tablename) FROM pg_tables
WHERE schemaname = current_schema()
  AND (tablename ~ '^(school|people|regulation|curriculum|timetable|journal)_'
       OR tablename = 'integrations_importedrecord');
"""
BACKWARD = """
DROP FUNCTION import_touch() CASCADE;
DROP FUNCTION import_follow(text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('integrations', '0003_draft_version'),
        ('school', '0002_specialday_follows_date_term_odd_week_starts_on'),
        ('people', '0003_consent_signer'),
        ('regulation', '0004_acts_register'),
        ('curriculum', '0003_period_mark_orders'),
        ('timetable', '0002_lesson_employee_date'),
        ('journal', '0007_work_purpose'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='undone_by_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='ImportTouch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table_name', models.CharField(max_length=63)),
                ('row_id', models.CharField(help_text='its primary key', max_length=36)),
                ('before', models.JSONField(help_text='null: the row was added', null=True)),
                ('after', models.JSONField(help_text='null: the row was taken out', null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='integrations.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['table_name', 'row_id', 'id'], name='import_touch_row')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

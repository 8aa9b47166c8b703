"""The history of one room, class, subject, journal is found by its id."""

import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0007_support_looks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('id', 'subject'), models.F('at'), condition=models.Q(('act__in', ('school.calendar_changed', 'school.bells_changed', 'school.room_changed', 'school.class_changed', 'curriculum.subject_changed', 'curriculum.course_changed', 'curriculum.group_changed', 'curriculum.load_changed'))), name='audit_event_thing'),
        ),
    ]


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timetable', '0008_calendar_feeds'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_id', models.BigIntegerField()),
                ('stamp', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person_id', 'stamp'), name='change_seen_once')],
            },
        ),
    ]

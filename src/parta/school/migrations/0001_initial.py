import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import parta.kernel.database
import parta.school.enums
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('number_key', models.CharField(max_length=60, unique=True)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(blank=True, default='', max_length=60)),
                ('keeper', models.CharField(blank=True, default='', max_length=200)),
                ('version', models.IntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.CreateModel(
            name='SchoolCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('school', 'school'), ('college', 'college')], default=parta.school.enums.SchoolKind['SCHOOL'], max_length=10)),
                ('full_name', models.CharField(max_length=500)),
                ('short_name', models.CharField(max_length=200)),
                ('founder', models.CharField(blank=True, default='', max_length=500)),
                ('director_name', models.CharField(blank=True, default='', max_length=200)),
                ('region', models.CharField(blank=True, default='', max_length=200)),
                ('locality', models.CharField(blank=True, default='', max_length=200)),
                ('address', models.CharField(blank=True, default='', max_length=500)),
                ('phone', models.CharField(blank=True, default='', max_length=100)),
                ('email', models.CharField(blank=True, default='', max_length=200)),
                ('site', models.CharField(blank=True, default='', max_length=200)),
                ('time_zone', models.CharField(default='Europe/Moscow', max_length=50)),
                ('details', models.JSONField(blank=True, default=dict)),
                ('version', models.IntegerField(db_default=1, default=1)),
            ],
        ),
        migrations.CreateModel(
            name='AcademicYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=20, unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='year_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='years_do_not_overlap')],
            },
        ),
        migrations.CreateModel(
            name='BellSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('grades', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, help_text='empty: all', size=None)),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, help_text='ISO; empty: all', size=None)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bell_schedules', to='school.academicyear')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'title'), name='bell_schedule_once')],
            },
        ),
        migrations.CreateModel(
            name='Bell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('starts_at', models.TimeField()),
                ('ends_at', models.TimeField()),
                ('pause_starts_at', models.TimeField(blank=True, null=True)),
                ('pause_ends_at', models.TimeField(blank=True, null=True)),
                ('hours', models.PositiveSmallIntegerField(default=1, help_text='academic hours')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bells', to='school.bellschedule')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('schedule', 'number'), name='bell_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='bell_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100)),
                ('week_days', models.PositiveSmallIntegerField(default=5)),
                ('odd_week_starts_on', models.DateField(blank=True, null=True)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendars', to='school.academicyear')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'title'), name='calendar_once'), models.CheckConstraint(condition=models.Q(('week_days__gte', 1), ('week_days__lte', 7)), name='calendar_week_days')],
            },
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('class', 'class'), ('group', 'group')], default=parta.school.enums.ClassKind['CLASS'], max_length=10)),
                ('name', models.CharField(max_length=40)),
                ('name_key', models.CharField(max_length=40)),
                ('grade_level', models.PositiveSmallIntegerField(help_text='параллель; in a college the year of study')),
                ('letter', models.CharField(blank=True, default='', max_length=20)),
                ('programme_code', models.CharField(blank=True, default='', max_length=20)),
                ('programme_title', models.CharField(blank=True, default='', max_length=300)),
                ('study_form', models.CharField(choices=[('full_time', 'full_time'), ('part_time', 'part_time'), ('mixed', 'mixed')], default=parta.school.enums.StudyForm['FULL_TIME'], max_length=12)),
                ('sort_key', models.CharField(db_default='', default='', max_length=60)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='school.calendar')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='school.academicyear')),
            ],
            options={
                'ordering': ['sort_key'],
                'constraints': [models.UniqueConstraint(fields=('year', 'name_key'), name='class_once')],
            },
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('kind', models.CharField(choices=[('holiday', 'holiday'), ('day_off', 'day_off'), ('working', 'working'), ('as_weekday', 'as_weekday')], max_length=12)),
                ('follows_weekday', models.PositiveSmallIntegerField(blank=True, help_text='ISO: 1 Monday … 7 Sunday', null=True)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_days', to='school.calendar')),
            ],
            options={
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'date'), name='special_day_once')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('quarter', 'quarter'), ('trimester', 'trimester'), ('half_year', 'half_year'), ('semester', 'semester'), ('module', 'module')], max_length=12)),
                ('number', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='school.calendar')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'kind', 'number'), name='term_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='term_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.ScalarRange(models.F('calendar_id'), models.F('calendar_id'), models.Value('[]')), '&&'), (parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='terms_do_not_overlap')],
            },
        ),
        migrations.CreateModel(
            name='Vacation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vacations', to='school.calendar')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'starts_on'), name='vacation_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='vacation_ends_after_start')],
            },
        ),
    ]

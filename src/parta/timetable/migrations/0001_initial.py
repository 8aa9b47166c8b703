import django.contrib.postgres.constraints
import django.db.models.deletion
import parta.kernel.database
import parta.timetable.enums
import parta.timetable.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('people', '0001_initial'),
        ('school', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TimetableSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(help_text='ISO: 1 Monday … 7 Sunday')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('starts_at', models.TimeField(blank=True, help_text='only when the bells do not give it', null=True)),
                ('ends_at', models.TimeField(blank=True, null=True)),
                ('parity', models.CharField(choices=[('any', 'any'), ('odd', 'odd'), ('even', 'even')], default=parta.timetable.enums.Parity['ANY'], max_length=4)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='curriculum.course')),
                ('employee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='people.employee')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='school.room')),
            ],
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('hours', models.PositiveSmallIntegerField(db_default=1, default=1, help_text='academic hours: 2 for a pair')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'cancelled')], db_default=parta.timetable.enums.LessonStatus['PLANNED'], default=parta.timetable.enums.LessonStatus['PLANNED'], max_length=10)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='curriculum.course')),
                ('employee', models.ForeignKey(blank=True, help_text='by the timetable', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='people.employee')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lessons', to='school.room')),
                ('slot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lessons', to='timetable.timetableslot')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['course', 'date'], name='lesson_course_date'), models.Index(fields=['date', 'employee'], name='lesson_date_employee')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='lesson_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), expressions=[(parta.kernel.database.ScalarRange(models.F('course_id'), models.F('course_id'), models.Value('[]')), '&&'), (parta.timetable.models.TimeRange(models.F('starts_at'), models.F('ends_at'), models.Value('[)')), '&&')], name='course_has_one_lesson_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='TimetableVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='timetables', to='school.academicyear')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.ScalarRange(models.F('year_id'), models.F('year_id'), models.Value('[]')), '&&'), (parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='one_timetable_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='timetableslot',
            name='timetable',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='timetable.timetableversion'),
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('substitute', 'substitute'), ('other_subject', 'other_subject'), ('joined', 'joined'), ('cancelled', 'cancelled')], max_length=14)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('absent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absences_covered', to='people.employee')),
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='substitution', to='timetable.lesson')),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.subject')),
                ('substitute', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='people.employee')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'cancelled'), ('kind', 'joined'), ('substitute__isnull', False), _connector='OR'), name='substitution_has_substitute')],
            },
        ),
        migrations.AddConstraint(
            model_name='timetableslot',
            constraint=models.UniqueConstraint(fields=('timetable', 'course', 'weekday', 'number', 'starts_at', 'parity'), name='slot_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='timetableslot',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', False), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='slot_has_time'),
        ),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum', '0001_initial'),
        ('people', '0001_initial'),
        ('school', '0001_initial'),
        ('timetable', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('account_id', models.BigIntegerField()),
                ('digest', models.CharField(help_text="SHA-256 of the operation's content", max_length=64)),
                ('answer', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='WorkKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('short_name', models.CharField(max_length=12)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=4)),
                ('is_control', models.BooleanField(default=False)),
                ('is_written', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Homework',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True, db_default='', default='', max_length=4000)),
                ('none_set', models.BooleanField(db_default=False, default=False, help_text='«без задания»')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, help_text='estimated time', null=True)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('due_lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='homework_due', to='timetable.lesson')),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homework', to='timetable.lesson')),
                ('pupil', models.ForeignKey(blank=True, help_text='empty: everyone', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='homework', to='people.pupil')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lesson', 'pupil'), name='homework_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('none_set', True), _negated=True), ('text', ''), _connector='OR'), name='homework_none_has_no_text')],
            },
        ),
        migrations.CreateModel(
            name='LessonEntry',
            fields=[
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='entry', serialize=False, to='timetable.lesson')),
                ('topic', models.CharField(blank=True, db_default='', default='', max_length=1000)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('plan_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='curriculum.planline')),
            ],
        ),
        migrations.CreateModel(
            name='RollCall',
            fields=[
                ('lesson', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='roll_call', serialize=False, to='timetable.lesson')),
                ('taken_at', models.DateTimeField()),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('weight', models.DecimalField(db_default=1, decimal_places=2, default=1, max_digits=4)),
                ('title', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('criteria', models.PositiveSmallIntegerField(db_default=1, default=1, help_text='marks for one work: «4/3» is two')),
                ('position', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('deleted', models.BooleanField(db_default=False, default=False, help_text='an empty column taken away')),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='works', to='timetable.lesson')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='works', to='journal.workkind')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('criteria__gte', 1), ('criteria__lte', 4)), name='work_criteria'), models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 10)), name='work_weight')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, db_default='', default='', max_length=12)),
                ('reason', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='timetable.lesson')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='people.pupil')),
            ],
            options={
                'indexes': [models.Index(fields=['pupil'], name='attendance_pupil')],
                'constraints': [models.UniqueConstraint(fields=('lesson', 'pupil'), name='attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='HomeworkDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_at', models.DateTimeField()),
                ('homework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='done', to='journal.homework')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homework_done', to='people.pupil')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('homework', 'pupil'), name='homework_done_once')],
            },
        ),
        migrations.CreateModel(
            name='PupilNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, db_default='', default='', max_length=1000)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pupil_notes', to='timetable.lesson')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_notes', to='people.pupil')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lesson', 'pupil'), name='pupil_note_once')],
            },
        ),
        migrations.CreateModel(
            name='TermResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('term', 'term'), ('year', 'year'), ('exam', 'exam'), ('final', 'final')], max_length=6)),
                ('value', models.CharField(blank=True, db_default='', default='', max_length=8)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='curriculum.course')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='people.pupil')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='school.term')),
            ],
            options={
                'indexes': [models.Index(fields=['pupil'], name='result_pupil')],
                'constraints': [models.UniqueConstraint(fields=('course', 'pupil', 'kind', 'term'), name='term_result_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'term'), ('term__isnull', False)), models.Q(models.Q(('kind', 'term'), _negated=True), ('term__isnull', True)), _connector='OR'), name='term_result_has_its_term')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.PositiveSmallIntegerField(db_default=1, default=1)),
                ('value', models.CharField(blank=True, db_default='', default='', help_text='empty: cleared', max_length=8)),
                ('attempts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), db_default=[], default=list, help_text='earlier values', size=None)),
                ('late', models.BooleanField(db_default=False, default=False, help_text="entered or changed after the lesson's day")),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='people.pupil')),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='journal.work')),
            ],
            options={
                'indexes': [models.Index(fields=['pupil'], name='mark_pupil')],
                'constraints': [models.UniqueConstraint(fields=('work', 'pupil', 'criterion'), name='mark_once')],
            },
        ),
    ]

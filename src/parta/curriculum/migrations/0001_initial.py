import django.contrib.postgres.constraints
import django.db.models.deletion
import parta.curriculum.enums
import parta.kernel.database
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('school', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('short_name', models.CharField(blank=True, default='', max_length=60)),
                ('index', models.CharField(blank=True, default='', help_text='ОП.03, МДК.01.01 (СПО)', max_length=30)),
                ('programme_code', models.CharField(blank=True, default='', help_text='an index is of one programme', max_length=20)),
                ('name_key', models.CharField(max_length=300)),
                ('version', models.IntegerField(db_default=1, default=1)),
            ],
            options={
                'ordering': ['name_key'],
                'constraints': [models.UniqueConstraint(fields=('name_key', 'index', 'programme_code'), name='subject_once')],
            },
        ),
        migrations.CreateModel(
            name='StudyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='«1 гр.», «дев.», «техн. гр.»', max_length=100)),
                ('name_key', models.CharField(max_length=100)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('school_class', models.ForeignKey(blank=True, help_text='empty: pupils of several classes', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='study_groups', to='school.schoolclass')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='study_groups', to='school.academicyear')),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='study_groups', to='curriculum.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'school_class', 'subject', 'name_key'), name='study_group_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='LessonPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade_level', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('programme_code', models.CharField(blank=True, default='', max_length=20)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_plans', to='school.academicyear')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_plans', to='curriculum.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'subject', 'grade_level', 'title'), name='lesson_plan_once')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lesson', 'lesson'), ('extracurricular', 'extracurricular'), ('home', 'home'), ('extended_day', 'extended_day'), ('practice', 'practice'), ('session', 'session')], default=parta.curriculum.enums.CourseKind['LESSON'], max_length=16)),
                ('title', models.CharField(blank=True, default='', help_text="empty: the subject's name", max_length=300)),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('marks_given', models.BooleanField(default=True, help_text='false for courses without marks by their nature')),
                ('sort_key', models.CharField(db_default='', default='', max_length=400)),
                ('version', models.IntegerField(db_default=1, default=1)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='school.calendar')),
                ('school_class', models.ForeignKey(blank=True, help_text='the class whose page this is; empty for joined groups', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='school.schoolclass')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='school.academicyear')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='courses', to='curriculum.lessonplan')),
                ('study_group', models.ForeignKey(blank=True, help_text='empty: the whole class', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='curriculum.studygroup')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='curriculum.subject')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'constraints': [models.UniqueConstraint(fields=('year', 'subject', 'school_class', 'study_group', 'kind', 'title'), name='course_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('school_class__isnull', False), ('study_group__isnull', False), _connector='OR'), name='course_has_learners')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('section', models.CharField(blank=True, default='', max_length=500)),
                ('topic', models.CharField(max_length=1000)),
                ('hours', models.PositiveSmallIntegerField(default=1)),
                ('lesson_kind', models.CharField(blank=True, default='', max_length=200)),
                ('control_kind', models.CharField(blank=True, default='', max_length=200)),
                ('homework', models.CharField(blank=True, default='', max_length=1000)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='curriculum.lessonplan')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plan_line_once')],
            },
        ),
        migrations.CreateModel(
            name='StudyGroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='curriculum.studygroup')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='people.pupil')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='member_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.ScalarRange(models.F('group_id'), models.F('group_id'), models.Value('[]')), '&&'), (parta.kernel.database.ScalarRange(models.F('pupil_id'), models.F('pupil_id'), models.Value('[]')), '&&'), (parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='member_once')],
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, default='', max_length=100)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('place', models.CharField(blank=True, default='', max_length=300)),
                ('leader', models.CharField(blank=True, default='', max_length=300)),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='school.schoolclass')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='curriculum.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school_class', 'subject', 'starts_on'), name='practice_once')],
            },
        ),
        migrations.CreateModel(
            name='CurriculumLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme_code', models.CharField(blank=True, default='', help_text='college: the whole programme', max_length=40)),
                ('profile', models.CharField(blank=True, default='', help_text='holds for this profile group only', max_length=100)),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('hours_total', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('semesters', models.JSONField(blank=True, default=dict, help_text='{semester: hours}')),
                ('attestation', models.JSONField(blank=True, default=dict, help_text='{exam|graded_credit|credit: [semesters]}')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='curriculum_lines', to='school.schoolclass')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='curriculum_lines', to='school.academicyear')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='curriculum_lines', to='curriculum.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('year', 'school_class', 'programme_code', 'subject', 'profile'), name='curriculum_line_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='TeachingLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('hours_total', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='curriculum.course')),
                ('employee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='people.employee')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='load_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(parta.kernel.database.ScalarRange(models.F('course_id'), models.F('course_id'), models.Value('[]')), '&&'), (parta.kernel.database.ScalarRange(models.F('employee_id'), models.F('employee_id'), models.Value('[]')), '&&'), (parta.kernel.database.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='load_once')],
            },
        ),
    ]

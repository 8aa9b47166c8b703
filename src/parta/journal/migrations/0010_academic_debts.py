import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0007_course_controls'),
        ('journal', '0009_attestation_sheets'),
        ('people', '0006_appointments_by_whom'),
        ('school', '0003_own_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='AcademicDebt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=8)),
                ('raised_on', models.DateField(help_text='the day of the attestation, from which the year is counted')),
                ('first_due', models.DateField(blank=True, null=True)),
                ('second_due', models.DateField(blank=True, null=True)),
                ('commission', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('order_no', models.CharField(blank=True, default='', max_length=60)),
                ('order_date', models.DateField(blank=True, null=True)),
                ('cleared_on', models.DateField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debts', to='curriculum.course')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debts', to='people.pupil')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debts', to='school.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'term', 'pupil'), name='debt_once'), models.CheckConstraint(condition=models.Q(('second_due__isnull', True), models.Q(('first_due__isnull', False), ('second_due__gte', models.F('first_due'))), _connector='OR'), name='debt_terms_in_order'), models.CheckConstraint(condition=models.Q(('cleared_on__isnull', True), ('cleared_on__gte', models.F('raised_on')), _connector='OR'), name='debt_cleared_after')],
            },
        ),
        migrations.CreateModel(
            name='DebtAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('day', models.DateField()),
                ('value', models.CharField(max_length=8)),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='journal.academicdebt')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('debt', 'number'), name='debt_attempt_once'), models.CheckConstraint(condition=models.Q(('number__in', (1, 2))), name='debt_two_attempts')],
            },
        ),
        migrations.CreateModel(
            name='DebtPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('illness', 'illness'), ('academic_leave', 'academic_leave'), ('maternity_leave', 'maternity_leave')], max_length=16)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ground', models.CharField(max_length=300)),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='journal.academicdebt')),
            ],
            options={
                'ordering': ['starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='debt_pause_ends_after_start')],
            },
        ),
    ]

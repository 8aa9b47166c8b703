import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0007_course_controls'),
        ('journal', '0008_voiding'),
        ('people', '0005_movement_by_orders'),
        ('school', '0003_own_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttestationSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('form', models.CharField(choices=[('exam', 'exam'), ('graded_credit', 'graded_credit'), ('credit', 'credit'), ('qualifying_exam', 'qualifying_exam'), ('course_project', 'course_project'), ('none', 'none')], max_length=16)),
                ('day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestation_sheets', to='curriculum.course')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestation_sheets', to='school.term')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestation_sheets', to='school.academicyear')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='sheet_number_once'), models.UniqueConstraint(fields=('course', 'term'), name='sheet_once'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='sheet_closed_by_somebody'), models.CheckConstraint(condition=models.Q(('form', 'none'), _negated=True), name='sheet_has_form')],
            },
        ),
        migrations.CreateModel(
            name='SheetSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(blank=True, default='', max_length=8)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheet_seats', to='people.pupil')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='journal.attestationsheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'pupil'), name='sheet_seat_once')],
            },
        ),
    ]

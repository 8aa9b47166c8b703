import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0001_initial'),
        ('journal', '0002_work_kinds'),
        ('people', '0001_initial'),
        ('school', '0002_specialday_follows_date_term_odd_week_starts_on'),
        ('timetable', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditRequest',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('ground', models.CharField(max_length=500)),
                ('typed_at', models.DateTimeField(blank=True, help_text="by the client's clock: a claim", null=True)),
                ('digest', models.CharField(help_text='SHA-256 of what was asked', max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edit_requests', to='people.person')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edit_requests', to='curriculum.course')),
            ],
            options={
                'indexes': [models.Index(fields=['course', 'asked_by'], name='edit_request_course_asker'), models.Index(fields=['asked_by', '-asked_at'], name='edit_request_asker_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='edit_request_has_ground')],
            },
        ),
        migrations.CreateModel(
            name='EditCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mark', 'mark'), ('absence', 'absence'), ('topic', 'topic'), ('homework', 'homework'), ('note', 'note'), ('work', 'work'), ('term', 'term')], max_length=12)),
                ('result', models.CharField(blank=True, choices=[('term', 'term'), ('year', 'year'), ('exam', 'exam'), ('final', 'final')], default='', max_length=6)),
                ('changes', models.JSONField(default=list, help_text='each operation asked for, with the state before and after it')),
                ('refusal', models.JSONField(help_text='why it was shut when asked: code, params, clause, open_until')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('granted_until', models.DateTimeField(blank=True, help_text='the first moment when it is shut again', null=True)),
                ('words', models.CharField(blank=True, default='', help_text='why it was refused', max_length=500)),
                ('entered_at', models.DateTimeField(blank=True, help_text='the first record made under the permission', null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edit_cells', to='timetable.lesson')),
                ('pupil', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edit_cells', to='people.pupil')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.term')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='journal.editrequest')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('decided_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['request'], name='edit_cell_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'term'), ('lesson__isnull', True), ('pupil__isnull', False), models.Q(models.Q(('result', 'term'), ('term__isnull', False)), models.Q(('result__in', ('year', 'exam', 'final')), ('term__isnull', True)), _connector='OR')), models.Q(models.Q(('kind', 'term'), _negated=True), ('lesson__isnull', False), ('result', ''), ('term__isnull', True)), _connector='OR'), name='edit_cell_has_place'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('topic', 'homework', 'work')), ('pupil__isnull', False), _negated=True), models.Q(('kind', 'note'), ('pupil__isnull', True), _negated=True)), name='edit_cell_pupil_fits_kind'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('granted_until__isnull', True), ('words', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('withdrawn_at__isnull', True), models.Q(models.Q(('granted_until__isnull', True), models.Q(('words', ''), _negated=True)), models.Q(('granted_until__gt', models.F('decided_at')), ('granted_until__isnull', False), ('words', '')), _connector='OR')), _connector='OR'), name='edit_cell_decision_is_whole'), models.CheckConstraint(condition=models.Q(('granted_until__isnull', True), ('granted_until__lte', django.db.models.expressions.CombinedExpression(models.F('decided_at'), '+', models.Value(datetime.timedelta(days=15)))), _connector='OR'), name='edit_cell_closes_by_itself'), models.CheckConstraint(condition=models.Q(('entered_at__isnull', True), models.Q(('entered_at__gte', models.F('decided_at')), ('entered_at__lt', models.F('granted_until')), ('granted_until__isnull', False)), _connector='OR'), name='edit_cell_entered_while_open'), models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True), ('withdrawn_at__isnull', True), models.Q(('kind', 'term'), _negated=True)), fields=('kind', 'lesson', 'pupil', 'result', 'term'), name='edit_cell_waits_once', nulls_distinct=False)],
            },
        ),
    ]

import django.db.models.deletion
import parta.jobs.enums
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='a key of the setting JOBS', max_length=40)),
                ('parameters', models.JSONField(default=dict)),
                ('title', models.CharField(help_text="what the person asked for, in the person's words", max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('stopped', 'stopped'), ('failed', 'failed')], default=parta.jobs.enums.State['WAITING'], max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0, help_text='0 while nobody knows how much there is')),
                ('words', models.CharField(blank=True, default='', help_text='what is being done now', max_length=200)),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('account_id', models.BigIntegerField()),
                ('person_id', models.BigIntegerField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('stop_asked_at', models.DateTimeField(null=True)),
                ('report', models.JSONField(default=dict, help_text='what the kind of job tells of its result')),
                ('problem', models.JSONField(help_text='{code, params} of a job that failed', null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person_id', '-id'], name='job_person'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['id'], name='job_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('fingerprint',), name='job_open_once'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total')), ('total', 0), _connector='OR'), name='job_done_of_total'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', parta.jobs.enums.State['WAITING']), ('state', parta.jobs.enums.State['RUNNING']), _connector='OR'), ('ended_at__isnull', True)), models.Q(models.Q(('state', parta.jobs.enums.State['WAITING']), ('state', parta.jobs.enums.State['RUNNING']), _connector='OR', _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='job_ended_or_open')],
            },
        ),
        migrations.CreateModel(
            name='JobFile',
            fields=[
                ('job', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='jobs.job')),
                ('name', models.CharField(max_length=200)),
                ('mime', models.CharField(max_length=100)),
                ('size', models.BigIntegerField()),
                ('content', models.BinaryField()),
                ('kept_until', models.DateTimeField(db_index=True)),
            ],
        ),
    ]

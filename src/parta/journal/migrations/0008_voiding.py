import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0007_work_purpose'),
        ('people', '0004_compromises'),
    ]

    operations = [
        migrations.CreateModel(
            name='Voiding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordered_at', models.DateTimeField()),
                ('ground', models.CharField(help_text='the order: number, day, reason', max_length=500)),
                ('compromise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voidings', to='people.compromise')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='voiding_has_ground')],
            },
        ),
        migrations.AddField(
            model_name='editrequest',
            name='voiding',
            field=models.ForeignKey(blank=True, help_text='nobody asked: what an order declared void was opened to who teaches here', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='journal.voiding'),
        ),
        migrations.CreateModel(
            name='VoidedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=40)),
                ('seq', models.BigIntegerField()),
                ('voiding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='journal.voiding')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('chain', 'seq'), name='event_voided_once')],
            },
        ),
    ]

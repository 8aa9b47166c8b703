"""Sendings of letters, texts of the school, appeals."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_compromises'),
        ('public_service', '0001_public_service'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('refusal', 'refusal'), ('termination', 'termination'), ('appeal_answer', 'appeal_answer')], max_length=15),
        ),
        migrations.AlterField(
            model_name='registration',
            name='book',
            field=models.CharField(choices=[('requests', 'requests'), ('letters', 'letters'), ('appeals', 'appeals')], max_length=10),
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=310)),
                ('phone', models.CharField(blank=True, default='', max_length=20)),
                ('email', models.CharField(blank=True, default='', max_length=200)),
                ('address', models.CharField(blank=True, default='', max_length=500)),
                ('text', models.TextField()),
                ('due_on', models.DateField(help_text='the last day of the term, by the act of the day of registration')),
                ('registered_at', models.DateTimeField()),
                ('answer', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='public_service.letter')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='public_service.registration')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, default='', help_text="the server's own words of refusal", max_length=500)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='public_service.letter')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('tried_at__isnull', True)), models.Q(('accepted__isnull', False), ('tried_at__isnull', False)), _connector='OR'), name='delivery_tried_whole'), models.UniqueConstraint(condition=models.Q(('tried_at__isnull', True)), fields=('letter',), name='delivery_one_waits')],
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('refusal', 'refusal'), ('termination', 'termination'), ('appeal_answer', 'appeal_answer')], max_length=15)),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='letter_template_version_once')],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('integrations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('header', models.CharField(help_text='in its normal form', max_length=200)),
                ('field', models.CharField(blank=True, help_text='empty: passed over', max_length=40)),
                ('chosen_at', models.DateTimeField()),
                ('person_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['kind', 'header'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'header'), name='column_chosen_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField()),
                ('account_id', models.BigIntegerField(null=True)),
                ('person_id', models.BigIntegerField(null=True)),
                ('state', models.CharField(default='gathering', max_length=12)),
                ('checked_at', models.DateTimeField(null=True)),
                ('report', models.JSONField(help_text='what the check found, as `spreadsheets.importing.shown` gives it', null=True)),
                ('run', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='integrations.importrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('state', 'stored'), _negated=True), name='one_open_import'), models.CheckConstraint(condition=models.Q(models.Q(('run__isnull', False), ('state', 'stored')), models.Q(models.Q(('state', 'stored'), _negated=True), ('run__isnull', True)), _connector='OR'), name='stored_import_has_run')],
            },
        ),
        migrations.CreateModel(
            name='CellCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(max_length=200)),
                ('sheet', models.CharField(max_length=100)),
                ('cell', models.CharField(max_length=12)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='integrations.importdraft')),
            ],
            options={
                'ordering': ['file', 'sheet', 'cell'],
                'constraints': [models.UniqueConstraint(fields=('draft', 'file', 'sheet', 'cell'), name='cell_corrected_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='integrations.importdraft')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('draft', 'name'), name='import_file_once')],
            },
        ),
    ]

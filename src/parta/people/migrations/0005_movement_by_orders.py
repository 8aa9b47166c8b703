import django.db.models.deletion
import parta.people.enums
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_compromises'),
        ('school', '0002_specialday_follows_date_term_odd_week_starts_on'),
    ]

    operations = [
        migrations.AddField(
            model_name='movement',
            name='into',
            field=models.ForeignKey(blank=True, help_text='of a transfer', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='school.schoolclass'),
        ),
        migrations.AddField(
            model_name='movement',
            name='order_date',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='movement',
            name='date',
            field=models.DateField(help_text='the first day in a class; of a departure the last one'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='kind',
            field=models.CharField(choices=[('arrived', 'arrived'), ('returned', 'returned'), ('transferred', 'transferred'), ('departed', 'departed'), ('expelled', 'expelled'), ('academic_leave', 'academic_leave'), ('graduated', 'graduated')], max_length=20),
        ),
        migrations.AlterField(
            model_name='movement',
            name='school_class',
            field=models.ForeignKey(help_text='which is entered or left', on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='school.schoolclass'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('into__isnull', False), ('kind', parta.people.enums.MoveKind['TRANSFERRED'])), models.Q(models.Q(('kind', parta.people.enums.MoveKind['TRANSFERRED']), _negated=True), ('into__isnull', True)), _connector='OR'), name='movement_into_of_transfer'),
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_name', models.CharField(max_length=100)),
                ('first_name', models.CharField(blank=True, default='', max_length=100)),
                ('patronymic', models.CharField(blank=True, default='', max_length=100)),
                ('sort_key', models.CharField(db_index=True, max_length=310)),
                ('until', models.DateField(help_text='the last day of this name')),
                ('document', models.CharField(max_length=300)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='people.person')),
            ],
            options={
                'ordering': ['until', 'id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'until'), name='former_name_once')],
            },
        ),
    ]

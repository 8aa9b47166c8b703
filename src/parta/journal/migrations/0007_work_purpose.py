from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0006_gia_results'),
    ]

    operations = [
        migrations.AddField(
            model_name='work',
            name='purpose',
            field=models.CharField(blank=True, db_default='', default='', help_text='empty: not tracked', max_length=9),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['', 'formative', 'summative'])), name='work_purpose'),
        ),
    ]

"""A journal may end before its year does: divided into groups, joined again, closed by the office."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0010_year_approvals'),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='ends_on',
            field=models.DateField(blank=True, help_text='the last day of its lessons; empty: open', null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0012_brought_marks")]

    operations = [
        migrations.AddField(
            model_name="plannedwork",
            name="fitted_on",
            field=models.DateField(
                blank=True,
                help_text="where the plan's line fell when the day was chosen; empty: on the day itself",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="plannedwork",
            name="level",
            field=models.CharField(
                choices=[
                    ("school", "school"),
                    ("municipal", "municipal"),
                    ("regional", "regional"),
                    ("federal", "federal"),
                ],
                db_default="school",
                default="school",
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedwork",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["school", "municipal", "regional", "federal"])),
                name="planned_work_of_a_known_level",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("integrations", "0004_import_touches"),
    ]

    operations = [
        migrations.AddField(
            model_name="importdraft",
            name="marks",
            field=models.JSONField(
                null=True, help_text="what the deputy's check of marks found, as `services.history` gives it"
            ),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0011_call_notes"),
        ("public_service", "0004_help"),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=300)),
                ("granted_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("door_hash", models.CharField(help_text="of the one-time address, until used", max_length=64, null=True, unique=True)),
                ("door_until", models.DateTimeField(null=True)),
                ("ended_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                ("granted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                ("question", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="public_service.helprequest")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(purpose=""), name="support_has_purpose"),
                    models.CheckConstraint(condition=Q(until__gt=F("granted_at")), name="support_ends_after_start"),
                    models.CheckConstraint(condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False), name="support_ended_whole"),
                    models.CheckConstraint(condition=Q(door_hash__isnull=True, door_until__isnull=True) | Q(door_hash__isnull=False, door_until__isnull=False), name="support_door_whole"),
                ],
            },
        ),
    ]

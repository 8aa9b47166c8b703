from django.db import migrations, models

LOOKS = ("people.list_taken", "people.section_opened", "people.report_taken", "paper.printed", "jobs.file_taken", "service.support_looked")


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0006_calendar_events"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="event", name="audit_event_look"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(condition=models.Q(("act__in", LOOKS)), fields=["at"], name="audit_event_look"),
        ),
    ]

from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    """A moment that no report can mean is no longer stored: psycopg refuses to read one before our era."""

    dependencies = [
        ('people', '0006_appointments_by_whom'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE people_compromise SET since = told_at - interval '366 days' WHERE since < '2000-01-01Z'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='compromise',
            constraint=models.CheckConstraint(condition=models.Q(('since__gte', datetime(2000, 1, 1, tzinfo=UTC))), name='compromise_since_in_our_time'),
        ),
    ]

"""New bells move many lessons at once: whether a substitute is in two places is asked when all stand in theirs."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import parta.kernel.database
import parta.timetable.models
from django.db import migrations, models

_TRIGGER = """
DROP TRIGGER substitute_has_no_lesson ON timetable_substitution;
CREATE CONSTRAINT TRIGGER substitute_has_no_lesson AFTER INSERT OR UPDATE ON timetable_substitution
    {deferrable} FOR EACH ROW WHEN (NEW.kind IN ('substitute', 'other_subject'))
    EXECUTE FUNCTION timetable_substitute_is_free();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('timetable', '0005_drafts_and_wishes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='substitution',
            name='substitute_is_in_one_place',
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind__in', ['substitute', 'other_subject']), ('starts_at__isnull', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[(parta.kernel.database.ScalarRange(models.F('substitute_id'), models.F('substitute_id'), models.Value('[]')), '&&'), (parta.timetable.models.TimeRange(models.F('starts_at'), models.F('ends_at'), models.Value('[)')), '&&')], name='substitute_is_in_one_place'),
        ),
        migrations.RunSQL(_TRIGGER.format(deferrable='DEFERRABLE INITIALLY IMMEDIATE'), _TRIGGER.format(deferrable='')),
    ]

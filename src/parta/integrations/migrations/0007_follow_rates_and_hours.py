"""Contract rates and hours of rooms come from files too: an import that writes them can be undone."""

from django.db import migrations

FOLLOW = """
SELECT import_follow(made.name) FROM (VALUES ('curriculum_contractrate'), ('timetable_roomhour')) AS made (name)
WHERE NOT EXISTS (
    SELECT FROM pg_trigger t
    WHERE t.tgrelid = format('%I.%I', current_schema(), made.name)::regclass AND t.tgname = 'import_touch');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0006_one_index_each"),
        ("curriculum", "0017_contract_rates"),
        ("timetable", "0018_room_hours_and_subjects"),
    ]

    operations = [migrations.RunSQL(FOLLOW, migrations.RunSQL.noop)]

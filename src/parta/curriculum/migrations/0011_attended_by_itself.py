from django.db import migrations

# A function of its own is planned by itself: as a part of other statements it was taken for a hundred spans a course,
# and a diary's week read the lessons of the whole school.
BODY = """
    SELECT lower(span), upper(span) - 1
    FROM unnest(datemultirange(daterange($3, $4, '[]')) - COALESCE((
        SELECT range_agg(daterange(r.starts_on, r.ends_on, '[]')) FROM curriculum_release r
        WHERE r.course_id = $1 AND r.pupil_id = $2), '{}'::datemultirange)) span
"""
HEAD = "CREATE OR REPLACE FUNCTION curriculum_attended(course bigint, pupil bigint, since date, until date)\n"
HEAD += "RETURNS TABLE (starts_on date, ends_on date) "
BY_ITSELF = f"{HEAD} LANGUAGE plpgsql STABLE ROWS 1 AS $$ BEGIN RETURN QUERY {BODY}; END $$"
INLINED = f"{HEAD} LANGUAGE sql STABLE ROWS 1000 AS $$ {BODY} $$"


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0010_year_approvals")]
    operations = [migrations.RunSQL(BY_ITSELF, INLINED)]

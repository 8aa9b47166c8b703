"""Every index has work of its own: none stands beside another that begins with the same columns."""

from django.db import connection

_TWICE = """
WITH plain AS (
    SELECT x.indexrelid::regclass::text AS name, x.indrelid, x.indisunique,
           ARRAY(SELECT unnest(x.indkey::int[])) AS columns, ARRAY(SELECT unnest(x.indclass::oid[])) AS classes
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am a ON a.oid = i.relam
    WHERE i.relnamespace = current_schema()::regnamespace AND a.amname = 'btree'
      AND x.indpred IS NULL AND x.indexprs IS NULL
)
SELECT a.name || ' < ' || b.name
FROM plain a JOIN plain b ON b.indrelid = a.indrelid AND b.name <> a.name
WHERE NOT a.indisunique AND a.columns = b.columns[1:cardinality(a.columns)]
  AND a.classes = b.classes[1:cardinality(a.columns)]
  AND (cardinality(b.columns) > cardinality(a.columns) OR b.indisunique OR a.name > b.name)
ORDER BY 1
"""


def test_no_index_begins_as_another_does(alpha):
    with connection.cursor() as cursor:
        cursor.execute(_TWICE)
        assert [name for (name,) in cursor.fetchall()] == []

"""A school read from the blank has the tables that Django would have drawn, to the last index."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from parta.installation.models import School
from parta.installation.schools import enter_public, inside
from parta.installation.services.blanks import blank_file
from parta.installation.services.schools import create_school, drop_school, require_new_school
from parta.installation.services.setup import applied_migrations, is_up_to_date
from parta.journal.models import WorkKind
from parta.kernel.decisions import Refused
from tests.installation.every_row import same_words

pytestmark = pytest.mark.xdist_group("three_schools")
CATALOGS = {
    "tables, indexes, sequences": """
        SELECT relname, relkind, relpersistence, relacl, reloptions, relreplident, relrowsecurity, relispartition,
               relhastriggers, pg_get_indexdef(CASE WHEN relkind = 'i' THEN c.oid END), r.rolname,
               (SELECT ARRAY[indisunique, indisprimary, indisclustered, indisvalid, indisreplident]
                FROM pg_index WHERE indexrelid = c.oid)
        FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE relnamespace = %s::regnamespace""",
    "columns": """
        SELECT relname, row_number() OVER (PARTITION BY relname ORDER BY attnum), attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
               attcollation::regcollation, attstorage, attcompression, attstattarget, attacl,
               pg_get_expr(adbin, adrelid)
        FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped AND relnamespace = %s::regnamespace""",
    "constraints": """
        SELECT conname, contype, condeferrable, condeferred, convalidated, conrelid::regclass, confrelid::regclass,
               pg_get_constraintdef(oid), conindid::regclass
        FROM pg_constraint WHERE connamespace = %s::regnamespace""",
    "triggers": """
        SELECT tgrelid::regclass, tgtype, tgenabled, tgfoid::regproc, tgdeferrable, tginitdeferred, tgargs,
               CASE WHEN tgisinternal THEN '' ELSE pg_get_triggerdef(t.oid) END
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = %s::regnamespace""",
    "functions": "SELECT pg_get_functiondef(oid), proacl, proowner FROM pg_proc WHERE pronamespace = %s::regnamespace",
    "sequences": """
        SELECT relname, seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle,
               (SELECT last_value FROM pg_sequences WHERE schemaname = nspname AND sequencename = relname),
               (SELECT array_agg(ROW(refobjid::regclass, refobjsubid, deptype)::text) FROM pg_depend
                WHERE objid = c.oid AND refclassid = 'pg_class'::regclass)
        FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN pg_namespace n ON n.oid = relnamespace
        WHERE n.oid = %s::regnamespace""",
    "types": "SELECT typname, typtype, typacl FROM pg_type WHERE typnamespace = %s::regnamespace",
    "statistics": "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxnamespace = %s::regnamespace",
    "policies": "SELECT * FROM pg_policies WHERE schemaname = %s",
    "views, rules": "SELECT * FROM pg_rules WHERE schemaname = %s",
    "grants": "SELECT nspacl, rolname FROM pg_namespace n JOIN pg_roles r ON r.oid = nspowner WHERE n.oid = %s::regnamespace",
    "comments": """
        SELECT description FROM pg_description JOIN pg_class c ON c.oid = objoid WHERE relnamespace = %s::regnamespace""",
}


@pytest.fixture(scope="module")
def pair(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[School]]:
    """A school that Django drew where no blank was, and one that was read from its blank."""
    from django.conf import settings

    place, settings.VAR_DIR = settings.VAR_DIR, tmp_path_factory.mktemp("var")
    with django_db_blocker.unblock():
        enter_public()
        schools = [create_school(slug=slug, name="Школа") for slug in ("drawn", "read")]
        try:
            yield schools
        finally:
            enter_public()
            for school in schools:
                drop_school(school=school, name=school.slug)
            settings.VAR_DIR = place


@pytest.mark.parametrize("catalog", CATALOGS)
def test_both_have_the_same(pair, catalog):
    drawn, read = (_found(CATALOGS[catalog], school.schema_name) for school in pair)
    assert drawn == read
    assert drawn or catalog in {"statistics", "policies", "views, rules", "comments"}


def test_only_a_chain_of_or_is_the_same_nested_or_flat():
    assert same_words("CHECK (((a OR (b < 1)) OR (c AND d)))") == same_words("CHECK ((a OR (b < 1) OR (c AND d)))")
    assert same_words("((a AND b) OR c)") != same_words("(a AND (b OR c))")
    assert same_words("f(a OR b)") == "f(a OR b)"


def test_both_have_the_same_rows(pair):
    """Kinds of work are what every new school starts with; nothing is left to be changed in either."""
    kinds = []
    for school in pair:
        with inside(school):
            kinds.append(list(WorkKind.objects.order_by("pk").values()))
            WorkKind.objects.create(name="опрос", short_name="опр", weight=1, position=99)
            WorkKind.objects.get(name="опрос").delete()
    assert kinds[0] == kinds[1] != []
    assert applied_migrations(pair[0].schema_name) == applied_migrations(pair[1].schema_name)
    assert is_up_to_date()


def test_a_blank_that_does_not_fit_is_drawn_anew(pair, monkeypatch):
    """Half a file and a file of other tables are no blank: Django draws, and writes a whole one."""
    whole = blank_file().read_text()
    drawn: list[str] = []

    def noted(schema: str) -> None:
        drawn.append(schema)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema} CREATE TABLE half (id bigint)")

    monkeypatch.setattr("parta.installation.services.blanks.migrate", noted)
    blank_file().write_text(whole[: len(whole) // 2])
    school = create_school(slug="half", name="Школа")
    try:
        assert drawn == [school.schema_name]
        assert "CREATE TABLE this_new_school.half" in blank_file().read_text()
        with pytest.raises(Refused) as refused:
            School.objects.filter(pk=school.pk).update(slug="other")
            require_new_school(slug="half", name="Школа")
        assert refused.value.decision.code == "school_schema_stands"
    finally:
        School.objects.get(pk=school.pk).delete(force_drop=True)
        blank_file().write_text(whole)


def _found(catalog: str, schema: str) -> list[str]:
    """Give the rows of a catalog as text, without the school's name and the server's numbers of tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = ''")
        connection.search_path_set_schemas = None  # the next statement points the connection again
        cursor.execute(catalog, [schema])
        rows = [repr(row).replace(schema, "school") for row in cursor.fetchall()]
    return sorted(same_words(row.replace("\\'", "'")) for row in rows)


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker: Any) -> Iterator[None]:
    """The schools are committed, and dropped in the end."""
    with django_db_blocker.unblock():
        yield
    enter_public()

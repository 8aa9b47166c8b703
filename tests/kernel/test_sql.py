"""Placeholders become PostgreSQL's own; a connection points at one school at a time."""

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from parta.installation.schools import enter_public, inside
from parta.kernel.sql import numbered, sql


@pytest.mark.parametrize(
    ("statement", "text", "names"),
    [
        ("SELECT 1", "SELECT 1", ()),
        ("SELECT %s, %s", "SELECT $1, $2", ("", "")),
        ("SELECT %(a)s, %(b)s, %(a)s", "SELECT $1, $2, $1", ("a", "b")),
        ("SELECT 7 %% %s, '100%%'", "SELECT 7 % $1, '100%'", ("",)),
    ],
)
def test_placeholders(statement, text, names):
    assert numbered(statement) == (text, names)


def test_values_by_place_and_by_name(alpha):
    assert sql("SELECT %s::int, %s::text", (1, "ё")) == [(1, "ё")]
    assert sql("SELECT %(b)s::text, %(a)s::int, %(b)s::text", {"a": 2, "b": "x"}) == [("x", 2, "x")]
    assert sql("CREATE TEMPORARY TABLE nothing (id int) ON COMMIT DROP") == []


def schema():
    return sql("SELECT current_schema()")[0][0]


def test_a_connection_goes_from_school_to_school(alpha):
    from parta.installation.models import School

    beta = School.objects.get(slug="beta")
    for _ in range(2):
        assert schema() == "school_alpha"
        with inside(beta):
            assert schema() == "school_beta"
        assert schema() == "school_alpha"
        enter_public()
        assert schema() == "public"
        connection.set_tenant(alpha)


def test_a_rollback_does_not_lead_to_another_school(alpha):
    from parta.installation.models import School

    beta = School.objects.get(slug="beta")
    assert schema() == "school_alpha"
    with pytest.raises(ProgrammingError), transaction.atomic():
        connection.set_tenant(beta)
        assert schema() == "school_beta"
        sql("SELECT nonsense")
    assert schema() == "school_beta"
    connection.set_tenant(alpha)
    assert schema() == "school_alpha"


def test_the_same_school_again_costs_no_statement(alpha, django_assert_num_queries):
    schema()
    with django_assert_num_queries(2):
        enter_public()
        connection.set_tenant(alpha)
        schema()
        schema()


def test_a_statement_is_planned_once_a_school(alpha):
    """The server counts a plan that it kept and used; one planned anew for another search path starts from nothing."""
    from parta.installation.models import School

    beta = School.objects.get(slug="beta")
    for _ in range(3):
        assert sql("SELECT count(*) * 0 + 20261130 FROM people_person") == [(20261130,)]
        with inside(beta):
            assert sql("SELECT count(*) * 0 + 20261130 FROM people_person") == [(20261130,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%20261130 FROM people%'")
        assert cursor.fetchall() == [(3,), (3,)]


def prepared(like):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [like])
        return cursor.fetchone()[0]


def test_a_rollback_leaves_the_prepared_statements(alpha):
    """A refused mark is taken back to a savepoint; planning the statements of every school anew would cost seconds."""
    sql("SELECT 20261201 AS kept")
    with pytest.raises(ProgrammingError), transaction.atomic():
        sql("SELECT nonsense AS never_kept")
    with transaction.atomic(), pytest.raises(ZeroDivisionError), transaction.atomic():
        sql("SELECT 1")
        raise ZeroDivisionError
    sql("SELECT 1")  # what was given up is taken from the server after the next statement
    assert prepared("%20261201 AS kept%") == 1


def test_what_failed_at_its_first_run_is_not_kept(alpha):
    for _ in range(3):
        with pytest.raises(DataError), transaction.atomic():
            sql("SELECT 20261202 / %s", (0,))
    sql("SELECT 1")
    assert prepared("%20261202 /%") == 0


def test_long_and_short_numbers_are_one_statement(alpha):
    for number in (1, 40_000, 3_000_000_000):
        assert sql("SELECT 20261203, %s", (number,)) == [(20261203, number)]
        assert sql("SELECT 20261204 FROM unnest(%s) AS a", ([number],)) == [(20261204,)]
    assert (prepared("%20261203,%"), prepared("%20261204 FROM%")) == (1, 1)

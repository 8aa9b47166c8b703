"""Numbers of a year's book: one after another, whoever asks at once, and never again."""

import threading
from datetime import date

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from parta.installation.models import School
from parta.installation.schools import inside
from parta.public_service.enums import Book
from parta.public_service.models import Registration
from parta.public_service.services.registering import register

DAY = date(2026, 12, 30)


def numbers() -> list[tuple[str, int, int]]:
    return list(Registration.objects.order_by("book", "year", "number").values_list("book", "year", "number"))


def test_each_book_and_each_year_begins_with_one(alpha):
    for day in (DAY, DAY, date(2027, 1, 11)):
        register(Book.REQUESTS, day)
    register(Book.LETTERS, DAY)
    assert numbers() == [("letters", 2026, 1), ("requests", 2026, 1), ("requests", 2026, 2), ("requests", 2027, 1)]


def test_what_is_undone_gives_its_number_back(alpha):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        register(Book.REQUESTS, DAY)
        raise ZeroDivisionError
    assert register(Book.REQUESTS, DAY).number == 1


@pytest.mark.parametrize(
    "attack",
    [
        lambda: Registration.objects.all().delete(),
        lambda: Registration.objects.update(number=7),
        lambda: Registration.objects.create(book="requests", year=2026, number=3, day=DAY),
        lambda: Registration.objects.create(book="requests", year=2026, number=1, day=DAY),
        lambda: Registration.objects.create(book="letters", year=2026, number=2, day=DAY),
        lambda: Registration.objects.create(book="letters", year=2027, number=1, day=DAY),
    ],
)
def test_the_database_refuses_a_gap_a_second_and_a_change(alpha, attack):
    register(Book.REQUESTS, DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        attack()
        connection.check_constraints()
    assert numbers() == [("requests", 2026, 1)]


@pytest.fixture
def elsewhere(alpha):
    """A book of its own outside the test's transaction, for connections that store what they write."""
    settings = connection.settings_dict
    place = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    named = {key: settings[name] for key, name in place.items() if settings[name]}
    with psycopg.connect(**named, autocommit=True) as server:
        server.execute("CREATE SCHEMA numbers")
        server.execute(
            "CREATE TABLE numbers.public_service_registration"
            " (LIKE school_alpha.public_service_registration INCLUDING ALL)"
        )
        yield School(slug="numbers", schema_name="numbers")
        server.execute("DROP SCHEMA numbers CASCADE")


def test_two_at_once_get_two_numbers(elsewhere):
    """The first holds its number until it is stored; the second waits for it."""
    got: list[int] = []
    taken, go_on = threading.Event(), threading.Event()

    def ask(last: bool) -> None:
        with inside(elsewhere), transaction.atomic():
            got.append(register(Book.REQUESTS, DAY).number)
            taken.set()
            assert last or go_on.wait(5)
        connection.close()

    first, second = (threading.Thread(target=ask, args=(last,)) for last in (False, True))
    first.start()
    assert taken.wait(5)
    second.start()
    second.join(0.2)
    assert got == [1]
    go_on.set()
    for thread in (first, second):
        thread.join(5)
    assert got == [1, 2]

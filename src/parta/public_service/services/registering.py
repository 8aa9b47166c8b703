"""Numbers of the books: each the one after the last, for ever."""

from datetime import date
from typing import Any

from django.db import connection

from parta.public_service.enums import Book
from parta.public_service.models import Registration

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || %s || %s, 3))"
_NEXT = """
INSERT INTO public_service_registration (book, year, number, day)
SELECT %(book)s, %(year)s, COALESCE(max(number), 0) + 1, %(day)s
FROM public_service_registration WHERE book = %(book)s AND year = %(year)s
RETURNING id, number
"""


def register(book: Book, day: date) -> Registration:
    """Take the next line of a book, inside the caller's transaction: undone with it, the number was never given."""
    assert connection.in_atomic_block
    values: dict[str, Any] = {"book": str(book), "year": day.year, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(book), str(day.year)])
        cursor.execute(_NEXT, values)
        ident, number = cursor.fetchone()
    return Registration(id=ident, number=number, **values)

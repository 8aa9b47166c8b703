"""G7: any changed character of any event is found, and nothing else is blamed."""

import random

import pytest
from django.db import connection, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from tests.audit.test_chain import break_the_seal, write

pytestmark = pytest.mark.proof
COLUMNS = (
    "chain",
    "seq",
    "act",
    "account_id",
    "person_id",
    "subject",
    "after",
    "at",
    "request_id",
    "device",
    "prev_hash",
    "hash",
)


def test_any_changed_character_is_found(alpha):
    write("5", "4", "н", "осв", chain="course:1")
    write("3", "2→4", chain="course:2")
    dice = random.Random(5)
    assert list(verify_chains()) == []
    rows = list(Event.objects.values("id", *COLUMNS))
    for _ in range(100):
        row, column = dice.choice(rows), dice.choice(COLUMNS)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {column}::text FROM audit_event WHERE id = %s", [row["id"]])
                text = cursor.fetchone()[0]
            changed = _changed(text, column, dice)
            break_the_seal(f"UPDATE audit_event SET {column} = '{changed}' WHERE id = {row['id']}")
            assert list(verify_chains()) != [], (column, text, changed)
            transaction.set_rollback(True)
    assert list(verify_chains()) == []


def _changed(text, column, dice):
    """Change one character so that the column still takes it."""
    if column in ("seq", "account_id", "person_id"):
        return str(int(text) + dice.choice([-100, 100]))
    if column == "at":
        return text.replace("15:55", f"{dice.randrange(10, 15)}:55")
    places = [n for n, character in enumerate(text) if character.isalnum()]
    if column in ("subject", "after"):
        places = [n for n in places if text[n - 1] == '"'] or places
    if not places:
        return text + "x"
    place = dice.choice(places)
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]

"""Events are chained; any changed byte is found; nothing is changed or deleted."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from parta.audit.models import ChainHead, Event
from parta.audit.services import Entry, record, verify_chains
from parta.kernel.actor import Actor

NOW = datetime(2026, 11, 20, 15, 55, 1, 5, tzinfo=UTC)
ACTOR = Actor(account_id=5, person_id=7, school_slug="alpha", request_id="r", device="тест «Firefox» 🙂")


def write(*values, chain="course:1"):
    entries = [
        Entry("journal.mark_recorded", {"pupil": 3}, before=None, after={"value": v, "list": []}) for v in values
    ]
    with transaction.atomic():
        return record(chain=chain, actor=ACTOR, entries=entries, now=NOW)


def break_the_seal(statement):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_append_only")


def test_numbers_go_on_within_a_chain(alpha):
    assert write("5") == 1
    assert write("4", "ё3") == 3
    assert write("2", chain="course:2") == 1
    assert list(verify_chains()) == []


@pytest.mark.parametrize(
    "change",
    [
        'after = \'{"value": "5", "list": [1]}\'',
        "before = '{}'",
        "act = 'journal.mark_changed'",
        "at = at + interval '1 microsecond'",
        "account_id = 6",
        "person_id = NULL",
        "acting_for = 1",
        "subject = '{\"pupil\": 4}'",
        "device = 'Chrome'",
        "request_id = ''",
        "prev_hash = hash",
        "hash = prev_hash",
    ],
)
def test_any_changed_column_is_found(alpha, change):
    write("5", "4", "3")
    break_the_seal(f"UPDATE audit_event SET {change} WHERE seq = 2")
    assert ("course:1", 2, "changed") in [(f.chain, f.seq, f.code) for f in verify_chains()]


def test_a_missing_event_is_found(alpha):
    write("5", "4", "3")
    break_the_seal("DELETE FROM audit_event WHERE seq = 2")
    assert [f.code for f in verify_chains()] == ["gap", "changed"]
    break_the_seal("DELETE FROM audit_event WHERE seq = 3")
    assert [f.code for f in verify_chains()] == ["head"]


def test_a_forged_head_is_found(alpha):
    write("5")
    ChainHead.objects.update(seq=9)
    assert [f.code for f in verify_chains()] == ["head"]


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET act = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_events(alpha, statement):
    write("5")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 1


def test_no_event_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        record(chain="x", actor=ACTOR, entries=[Entry("a")], now=NOW)

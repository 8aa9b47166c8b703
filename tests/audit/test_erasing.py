"""What events said goes by an act alone: the chain stays verifiable, and an emptied event without an act is red."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from parta.audit.erasing import erase
from parta.audit.erasures import emptied_by_acts
from parta.audit.models import Event
from parta.audit.rules import APPROVED, DESTROYED
from parta.audit.rules import DESTRUCTION as CHAIN
from parta.audit.services import Entry, record, verify_chains
from tests.audit.test_chain import ACTOR, NOW, break_the_seal, write


def approve(act=7):
    with transaction.atomic():
        record(chain=CHAIN, actor=ACTOR, entries=[Entry(APPROVED, {"destruction": act})], now=NOW)


def empty(*seqs, act=7, chain="course:1"):
    events = list(Event.objects.filter(chain=chain, seq__in=seqs).values_list("pk", flat=True))
    with transaction.atomic():
        return erase(events=events, subject={"destruction": act}, told={"number": f"{act}/2026"}, actor=ACTOR, now=NOW)


def faults():
    return [(one.chain, one.seq, one.code) for one in verify_chains()]


def test_an_act_empties_events_and_the_chain_holds(alpha):
    write("5", "4", "3")
    approve()
    assert empty(2, 3) == 2
    write("2")
    assert faults() == []
    two = Event.objects.get(chain="course:1", seq=2)
    assert (two.before, two.after, two.erased_by, two.subject) == (None, None, 2, {"pupil": 3})
    assert empty(2) == 0
    assert [(one.number, one.events) for one in emptied_by_acts()] == [("7/2026", 2)]


def test_without_an_approved_act_it_is_red(alpha):
    write("5", "4")
    empty(2)
    assert faults() == [("course:1", 2, "no_act")]
    approve()
    assert faults() == [("course:1", 2, "no_act")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("after = NULL, before = NULL, erased_by = 2", ("course:1", 1, "no_act")),
        ("after = NULL", ("course:1", 1, "changed")),
        ("erased_by = 9", ("course:1", 1, "no_act")),
    ],
)
def test_an_event_that_no_act_names_is_red(alpha, change, found):
    write("5", "4", "3")
    approve()
    empty(2)
    break_the_seal(f"UPDATE audit_event SET {change} WHERE chain = 'course:1' AND seq = 1")
    assert faults() == [found]


@pytest.mark.parametrize(
    "change",
    [
        "act = 'journal.mark_changed'",
        "subject = '{\"pupil\": 4}'",
        "person_id = 8",
        "at = at + interval '1 microsecond'",
        'after = \'{"value": "5"}\'',
        "before = '{}'",
        "hash = prev_hash",
        "prev_hash = hash",
        "erased_by = 1",
        "erased_by = NULL",
    ],
)
def test_what_is_left_of_an_emptied_event_may_not_be_changed(alpha, change):
    write("5", "4", "3")
    approve()
    empty(2)
    break_the_seal(f"UPDATE audit_event SET {change} WHERE chain = 'course:1' AND seq = 2")
    assert [one for one in faults() if one[:2] in (("course:1", 2), ("course:1", 3))]


def test_words_put_back_are_red(alpha):
    write("5", "4")
    before = Event.objects.get(chain="course:1", seq=2)
    approve()
    empty(2)
    words = json.dumps(before.after)
    break_the_seal(f"UPDATE audit_event SET after = '{words}', erased_by = NULL WHERE chain = 'course:1' AND seq = 2")
    assert faults() == [("course:1", 2, "kept")]


def test_a_changed_list_of_what_was_emptied_is_red(alpha):
    write("5", "4")
    approve()
    empty(2)
    named = json.dumps({"number": "7/2026", "erased": {"course:1": {"1": "x", "2": "x"}}})
    break_the_seal(f"UPDATE audit_event SET after = '{named}' WHERE chain = '{CHAIN}' AND act = '{DESTROYED}'")
    assert (CHAIN, 2, "changed") in faults()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET before = NULL, after = NULL, erased_by = 2 WHERE chain = 'course:1' AND seq = 1",
        "UPDATE audit_event SET erased_by = 2 WHERE chain = 'course:1' AND seq = 1",
        "UPDATE audit_event SET after = '{}' WHERE chain = 'course:1' AND seq = 2",
        "UPDATE audit_event SET erased_by = NULL WHERE chain = 'course:1' AND seq = 2",
        "DELETE FROM audit_event WHERE chain = 'course:1' AND seq = 2",
    ],
)
def test_the_database_empties_nothing_that_no_act_names(alpha, statement):
    write("5", "4")
    approve()
    empty(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert faults() == []

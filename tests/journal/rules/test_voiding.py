"""What stands in a record without the operations that are void, and what an order may not reach."""

import pytest

from parta.journal.enums import OperationKind as K
from parta.journal.enums import RefusalCode as C
from parta.journal.rules.voiding import Version, column, decide_voiding, place_of, restored, standing

THREE, FOUR, FIVE = ({"value": value, "attempts": [], "late": False} for value in "345")
CLEARED = {"value": "", "attempts": [], "late": False}


def versions(*steps):
    """Chain states: «!» before one says that it is void, «=» that an order restored it."""
    before, found = None, []
    for sign, after in steps:
        found.append(Version(before, after, void=sign == "!", derived=sign == "="))
        before = after
    return found


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([("!", FIVE)], None),  # the first
        ([(" ", THREE), ("!", FIVE)], THREE),  # the last
        ([(" ", THREE), ("!", FIVE), ("!", FOUR)], THREE),  # two of them
        ([(" ", THREE), ("!", FIVE), (" ", FOUR)], FOUR),  # an honest one after it stands
        ([("!", FIVE), (" ", THREE), ("!", FOUR)], THREE),
        ([(" ", THREE), ("!", CLEARED)], THREE),  # cleared by the other
        ([(" ", THREE), (" ", CLEARED), ("!", FIVE)], CLEARED),  # cleared honestly before
        ([("!", FIVE), (" ", CLEARED)], CLEARED),
        ([(" ", THREE), ("!", FIVE), ("=", THREE)], THREE),  # restored already
        ([("!", THREE), ("!", FIVE), ("=", THREE)], None),  # a wider order after the first one
        ([(" ", THREE), ("!", FIVE), ("=", THREE), (" ", FOUR)], FOUR),
    ],
)
def test_the_state_is_what_the_last_valid_operation_made(steps, state):
    assert standing(versions(*steps)) == state


def test_what_stood_before_the_first_known_operation_comes_back():
    assert standing([Version(THREE, FIVE, void=True)]) == THREE
    assert standing([]) is None


@pytest.mark.parametrize(
    ("kind", "current", "state", "content"),
    [
        (K.MARK, FIVE, THREE, THREE),
        (K.MARK, {**FIVE, "version": 7}, {**FIVE, "version": 2, "overdue": {}}, None),
        (K.MARK, FIVE, None, CLEARED),
        (K.MARK, None, None, None),
        (K.MARK, None, FOUR, FOUR),
        (K.TOPIC, {"value": "Степени", "plan_line": 4}, {"value": "Корни"}, {"value": "Корни", "plan_line": None}),
        (
            K.HOMEWORK,
            {"id": "x", "value": "№ 1", "none": False, "minutes": 10, "due": 3},
            {"id": "x", "value": "", "none": True, "minutes": None, "due": None},
            {"value": "", "none": True, "minutes": None, "due": None},
        ),
    ],
)
def test_only_what_differs_is_written(kind, current, state, content):
    assert restored(kind, current, state) == content


COLUMN = {"lesson": 1, "kind": 2, "weight": "1.00", "title": "", "purpose": "", "criteria": 1, "deleted": False}
EVENT = {"lesson": 1, "kind_id": 2, "weight": "1", "title": "", "criteria": 1, "deleted": False}


@pytest.mark.parametrize(
    ("current", "state", "marked", "criteria", "content"),
    [
        ({}, None, 0, 0, {"deleted": True}),  # added by the other: goes
        ({}, None, 1, 1, None),  # honest marks stand in it: stays
        ({"deleted": True}, EVENT, 0, 0, {}),  # taken away by the other: comes back
        ({"deleted": True}, {**EVENT, "deleted": True}, 2, 1, {}),  # marks come back into it
        ({"weight": "9.00", "lesson": 8}, EVENT, 3, 1, {}),
        ({"criteria": 2}, EVENT, 2, 2, None),  # an honest mark of the second criterion keeps its place
        ({"criteria": 2}, EVENT, 2, 1, {}),
        ({}, EVENT, 0, 0, None),
    ],
)
def test_a_column_where_marks_stand_stays(current, state, marked, criteria, content):
    found = column({**COLUMN, **current}, state, marked=marked, criteria=criteria)
    if content is None:
        assert found is None
    else:
        assert found == {**COLUMN, "weight": state["weight"] if state else "1.00", **content}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, ""),
        ({"ground": "да"}, C.VOID_NEEDS_GROUND),
        ({"chosen": 0}, C.VOID_NOTHING_CHOSEN),
        ({"void": 1}, C.VOID_ALREADY),
        ({"own": True}, C.VOID_OWN_ACCOUNT),
        ({"closed": 2}, C.VOID_IN_CLOSED_PERIOD),
        ({"closed": 2, "closed_too": True}, ""),
    ],
)
def test_what_an_order_may_not_reach(facts, code):
    usual = {"ground": "распоряжение № 7", "chosen": 3, "void": 0, "own": False, "closed": 0, "closed_too": False}
    decision = decide_voiding(**{**usual, **facts})
    assert (decision.allowed, decision.code) == (not code, code)


def test_records_are_named_by_what_stays_the_same():
    subject = {"kind": "mark", "work": "w", "lesson": 5, "pupil": 1, "criterion": 2}
    assert place_of(subject) == place_of({**subject, "lesson": 6, "source": {}}) == ("mark", "w", 1, 2)
    assert place_of({"kind": "homework", "lesson": 5}) == ("homework", 5, None)
    assert place_of({"kind": "edit", "cell": 1}) is None

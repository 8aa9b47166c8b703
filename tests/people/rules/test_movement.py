"""Movement by orders: what is refused and why, and the balance of a period, by real dates of 2026/27."""

from datetime import date

import pytest

from parta.people.enums import MoveKind, RefusalCode
from parta.people.rules.movement import Mismatch, Move, Order, Place, Record, balance, decide_move, decide_removal

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
TODAY = date(2026, 11, 20)
SEVEN_A, SEVEN_B = 1, 2


def on(text):
    return date.fromisoformat(f"2026-{text}")


def order(day, dated="11-20"):
    return Order("47-у", on(dated), on(day))


HERE = [Place(1, SEVEN_A, on("09-01"))]
LEFT = [Place(1, SEVEN_A, on("09-01"), on("10-16"))]
TWICE = [Place(1, SEVEN_A, on("09-01"), on("10-16")), Place(1, SEVEN_B, on("10-17"))]
MARKED = [Record(on("11-18"), "алгебра")]


@pytest.mark.parametrize(
    ("kind", "day", "places", "records", "code"),
    [
        ("arrived", "11-20", [], [], None),
        ("arrived", "11-20", HERE, [], RefusalCode.MOVE_ALREADY_PLACED),
        ("returned", "11-20", LEFT, [], None),
        ("returned", "10-16", LEFT, [], RefusalCode.MOVE_ALREADY_PLACED),
        ("arrived", "08-31", [], [], RefusalCode.MOVE_OUTSIDE_YEAR),
        ("arrived", "08-31", HERE, [], RefusalCode.MOVE_OUTSIDE_YEAR),
        ("transferred", "11-23", HERE, MARKED, None),
        ("transferred", "11-18", HERE, MARKED, RefusalCode.MOVE_HAS_RECORDS),
        ("transferred", "09-01", HERE, [], RefusalCode.MOVE_CAME_THAT_DAY),
        ("transferred", "10-10", TWICE, [], RefusalCode.MOVE_FOLLOWED),
        ("departed", "11-18", HERE, MARKED, None),
        ("departed", "11-17", HERE, MARKED, RefusalCode.MOVE_HAS_RECORDS),
        ("departed", "08-31", HERE, [], RefusalCode.MOVE_NOT_PLACED),
        ("expelled", "11-20", LEFT, [], RefusalCode.MOVE_NOT_PLACED),
        ("academic_leave", "11-20", HERE, [], None),
        ("graduated", "11-20", [], [], RefusalCode.MOVE_NOT_PLACED),
    ],
)
def test_which_orders_are_possible(kind, day, places, records, code):
    kind = MoveKind(kind)
    target = SEVEN_B if kind in (MoveKind.ARRIVED, MoveKind.RETURNED, MoveKind.TRANSFERRED) else None
    told = decide_move(kind, order=order(day), today=TODAY, year=YEAR, target=target, places=places, records=records)
    assert (told.code or None) == code


def test_a_refusal_names_the_first_records():
    records = [Record(on(f"11-{day}"), "химия") for day in (20, 19, 18, 17, 16, 13, 12)]
    told = decide_move(
        MoveKind.DEPARTED, order=order("11-12"), today=TODAY, year=YEAR, target=None, places=HERE, records=records
    )
    assert told.params["count"] == 6
    assert told.params["records"] == [(on(f"11-{day}"), "химия") for day in (13, 16, 17, 18, 19)]


def test_orders_are_not_dated_to_come_and_nobody_goes_where_they_are():
    future = decide_move(
        MoveKind.DEPARTED, order=order("11-20", "11-21"), today=TODAY, year=YEAR, target=None, places=HERE
    )
    same = decide_move(MoveKind.TRANSFERRED, order=order("11-20"), today=TODAY, year=YEAR, target=SEVEN_A, places=HERE)
    assert (future.code, same.code) == (RefusalCode.MOVE_ORDER_IN_FUTURE, RefusalCode.MOVE_SAME_CLASS)


def test_an_order_is_taken_out_while_nothing_stands_on_it():
    assert decide_removal(latest=True, records=[]).allowed
    assert decide_removal(latest=True, records=MARKED).code == RefusalCode.MOVE_STANDS
    assert decide_removal(latest=False, records=[]).code == RefusalCode.MOVE_FOLLOWED_BY_ORDER


# 7А on 1 September: 1–4; 5 comes on 12 October, 2 goes over to 7Б on 2 November, 3 leaves on 24 October,
# 4 is a graduate of the last day of June
PLACES = [
    Place(1, SEVEN_A, on("09-01")),
    Place(2, SEVEN_A, on("09-01"), on("11-01")),
    Place(2, SEVEN_B, on("11-02")),
    Place(3, SEVEN_A, on("09-01"), on("10-24")),
    Place(4, SEVEN_A, on("09-01"), date(2027, 6, 30)),
    Place(5, SEVEN_A, on("10-12")),
]
MOVES = [
    Move(1, on("09-01"), None, SEVEN_A),
    Move(2, on("11-02"), SEVEN_A, SEVEN_B),
    Move(3, on("10-24"), SEVEN_A),
    Move(4, date(2027, 6, 30), SEVEN_A),
    Move(5, on("10-12"), None, SEVEN_A),
]
SPANS = [("2026-09-01", "2026-10-24"), ("2026-10-25", "2026-12-30"), ("2026-12-31", "2027-08-31")]


def balanced(class_id, start, end, places=PLACES, moves=MOVES):
    span = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    return balance(class_id, year=YEAR, places=places, moves=moves, **span)


@pytest.mark.parametrize(
    ("class_id", "counts"),
    [(SEVEN_A, [(4, 1, 1, 4), (4, 0, 1, 3), (3, 0, 1, 2)]), (SEVEN_B, [(0, 0, 0, 0), (0, 1, 0, 1), (1, 0, 0, 1)])],
)
def test_each_period_begins_with_what_the_one_before_ended_with(class_id, counts):
    found = [balanced(class_id, *span) for span in SPANS]
    assert [(one.start, one.arrived, one.departed, one.end) for one in found] == counts
    assert all(one.holds for one in found)
    whole = balanced(class_id, "2026-09-01", "2027-08-31")
    assert whole.holds and whole.end == counts[-1][-1]


@pytest.mark.parametrize("first", ["11-01", "11-02", "11-03"])
def test_a_transfer_on_the_edge_of_a_period_is_counted_once(first):
    found = [balanced(one, f"2026-{first}", "2026-12-30") for one in (SEVEN_A, SEVEN_B)]
    assert all(one.holds for one in found)
    assert sum(one.start for one in found) == sum(one.end for one in found) == 4


def test_a_list_without_its_order_is_seen_and_an_order_without_its_list():
    bare = balanced(SEVEN_A, "2026-09-01", "2026-12-30", moves=[one for one in MOVES if one.pupil_id != 5])
    assert not bare.holds and (bare.start, bare.arrived, bare.departed, bare.end) == (4, 0, 2, 3)
    assert bare.mismatches == (Mismatch(5, SEVEN_A, on("10-12"), out=False, ordered=False),)
    ghost = balanced(SEVEN_A, "2026-09-01", "2026-12-30", moves=[*MOVES, Move(1, on("12-01"), SEVEN_A)])
    assert ghost.mismatches == (Mismatch(1, SEVEN_A, on("12-01"), out=True, ordered=True),)


def test_two_errors_that_cancel_out_are_still_seen():
    moves = [one for one in MOVES if one.pupil_id != 5] + [Move(6, on("10-13"), None, SEVEN_A)]
    found = balanced(SEVEN_A, "2026-09-01", "2026-12-30", moves=moves)
    assert found.start + found.arrived - found.departed == found.end
    assert not found.holds and {one.pupil_id for one in found.mismatches} == {5, 6}

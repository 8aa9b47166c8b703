"""From when and by when marks of a period and of the year are asked for, by the acts of five institutions."""

from datetime import date, timedelta

import pytest

from parta.journal.enums import ResultKind
from parta.journal.rules.facts import OrderedDays
from parta.journal.rules.result_terms import result_term
from parta.regulation.rules.parse import load_preset
from tests.journal.rules.school_year import last_moment, on, period, year

TERM, YEAR = ResultKind.TERM, ResultKind.YEAR


@pytest.mark.parametrize(
    ("preset", "since", "due", "clause"),
    [
        ("school_117", on("17.10", "00:00"), "23.10 23:59", "5.2"),  # a week before; the act names no opening
        ("school_2", on("20.10", "00:00"), "26.10 23:59", "17(4)"),  # Monday after Saturday's end of the quarter
        ("lyceum_68", on("18.10", "00:00"), "24.10 23:59", "3.6.5"),  # the last week, by the act
        ("stakhanovskaya", on("18.10", "00:00"), "24.10 23:59", "2.12"),
    ],
)
def test_the_first_quarter(preset, since, due, clause) -> None:
    asked = result_term(TERM, load_preset(preset), period(1))
    assert (asked.since, last_moment(asked.due), asked.clause.number) == (since, due, clause)
    assert not asked.is_asked(since - timedelta(minutes=1))
    assert asked.is_asked(since)
    assert not asked.is_over(asked.due - timedelta(minutes=1))
    assert asked.is_over(asked.due)


def test_the_college_counts_from_the_attestation_where_it_has_a_day() -> None:
    rules = load_preset("kudymkar_college")
    asked = result_term(TERM, rules, period(1, attestation=date(2026, 10, 15)))
    assert (asked.since, last_moment(asked.due)) == (on("10.10", "00:00"), "16.10 23:59")


@pytest.mark.parametrize(("preset", "due"), [("school_117", "25.5 23:59"), ("lyceum_68", "26.5 23:59")])
def test_the_year(preset, due) -> None:
    assert last_moment(result_term(YEAR, load_preset(preset), year()).due) == due


def test_an_order_of_the_director_moves_both_ends_where_the_act_leaves_them_to_orders() -> None:
    ordered = OrderedDays(date(2026, 10, 19), date(2026, 10, 22), "45")
    asked = result_term(TERM, load_preset("stakhanovskaya"), period(1, ordered=ordered))
    assert (asked.since, last_moment(asked.due), asked.order_no) == (on("19.10", "00:00"), "22.10 23:59", "45")
    assert result_term(TERM, load_preset("lyceum_68"), period(1, ordered=ordered)).order_no == ""


@pytest.mark.parametrize("closed", ["term_closed", "year_closed"])
def test_nobody_is_reminded_of_what_is_closed(closed) -> None:
    assert result_term(TERM, load_preset("school_117"), period(1, **{closed: True})) is None

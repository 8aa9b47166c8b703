"""Lines of a plan joined, split and moved; which steps a plan takes."""

import pytest

from parta.curriculum.enums import PlanState, PlanStep
from parta.curriculum.rules.plans import (
    MOST_LINES,
    Line,
    decide_rewriting,
    decide_step,
    joined,
    moved,
    split,
    steps_from,
    without,
)

LINES = (
    Line("Степень. Её свойства", 2, "Степень", homework="№ 1", id=1),
    Line("Одночлены", 1, "Степень", control_kind="тест", homework="№ 2", id=2),
    Line("Контрольная работа № 1", 1, id=3),
)


def topics(lines):
    return [(line.topic, line.hours) for line in lines]


def test_two_lines_become_one_that_keeps_what_both_had():
    one = joined(LINES, 0)[0]
    assert one == Line("Степень. Её свойства. Одночлены", 3, "Степень", "", "тест", "№ 1; № 2", "", 1)
    assert topics(joined(LINES, 0, hours=2)) == [("Степень. Её свойства. Одночлены", 2), ("Контрольная работа № 1", 1)]
    assert joined(LINES, 2) == LINES


def test_a_line_is_split_by_its_sentences_and_its_hours():
    first, second, *_ = split(LINES, 0)
    assert topics((first, second)) == [("Степень", 1), ("Её свойства", 1)]
    assert (first.id, second.id, second.section, second.homework) == (1, None, "Степень", "")
    assert topics(split(LINES, 1))[1:3] == [("Одночлены", 1), ("Одночлены", 1)]


def test_lines_move_and_stay_at_the_edges():
    assert [line.id for line in moved(LINES, 1, -1)] == [2, 1, 3]
    assert [line.id for line in moved(LINES, 0, 1)] == [2, 1, 3]
    assert moved(LINES, 0, -1) == moved(LINES, 2, 1) == LINES
    assert [line.id for line in without(LINES, 1)] == [1, 3]


@pytest.mark.parametrize(
    ("step", "state", "lines", "words", "code"),
    [
        (PlanStep.SEND, "draft", 3, "", ""),
        (PlanStep.SEND, "draft", 0, "", "plan_empty"),
        (PlanStep.SEND, "approved", 3, "", "plan_not_in_state"),
        (PlanStep.APPROVE, "on_approval", 3, "", ""),
        (PlanStep.APPROVE, "draft", 3, "", "plan_not_in_state"),
        (PlanStep.RETURN, "on_approval", 3, "  ", "plan_returned_without_words"),
        (PlanStep.RETURN, "on_approval", 3, "Нет контрольных", ""),
        (PlanStep.ARCHIVE, "fitted", 3, "", "plan_not_in_state"),
    ],
)
def test_a_step_is_taken_from_its_state_only(step, state, lines, words, code):
    assert decide_step(step, state=state, lines=lines, words=words).code == code


def test_only_a_draft_is_rewritten():
    assert decide_rewriting(state="draft", lines=MOST_LINES).allowed
    assert decide_rewriting(state="draft", lines=MOST_LINES + 1).code == "plan_too_long"
    for state in set(PlanState) - {PlanState.DRAFT}:
        assert decide_rewriting(state=state, lines=1).code == "plan_not_in_state"
    assert steps_from("fitted") == frozenset()

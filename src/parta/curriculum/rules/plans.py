"""Lines of a lesson plan moved, joined and split; which step a plan may take from where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parta.curriculum.enums import PlanRefusal, PlanState, PlanStep
from parta.kernel.decisions import ALLOWED, Decision

MOST_LINES = 400
MOST_HOURS = 99
"""Hours of one line: a reserve, a block of practice."""
LONGEST_TOPIC = 1000
OPEN = frozenset({PlanState.DRAFT})
"""States in which lines of a plan may be changed."""
_FROM = {
    PlanStep.SEND: PlanState.DRAFT,
    PlanStep.WITHDRAW: PlanState.ON_APPROVAL,
    PlanStep.APPROVE: PlanState.ON_APPROVAL,
    PlanStep.RETURN: PlanState.ON_APPROVAL,
    PlanStep.ARCHIVE: PlanState.APPROVED,
}
AFTER = {
    PlanStep.SEND: PlanState.ON_APPROVAL,
    PlanStep.WITHDRAW: PlanState.DRAFT,
    PlanStep.APPROVE: PlanState.APPROVED,
    PlanStep.RETURN: PlanState.DRAFT,
    PlanStep.ARCHIVE: PlanState.ARCHIVED,
}
"""Step → the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan; `id` is None for one that is not stored yet. Its number is its place."""

    topic: str
    hours: int = 1
    section: str = ""
    lesson_kind: str = ""
    control_kind: str = ""
    homework: str = ""
    resources: str = ""
    id: int | None = None


Lines = tuple[Line, ...]


def steps_from(state: str) -> frozenset[PlanStep]:
    """Give the steps that a plan may take from a state."""
    return frozenset(step for step, begins in _FROM.items() if begins == state)


def decide_step(step: PlanStep, *, state: str, lines: int, words: str) -> Decision:
    """Tell whether a plan may take a step: `plan_not_in_state`, `plan_empty`, `plan_returned_without_words`."""
    if _FROM[step] != state:
        return Decision(False, PlanRefusal.NOT_IN_STATE, {"state": state})
    if step is PlanStep.SEND and not lines:
        return Decision(False, PlanRefusal.EMPTY, {})
    if step is PlanStep.RETURN and not words.strip():
        return Decision(False, PlanRefusal.WITHOUT_WORDS, {})
    return ALLOWED


def decide_rewriting(*, state: str, lines: int) -> Decision:
    """Tell whether a plan's lines may be rewritten: `plan_not_in_state`, `plan_too_long`."""
    if state not in OPEN:
        return Decision(False, PlanRefusal.NOT_IN_STATE, {"state": state})
    if lines > MOST_LINES:
        return Decision(False, PlanRefusal.TOO_LONG, {"most": MOST_LINES})
    return ALLOWED


def moved(lines: Sequence[Line], place: int, by: int) -> Lines:
    """Move a line up (−1) or down (1); at the edge it stays."""
    found = list(lines)
    if 0 <= place < len(found) and 0 <= place + by < len(found):
        found.insert(place + by, found.pop(place))
    return tuple(found)


def joined(lines: Sequence[Line], place: int, *, hours: int | None = None) -> Lines:
    """Join a line with the next into one; without `hours`, of all their hours."""
    if not 0 <= place < len(lines) - 1:
        return tuple(lines)
    first, second = lines[place], lines[place + 1]
    one = replace(
        first,
        topic=_both(first.topic, second.topic, ". ")[:LONGEST_TOPIC],
        hours=min(MOST_HOURS, hours or first.hours + second.hours),
        section=first.section or second.section,
        lesson_kind=_both(first.lesson_kind, second.lesson_kind, ", ")[:200],
        control_kind=_both(first.control_kind, second.control_kind, ", ")[:200],
        homework=_both(first.homework, second.homework, "; ")[:1000],
        resources=_both(first.resources, second.resources, "; ")[:1000],
    )
    return (*lines[:place], one, *lines[place + 2 :])


def split(lines: Sequence[Line], place: int) -> Lines:
    """Split a line in two: by its sentences, else the same words twice; hours in halves, an hour each at the least."""
    if not 0 <= place < len(lines):
        return tuple(lines)
    line = lines[place]
    first, second = _sentences(line.topic)
    later = max(1, line.hours // 2)
    return (
        *lines[:place],
        replace(line, topic=first, hours=max(1, line.hours - later)),
        replace(line, topic=second, hours=later, control_kind="", homework="", id=None),
        *lines[place + 1 :],
    )


def without(lines: Sequence[Line], place: int) -> Lines:
    """Take a line out."""
    return tuple(line for at, line in enumerate(lines) if at != place)


def added(lines: Sequence[Line], place: int, line: Line) -> Lines:
    """Put a line after the one at `place`."""
    return (*lines[: place + 1], line, *lines[place + 1 :])


def _both(first: str, second: str, between: str) -> str:
    if not first or not second or first == second:
        return first or second
    return f"{first.rstrip('. ') if between == '. ' else first}{between}{second}"


def _sentences(topic: str) -> tuple[str, str]:
    """Cut a topic at the end of a sentence that is nearest to its middle."""
    ends = [found.end() for found in re.finditer(r"[.;]\s+(?=\S)", topic) if not topic[found.end()].islower()]
    if not ends:
        return topic, topic
    at = min(ends, key=lambda end: abs(end - len(topic) / 2))
    return topic[:at].rstrip(" ;").removesuffix("."), topic[at:].strip()

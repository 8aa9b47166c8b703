"""A plan laid on the real lessons of a journal: which line falls on which day, what does not fit, what to join."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from parta.curriculum.enums import CorrectionKind, PlanRefusal
from parta.curriculum.rules.plans import Line, Lines, joined, split
from parta.kernel.decisions import ALLOWED, Decision

REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson of the journal: its day and hours; `past` are those that have begun."""

    day: date
    hours: int
    past: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A period of the journal's calendar."""

    kind: str
    number: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line of the plan on its days: `taken` by a lesson, or `behind` anyway; `lacking` hours have no lesson left."""

    number: int
    line: Line
    days: tuple[date, ...]
    taken: bool
    behind: bool
    lacking: int


@dataclass(frozen=True, slots=True)
class PeriodFit:
    """A period: hours of its lessons, of them cancelled; at its end hours that lack, below zero to spare."""

    span: Span
    hours: int
    cancelled: int
    lacking: int


@dataclass(frozen=True, slots=True)
class PlanFit:
    """A plan on its journal's lessons. `left`: hours of the plan ahead; `room`: hours of lessons ahead."""

    lines: tuple[LaidLine, ...]
    periods: tuple[PeriodFit, ...]
    planned: int
    left: int
    room: int
    last_day: date | None

    @property
    def lacking(self) -> int:
        """Hours that lack to the end of the lessons; below zero are to spare."""
        return self.left - self.room


def fit_plan(
    lines: Sequence[Line],
    slots: Iterable[Slot],
    spans: Iterable[Span],
    *,
    place: int,
    given: Mapping[int, tuple[date, ...]],
) -> PlanFit:
    """Lay the lines that are ahead on the lessons that are ahead, in order: clause S1-11, norm S4-39.

    `place` is how many hours of the plan are behind; `given` the days of lines that lessons have taken. What a period
    should have reached by its end is what the timetable would have given with nothing cancelled: hours that were
    cancelled or spent beside the plan lack there. The rest of a plan longer than the year lacks in the last period.
    """
    ordered = sorted(slots, key=lambda slot: slot.day)
    ahead = [slot for slot in ordered if not slot.past and not slot.cancelled]
    hours_of = [slot.hours for slot in ahead]
    room = sum(hours_of)
    laid, start, at = [], 0, 0
    for number, line in enumerate(lines, 1):
        end = start + line.hours
        need = max(0, end - max(start, place))
        days = list(given.get(line.id, ())) if line.id is not None else []
        while need and at < len(ahead):
            part = min(need, hours_of[at])
            days.append(ahead[at].day)
            need -= part
            hours_of[at] -= part
            at += hours_of[at] == 0
        laid.append(LaidLine(number, line, tuple(dict.fromkeys(days)), line.id in given, end <= place, need))
        start = end
    periods = tuple(_period(span, ordered, start, place) for span in spans)
    if periods:
        last = replace(periods[-1], lacking=max(0, start - place) - room)
        periods = (*periods[:-1], last)
    return PlanFit(tuple(laid), periods, start, max(0, start - place), room, ordered[-1].day if ordered else None)


def _period(span: Span, slots: Sequence[Slot], planned: int, place: int) -> PeriodFit:
    own = [slot for slot in slots if span.start <= slot.day <= span.end]
    until = [slot for slot in slots if slot.day <= span.end]
    wanted = min(planned, sum(slot.hours for slot in until))
    reached = place + sum(slot.hours for slot in until if not slot.past and not slot.cancelled)
    lacking = 0 if all(slot.past for slot in until) else wanted - reached
    return PeriodFit(
        span,
        sum(slot.hours for slot in own if not slot.cancelled),
        sum(slot.hours for slot in own if slot.cancelled),
        lacking,
    )


def proposals(fit: PlanFit) -> tuple[tuple[CorrectionKind, int], ...]:
    """Say which lines ahead may give up an hour each where hours lack, as (what, number), in the order of the plan.

    First lines of several hours, then neighbours of one section without a control work, the nearest in words first.
    """
    found: list[tuple[CorrectionKind, int]] = []
    used: set[int] = set()
    free = [one for one in fit.lines if not (one.taken or one.behind or one.line.control_kind)]
    for one in sorted(free, key=lambda one: -one.line.hours):
        if one.line.hours > 1 and len(found) < fit.lacking:
            found.append((CorrectionKind.SHORTEN, one.number))
            used.add(one.number)
    pairs = [
        (first, second)
        for first, second in pairwise(free)
        if second.number == first.number + 1 and first.line.section == second.line.section
    ]
    for first, second in sorted(pairs, key=lambda pair: _unlike(pair[0].line.topic, pair[1].line.topic)):
        if len(found) < fit.lacking and not used & {first.number, second.number}:
            found.append((CorrectionKind.JOIN, first.number))
            used |= {first.number, second.number}
    return tuple(sorted(found, key=lambda one: one[1]))


def decide_correction(
    kind: CorrectionKind, lines: Sequence[Line], place: int, *, given: frozenset[int], reason: str
) -> Decision:
    """Tell whether a journal's own plan may be corrected at a line.

    Gives `plan_correction_without_reason`, `plan_line_given` (a lesson has taken it) and `plan_line_cannot` (nothing to
    join it with, or no hour to take away).
    """
    if not reason.strip():
        return Decision(False, PlanRefusal.NO_REASON, {})
    touched = lines[place : place + (2 if kind is CorrectionKind.JOIN else 1)]
    if any(line.id in given for line in touched):
        return Decision(False, PlanRefusal.LINE_GIVEN, {"number": place + 1})
    alone = kind is CorrectionKind.JOIN and len(touched) < 2
    if not touched or alone or (kind is CorrectionKind.SHORTEN and touched[0].hours < 2):
        return Decision(False, PlanRefusal.LINE_CANNOT, {"number": place + 1})
    return ALLOWED


def corrected(kind: CorrectionKind, lines: Sequence[Line], place: int) -> Lines:
    """Correct the lines: two in one with an hour less, one in two with an hour more, an hour less, an hour more."""
    line = lines[place]
    match kind:
        case CorrectionKind.JOIN:
            hours = max(1, line.hours + lines[place + 1].hours - 1)
            return joined(lines, place, hours=hours)
        case CorrectionKind.SPLIT:
            return split(lines, place)
        case CorrectionKind.SHORTEN:
            hours = line.hours - 1
        case CorrectionKind.LENGTHEN:
            hours = line.hours + 1
    return (*lines[:place], replace(line, hours=hours), *lines[place + 1 :])


def _unlike(first: str, second: str) -> tuple[float, int]:
    """Say how little two topics have in common, and how long they would be together."""
    one, other = set(first.lower().split()), set(second.lower().split())
    return (1 - len(one & other) / max(1, len(one | other)), len(first) + len(second))

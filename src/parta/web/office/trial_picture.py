"""The moments of a lesson as a picture and as a list: when each duty is due, when each window closes.

Time runs by the logarithm of hours from the lesson's beginning, so that its evening and its month are both to be seen.
Places are per cent of the width: the picture grows with the page, its letters do not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log1p

from parta.journal.enums import RefusalCode, TrialAct
from parta.journal.rules.decide import EntryTerms
from parta.journal.services.lesson_trials import LessonTrial, TrialRow
from parta.kernel.decisions import Clause
from parta.regulation.enums import LatePolicy
from parta.wording.dates import moment_end
from parta.wording.lesson_trials import THINGS, due_text, kinds_text, shut_text

_HEAD, _LANE, _BAR, _TITLE, _TAIL = 20, 24, 9, 15, 18
_DAYS = (1, 2, 3, 5, 8, 15, 31, 61, 122)
_APART = 15.0
_LEFT_OUT = (TrialAct.MARK_REMOVAL, TrialAct.PERIOD_MARK)
"""Removal closes with changes; marks of periods have terms of their own, far from the lesson."""

_Told = tuple[datetime, LatePolicy | None, Clause | None]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time of one act: `in`, `late` or `ask`; `lower` is the draft's."""

    kind: str
    lower: bool
    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One act with its stretches."""

    title: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a day."""

    x: float
    day: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn; `now` is the place of the chosen moment, None where it comes before the lesson."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    now: float | None
    height: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the list: what is due or closes then; `whose` is `both`, `now` or `draft`."""

    at: datetime
    when: str
    text: str
    clause: Clause | None
    whose: str


class _Scale:
    def __init__(self, start: datetime, end: datetime) -> None:
        self._start, self._whole = start, log1p((end - start).total_seconds() / 3600)

    def __call__(self, moment: datetime) -> float:
        hours = max(0.0, (moment - self._start).total_seconds() / 3600)
        return round(min(100.0, 100 * log1p(hours) / self._whole), 2)


def picture_of(trial: LessonTrial, moment: datetime) -> Picture:
    """Draw the acts of a lesson one under another, the draft's stretches under those in force."""
    rows = _drawn(trial)
    last = max([moment, *(at for row in rows for terms in _terms(row) for at in _moments(terms))], default=moment)
    end = trial.starts_at + max((last - trial.starts_at) * 1.5, timedelta(days=4))
    scale = _Scale(trial.starts_at, end)
    drafted = any(row.draft for row in rows)
    step = _LANE + _BAR + (_BAR + 3 if drafted else 0)
    lanes = []
    for place, row in enumerate(rows):
        top = _HEAD + place * step
        bars = [*_bars(row.now.terms, scale, top + _TITLE + 5, lower=False)]
        if row.draft is not None:
            bars += _bars(row.draft.terms, scale, top + _TITLE + 5 + _BAR + 3, lower=True)
        lanes.append(Lane(_thing(row), top + _TITLE, tuple(bars)))
    begun = moment >= trial.starts_at
    height = _HEAD + len(rows) * step + _TAIL
    return Picture(tuple(lanes), tuple(_ticks(trial.starts_at, end, scale)), scale(moment) if begun else None, height)


def moments_of(trial: LessonTrial) -> list[Moment]:
    """List the moments of a lesson in order; what both regulations say the same is told once."""
    found: dict[_Told, dict[str, list[str]]] = {}
    for row in _drawn(trial):
        for whose, verdict in (("now", row.now), ("draft", row.draft)):
            for told in _told(verdict.terms, trial) if verdict is not None else ():
                found.setdefault(told, {}).setdefault(whose, []).append(_thing(row))
    lines = []
    for (at, policy, clause), by in found.items():
        same = by.get("now") == by.get("draft")
        for whose, things in [("both", by["now"])] if same else by.items():
            text = due_text(things) if policy is None else shut_text(things, policy)
            lines.append(Moment(at, moment_end(at), text, clause, whose))
    return sorted(lines, key=lambda line: (line.at, line.text))


def _told(terms: EntryTerms, trial: LessonTrial) -> Iterator[_Told]:
    """Give when an act is due (without a policy) and when it is shut, in the school's zone."""
    zone = trial.starts_at.tzinfo
    if terms.due is not None:
        yield terms.due.moment.astimezone(zone), None, terms.due.clause
    if terms.shut is not None:
        yield terms.shut.astimezone(zone), terms.policy.value, terms.clause


def _drawn(trial: LessonTrial) -> list[TrialRow]:
    """Give the acts that have a time at this lesson; where marks are not given at all there is none."""
    never = (RefusalCode.NO_MARKS_IN_GRADE, RefusalCode.COURSE_WITHOUT_MARKS)
    return [row for row in trial.rows if row.act not in _LEFT_OUT and row.now.decision.code not in never]


def _thing(row: TrialRow) -> str:
    """Name what is written, for a new mark with its kinds of work."""
    title = THINGS[row.act]
    return f"{title}: {kinds_text(row.kinds)}" if row.act is TrialAct.NEW_MARK else title


def _terms(row: TrialRow) -> Iterator[EntryTerms]:
    yield row.now.terms
    if row.draft is not None:
        yield row.draft.terms


def _moments(terms: EntryTerms) -> Iterable[datetime]:
    return [at for at in (terms.due.moment if terms.due else None, terms.shut) if at is not None]


def _bars(terms: EntryTerms, scale: _Scale, y: float, *, lower: bool) -> Iterator[Bar]:
    shut = scale(terms.shut) if terms.shut is not None else 100.0
    due = min(scale(terms.due.moment), shut) if terms.due is not None else shut
    yield Bar("in", lower, 0, due, y)
    if due < shut:
        yield Bar("late", lower, due, round(shut - due, 2), y + 3)
    if shut < 100 and terms.policy.value is not LatePolicy.DENY:
        kind = "late" if terms.policy.value is LatePolicy.LOG_ONLY else "ask"
        yield Bar(kind, lower, shut, round(100 - shut, 2), y + 3)


def _ticks(start: datetime, end: datetime, scale: _Scale) -> Iterator[Tick]:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    before = 0.0
    for days in _DAYS:
        day = midnight + timedelta(days=days)
        if day < end and scale(day) - before >= _APART and scale(day) <= 100 - _APART / 2:
            before = scale(day)
            yield Tick(before, day)

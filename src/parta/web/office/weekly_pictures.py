"""How good a weekly timetable is, beside another one: figures, and the hard days of classes as small pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from parta.timetable.enums import Fault
from parta.timetable.queries.quality import QualityPage
from parta.timetable.rules.norms import PEAK_DAYS
from parta.timetable.rules.quality import WEIGHTS, Quality
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.timetable_quality import fault_words, figure, points_text

HEIGHT, FOOT, STEP, BAR = 52, 16, 26, 20


@dataclass(frozen=True, slots=True)
class DayBar:
    """A weekday's bar: the sum of points; `kind` is `good` or `bad` for the hardest day, else empty."""

    name: str
    points: str
    kind: str
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The days of a class."""

    name: str
    text: str
    width: int
    bars: tuple[DayBar, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many faults of a kind there are now, and in the other timetable."""

    title: str
    before: str
    after: str
    better: bool
    worse: bool


def scores(before: Quality, after: Quality, *, college: bool) -> list[Score]:
    """Put the figures of two timetables side by side, without the kinds that neither of them has."""
    found = []
    for fault in (Fault.OVERLAP, *WEIGHTS):
        old, new = before.counts.get(fault, 0), after.counts.get(fault, 0)
        if old or new:
            title = fault_words(fault, college=college).title
            found.append(Score(title, figure(old), figure(new), new < old, new > old))
    return found


def curves(page: QualityPage, only: int | None = None) -> list[Curve]:
    """Draw the classes that the norms hold for, all to one scale."""
    shown = [
        one for one in page.classes.values() if one.grade and one.id in page.quality.points and only in (None, one.id)
    ]
    top = max((max(page.quality.points[one.id].values(), default=0) for one in shown), default=0) or 1
    return [_curve(one.name, one.days, page.quality.points[one.id], top) for one in shown]


def _curve(name: str, days: Iterable[int], points: dict[int, float], top: float) -> Curve:
    days = tuple(days)
    peak = max(points.values(), default=0)
    right = any(points.get(day, 0) == peak for day in PEAK_DAYS)
    bars = []
    for at, day in enumerate(days):
        value = points.get(day, 0)
        hardest = value == peak and (day in PEAK_DAYS or not right)
        height = round(value / top * HEIGHT, 1)
        kind = ("good" if right else "bad") if hardest else ""
        bars.append(DayBar(WEEKDAYS_SHORT[day - 1], figure(value), kind, at * STEP, HEIGHT + FOOT - height, height))
    return Curve(name, points_text(name, points), len(days) * STEP, tuple(bars))

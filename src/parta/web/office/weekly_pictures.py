"""How hard the days of each class are, as small pictures: a bar a weekday, the hardest day told apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from parta.timetable.queries.quality import QualityPage
from parta.timetable.rules.norms import PEAK_DAYS
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.timetable_quality import figure, points_text

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

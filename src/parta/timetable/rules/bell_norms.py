"""What the bells of a class are warned of: breaks, length of lessons, hours of the day, shift.

СанПиН 1.2.3685-21, table 6.6; СП 2.4.3648-20, п. 3.4.16. A class is warned once of a kind, whatever the weekdays.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from parta.timetable.enums import Fault
from parta.timetable.rules.norms import BellNorm
from parta.timetable.rules.week import Span, Warned, Week, WeekClass


def bell_faults(week: Week, learners: WeekClass, days: Mapping[int, Iterable[int]]) -> Iterator[Warned]:
    """Say where the bells of a class differ from the norms on its days (the numbers taught by weekday).

    Nothing of a college, which has norms of its own, and nothing where no bells ring.
    """
    if not learners.grade:
        return
    found: dict[Fault, Warned] = {}
    for weekday, numbers in sorted(days.items()):
        rings = {n: bells[0] for n in sorted(numbers) if (bells := week.bells.get((learners.band, weekday, n)))}
        for one in _of_day(learners, rings, week.norms.bells):
            found.setdefault(one.fault, one)
    yield from found.values()


def _of_day(learners: WeekClass, rings: Mapping[int, Span], norm: BellNorm) -> Iterator[Warned]:
    if not rings:
        return
    first, last = min(start for start, _ in rings.values()), max(end for _, end in rings.values())
    if first < norm.earliest:
        yield Warned(Fault.TOO_EARLY, learners.id, number=min(rings))
    if last > norm.latest:
        yield Warned(Fault.TOO_LATE, learners.id, number=max(rings))
    if (first >= norm.second_shift_from or learners.shift > 1) and learners.grade in norm.first_shift:
        yield Warned(Fault.SECOND_SHIFT, learners.id)
    longest = learners.stepped.minutes if learners.stepped else norm.lesson
    long = max(rings, key=lambda number: rings[number][1] - rings[number][0])
    if rings[long][1] - rings[long][0] > longest:
        yield Warned(Fault.LONG_LESSON, learners.id, number=rings[long][1] - rings[long][0])
    breaks = {n: rings[later][0] - rings[n][1] for n, later in pairwise(rings) if later == n + 1}
    short = [number for number, minutes in breaks.items() if minutes < norm.least_break]
    if short:
        yield Warned(Fault.SHORT_BREAK, learners.id, number=short[0])
    if len(rings) >= norm.big_break_from and len(breaks) == len(rings) - 1:
        order = list(breaks)
        big = [at for at, number in enumerate(order, 1) if breaks[number] >= norm.big_break]
        if len(big) < 2 and not {2, 3} & {*big}:
            yield Warned(Fault.NO_BIG_BREAK, learners.id)

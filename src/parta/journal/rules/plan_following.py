"""Topics given beside the lesson plan: by it, in other words, out of it; what was passed over; how far behind."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parta.kernel.text import normal


class TopicStand(StrEnum):
    """How a lesson's topic stands to the plan."""

    BY_PLAN = "by_plan"
    OWN_WORDS = "own_words"
    OUT_OF_PLAN = "out_of_plan"
    UNWRITTEN = "unwritten"
    CANCELLED = "cancelled"


DEPARTURES = frozenset({TopicStand.OWN_WORDS, TopicStand.OUT_OF_PLAN})


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """A line of the plan."""

    id: int
    number: int
    topic: str
    hours: int


@dataclass(frozen=True, slots=True)
class GivenTopic:
    """A lesson of the course with what is written of it; `line` is the plan's line that its topic was taken from."""

    lesson: int
    hours: int
    topic: str
    line: int | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One lesson beside the plan.

    `expected` are the lines that the plan has for it, the hours of the lesson long; `taken` those that its topic
    covers; `passed_over` those before `taken` that no lesson covers. `shift`: hours of the plan covered up to this
    lesson less the hours of lessons by the timetable; below zero is behind. None where there is no topic.
    """

    lesson: int
    stand: TopicStand
    expected: tuple[PlannedTopic, ...]
    taken: tuple[PlannedTopic, ...]
    passed_over: tuple[PlannedTopic, ...]
    shift: int | None

    @property
    def departs(self) -> bool:
        """Whether the plan and the record differ in words or in order."""
        return self.stand in DEPARTURES or bool(self.passed_over)


@dataclass(frozen=True, slots=True)
class PlanFollowing:
    """A course beside its plan: hours of the plan, hours of lessons given, and each lesson.

    `place`: hours of the plan that are behind, those of lessons without a topic among them.
    """

    planned_hours: int
    given_hours: int
    rows: tuple[TopicRow, ...]
    place: int = 0

    @property
    def shift(self) -> int | None:
        """Hours ahead of the plan, below zero behind it, at the last lesson that has a topic; None where none has."""
        return next((row.shift for row in reversed(self.rows) if row.shift is not None), None)

    @property
    def unwritten(self) -> int:
        """Lessons without a topic: what they covered of the plan is not known."""
        return sum(row.stand is TopicStand.UNWRITTEN for row in self.rows)

    @property
    def own_words(self) -> int:
        """Lessons on the plan's place in other words."""
        return sum(row.stand is TopicStand.OWN_WORDS for row in self.rows)

    @property
    def out_of_plan(self) -> int:
        """Lessons with a topic that the plan does not have."""
        return sum(row.stand is TopicStand.OUT_OF_PLAN for row in self.rows)

    @property
    def passed_over(self) -> tuple[PlannedTopic, ...]:
        """Lines that later ones were given before, and no lesson covers."""
        return tuple(line for row in self.rows for line in row.passed_over)

    @property
    def departures(self) -> int:
        """Topics in other words, topics out of the plan and lines passed over."""
        return self.own_words + self.out_of_plan + len(self.passed_over)


def follow_plan(plan: Iterable[PlannedTopic], lessons: Iterable[GivenTopic]) -> PlanFollowing:
    """Compare the lessons of a course, in order of time, with its plan: norms S3-31, S4-47.

    A topic is the plan's by the line it was taken from, else by its words (case, ё and signs aside), else it is out
    of the plan. A lesson without a topic may have covered what the plan had for it: such lines are not passed over.
    Hours of cancelled lessons were planned and not given: they put the course behind.
    """
    lines = sorted(plan, key=lambda line: line.number)
    walk = _Walk(lines)
    steps = [walk.step(lesson) for lesson in lessons]
    used = {line.id for step in steps for line in step.taken}
    rows = tuple(
        TopicRow(
            step.lesson,
            step.stand,
            step.expected,
            step.taken,
            tuple(line for line in step.passed_over if line.id not in used),
            step.shift,
        )
        for step in steps
    )
    return PlanFollowing(sum(line.hours for line in lines), walk.given, rows, walk.covered + walk.unknown)


class _Walk:
    """Goes along the lessons and remembers how far the plan has come; places are hours from the plan's beginning."""

    def __init__(self, lines: Sequence[PlannedTopic]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        total = 0
        for line in lines:
            self.starts.append(total)
            total += line.hours
        self.at = {line.id: index for index, line in enumerate(lines)}
        self.words = _words(lines)
        self.spent: Counter[int] = Counter()
        self.furthest = -1
        self.covered = 0
        self.given = 0
        self.timetabled = 0
        self.unknown = 0

    def step(self, lesson: GivenTopic) -> TopicRow:
        """Take the next lesson of the course."""
        place = self.covered + self.unknown
        expected = self._between(place, place + lesson.hours)
        self.timetabled += lesson.hours
        if lesson.cancelled:
            return TopicRow(lesson.lesson, TopicStand.CANCELLED, (), (), (), None)
        self.given += lesson.hours
        if not lesson.topic:
            self.unknown += lesson.hours
            return TopicRow(lesson.lesson, TopicStand.UNWRITTEN, expected, (), (), None)
        stand, taken = self._found(lesson, place)
        passed = self._take(lesson.hours, taken, place) if taken else ()
        shift = self.covered + self.unknown - self.timetabled
        return TopicRow(lesson.lesson, stand, expected, tuple(self.lines[index] for index in taken), passed, shift)

    def _between(self, start: int, end: int) -> tuple[PlannedTopic, ...]:
        return tuple(
            line
            for line, begins in zip(self.lines, self.starts, strict=True)
            if begins < end and begins + line.hours > start
        )

    def _found(self, lesson: GivenTopic, place: int) -> tuple[TopicStand, tuple[int, ...]]:
        same = self.words.get(_bare(lesson.topic), ())
        linked = self.at.get(lesson.line) if lesson.line is not None else None
        if linked is not None:
            exact = next((run for run in same if linked in run), None)
            return (TopicStand.BY_PLAN, exact) if exact else (TopicStand.OWN_WORDS, (linked,))
        if not same:
            return TopicStand.OUT_OF_PLAN, ()
        ahead = [run for run in same if self.starts[run[-1]] + self.lines[run[-1]].hours > place]
        return TopicStand.BY_PLAN, ahead[0] if ahead else same[-1]

    def _take(self, hours: int, taken: tuple[int, ...], place: int) -> tuple[PlannedTopic, ...]:
        """Cover lines and give those that were passed over on the way to them."""
        first, last = taken[0], taken[-1]
        passed = tuple(self.lines[index] for index in range(self.furthest + 1, first) if self.starts[index] >= place)
        for index in taken:
            self.spent[index] += hours
        if last >= self.furthest:
            part = min(self.lines[last].hours, self.spent[last])
            self.covered = max(self.covered, self.starts[last] + part)
            self.furthest, self.unknown = last, 0
        return passed


def _words(lines: Sequence[PlannedTopic]) -> dict[str, list[tuple[int, ...]]]:
    """Give lines by their bare words: one line, or two that follow each other in one lesson."""
    found: dict[str, list[tuple[int, ...]]] = {}
    bare = [_bare(line.topic) for line in lines]
    for index, words in enumerate(bare):
        found.setdefault(words, []).append((index,))
    for index in range(1, len(bare)):
        found.setdefault(bare[index - 1] + bare[index], []).append((index - 1, index))
    return found


def _bare(text: str) -> str:
    return "".join(letter for letter in normal(text) if letter.isalnum())

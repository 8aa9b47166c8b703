"""By when something has to be done, as an act writes it: the grammar of deadlines and its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from parta.regulation.enums import Anchor, CountFrom, Direction, Unit
from parta.regulation.rules.values import BadValue, clock, grades, one_of, words

MOST = 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """What a deadline holds for; an empty list means «all»."""

    grades: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    work_kinds: tuple[str, ...] = ()
    lesson_kinds: tuple[str, ...] = ()

    def fits(self, grade: int, subject: str, work_kind: str, lesson_kind: str) -> bool:
        """Tell whether the deadline holds for this grade, subject, kind of work and kind of lesson."""
        return (
            (not self.grades or grade in self.grades)
            and _named(self.subjects, subject)
            and _named(self.work_kinds, work_kind)
            and _named(self.lesson_kinds, lesson_kind)
        )


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term: so many units from an anchor, on the last day up to `at` or to the day's end.

    `direction` before counts back from the anchor. With `count_from` next_day the day after the anchor's is the
    first of the term; with same_day the anchor's own day is. Of several deadlines the first whose scope fits holds.
    """

    anchor: Anchor
    offset: int = 0
    unit: Unit = Unit.CALENDAR_DAY
    at: time | None = None
    direction: Direction = Direction.AFTER
    count_from: CountFrom = CountFrom.NEXT_DAY
    scope: Scope = EVERYWHERE

    @property
    def ends_on_lesson_day(self) -> bool:
        """Tell whether the term ends on the day of the lesson or the work itself."""
        days = self.unit in {Unit.CALENDAR_DAY, Unit.WORKING_DAY}
        return days and not self.offset and self.anchor in {Anchor.LESSON_END, Anchor.WORK_DATE}


Deadlines = tuple[Deadline, ...]


def deadlines(raw: Any) -> Deadlines:
    """Read one deadline or a list of them; an empty list is «no term»."""
    if isinstance(raw, Mapping):
        return (_deadline(raw),)
    if not isinstance(raw, list):
        raise BadValue("a deadline or a list of deadlines expected")
    return tuple(_deadline(item) for item in raw)


def _deadline(raw: Any) -> Deadline:
    if not isinstance(raw, Mapping):
        raise BadValue("a table of a deadline expected")
    _known(raw, Deadline)
    return Deadline(
        anchor=one_of(Anchor)(raw.get("anchor")),
        offset=_offset(raw.get("offset", 0)),
        unit=one_of(Unit)(raw.get("unit", Unit.CALENDAR_DAY)),
        at=clock(raw["at"]) if "at" in raw else None,
        direction=one_of(Direction)(raw.get("direction", Direction.AFTER)),
        count_from=one_of(CountFrom)(raw.get("count_from", CountFrom.NEXT_DAY)),
        scope=_scope(raw.get("scope", {})),
    )


def _scope(raw: Any) -> Scope:
    if not isinstance(raw, Mapping):
        raise BadValue("a table of a scope expected")
    _known(raw, Scope)
    return Scope(
        grades=grades(raw.get("grades", [])),
        subjects=words(raw.get("subjects", [])),
        work_kinds=words(raw.get("work_kinds", [])),
        lesson_kinds=words(raw.get("lesson_kinds", [])),
    )


def _known(raw: Mapping[str, Any], kind: type[Deadline] | type[Scope]) -> None:
    if unknown := set(raw) - set(kind.__dataclass_fields__):
        raise BadValue(f"unknown key of a deadline: {', '.join(sorted(unknown))}")


def _offset(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= MOST:
        raise BadValue(f"a whole offset from 0 to {MOST} expected")
    return raw


def _named(names: tuple[str, ...], name: str) -> bool:
    """Tell whether one of the names is this one, or this one with something in brackets after it."""
    folded = name.casefold()
    return not names or any(folded == one or folded.startswith(f"{one} (") for one in map(str.casefold, names))

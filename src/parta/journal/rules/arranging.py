"""May it be written down, changed or taken back who gives the lesson of an absent teacher?"""

from dataclasses import dataclass
from datetime import date

from parta.journal.rules.cancelling import SHORTEST_REASON, CancellingFacts, refusal_of_period
from parta.kernel.decisions import ALLOWED, Decision
from parta.timetable.enums import ArrangingRefusal

_CALLED = ("roll", "absences")
"""Records that say that the lesson was given; topics, homework and works are prepared ahead by its teacher."""


@dataclass(frozen=True, slots=True)
class ArrangingFacts:
    """A lesson as its arrangement sees it.

    `base` is the arrangement that the page showed, `stands` the one that stands now, by id, 0 for none;
    `written`: who was appointed has made records there; `instead`: another course is to take the hour.
    """

    lesson: CancellingFacts
    number: int | None
    base: int
    stands: int
    written: bool
    instead: bool
    reason: str

    @property
    def day(self) -> date:
        """The day of the lesson."""
        return self.lesson.day


def decide_arranging(facts: ArrangingFacts) -> Decision:
    """Tell whether the arrangement of a lesson may change now.

    Until the one who was appointed has written there; a lesson that its own teacher gave stays theirs; nothing stands
    behind a lesson whose hour another course takes; one cancelled without an arrangement (a day off) is nobody's to
    give. In a closed period nothing changes.
    """
    closed = refusal_of_period(facts.lesson)
    if closed is not None:
        return closed
    place = {"day": facts.day, "number": facts.number}
    if facts.base != facts.stands:
        return Decision(False, ArrangingRefusal.LESSON_STALE, place)
    if facts.lesson.cancelled and not facts.stands:
        return Decision(False, ArrangingRefusal.LESSON_AWAY, place)
    called = any(kind in _CALLED for kind, _ in facts.lesson.records)
    if facts.lesson.records and (facts.written or facts.instead or (called and not facts.stands)):
        return Decision(False, ArrangingRefusal.LESSON_HAS_RECORDS, {**place, "records": facts.lesson.records})
    if len(facts.reason) < SHORTEST_REASON:
        return Decision(False, ArrangingRefusal.WITHOUT_REASON, place)
    return ALLOWED

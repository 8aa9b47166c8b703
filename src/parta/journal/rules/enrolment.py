"""Who stands in a course's list, and on which days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RosterSpan:
    """Days of a pupil in the list of a course, both ends included; no end while he or she stays."""

    pupil_id: int
    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class TermPupil:
    """A pupil of a term: `came` and `left` are given only when it happened inside the term."""

    pupil_id: int
    spans: tuple[RosterSpan, ...]
    came: date | None
    left: date | None


def is_on_roster(spans: Iterable[RosterSpan], pupil_id: int, day: date) -> bool:
    """Tell whether the pupil stood in the list on the day."""
    return any(span.pupil_id == pupil_id and day in span for span in spans)


def roster_on(spans: Iterable[RosterSpan], day: date) -> frozenset[int]:
    """Give the pupils in the list on the day."""
    return frozenset(span.pupil_id for span in spans if day in span)


def roster_of_term(spans: Iterable[RosterSpan], start: date, end: date) -> tuple[TermPupil, ...]:
    """Give everybody who stood in the list on at least one day of the term, in order of pupil id.

    A pupil may come, leave and come back: then `came` is the first and `left` the last date.
    """
    by_pupil: dict[int, list[RosterSpan]] = defaultdict(list)
    for span in spans:
        if span.start <= end and (span.end is None or max(start, span.start) <= span.end):
            by_pupil[span.pupil_id].append(span)
    found = []
    for pupil_id, own in sorted(by_pupil.items()):
        own.sort(key=lambda span: span.start)
        last = max((span.end or date.max) for span in own)
        found.append(
            TermPupil(
                pupil_id,
                tuple(own),
                came=own[0].start if own[0].start > start else None,
                left=last if last < end else None,
            )
        )
    return tuple(found)

"""May a pupil go over to an own curriculum from a day, and when does it end?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.curriculum.enums import IndividualKind, TeachingRefusal
from parta.curriculum.rules.curriculum import MOST_HOURS
from parta.kernel.decisions import ALLOWED, Decision

OWN_KINDS = {IndividualKind.OWN: "individual", IndividualKind.HOME: "home"}
"""Which kind of journal is kept of the lessons that the pupil has alone."""


@dataclass(frozen=True, slots=True)
class WantedPlan:
    """A curriculum to be: from which day to which, on what ground, hours a week by journal."""

    kind: IndividualKind
    starts_on: date
    ends_on: date | None
    ground: str
    hours: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A journal and the days on which it speaks of the pupil; whether the pupil has its lessons alone."""

    name: str
    alone: bool
    days: Collection[date]

    def lost(self, wanted: WantedPlan, ends: date, *, named: bool) -> list[date]:
        """Give the days of records that would have no place: those of a journal left out, or after an own one ends."""
        if self.alone:
            return [day for day in self.days if day > ends or (not named and day >= wanted.starts_on)]
        return [] if named else [day for day in self.days if wanted.starts_on <= day <= ends]


def decide_individual_plan(
    wanted: WantedPlan,
    *,
    year: tuple[date, date],
    in_class: bool,
    later: date | None,
    journals: Mapping[int, SpokenOf],
) -> Decision:
    """Tell whether the plan may be set (order of the school; ФЗ-273 art. 34 ч. 1 п. 3).

    `later` is the day from which another plan of the pupil is set already; `journals` are those that a plan may name,
    with the days of the pupil's records. Gives the codes `individual_…`.
    """
    if not wanted.ground:
        return Decision(False, TeachingRefusal.INDIVIDUAL_WITHOUT_GROUND)
    ends = wanted.ends_on or year[1]
    if not year[0] <= wanted.starts_on <= ends <= year[1]:
        return Decision(False, TeachingRefusal.INDIVIDUAL_OUTSIDE_YEAR, {"start": year[0], "end": year[1]})
    if not in_class:
        return Decision(False, TeachingRefusal.INDIVIDUAL_NOT_IN_CLASS, {"day": wanted.starts_on})
    if later is not None:
        return Decision(False, TeachingRefusal.INDIVIDUAL_LATER, {"day": later})
    if wanted.kind is IndividualKind.OWN and not wanted.hours:
        return Decision(False, TeachingRefusal.INDIVIDUAL_EMPTY)
    if any(not 0 < hours <= MOST_HOURS for hours in wanted.hours.values()):
        return Decision(False, TeachingRefusal.CURRICULUM_HOURS, {"most": MOST_HOURS})
    for pk, one in journals.items():
        if lost := one.lost(wanted, ends, named=pk in wanted.hours):
            params = {"course": one.name, "last": max(lost)}
            return Decision(False, TeachingRefusal.INDIVIDUAL_HAS_RECORDS, params)
    return ALLOWED

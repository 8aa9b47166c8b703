"""A line of a college's programme: hours by semester and how they end; plain values in."""

from collections.abc import Mapping
from dataclasses import dataclass

from parta.curriculum.enums import ControlForm

MOST_SEMESTERS = 12
MOST_TOTAL = 9000
MOST_OF_SEMESTER = 1500
FORMS = (
    ControlForm.EXAM,
    ControlForm.QUALIFYING_EXAM,
    ControlForm.GRADED_CREDIT,
    ControlForm.CREDIT,
    ControlForm.COURSE_PROJECT,
)
"""Of a semester with several the first one ends it: a course project beside an exam has a journal of its own."""


@dataclass(frozen=True, slots=True)
class ProgrammeHours:
    """Hours of a discipline in all and by semester, and the semesters that end with each form of control."""

    total: int | None
    semesters: Mapping[int, int]
    attestation: Mapping[ControlForm, tuple[int, ...]]

    @property
    def sensible(self) -> bool:
        """Whether hours and semesters are within what a programme may have."""
        ended = {number for said in self.attestation.values() for number in said}
        return (
            (self.total is None or 0 < self.total <= MOST_TOTAL)
            and all(0 < hours <= MOST_OF_SEMESTER for hours in self.semesters.values())
            and all(1 <= number <= MOST_SEMESTERS for number in {*self.semesters, *ended})
            and bool(self.total or self.semesters)
        )

    @property
    def stored(self) -> dict[str, object]:
        """Give the values as a line keeps them."""
        return {
            "hours_total": self.total if self.total is not None else sum(self.semesters.values()),
            "semesters": {str(number): hours for number, hours in sorted(self.semesters.items())},
            "attestation": {str(form): sorted(said) for form, said in self.attestation.items() if said},
        }

"""Which form of control ends a semester, by the programme; plain values in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parta.curriculum.enums import ControlForm
from parta.curriculum.rules.programmes import FORMS


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a programme says of one discipline: hours by semester and the semesters that end with each form."""

    has_semesters: bool
    attestation: Mapping[str, Sequence[int]]


def semester_of(study_year: int, number: int) -> int:
    """Number a semester of a group as programmes do: the first of the second year is the third."""
    return 2 * (study_year - 1) + number


def form_of(lines: Iterable[PlanLine], *, semester: int, part_time: bool) -> ControlForm:
    """Give the programme's form of control of a semester (S4-11).

    One discipline may stand in the plan of both forms of study; that of a part-time group has sessions instead of
    semesters with hours.
    """
    known = sorted(lines, key=lambda line: line.has_semesters == part_time)
    if not known:
        return ControlForm.NONE
    said = known[0].attestation
    return next((form for form in FORMS if semester in said.get(form, ())), ControlForm.NONE)

"""May a course project of a student be written down so?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from parta.journal.enums import ProjectRefusal
from parta.kernel.decisions import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class WantedProject:
    """A project as it is wanted; an empty theme takes it out. `value` and `valued_on`: beside another control alone."""

    theme: str
    supervisor_id: int | None = None
    approved_on: date | None = None
    value: str = ""
    valued_on: date | None = None


def decide_project(
    wanted: WantedProject, *, name: str, today: date, year: tuple[date, date], values: Collection[str], beside: bool
) -> Decision:
    """Tell whether the project may stand so.

    `beside`: the semester ends with something else, so that the result of the project is its own; `values` are the
    results that the act knows; `name` is the student's. Gives the codes `project_…`.
    """
    said = {"name": name}
    if not wanted.theme:
        bare = wanted == WantedProject("")
        return ALLOWED if bare else Decision(False, ProjectRefusal.WITHOUT_THEME, said)
    for day in (wanted.approved_on, wanted.valued_on):
        if day is not None and not (year[0] <= day <= min(today, date(year[1].year, 8, 31))):
            return Decision(False, ProjectRefusal.DAY_WRONG, {**said, "day": day})
    if not beside and (wanted.value or wanted.valued_on):
        return Decision(False, ProjectRefusal.RESULT_IN_JOURNAL, said)
    if bool(wanted.value) != (wanted.valued_on is not None) or (wanted.value and wanted.value not in values):
        return Decision(False, ProjectRefusal.RESULT_UNCLEAR, said)
    if wanted.valued_on and (wanted.approved_on is None or wanted.approved_on > wanted.valued_on):
        return Decision(False, ProjectRefusal.NOT_APPROVED, said)
    return ALLOWED

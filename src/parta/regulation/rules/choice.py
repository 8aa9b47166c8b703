"""From which day a regulation may be chosen."""

from datetime import date

from parta.kernel.decisions import ALLOWED, Decision
from parta.regulation.enums import DraftRefusal


def decide_choice(*, effective_from: date, last_held: date | None) -> Decision:
    """Tell whether a regulation may take effect on this day: never behind a lesson that is judged already."""
    if last_held is not None and effective_from <= last_held:
        return Decision(allowed=False, code=DraftRefusal.IN_PAST, params={"last_held": last_held})
    return ALLOWED

"""May a parent be in the committee of a class for these days?"""

from datetime import date

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode


def decide_place(
    *, start: date, end: date, today: date, year_end: date, stands_for_pupil: bool, held: bool
) -> Decision:
    """Tell whether a place may be given; refuses `COMMITTEE_NOT_PARENT`, `COMMITTEE_DAYS`, `COMMITTEE_TWICE`.

    `stands_for_pupil`: a legal representative, today, of a pupil who is in the class today; `held`: there is a place
    on some of these days. No act names duties of the member (S3: П2-1.6), so a place gives no more than a year.
    """
    if not stands_for_pupil:
        return Decision(False, RefusalCode.COMMITTEE_NOT_PARENT)
    if not today <= start <= end <= year_end:
        return Decision(False, RefusalCode.COMMITTEE_DAYS, {"last": year_end})
    if held:
        return Decision(False, RefusalCode.COMMITTEE_TWICE)
    return ALLOWED

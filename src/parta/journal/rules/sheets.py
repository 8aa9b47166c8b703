"""Sheets of attestation: what may stand in them, what a result says, when one may be closed."""

from collections.abc import Iterable, Sequence
from datetime import date

from parta.curriculum.enums import ControlForm
from parta.journal.enums import Outcome, SheetRefusal
from parta.journal.rules.notation import CREDITED, NOT_ATTESTED, NOT_CREDITED
from parta.kernel.decisions import ALLOWED, Decision

_CREDIT = (CREDITED, NOT_CREDITED)
_LOWEST_PASS = 3


def values_for(form: ControlForm, scale: Sequence[str]) -> tuple[str, ...]:
    """Give the results that a form of control ends with, of those that the act allows for a period."""
    if form is ControlForm.CREDIT:
        return tuple(one for one in (*_CREDIT, NOT_ATTESTED) if one in scale)
    return tuple(one for one in scale if one.isdecimal() or one == NOT_ATTESTED)


def outcome_of(value: str) -> Outcome | None:
    """Tell what a result says; None where there is none yet."""
    if not value:
        return None
    if value == NOT_ATTESTED:
        return Outcome.ABSENT
    failed = value == NOT_CREDITED or (value.isdecimal() and int(value) < _LOWEST_PASS)
    return Outcome.FAILED if failed else Outcome.PASSED


def decide_sheet(form: ControlForm, *, day: date | None, standing: int | None, students: int) -> Decision:
    """Tell whether a sheet of a course and semester may be made; `standing` is the number of one that is there.

    Refuses `sheet_no_control`, `sheet_stands`, `sheet_no_day`, `sheet_nobody`.
    """
    if form is ControlForm.NONE:
        return Decision(False, SheetRefusal.NO_CONTROL)
    if standing is not None:
        return Decision(False, SheetRefusal.STANDS, {"number": standing})
    if day is None:
        return Decision(False, SheetRefusal.NO_DAY)
    return ALLOWED if students else Decision(False, SheetRefusal.NOBODY, {"day": day})


def decide_closing_sheet(*, day: date, today: date, closed: bool, values: Iterable[str]) -> Decision:
    """Tell whether a sheet may be closed: on its day or later, with a result for everybody.

    Refuses `sheet_closed`, `sheet_early`, `sheet_incomplete`.
    """
    if closed:
        return Decision(False, SheetRefusal.CLOSED)
    if today < day:
        return Decision(False, SheetRefusal.EARLY, {"day": day})
    missing = sum(not value for value in values)
    return Decision(False, SheetRefusal.INCOMPLETE, {"count": missing}) if missing else ALLOWED

"""By when a request is carried out, and how much of the term is left."""

from datetime import date, timedelta, tzinfo

from parta.regulation.enums import Anchor, CountFrom, Unit
from parta.regulation.rules.deadlines import Deadline, Deadlines
from parta.regulation.rules.moments import PlainAnchors, moment_of
from parta.school.rules.working_days import WorkingDays

USUAL = (Deadline(Anchor.REQUEST, offset=3, unit=Unit.WORKING_DAY, count_from=CountFrom.NEXT_DAY),)
"""Three working days counted from the next day (S3: П3-2.9 «2.19», 2.10): what holds where the act is silent."""
USUAL_ANSWER = 30
"""Days that a written answer may take where the act is silent, as by the law on appeals of citizens (59-ФЗ, ст. 12)."""
USUAL_HELP = 3
"""Working days that an answer to a question about the programme takes: no act names a number, this one is Parta's."""
_DAY = timedelta(days=1)
_LONGEST = 60


def access_due(said: Deadlines, *, registered_on: date, zone: tzinfo, working: WorkingDays) -> date:
    """Give the last day of a request's term by `access_request_sla`; the strictest where the act says several."""
    anchors = PlainAnchors(zone, {Anchor.REQUEST: registered_on}, working)
    ends = [end for one in said or USUAL if (end := moment_of(one, anchors)) is not None]
    if not ends:
        return access_due(USUAL, registered_on=registered_on, zone=zone, working=working)
    return (min(ends) - timedelta(microseconds=1)).date()


def answer_due(days: int | None, *, registered_on: date) -> date:
    """Give the last day for a written answer: so many days from registration, by `appeal_answer_days` (S3: П3-2.18)."""
    return registered_on + _DAY * (days or USUAL_ANSWER)


def help_due(*, asked_on: date, working: WorkingDays) -> date:
    """Give the last day for an answer to a question about the programme, counted from the next day.

    Acts ask for answers in time and name no number of days (S0: 8; S1: 4.1.2; S2: 24), so all have `USUAL_HELP`.
    """
    day, left = asked_on, USUAL_HELP
    for _ in range(_LONGEST):
        day += _DAY
        left -= day in working
        if not left:
            break
    return day


def working_days_left(due_on: date, *, today: date, working: WorkingDays) -> int:
    """Count working days after today up to the last day of the term; after it, below zero, those since it."""
    day, end = sorted((today, due_on))
    count = 0
    while day < end:
        day += _DAY
        count += day in working
    return count if today <= due_on else -count

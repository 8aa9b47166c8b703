"""May a course go from one teacher to another from a day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from parta.curriculum.enums import CourseKind, LoadStand, TeachingRefusal
from parta.curriculum.rules.curriculum import MOST_HOURS
from parta.curriculum.rules.programmes import MOST_OF_SEMESTER
from parta.kernel.decisions import ALLOWED, Decision

RATE_HOURS = 18
"""Hours a week of one rate of a school teacher: order of Минпросвещения of 04.04.2025 № 269."""
RATE_EXTENDED_DAY = 30
"""Hours a week of one rate of who leads an extended-day group: the same order."""
RATE_YEAR = 720
"""Hours a year of one rate of a college's teacher: the same order."""
WEEKS = 34
"""Weeks of lessons in a year, where hours are said by the week only."""


MOST_RATES = Decimal(3)
"""The most rates that a contract is taken to have."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a teacher in the tariff list: a week by grades and beside lessons, a year in a college."""

    junior: Decimal = Decimal()
    middle: Decimal = Decimal()
    senior: Decimal = Decimal()
    extra: Decimal = Decimal()
    extended_day: Decimal = Decimal()
    year: Decimal = Decimal()

    @property
    def week(self) -> Decimal:
        """Hours a week of all."""
        return self.junior + self.middle + self.senior + self.extra + self.extended_day


def tariff_of(
    courses: Iterable[tuple[str, int, Decimal | None, int | None]], *, college: bool
) -> tuple[Hours, Decimal]:
    """Sum the journals of a teacher (kind, grade or 0, hours a week, hours in all) and give the part of a rate.

    A college's hours are of the year, by the week where nothing else is said; a school's are of the week.
    """
    sums = {
        "junior": Decimal(),
        "middle": Decimal(),
        "senior": Decimal(),
        "extra": Decimal(),
        "extended_day": Decimal(),
    }
    year = Decimal()
    for kind, grade, weekly, total in courses:
        hours = weekly or Decimal()
        year += Decimal(total) if total is not None else hours * WEEKS
        if kind == CourseKind.EXTENDED_DAY:
            sums["extended_day"] += hours
        elif kind == CourseKind.EXTRACURRICULAR or not grade:
            sums["extra"] += hours
        else:
            sums["junior" if grade <= 4 else "middle" if grade <= 9 else "senior"] += hours
    found = Hours(**sums, year=year)
    lessons = found.week - found.extended_day
    rate = year / RATE_YEAR if college else lessons / RATE_HOURS + found.extended_day / RATE_EXTENDED_DAY
    return found, rate.quantize(Decimal("0.01"))


def stand_of(rate: Decimal, contract: Decimal | None) -> LoadStand:
    """Tell how the part of a rate that the load makes stands to the contract's."""
    if contract is None:
        return LoadStand.UNSAID
    return LoadStand.EVEN if rate == contract else LoadStand.UNDER if rate < contract else LoadStand.OVER


@dataclass(frozen=True, slots=True)
class LoadSpan:
    """Who teaches a course from one day to another; an empty end is open."""

    employee_id: int
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """What is wanted: who takes the course (nobody makes it a vacancy), from which day, on what ground.

    `hours` a week of who takes it; None: those of who leaves.
    """

    taking: int | None
    day: date
    ground: str
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LoadHours:
    """What is wanted of a load: hours a week from a day on, in a college those of the semester, on what ground."""

    weekly: Decimal | None
    total: int | None
    day: date
    ground: str


def decide_hours(
    wanted: LoadHours, *, load: LoadSpan, stood: tuple[Decimal | None, int | None], today: date
) -> Decision:
    """Tell whether a load may have other hours from a day.

    From a day ahead only where the load itself begins then: a journal has one number of hours, today's. Gives the codes
    `load_…` and `curriculum_hours`.
    """
    if not wanted.ground:
        return Decision(False, TeachingRefusal.LOAD_WITHOUT_GROUND)
    if wanted.weekly is not None and not 0 < wanted.weekly <= MOST_HOURS:
        return Decision(False, TeachingRefusal.CURRICULUM_HOURS, {"most": MOST_HOURS})
    if wanted.total is not None and not 0 < wanted.total <= MOST_OF_SEMESTER:
        return Decision(False, TeachingRefusal.PROGRAMME_HOURS, {"most": MOST_OF_SEMESTER})
    if (wanted.weekly, wanted.total) == stood:
        return Decision(False, TeachingRefusal.LOAD_CHANGES_NOTHING)
    if not _holds(load, wanted.day):
        params = {"day": wanted.day, "start": load.start, "end": load.end}
        return Decision(False, TeachingRefusal.LOAD_NOT_HELD_THEN, params)
    if wanted.day > today and wanted.day > load.start:
        return Decision(False, TeachingRefusal.LOAD_HOURS_AHEAD, {"day": wanted.day})
    return ALLOWED


def decide_handover(
    wanted: Handover,
    *,
    leaving: LoadSpan | None,
    others: Iterable[LoadSpan],
    year: tuple[date, date],
    last_given: date | None,
    is_teacher: bool,
) -> Decision:
    """Tell whether the course may go over on the day.

    `leaving` is the load that ends, None where a vacancy is filled; `others` are the other loads of the course;
    `last_given`: the day of the last lesson that the leaving teacher gave; `is_teacher`: who takes it is a teacher of
    the school on that day. Gives the codes `load_…`.
    """
    day = wanted.day
    if not wanted.ground:
        return Decision(False, TeachingRefusal.LOAD_WITHOUT_GROUND)
    if not year[0] <= day <= year[1]:
        return Decision(False, TeachingRefusal.LOAD_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    if wanted.taking == (leaving.employee_id if leaving else None):
        return Decision(False, TeachingRefusal.LOAD_CHANGES_NOTHING)
    if leaving and not _holds(leaving, day):
        params = {"day": day, "start": leaving.start, "end": leaving.end}
        return Decision(False, TeachingRefusal.LOAD_NOT_HELD_THEN, params)
    if wanted.taking is not None and not is_teacher:
        return Decision(False, TeachingRefusal.LOAD_NOT_A_TEACHER, {"day": day})
    end = handover_end(day, leaving=leaving, others=(others := tuple(others)))
    for one in others:
        if one.employee_id == wanted.taking and one.start <= (end or date.max) and (one.end is None or one.end >= day):
            return Decision(False, TeachingRefusal.LOAD_OVERLAPS, {"start": one.start, "end": one.end})
    if last_given is not None and last_given >= day:
        return Decision(False, TeachingRefusal.LOAD_HAS_LESSONS, {"day": day, "last": last_given})
    return ALLOWED


def handover_end(day: date, *, leaving: LoadSpan | None, others: Iterable[LoadSpan]) -> date | None:
    """Give the last day of the one who takes a course: that of who leaves; of a vacancy, the day before the next."""
    if leaving is not None:
        return leaving.end
    following = min((one.start for one in others if one.start > day), default=None)
    return following - timedelta(days=1) if following else None


def _holds(span: LoadSpan, day: date) -> bool:
    return span.start <= day and (span.end is None or day <= span.end)

"""The periods of the year: what is closed, by whom, and which journals still lack their marks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Q

from parta.curriculum.models import Course
from parta.journal.models import TermClosure
from parta.journal.rules.closing import PeriodFacts, decide_closing
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.regulation.queries import versions
from parta.school.models import AcademicYear, Calendar, Term

_GAPS = (Path(__file__).parent / "gaps.sql").read_text().format(narrow="true")
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of a calendar, or its year (no `term_id`): its days, who closed it, and how many journals lack marks."""

    calendar_id: int
    term_id: int | None
    kind: str
    number: int
    start: date
    end: date
    closed: TermClosure | None
    year_closed: bool
    may_be_closed: bool
    courses: int
    gaps: int


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar with its periods, the year last."""

    title: str
    periods: tuple[PeriodRow, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A journal and how many of its pupils have no mark of the period."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    pupils: int
    missing: int


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Journals that lack marks of one period."""

    period: PeriodRow
    rows: tuple[GapRow, ...]
    total: int
    page: int
    pages: int


def terms_page(*, now: datetime) -> tuple[CalendarRow, ...]:
    """Give the calendars of the year of today (else the last one) with their periods (at most six queries)."""
    today = now.date()
    year = AcademicYear.objects.filter(starts_on__lte=today).order_by("-starts_on").first()
    if year is None:
        return ()
    calendars = list(Calendar.objects.filter(year=year).prefetch_related("terms").order_by("pk"))
    closures = TermClosure.objects.filter(
        Q(term__calendar__in=calendars) | Q(calendar__in=calendars), reopened_at=None
    ).select_related("closed_by")
    closed = {(row.calendar_id, row.term_id): row for row in closures}
    courses: Counter[tuple[int, int | None]] = Counter()
    gaps: Counter[tuple[int, int | None]] = Counter()
    for calendar_id, term_id, _, _, missing in _gaps(today):
        courses[calendar_id, term_id] += 1
        gaps[calendar_id, term_id] += missing > 0
    return tuple(
        CalendarRow(calendar.title, tuple(_periods(calendar, closed, courses, gaps, today)))
        for calendar in calendars
        if calendar.terms.all()
    )


def gaps_page(
    *, term_id: int | None, calendar_id: int | None, page: int, now: datetime, per_page: int = PER_PAGE
) -> GapsPage:
    """Give the journals that lack marks of a period, or of the year of a calendar; raise `NotVisible` for another id."""
    periods = [period for calendar in terms_page(now=now) for period in calendar.periods]
    wanted = (term_id, calendar_id) if term_id is None else (term_id, None)
    period = next(
        (row for row in periods if (row.term_id, None if row.term_id else row.calendar_id) == wanted),
        None,
    )
    if period is None:
        raise NotVisible
    rows = _gaps(now.date(), term_id=term_id, calendar_id=None if term_id else calendar_id)
    missing = {course: (pupils, lacking) for _, _, course, pupils, lacking in rows if lacking}
    pages = max(1, -(-len(missing) // per_page))
    page = min(max(1, page), pages)
    courses = (
        Course.objects.filter(pk__in=missing)
        .select_related("subject", "school_class", "study_group")
        .prefetch_related("loads__employee__person")
        .order_by("school_class__sort_key", "sort_key", "id")
    )
    found = tuple(
        GapRow(
            course.pk,
            course.name,
            course.school_class.name if course.school_class else "",
            course.study_group.name if course.study_group else "",
            ", ".join(sorted({load.employee.person.last_name for load in course.loads.all()})),
            *missing[course.pk],
        )
        for course in courses[(page - 1) * per_page : page * per_page]
    )
    return GapsPage(period, found, len(missing), page, pages)


def _gaps(
    today: date, *, term_id: int | None = None, calendar_id: int | None = None
) -> list[tuple[int, int | None, int, int, int]]:
    grades = versions().on(today).marks.no_marks_grades.value
    values = {"today": today, "term": term_id, "calendar": calendar_id, "no_marks": list(grades)}
    return sql(_GAPS, values)


def _periods(
    calendar: Calendar,
    closed: dict[tuple[int | None, int | None], TermClosure],
    courses: Counter[tuple[int, int | None]],
    gaps: Counter[tuple[int, int | None]],
    today: date,
) -> list[PeriodRow]:
    terms = sorted(calendar.terms.all(), key=lambda term: term.starts_on)
    year_closure = closed.get((calendar.pk, None))

    def row(term: Term | None) -> PeriodRow:
        closure = closed.get((None, term.pk)) if term else year_closure
        last = term.ends_on if term else terms[-1].ends_on
        facts = PeriodFacts(last, closed=closure is not None, year_closed=bool(term) and year_closure is not None)
        key = (calendar.pk, term.pk if term else None)
        return PeriodRow(
            calendar.pk,
            term.pk if term else None,
            term.kind if term else "year",
            term.number if term else 0,
            term.starts_on if term else terms[0].starts_on,
            last,
            closure,
            year_closure is not None,
            decide_closing(period=facts, today=today).allowed,
            courses[key],
            gaps[key],
        )

    return [*(row(term) for term in terms), row(None)]

"""Hours given by the timetable, as heads count them for pay and as a teacher sees the own."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from parta.journal.queries.hours_given import HoursGiven, hours_given
from parta.school.models import AcademicYear
from parta.web.ui.sheets import Column, sheet
from parta.wording.dates import MONTHS


@dataclass(frozen=True, slots=True)
class AskedHours:
    """What was asked for: the hours of a month or (`by_year`) of its year, of all teachers or of one."""

    page: HoursGiven
    month: date
    by_year: bool
    teacher: int | None

    @property
    def said(self) -> str:
        """Name the time: «ноябрь 2026», «2026/2027»."""
        if self.by_year:
            return f"{self.page.first.year}/{self.page.last.year}"
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    @property
    def spread(self) -> bool:
        """Whether every day or month has a column."""
        return self.by_year or self.teacher is not None

    def bucket(self, one: date) -> str:
        """Head a column."""
        return MONTHS[one.month - 1][:3] if self.by_year else str(one.day)


def asked_hours(request: HttpRequest, teacher: int | None) -> AskedHours:
    """Read the hours that the address asks for; raises `Forbidden` for others' hours where only heads may read them."""
    by_year = request.GET.get("by") == "year"
    month = _month(request.GET.get("month", ""), request.actor.today)
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    first, last = _year(month) if by_year else (month, last)
    page = hours_given(
        actor=request.actor, first=first, last=last, teacher_id=teacher, by_month=by_year, now=request.now
    )
    return AskedHours(page, month, by_year, teacher)


def hours_sheet(request: HttpRequest, asked: AskedHours, *, title: str, persons: Sequence[int]) -> HttpResponse:
    """Give the hours as a spreadsheet."""
    return sheet(
        request, title=title, columns=_columns(asked), rows=_lines(asked), chosen=asked.said, persons=list(persons)
    )


def _month(text: str, today: date) -> date:
    if not text:
        return today.replace(day=1)
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise SuspiciousOperation("bad month") from error
    if not 2000 <= found.year <= 2100:
        raise SuspiciousOperation("bad month")
    return found


def _year(month: date) -> tuple[date, date]:
    year = AcademicYear.objects.filter(starts_on__lte=month.replace(day=28), ends_on__gte=month).first()
    return (year.starts_on, year.ends_on) if year else (date(month.year, 1, 1), date(month.year, 12, 31))


def _columns(asked: AskedHours) -> tuple[Column, ...]:
    buckets = asked.page.buckets if asked.spread else ()
    return (
        Column("Журнал" if asked.teacher else "Кто дал", 40),
        *(Column(MONTHS[one.month - 1] if asked.by_year else f"{one:%d.%m}", 8) for one in buckets),
        Column("По расписанию", 10), Column("Замены", 10), Column("Объединения", 10), Column("Всего", 10),
        Column("Без темы в журнале", 10),
    )  # fmt: skip


def _lines(asked: AskedHours) -> Iterator[tuple[object, ...]]:
    for _, name, one in [*asked.page.rows, (None, "Итого", asked.page.total)]:
        spread = [one.by.get(bucket) or None for bucket in asked.page.buckets] if asked.spread else ()
        yield (name or "не назначен", *spread, one.own, one.substituted, one.joined, one.total, one.unwritten)

"""The calendar of the year and the bells."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.school.access import may_arrange
from parta.timetable.queries.year import YearPage, year_page
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.calendar import day_words
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.terms import period_title

_DAYS = (
    Column("Что", 34),
    Column("С", 12),
    Column("По", 12),
    Column("Дней занятий", 10),
    Column("Класс", 10),
    Column("Примечание", 40),
)
_BELLS = (
    Column("Звонки", 30),
    Column("Классы", 14),
    Column("Дни недели", 16),
    Column("Смена", 8),
    Column("Корпус", 16),
    Column("С", 12),
    Column("По", 12),
    Column("Урок", 8),
    Column("Начало", 8),
    Column("Конец", 8),
    Column("Часов", 8),
)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a calendar of the year by months, with its terms, days that differ, and the bells."""
    page = year_page(actor=request.actor, calendar_id=number_or_none(request, "calendar"))
    if asked_for_sheet(request):
        return _sheet_of(request, page)
    context = {
        "page": page,
        "may_keep": may_arrange(request.actor),
        "query": filters_of(request),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/calendar.html", context)


def _sheet_of(request: HttpRequest, page: YearPage) -> HttpResponse:
    chosen = page.chosen.title if page.chosen else ""
    if request.GET.get("list") == "bells":
        return sheet(request, title="Звонки", columns=_BELLS, rows=_bell_rows(page), chosen=str(page.year or ""))
    return sheet(request, title="Календарь", columns=_DAYS, rows=_day_rows(page), chosen=chosen)


def _day_rows(page: YearPage) -> Iterator[tuple[object, ...]]:
    for term, days in page.terms:
        yield period_title(term.kind, term.number), term.starts_on, term.ends_on, days, "", term.note
    for vacation in page.vacations:
        yield vacation.title, vacation.starts_on, vacation.ends_on, None, "", vacation.note
    for day in page.special_days:
        words = day_words(day.kind, day.follows_weekday, day.follows_date, "")
        yield words, day.date, day.date, None, "", day.note
    for own in page.class_days:
        yield day_words(own.kind, None, None, ""), own.date, own.date, None, own.school_class.name, own.note


def _bell_rows(page: YearPage) -> Iterator[tuple[object, ...]]:
    for schedule in page.bells:
        grades = ", ".join(map(str, schedule.grades))
        weekdays = ", ".join(WEEKDAYS_SHORT[number - 1] for number in schedule.weekdays)
        for bell in schedule.bells.all():
            yield (
                schedule.title, grades, weekdays, schedule.shift, schedule.building, schedule.valid_from,
                schedule.valid_to, bell.number, f"{bell.starts_at:%H:%M}", f"{bell.ends_at:%H:%M}", bell.hours,
            )  # fmt: skip

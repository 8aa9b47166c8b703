"""Figures without names: who studies, by grade, class, age and sex; results and absences of a period."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.figures import Period, PeriodFigures, period_figures
from parta.people.queries.figures import Figures
from parta.people.queries.figures import figures as read_figures
from parta.people.queries.movement import year_on
from parta.people.rules.figures import LEAST
from parta.web.acts import act_today
from parta.web.office.sections import filters_of, sections
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.class_figures import STANDINGS
from parta.wording.plurals import counted
from parta.wording.terms import term_title

_COLUMNS = (Column("Разрез", 30), Column("Значение", 34), Column("Сколько", 16))
_SEXES = {"m": "мальчики, юноши", "f": "девочки, девушки", "": "не указан"}


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of today; small counts are hidden on the page and in the file alike."""
    found = read_figures(request.actor.today)
    college = request.frame.school_kind == "college"
    year = year_on(request.actor.today)
    results = period_figures(year_id=year.pk if year else None, period=_period(request), today=request.actor.today)
    tables = [*_tables(found, college), *_of_period(results, college)]
    if asked_for_sheet(request):
        rows = ((title, name, _said(count)) for title, lines in tables for name, count in lines)
        return sheet(request, title="Сведения без имён", columns=_COLUMNS, rows=rows, persons=())
    context = {
        "day": found.day,
        "total": _said(found.total),
        "tables": [(title, [(name, _said(count)) for name, count in lines]) for title, lines in tables],
        "least": LEAST,
        "results": results,
        "periods": [(f"{kind}-{number}", term_title(kind, number)) for kind, number in results.periods],
        "period": "{}-{}".format(*results.period) if results.period else "",
        "freely": act_today(request).control.anonymised_stats_without_approval,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/figures.html", context)


def _period(request: HttpRequest) -> Period | None:
    kind, _, number = request.GET.get("period", "").rpartition("-")
    return (kind, int(number)) if number.isascii() and number.isdigit() and len(number) < 3 else None


def _of_period(found: PeriodFigures, college: bool) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
    if found.period is None:
        return
    title, grade_word = term_title(*found.period), "курс" if college else "класс"
    school = [("обучающихся с отметками", found.pupils)]
    yield f"Итоги: {title}", [*school, *((STANDINGS[one], count) for one, count in found.standings.items())]
    for one in found.grades:
        lines = [("обучающихся с отметками", one.pupils)]
        lines += [(STANDINGS[standing], count) for standing, count in one.standings.items()]
        lines += [("пропущено часов", one.missed.total), ("из них по болезни", one.missed.ill)]
        yield f"{one.grade} {grade_word}: {title}", lines


def _said(count: int | None) -> int | str:
    return "скрыто" if count is None else count


def _tables(found: Figures, college: bool) -> Iterator[tuple[str, list[tuple[str, int | None]]]]:
    yield "Всего", [("обучающихся", found.total)]
    yield "Курс" if college else "Параллель", [(str(grade), count) for grade, count, _ in found.grades]
    yield "Группа" if college else "Класс", [line for _, _, lines in found.grades for line in lines]
    ages = [
        (counted(age, "год", "года", "лет") if age is not None else "не указан", count) for age, count in found.ages
    ]
    yield "Возраст", ages
    yield "Пол", [(_SEXES.get(sex, sex), count) for sex, count in found.sexes]

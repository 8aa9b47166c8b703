"""Filters of the diary's pages: `{% load diary %}`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from parta.journal.queries.diary.lessons import DiaryMark
from parta.journal.queries.diary.week import DiaryDay
from parta.journal.rules.averages import Average
from parta.journal.rules.forecast import Needed
from parta.web.family import lines
from parta.wording import dates, diary
from parta.wording.marks import needed_text
from parta.wording.plurals import number_text
from parta.wording.plurals import plural as plural_form
from parta.wording.terms import term_title

register = template.Library()
register.filter("absence_word", diary.absence_word)
register.filter("mark_word", diary.mark_word)
register.filter("news_title", diary.news_title)
register.filter("news_about", diary.news_about)
register.filter("near_date", dates.near_date)
register.filter("day_month", dates.day_month)
register.filter("spread_text", diary.spread_text)


@register.filter
def absence_letter(code: str, letters: Mapping[str, str]) -> str:
    """Write the school's own sign of an absence."""
    return letters.get(code, code)


@register.filter
def weekday(day: date) -> str:
    """Write «понедельник»."""
    return dates.WEEKDAYS[day.weekday()]


@register.filter
def weekday_short(day: date) -> str:
    """Write «Пн»."""
    return dates.WEEKDAYS_SHORT[day.weekday()].capitalize()


@register.filter
def month_title(day: date) -> str:
    """Write «ноябрь»."""
    return _MONTHS[day.month - 1]


@register.filter
def short_date(day: date) -> str:
    """Write «20.11» beneath a mark."""
    return f"{day:%d.%m}"


@register.filter
def span(pair: Sequence[date]) -> str:
    """Write «16–21 ноября» for the first and the last of days."""
    return dates.span_text(pair[0], pair[-1])


@register.filter
def forms(count: int, words: Sequence[str]) -> str:
    """Write a count with its noun: «3 урока»."""
    return f"{count} {plural_form(count, *words)}"


@register.filter
def number(value: Decimal | None) -> str:
    """Write «4,25»; a whole number without a comma."""
    if value is None:
        return ""
    return number_text(value.normalize() if value == value.to_integral_value() else value)


@register.filter
def average(value: Decimal) -> str:
    """Write an average with both decimals: «4,00»."""
    return number_text(value)


@register.filter
def formula(average: Average) -> str:
    """Write how an average was counted."""
    return diary.formula(average)


@register.filter
def needed(needed: Needed, goal: str) -> str:
    """Answer «какая отметка нужна»."""
    return needed_text(needed, goal)


@register.filter
def term(period: object) -> str:
    """Write «II четверть»."""
    return term_title(period.kind, period.number)


@register.filter
def result_column(column: object) -> str:
    """Head a column of results."""
    return diary.result_column(column.result, column.term_kind, column.number)


@register.filter
def result_title(kind: str) -> str:
    """Write «годовая»."""
    return diary.result_title(kind, None, None)


@register.filter
def mark_html(mark: DiaryMark) -> SafeString:
    """Draw a mark: the last value large, earlier attempts small before it."""
    return mark_safe(lines.mark_html(mark))  # noqa: S308 - escapes what it draws


@register.simple_tag(takes_context=True)
def lesson_lines(context: template.RequestContext, day: DiaryDay) -> SafeString:
    """Draw the lessons of a day."""
    drawn: lines.Lines = context["lines"]
    return drawn.draw(day.lessons)


_MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip

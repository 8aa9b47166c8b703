"""Filters of the diary's pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.html import urlize
from markupsafe import Markup

from parta.journal.rules.forecast import Needed
from parta.wording import dates, diary
from parta.wording.marks import needed_text, purpose_text
from parta.wording.plurals import number_text
from parta.wording.plurals import plural as plural_form
from parta.wording.terms import term_title

LINK_LENGTH = 30
_MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip


def absence_letter(code: str, letters: Mapping[str, str]) -> str:
    """Write the school's own sign of an absence."""
    return letters.get(code, code)


def month_title(day: date) -> str:
    """Write «Ноябрь»."""
    return _MONTHS[day.month - 1]


def span(pair: Sequence[date]) -> str:
    """Write «16–21 ноября» for the first and the last of days."""
    return dates.span_text(pair[0], pair[-1])


def forms(count: int, words: Sequence[str]) -> str:
    """Write a count with its noun: «3 урока»."""
    return f"{count} {plural_form(count, *words)}"


def number(value: Decimal | None) -> str:
    """Write «4,25»; a whole number without a comma."""
    if value is None:
        return ""
    return number_text(value.normalize() if value == value.to_integral_value() else value)


def average(value: Decimal) -> str:
    """Write an average with both decimals: «4,00»."""
    return number_text(value)


def needed(needed: Needed, goal: str) -> str:
    """Answer «какая отметка нужна»."""
    return needed_text(needed, goal)


def term(period: Any) -> str:
    """Write «II четверть»."""
    return term_title(period.kind, period.number)


def result_column(column: Any) -> str:
    """Head a column of results."""
    return diary.result_column(column.result, column.term_kind, column.number)


def result_title(kind: str) -> str:
    """Write «годовая»."""
    return diary.result_title(kind, None, None)


def runs(rows: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Put neighbours with the same value of an attribute together."""
    return [(value, list(run)) for value, run in groupby(rows, key=attrgetter(name))]


def linked(text: str) -> str | Markup:
    """Write homework with its addresses as links; all of it is escaped."""
    if "http" in text or "www." in text:
        return Markup(urlize(text, trim_url_limit=LINK_LENGTH, nofollow=True, autoescape=True))  # noqa: S704
    return text


FILTERS: dict[str, Callable[..., Any]] = {
    "absence_letter": absence_letter,
    "absence_word": diary.absence_word,
    "average": average,
    "formula": diary.formula,
    "forms": forms,
    "linked": linked,
    "mark_word": diary.mark_word,
    "month_title": month_title,
    "needed": needed,
    "news_about": diary.news_about,
    "news_title": diary.news_title,
    "number": number,
    "purpose_text": purpose_text,
    "result_column": result_column,
    "result_title": result_title,
    "runs": runs,
    "span": span,
    "spread_text": diary.spread_text,
    "term": term,
}

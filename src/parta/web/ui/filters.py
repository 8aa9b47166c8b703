"""Filters of every page: dates, plurals, text. A moment is shown in the school's zone, which the request activates."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.html import format_html
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from parta.kernel.decisions import Clause
from parta.regulation.enums import Terminology
from parta.regulation.queries.texts import act_of, clause_numbers
from parta.web.ui.addresses import url
from parta.wording import dates
from parta.wording.arranging import candidate_text, kind_word
from parta.wording.calendar import day_words
from parta.wording.college import as_college
from parta.wording.documents import kind_title, size_text
from parta.wording.duties import duty_head, duty_title, lacking_text
from parta.wording.hints import hint_words
from parta.wording.jobs import state_word
from parta.wording.plan_following import lines_text, shift_text, stand_text
from parta.wording.planned_works import beyond_kind
from parta.wording.plans import advice_text, correction_text, hours_text, plan_state, told_lines
from parta.wording.plurals import hours_number
from parta.wording.plurals import plural as plural_form
from parta.wording.public_service import overdue_text, state_title, term_text
from parta.wording.refusals import clause_text
from parta.wording.roles import terminology_of
from parta.wording.terms import period_title
from parta.wording.timetable import change_words, rest_title, rest_words
from parta.wording.timetable_changes import difference_words

_MISSING = {"attendance": "не отмечены отсутствующие", "topic": "нет темы", "homework": "нет задания"}


def plural(count: int, forms: str) -> str:
    """Choose the form of a noun: `{{ n|plural("урок,урока,уроков") }}`."""
    one, few, many = forms.split(",")
    return plural_form(count, one, few, many)


def hours(value: Decimal | None) -> str:
    """Write hours without needless zeros: «17», «0,5»; a dash where they are not said."""
    return "—" if value is None else hours_number(value)


def missing_word(code: str) -> str:
    """Say what a lesson still lacks."""
    return _MISSING[code]


def capfirst(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def shorten(text: str, length: int) -> str:
    """Cut a long text and show that it was cut."""
    return text if len(text) <= length else text[: length - 1] + "…"


def iso_date(day: date | None) -> str:
    """Write «2026-11-20» for an address or a field; nothing for no day."""
    return "" if day is None else f"{day:%Y-%m-%d}"


def dotted_date(moment: date | None) -> str:
    """Write «20.11.2026»; nothing for no day."""
    return "" if moment is None else f"{_local(moment):%d.%m.%Y}"


def short_date(moment: date) -> str:
    """Write «20.11»."""
    return f"{_local(moment):%d.%m}"


def dotted_moment(moment: datetime) -> str:
    """Write «20.11.2026 21:00»."""
    return f"{_local(moment):%d.%m.%Y %H:%M}"


def day_month(moment: date) -> str:
    """Write «20 ноября»."""
    return dates.day_month(_local(moment))


def long_date(moment: date) -> str:
    """Write «20 ноября 2026»."""
    day = _local(moment)
    return f"{dates.day_month(day)} {day.year}"


def clock(moment: datetime) -> str:
    """Write «08:30»."""
    return f"{_local(moment):%H:%M}"


def iso_moment(moment: datetime) -> str:
    """Write a moment for machines."""
    return _local(moment).isoformat()


def weekday(day: date) -> str:
    """Write «понедельник»."""
    return dates.WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    """Write «Пн»."""
    return dates.WEEKDAYS_SHORT[day.weekday()].capitalize()


def moment_now() -> datetime:
    """Give this moment, for the foot of paper."""
    return timezone.now()


def soon_text(moment: datetime, today: date) -> str:
    """Write by when something is due: «до 21:00», «до конца дня», «по пт, 4 декабря»."""
    return dates.soon_text(_local(moment), today)


def until_text(moment: datetime) -> str:
    """Write by when something was due: «до 21:00 пт, 20 ноября», «до конца дня пт, 20 ноября»."""
    return dates.until_text(_local(moment))


def special_day(one: Any) -> str:
    """Say what a special day is: its own words, «занятий нет», «по расписанию понедельника, приказ № 12»."""
    if one.kind == "holiday" and one.note:
        return str(one.note)
    return day_words(one.kind, getattr(one, "follows_weekday", None), getattr(one, "follows_date", None), one.note)


def _local(moment: Any) -> Any:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def until_words(moment: datetime, day: date) -> str:
    """Write the end of a term that belongs to a day: «14:05», «конца дня», otherwise the day with the hour."""
    local = _local(moment)
    if local.date() == day:
        return f"{local:%H:%M}"
    return "конца дня" if (local.date() - day).days == 1 and local.time() == time() else dates.moment_text(local)


def clause_anchor(number: str) -> str:
    """Name the place of a clause in the act's text."""
    return "p." + "_".join(number.split())


def clause_url(clause: Clause | None) -> str:
    """Give the address of a clause in the words of its act; nothing where they are not at hand."""
    preset = act_of(clause.act) if clause else None
    if clause is None or preset is None or clause.number not in clause_numbers(preset):
        return ""
    return f"{url('office:regulation_text', preset)}#{quote(clause_anchor(clause.number))}"


def clause_link(clause: Clause | None) -> str:
    """Name a clause, as a link to its words where they are at hand."""
    href = clause_url(clause)
    return format_html('<a href="{}">{}</a>', href, clause_text(clause)) if href else clause_text(clause)


@pass_context
def own_words(context: Context, text: str) -> str:
    """Say what was written for a school in the words of the institution whose page it is."""
    if terminology_of(context.get("school_kind") or "") is not Terminology.COLLEGE:
        return text
    said = as_college(text)
    return Markup(said) if isinstance(text, Markup) else said  # noqa: S704 - markup as it came, words replaced


FILTERS: dict[str, Callable[..., Any]] = {
    "act_kind": kind_title,
    "beyond_kind": beyond_kind,
    "clause_anchor": clause_anchor,
    "clause_link": clause_link,
    "clause_url": clause_url,
    "candidate_text": candidate_text,
    "capfirst": capfirst,
    "change_words": change_words,
    "clause_words": clause_text,
    "clock": clock,
    "date_text": dates.date_text,
    "day_month": day_month,
    "difference_words": difference_words,
    "dotted_date": dotted_date,
    "dotted_moment": dotted_moment,
    "duty_head": duty_head,
    "duty_title": duty_title,
    "file_size": size_text,
    "hint_words": hint_words,
    "hours": hours,
    "iso_date": iso_date,
    "iso_moment": iso_moment,
    "lacking_text": lacking_text,
    "long_date": long_date,
    "missing_word": missing_word,
    "month_name": lambda day: dates.MONTHS[day.month - 1],
    "near_date": dates.near_date,
    "period_title": period_title,
    "special_day": special_day,
    "own_words": own_words,
    "plan_state": plan_state,
    "plan_lacking": hours_text,
    "plan_correction": correction_text,
    "plan_advice": advice_text,
    "plan_told": told_lines,
    "plan_lines": lines_text,
    "plan_shift": shift_text,
    "plan_stand": stand_text,
    "plural": plural,
    "job_state": state_word,
    "overdue_text": overdue_text,
    "request_state": state_title,
    "term_text": term_text,
    "rest_title": rest_title,
    "rest_words": rest_words,
    "short_date": short_date,
    "substitution_kind": kind_word,
    "shorten": shorten,
    "until_words": until_words,
    "soon_text": soon_text,
    "span_text": lambda pair: dates.span_text(*pair),
    "until_text": until_text,
    "weekday": weekday,
    "weekday_short": weekday_short,
}

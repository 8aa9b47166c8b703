"""Template tags and filters of the house."""

from datetime import date

from django import template
from django.urls import get_script_prefix, reverse, set_script_prefix

from parta.wording import dates
from parta.wording.plurals import plural as plural_form

register = template.Library()


@register.simple_tag
def door(name: str, *args: object) -> str:
    """Give the address of a door: outside any school, whatever page asks."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, urlconf="config.urls", args=args)
    finally:
        set_script_prefix(prefix)


@register.filter
def date_text(day: date) -> str:
    """Write «пт, 20 ноября»."""
    return dates.date_text(day)


@register.filter
def plural(count: int, forms: str) -> str:
    """Choose the form of a noun: `{{ n|plural:"урок,урока,уроков" }}`."""
    one, few, many = forms.split(",")
    return plural_form(count, one, few, many)


_MISSING = {"attendance": "не отмечены отсутствующие", "topic": "нет темы", "homework": "нет задания"}


@register.filter
def missing_word(code: str) -> str:
    """Say what a lesson still lacks."""
    return _MISSING[code]

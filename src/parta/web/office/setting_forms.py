"""One setting of the regulation as a form: the fields follow from the type of its value."""

import re
from collections.abc import Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django import forms

from parta.regulation.enums import AbsenceCode, Milestone
from parta.regulation.rules.tree import GROUPS, SPECS
from parta.regulation.rules.values import ALWAYS, NONE, AbsenceLetter, DensityRow, Hours, MonthDay, days_or_always
from parta.wording.absences import absence_title
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.regulation import setting_title
from parta.wording.regulation.words import word

_REQUIRED = {"required": "Укажите значение.", "invalid": "Это значение не подходит."}
_LIST = re.compile(r"[,;\n]+")


class ClauseForm(forms.Form):
    """Where the school's own act says so."""

    clause = forms.CharField(label="Пункт вашего акта", max_length=40, error_messages={"required": "Укажите пункт."})
    quote = forms.CharField(
        label="Слова акта", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ValueForm(forms.Form):
    """The base of forms of one value: `raw()` gives what the regulation's readers take."""

    def raw(self) -> Any:
        """Give the value as it is written in a preset."""
        raise NotImplementedError


def value_type(group: str, name: str) -> Any:
    """Give the type of a setting's value: `bool`, `int | None`, a tuple of an enumeration…"""
    return get_args(get_type_hints(GROUPS[group])[name])[0]


def value_form(group: str, name: str, raw: Any, data: Mapping[str, Any] | None) -> ValueForm:
    """Build the form of a setting's value from what is written now, bound to `data` when it is sent."""
    kind = value_type(group, name)
    inner = [one for one in get_args(kind) if one is not NoneType] if isinstance(kind, UnionType) else [kind]
    optional = len(inner) < len(get_args(kind)) if isinstance(kind, UnionType) else False
    nothing = ALWAYS if SPECS[group][name].read is days_or_always else NONE
    return _form(name, inner[0], optional, nothing, raw, data)


def _form(name: str, kind: Any, optional: bool, nothing: str, raw: Any, data: Any) -> ValueForm:
    title = setting_title(name)
    shown = None if raw in (ALWAYS, NONE) else raw
    hint = ("Пусто — без ограничения." if nothing == ALWAYS else "Пусто — не назначено.") if optional else ""
    common: dict[str, Any] = {
        "label": title,
        "required": not optional,
        "help_text": hint,
        "error_messages": _REQUIRED,
    }
    if get_origin(kind) is tuple:
        return _tuple_form(get_args(kind)[0], title, raw, data)
    if kind is bool:
        choices = [("yes", "да"), ("no", "нет")]
        field: forms.Field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label=title)
        return _single(field, "yes" if raw else "no", lambda value: value == "yes", data)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        field = forms.ChoiceField(choices=[(str(one), word(one)) for one in kind], label=title)
        return _single(field, raw, str, data)
    if kind is int:
        field = forms.IntegerField(min_value=0, max_value=1440, **common)
        return _single(field, shown, lambda value: nothing if value is None else value, data)
    if kind is time:
        field = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **common)
        return _single(field, shown, lambda value: nothing if value is None else f"{value:%H:%M}", data)
    if kind is MonthDay:
        common["help_text"] = f"День и месяц: 31.08, или «{word(Milestone.YEAR_END)}». {hint}"
        return _single(forms.CharField(max_length=30, **common), _month_day(shown), _raw_month_day(nothing), data)
    if kind is Hours:
        common["help_text"] = f"Например: 08:00–16:00 пн–пт. {hint}"
        return _single(forms.CharField(max_length=60, **common), _hours(shown), _raw_hours(nothing), data)
    return _single(forms.CharField(max_length=500, **common), shown, lambda value: value or nothing, data)


def _tuple_form(item: Any, title: str, raw: Any, data: Any) -> ValueForm:
    if item is AbsenceLetter:
        return _letters_form(raw, data)
    if isinstance(item, type) and issubclass(item, StrEnum):
        field: forms.Field = forms.MultipleChoiceField(
            choices=[(str(one), word(one)) for one in item],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=title,
        )
        return _single(field, list(raw), list, data)
    if item is DensityRow:
        shown = ", ".join(f"{hours} — {marks}" for hours, marks in dict(raw).items())
        field = forms.CharField(
            label=title,
            required=False,
            max_length=200,
            help_text="Часов в неделю — отметок за период, через запятую: 1 — 3, 2 — 5.",
        )
        return _single(field, shown, _raw_density, data)
    field = forms.CharField(label=title, required=False, max_length=500, help_text="Через запятую.")
    shown = ", ".join(str(one).replace(".", ",") if item is Decimal else str(one) for one in raw)
    if item is Decimal:
        field.help_text = "Через точку с запятой: 2,5; 3,5; 4,5."
        return _single(field, shown.replace(", ", "; "), _raw_numbers, data)
    if item is int:
        return _single(field, shown, _raw_whole, data)
    return _single(field, shown, lambda value: [one.strip() for one in _LIST.split(value) if one.strip()], data)


def _single(field: forms.Field, initial: Any, to_raw: Any, data: Any) -> ValueForm:
    class SingleForm(ValueForm):
        value = field

        def clean_value(self) -> Any:
            """Turn the field's value into what a preset holds, or say that it does not fit."""
            try:
                return to_raw(self.cleaned_data["value"])
            except (ValueError, InvalidOperation):
                raise forms.ValidationError(_REQUIRED["invalid"]) from None

        def raw(self) -> Any:
            return self.cleaned_data["value"]

    return SingleForm(data, initial={"value": initial})


def _letters_form(raw: Mapping[str, str], data: Any) -> ValueForm:
    class LettersForm(ValueForm):
        def raw(self) -> Any:
            return {code: letter for code in AbsenceCode if (letter := self.cleaned_data[str(code)])}

    for code in AbsenceCode:
        LettersForm.base_fields[str(code)] = forms.CharField(
            label=absence_title(code), required=False, max_length=5, initial=raw.get(code, "")
        )
    return LettersForm(data)


def _month_day(raw: Any) -> str:
    if raw in (None, ""):
        return ""
    if raw in set(Milestone):
        return word(Milestone(raw))
    month, day = str(raw).split("-")
    return f"{day}.{month}"


def _raw_month_day(nothing: str) -> Any:
    def read(text: str) -> str:
        told = text.strip().casefold()
        if not told:
            return nothing
        if told == word(Milestone.YEAR_END):
            return str(Milestone.YEAR_END)
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", told)
        if not found:
            raise ValueError(text)
        return f"{int(found[2]):02}-{int(found[1]):02}"

    return read


def _hours(raw: Any) -> str:
    if not raw:
        return ""
    return f"{raw['start']}–{raw['end']} {', '.join(WEEKDAYS_SHORT[day - 1] for day in raw['weekdays'])}"


def _raw_hours(nothing: str) -> Any:
    def read(text: str) -> Any:
        told = text.strip().casefold()
        if not told:
            return nothing
        found = re.fullmatch(r"(\d{1,2}:\d\d)\s*[-–—]\s*(\d{1,2}:\d\d)\s+(.+)", told)
        if not found:
            raise ValueError(text)
        names = [name.casefold() for name in WEEKDAYS_SHORT]
        days: list[int] = []
        for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–—]\s*", "-", found[3].strip())):
            first, _, last = part.partition("-")
            days += range(names.index(first) + 1, names.index(last or first) + 2)
        return {"start": found[1].zfill(5), "end": found[2].zfill(5), "weekdays": days}

    return read


def _raw_density(text: str) -> dict[str, int]:
    rows = [re.fullmatch(r"\s*(\d+)\s*[-–—:]\s*(\d+)\s*", row) for row in _LIST.split(text) if row.strip()]
    if not all(rows):
        raise ValueError(text)
    return {row[1]: int(row[2]) for row in rows if row}


def _raw_numbers(text: str) -> list[str]:
    return [str(Decimal(row.strip().replace(",", "."))) for row in re.split(r"[;\n]+", text) if row.strip()]


def _raw_whole(text: str) -> list[int]:
    found: list[int] = []
    for row in _LIST.split(text):
        first, _, last = re.sub(r"\s*[-–—]\s*", "-", row.strip()).partition("-")
        if first:
            found += range(int(first), int(last or first) + 1)
    return found

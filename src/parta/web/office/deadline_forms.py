"""Deadlines of the regulation as a form: a row for each rule, the first whose scope fits holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from parta.regulation.enums import Anchor, CountFrom, Direction, Unit
from parta.regulation.rules.deadlines import MOST
from parta.wording.regulation.deadlines import ANCHOR_TITLES, UNIT_TITLES

_SCOPE = ("subjects", "work_kinds", "lesson_kinds")


class DeadlineForm(forms.Form):
    """One rule: so many units from an anchor, up to a clock time, for some grades, subjects, kinds."""

    offset = forms.IntegerField(label="Сколько", min_value=0, max_value=MOST, initial=0)
    unit = forms.ChoiceField(
        label="Чего", choices=[(str(one), UNIT_TITLES[one]) for one in Unit], initial=str(Unit.CALENDAR_DAY)
    )
    direction = forms.ChoiceField(
        label="Куда считать",
        choices=[(str(Direction.AFTER), "после"), (str(Direction.BEFORE), "до")],
        initial=str(Direction.AFTER),
    )
    anchor = forms.ChoiceField(
        label="От чего",
        choices=[("", "—"), *((str(one), ANCHOR_TITLES[one]) for one in Anchor)],
        error_messages={"required": "Укажите, от чего считать."},
    )
    at = forms.TimeField(
        label="До часа", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    count_from = forms.ChoiceField(
        label="Первый день срока",
        choices=[(str(CountFrom.NEXT_DAY), "следующий"), (str(CountFrom.SAME_DAY), "этот же")],
        initial=str(CountFrom.NEXT_DAY),
    )
    grades = forms.RegexField(
        label="Классы",
        regex=r"^\s*\d{1,2}(\s*[-–—,;]\s*\d{1,2})*\s*$",
        required=False,
        max_length=60,
        help_text="5–11 или 2, 3, 4; пусто — все",
        error_messages={"invalid": "Напишите классы так: 5–11 или 2, 3, 4."},
    )
    subjects = forms.CharField(label="Предметы", required=False, max_length=500, help_text="через запятую; пусто — все")
    work_kinds = forms.CharField(label="Виды работ", required=False, max_length=500, help_text="пусто — все")
    lesson_kinds = forms.CharField(label="Виды занятий", required=False, max_length=500, help_text="пусто — все")

    def raw(self) -> dict[str, Any]:
        """Give the rule as it is written in a preset."""
        cleaned = self.cleaned_data
        scope: dict[str, Any] = {key: _words(cleaned[key]) for key in _SCOPE if cleaned[key]}
        if cleaned["grades"]:
            scope["grades"] = _grades(cleaned["grades"])
        found = {key: cleaned[key] for key in ("anchor", "offset", "unit", "direction", "count_from")}
        if cleaned["at"]:
            found["at"] = f"{cleaned['at']:%H:%M}"
        return {**found, "scope": scope} if scope else found


class _DeadlineRows(BaseFormSet):
    def raw(self) -> list[dict[str, Any]]:
        """Give the rules in order, the removed and the untouched empty ones left out."""
        return [
            form.raw() for form in self.forms if form not in self.deleted_forms and (form.has_changed() or form.initial)
        ]


_Rows = formset_factory(DeadlineForm, formset=_DeadlineRows, extra=1, can_delete=True, max_num=20, validate_max=True)


def deadline_rows(raw: Any, data: Mapping[str, Any] | None) -> Any:
    """Build the rows from what is written now, one empty after them; bound to `data` when it is sent."""
    rows: Sequence[Mapping[str, Any]] = [raw] if isinstance(raw, Mapping) else raw
    return _Rows(data, prefix="rule", initial=[_initial(row) for row in rows])


def _initial(row: Mapping[str, Any]) -> dict[str, Any]:
    scope = row.get("scope", {})
    return {
        "anchor": row["anchor"],
        "offset": row.get("offset", 0),
        "unit": row.get("unit", str(Unit.CALENDAR_DAY)),
        "direction": row.get("direction", str(Direction.AFTER)),
        "count_from": row.get("count_from", str(CountFrom.NEXT_DAY)),
        "at": row.get("at"),
        "grades": ", ".join(map(str, scope.get("grades", ()))),
        **{key: ", ".join(scope.get(key, ())) for key in _SCOPE},
    }


def _words(text: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;\n]+", text) if word.strip()]


def _grades(text: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,;]", text):
        first, _, last = re.sub(r"\s*[-–—]\s*", "-", part.strip()).partition("-")
        found += range(int(first), int(last or first) + 1)
    return found

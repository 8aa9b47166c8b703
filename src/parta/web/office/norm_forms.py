"""The form of the sanitary norms of a timetable: lessons a day, bells, points of subjects."""

import re
from datetime import time
from typing import Any

from django import forms

from parta.timetable.rules.norms import BELL_NUMBERS, BellNorm, DayNorm, Norms

GRADES = range(1, 12)
BANDS = (range(1, 5), range(5, 10), range(10, 12))
"""The three parts of the scale of difficulty."""
CLOCKS = ("earliest", "latest", "second_shift_from")
_GRADE_LIST = re.compile(r"^(?:[1-9]|1[01])(?:\s*,\s*(?:[1-9]|1[01]))*$")
_NUMBER = "Здесь нужно целое число: уроков — до 12, минут — до 60, баллов — до 20."


def _whole(most: int, value: int | None, *, least: int = 0, required: bool = True) -> forms.IntegerField:
    wrong = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _NUMBER)
    return forms.IntegerField(min_value=least, max_value=most, required=required, initial=value, error_messages=wrong)


class NormsForm(forms.Form):
    """All norms as they will be; `seen` tells over which they are put."""

    starts_on = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages=dict.fromkeys(("required", "invalid"), "Укажите день, с которого действуют нормы."),
    )
    source = forms.CharField(max_length=300, error_messages={"required": "Назовите документ, из которого взяты нормы."})
    seen = forms.RegexField(r"^\d{1,12}-\d{1,9}$", error_messages={"required": "Откройте страницу снова."})
    first_shift = forms.RegexField(
        _GRADE_LIST, error_messages=dict.fromkeys(("required", "invalid"), "Параллели пишут через запятую: 1, 5, 9.")
    )
    new_name = forms.CharField(max_length=100, required=False)

    def __init__(self, norms: Norms, seen: str, data: Any = None) -> None:
        shift = ", ".join(map(str, sorted(norms.bells.first_shift)))
        super().__init__(data, initial={"seen": seen, "first_shift": shift})
        self.norms = norms
        self.subjects = list(norms.points)
        for grade in GRADES:
            day = norms.day_norm(grade)
            self.fields[f"d{grade}"] = _whole(12, day.most if day else None, least=1)
            self.fields[f"d{grade}_once"] = forms.BooleanField(required=False, initial=bool(day and day.once))
            self.fields[f"new_{grade}"] = _whole(20, None, required=False)
        for name in BELL_NUMBERS:
            value = getattr(norms.bells, name)
            if name in CLOCKS:
                wrong = dict.fromkeys(("required", "invalid"), "Время пишут так: 08:30.")
                self.fields[name] = forms.TimeField(
                    input_formats=["%H:%M"], initial=time(*divmod(value, 60)), error_messages=wrong
                )
            else:
                self.fields[name] = _whole(12 if name == "big_break_from" else 60, value, least=1)
        self.fields["hard_from"] = _whole(20, norms.hard_from, least=1)
        for at, name in enumerate(self.subjects):
            for grade in GRADES:
                value = norms.points[name].get(grade)
                self.fields[f"p{at}_{grade}"] = _whole(20, value or None, required=False)

    def bands(self) -> list[tuple[range, list[tuple[int, str]]]]:
        """Give the parts of the scale with the subjects that have points there, or have none anywhere."""
        return [
            (
                grades,
                [
                    (at, name) for at, name in enumerate(self.subjects)
                    if any(self.norms.points[name].get(grade) for grade in grades)
                ],
            )
            for grades in BANDS
        ]  # fmt: skip

    def wanted(self) -> Norms:
        """Give the norms that were asked for."""
        said = self.cleaned_data
        points: dict[str, dict[int, int]] = {
            name: {grade: said[f"p{at}_{grade}"] for grade in GRADES if said[f"p{at}_{grade}"]}
            for at, name in enumerate(self.subjects)
        }
        added = " ".join(said["new_name"].casefold().split())
        if added:
            row = {grade: said[f"new_{grade}"] for grade in GRADES if said[f"new_{grade}"]}
            points[added] = {**points.get(added, {}), **row}
        numbers = {
            name: said[name].hour * 60 + said[name].minute if name in CLOCKS else said[name] for name in BELL_NUMBERS
        }
        shift = frozenset(map(int, said["first_shift"].split(",")))
        days = {grade: DayNorm(said[f"d{grade}"], said[f"d{grade}_once"]) for grade in GRADES}
        return Norms(days, points, BellNorm(**numbers, first_shift=shift), said["hard_from"])

"""Forms of a next year and of a new calendar: what is typed becomes the draft that services are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from parta.curriculum.rules.next_year import OpenClass, goes_on, next_name
from parta.curriculum.services.new_year import YearDraft
from parta.school.enums import LAST_GRADE, ClassKind, TermKind
from parta.school.models import Calendar
from parta.school.rules.patterns import DrawnYear, Pattern, draw_year, later, shift_year
from parta.school.services.years import CalendarDraft
from parta.web.office.standing_years import as_drawn
from parta.wording.calendar import PATTERNS, VACATIONS

SPARE = 2
"""How many empty rows for calendars the form has."""
_DAYS = [(number, number) for number in (5, 6)]
_GRADE = "Класс — число от 1 до 11, курс — от 1 до 6."


def _date() -> forms.DateField:
    return forms.DateField(
        input_formats=["%Y-%m-%d"], required=False,
        error_messages={"invalid": "Укажите дату: день, месяц и год."},
    )  # fmt: skip


def worded(year: DrawnYear) -> DrawnYear:
    """Name the vacations that the pattern suggests."""
    rests = tuple(replace(one, title=one.title or VACATIONS[one.kind]) for one in year.rests)
    return replace(year, rests=rests)


class CalendarForm(forms.Form):
    """One more calendar of a year: its pattern, days a week, the first grade's own week of rest."""

    title = forms.CharField(max_length=100, error_messages={"required": "Назовите календарь: «10–11 классы»."})
    pattern = forms.ChoiceField(
        choices=list(PATTERNS.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, на что делится год."),
    )
    days = forms.TypedChoiceField(choices=_DAYS, coerce=int, initial=5)
    extra = forms.BooleanField(required=False)
    region = forms.CharField(max_length=200, required=False)

    def draft(self, begins: int) -> CalendarDraft:
        """Give the calendar that was asked for, for the year that begins then."""
        said = self.cleaned_data
        pattern = Pattern(TermKind(said["pattern"]), said["days"], said["extra"], said["region"])
        title = " ".join(said["title"].split())
        return CalendarDraft(title, said["days"], (0, 0), worded(draw_year(pattern, begins)))


class YearForm(forms.Form):
    """A next year: calendars row by row, what is carried over from the year before, the order that moves pupils."""

    begins = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите учебный год.")
    )
    region = forms.CharField(max_length=200, required=False)
    bells = forms.BooleanField(required=False, initial=True)
    teaching = forms.BooleanField(required=False, initial=True)
    leaders = forms.BooleanField(required=False, initial=True)
    order_no = forms.CharField(max_length=60, required=False)
    order_date = _date()

    def __init__(
        self,
        data: Any,
        *,
        years: Sequence[tuple[int, str]],
        calendars: Sequence[Calendar],
        classes: Sequence[OpenClass],
        college: bool,
        region: str,
    ) -> None:
        super().__init__(data, initial={"region": region, "begins": years[0][0]})
        self.fields["begins"].choices = years
        self.known = {f"like{one.pk}": one for one in calendars}
        self.patterns = [
            *((code, f"как в этом году: {one.title}") for code, one in self.known.items()), *PATTERNS.items()
        ]  # fmt: skip
        self.classes = classes
        suggested = _suggested(calendars, classes, college)
        self.rows = range(max(len(suggested) + SPARE, 4))
        kind = ClassKind.GROUP if college else ClassKind.CLASS
        for place in self.rows:
            row = suggested[place] if place < len(suggested) else {}
            self.fields[f"c{place}_title"] = forms.CharField(max_length=100, required=False)
            for end in ("from", "to"):
                self.fields[f"c{place}_{end}"] = forms.IntegerField(
                    min_value=1, max_value=LAST_GRADE[kind], required=False,
                    error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _GRADE),
                )  # fmt: skip
            self.fields[f"c{place}_pattern"] = forms.ChoiceField(choices=self.patterns, required=False)
            self.fields[f"c{place}_days"] = forms.TypedChoiceField(choices=_DAYS, coerce=int, required=False)
            self.fields[f"c{place}_extra"] = forms.BooleanField(required=False)
            self.fields[f"c{place}_pattern"].initial = TermKind.SEMESTER if college else TermKind.QUARTER
            for name, value in row.items():
                self.fields[f"c{place}_{name}"].initial = value
        for one in classes:
            self.fields[f"k{one.id}_on"] = forms.BooleanField(required=False, initial=goes_on(one))
            self.fields[f"k{one.id}_name"] = forms.CharField(max_length=40, required=False, initial=next_name(one))

    def clean(self) -> dict[str, Any]:
        """Ask for whole rows, for names of the classes that go on, for both parts of the order."""
        said = super().clean() or {}
        for place in self.rows:
            row = [said.get(f"c{place}_{name}") for name in ("title", "from", "to")]
            if any(row) and not all(row):
                self.add_error(None, "Календарю нужны название и с какого класса по какой он.")
                break
            if all(row) and row[1] > row[2]:  # type: ignore[operator]
                self.add_error(None, f"«{row[0]}»: первый класс больше последнего.")
        unnamed = [one.name for one in self.classes if said.get(f"k{one.id}_on") and not said.get(f"k{one.id}_name")]
        if unnamed:
            self.add_error(None, f"Напишите, как будут называться: {', '.join(unnamed)}. Или снимите отметку.")
        if bool(said.get("order_no")) != bool(said.get("order_date")):
            self.add_error(None, "У приказа о переводе нужны и номер, и дата.")
        return said

    def draft(self) -> YearDraft:
        """Give the year that was asked for."""
        said = self.cleaned_data
        names = {one.id: " ".join(said[f"k{one.id}_name"].split()) for one in self.classes if said.get(f"k{one.id}_on")}
        order = (said["order_no"].strip(), said["order_date"]) if said.get("order_no") else None
        calendars = tuple(self._calendar(place) for place in self.rows if said[f"c{place}_title"])
        return YearDraft(said["begins"], calendars, names, said["bells"], said["teaching"], said["leaders"], order)

    def _calendar(self, place: int) -> CalendarDraft:
        said = {name: self.cleaned_data[f"c{place}_{name}"] for name in ("title", "from", "to", "pattern", "days")}
        days, region = said["days"] or 5, self.cleaned_data["region"]
        like = self.known.get(said["pattern"])
        odd: date | None = None
        if like is not None:
            drawn = shift_year(as_drawn(like), week_days=days, region=region)
            odd = later(like.odd_week_starts_on) if like.odd_week_starts_on else None
        else:
            kind = TermKind(said["pattern"] or TermKind.QUARTER)
            pattern = Pattern(kind, days, self.cleaned_data[f"c{place}_extra"], region)
            drawn = draw_year(pattern, self.cleaned_data["begins"])
        title = " ".join(said["title"].split())
        return CalendarDraft(title, days, (said["from"], said["to"]), worded(drawn), odd)


def _suggested(calendars: Sequence[Calendar], classes: Sequence[OpenClass], college: bool) -> list[Mapping[str, Any]]:
    """Give the rows of the form before anybody types: last year's calendars, else what most schools begin with."""
    if calendars:
        found = []
        for one in calendars:
            grades = [row.grade_level for row in one.classes.all()]
            if grades:
                found.append({
                    "title": one.title, "from": min(grades), "to": max(grades), "pattern": f"like{one.pk}",
                    "days": one.week_days,
                })  # fmt: skip
        return sorted(found, key=lambda row: (row["from"], row["to"]))
    if college:
        return [{"title": "Все курсы", "from": 1, "to": 6, "pattern": TermKind.SEMESTER, "days": 5}]
    return [
        {"title": "1 классы", "from": 1, "to": 1, "pattern": TermKind.QUARTER, "days": 5, "extra": True},
        {"title": "2–9 классы", "from": 2, "to": 9, "pattern": TermKind.QUARTER, "days": 5},
        {"title": "10–11 классы", "from": 10, "to": 11, "pattern": TermKind.HALF_YEAR, "days": 5},
    ]

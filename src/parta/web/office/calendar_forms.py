"""Forms of the calendar and of the bells: what is typed becomes the change that services are asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from parta.school.enums import SHIFTS, TermKind
from parta.school.models import BellSchedule, Calendar, SchoolClass, Term, Vacation
from parta.school.rules.corrections import Bell, BellsChange, DaysChange, PeriodChange
from parta.wording.calendar import DAY_KINDS, PATTERNS
from parta.wording.terms import period_title

_MOST_TERMS = 8
SOME = "some"
"""For the classes that are marked."""
ROWS = 12
"""How many bells a form holds."""
_DATE_ERRORS = {"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."}
_WEEKDAYS = [(number, number) for number in range(1, 8)]


def _date(*, required: bool = False) -> forms.DateField:
    return forms.DateField(input_formats=["%Y-%m-%d"], required=required, error_messages=_DATE_ERRORS)


class DaysForm(forms.Form):
    """Which days become what, for whom: a calendar («c5»), all of them, or classes («k12») and whole grades («g7»)."""

    whose = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, для кого."))
    classes = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": "Выберите, для кого."})
    first = _date(required=True)
    last = _date()
    kind = forms.ChoiceField(
        choices=list(DAY_KINDS.items()), required=False, error_messages={"invalid_choice": "Выберите, какой это день."}
    )
    weekday = forms.TypedChoiceField(choices=_WEEKDAYS, coerce=int, required=False, empty_value=None)
    follows = _date()
    instead = forms.BooleanField(required=False)
    note = forms.CharField(max_length=300, required=False)

    def __init__(self, calendars: Sequence[Calendar], classes: Sequence[SchoolClass], data: Any, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.calendars = calendars
        self.whole = [(f"c{one.pk}", one.title) for one in calendars]
        if len(self.whole) > 1:
            self.whole.insert(0, ("all", "все классы"))
        self.grades: dict[int, list[tuple[str, str]]] = {}
        for one in classes:
            self.grades.setdefault(one.grade_level, []).append((f"k{one.pk}", one.name))
        self.fields["whose"].choices = [*self.whole, (SOME, "")]
        own = [choice for row in self.grades.values() for choice in row]
        self.fields["classes"].choices = [*((f"g{grade}", "") for grade in self.grades), *own]

    def clean(self) -> dict[str, Any]:
        """Ask for classes where some are meant, and for none where all are."""
        said = super().clean() or {}
        some = said.get("whose") == SOME
        if some and not said.get("classes"):
            self.add_error("whose", "Отметьте, для кого.")
        elif not some and said.get("classes") and "whose" in said:
            self.add_error("whose", "Отмечены отдельные, а выбраны все: оставьте одно.")
        return said

    def _class_ids(self) -> tuple[int, ...]:
        chosen = {*self.cleaned_data["classes"]}
        found = [
            code for grade, row in self.grades.items() for code, _ in row if f"g{grade}" in chosen or code in chosen
        ]
        return tuple(int(code[1:]) for code in found)

    def change(self) -> DaysChange:
        """Give what was asked for."""
        said = self.cleaned_data
        whose = said["whose"]
        moved = said["kind"] == "as_weekday"
        return DaysChange(
            said["first"],
            said["last"] or said["first"],
            said["kind"],
            tuple(one.pk for one in self.calendars) if whose == "all" else (int(whose[1:]),) if whose[0] == "c" else (),
            self._class_ids() if whose == SOME else (),
            said["weekday"] if moved and not said["follows"] else None,
            said["follows"] if moved else None,
            moved and said["instead"],
            said["note"].strip(),
        )


class PeriodsForm(forms.Form):
    """A calendar's terms and vacations with their dates; an empty row of each is for a new one."""

    def __init__(self, terms: Iterable[Term], vacations: Iterable[Vacation], data: Any = None) -> None:
        super().__init__(data)
        self.terms = {f"t{one.pk}": one for one in terms}
        self.vacations: dict[str, Vacation | None] = {f"v{one.pk}": one for one in vacations}
        self.vacations |= {"new": None}
        for name, term in self.terms.items():
            self._row(name, term.starts_on, term.ends_on, required=False)
        self.attested = {name for name, one in self.terms.items() if one.kind == TermKind.SEMESTER}
        for name in self.attested:
            self._row(f"{name}_exam", self.terms[name].attested_from, self.terms[name].attested_to, required=False)
        kinds = {one.kind for one in self.terms.values()} or {TermKind.QUARTER}
        self.fields["term_kind"] = forms.ChoiceField(
            choices=list(PATTERNS.items()), required=False, initial=next(iter(kinds)) if len(kinds) == 1 else None
        )
        self.fields["term_number"] = forms.IntegerField(
            min_value=1, max_value=_MOST_TERMS, required=False,
            error_messages=dict.fromkeys(
                ("invalid", "min_value", "max_value"), f"Номер периода — от 1 до {_MOST_TERMS}."
            ),
        )  # fmt: skip
        self._row("term", None, None, required=False)
        for name, vacation in self.vacations.items():
            title = vacation.title if vacation else ""
            self.fields[f"{name}_title"] = forms.CharField(max_length=100, required=False, initial=title)
            self._row(name, vacation and vacation.starts_on, vacation and vacation.ends_on, required=False)

    def _row(self, name: str, first: Any, last: Any, *, required: bool) -> None:
        for end, value in (("first", first), ("last", last)):
            self.fields[f"{name}_{end}"] = field = _date(required=required)
            field.initial = value

    def clean(self) -> dict[str, Any]:
        """Ask for a name and both days of a vacation that is not left empty."""
        said = super().clean() or {}
        for name, term in self.terms.items():
            if bool(said.get(f"{name}_first")) != bool(said.get(f"{name}_last")):
                title = period_title(term.kind, term.number)
                self.add_error(None, f"{title}: нужны оба дня. Чтобы убрать период, сотрите оба.")
            if bool(said.get(f"{name}_exam_first")) != bool(said.get(f"{name}_exam_last")):
                title = period_title(term.kind, term.number)
                self.add_error(None, f"{title}: у аттестации нужны первый и последний день.")
        new = [said.get(f"term_{part}") for part in ("number", "first", "last")]
        if any(new) and not all(new):
            self.add_error(None, "Новому периоду нужны номер, первый и последний день.")
        for name in self.vacations:
            row = [said.get(f"{name}_{part}") for part in ("first", "last")]
            if any(row) and not (all(row) and said.get(f"{name}_title")):
                self.add_error(None, "Каникулам нужны название, первый и последний день.")
        return said

    def spans(self) -> list[PeriodChange]:
        """Give the terms and the vacations that have dates."""
        said = self.cleaned_data
        added = (said.get("term_kind") or TermKind.QUARTER, said.get("term_number") or 0)
        found = [
            PeriodChange(
                one.pk, period_title(one.kind, one.number), said[f"{name}_first"], said[f"{name}_last"],
                term=True, was=(one.starts_on, one.ends_on), place=(one.kind, one.number),
                attested=(said[f"{name}_exam_first"], said[f"{name}_exam_last"]) if name in self.attested else None,
            )
            for name, one in self.terms.items()
            if said[f"{name}_first"]
        ]  # fmt: skip
        if said["term_first"]:
            title = period_title(*added)
            found.append(PeriodChange(None, title, said["term_first"], said["term_last"], term=True, place=added))
        found += [
            PeriodChange(one.pk if one else None, said[f"{name}_title"], said[f"{name}_first"], said[f"{name}_last"])
            for name, one in self.vacations.items()
            if said[f"{name}_first"]
        ]
        return found


class BellsForm(forms.Form):
    """A bell schedule: for whom, on which days, and its bells row by row."""

    title = forms.CharField(max_length=200, error_messages={"required": "Назовите звонки: «основные», «вторая смена»."})
    grades = forms.TypedMultipleChoiceField(coerce=int, required=False)
    weekdays = forms.TypedMultipleChoiceField(choices=_WEEKDAYS, coerce=int, required=False)
    valid_from = _date()
    valid_to = _date()
    shift = forms.TypedChoiceField(
        choices=[("", "любая"), *((one, one) for one in SHIFTS)], coerce=int, empty_value=None, required=False
    )
    building = forms.CharField(max_length=100, required=False)

    def __init__(self, grades: Sequence[int], schedule: BellSchedule | None, data: Any = None) -> None:
        bells = list(schedule.bells.all()) if schedule else []
        initial: dict[str, Any] = {}
        if schedule:
            initial = {name: getattr(schedule, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        self.fields["grades"].choices = [(one, one) for one in sorted({*grades, *initial.get("grades", ())})]
        self.pairs = any(bell.pause_starts_at for bell in bells)
        names = ("starts_at", "pause_starts_at", "pause_ends_at", "ends_at") if self.pairs else ("starts_at", "ends_at")
        self.parts = names
        self.rows = range(max(ROWS, len(bells)))
        for place in self.rows:
            bell = bells[place] if place < len(bells) else None
            number = bell.number if bell else None
            self.fields[f"b{place}_number"] = forms.IntegerField(
                min_value=0, max_value=20, required=False, initial=number,
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Номер урока — от 0 до 20."),
            )  # fmt: skip
            self.fields[f"b{place}_hours"] = forms.IntegerField(
                min_value=1, max_value=2, required=False, initial=bell.hours if bell else None
            )
            for name in names:
                field = forms.TimeField(
                    input_formats=["%H:%M", "%H:%M:%S"], required=False,
                    error_messages={"invalid": "Время пишут так: 08:30."},
                )  # fmt: skip
                field.initial = getattr(bell, name) if bell else None
                self.fields[f"b{place}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """Ask for the number, the beginning and the end of every bell that is not left empty."""
        said = super().clean() or {}
        for place in self.rows:
            row = [said.get(f"b{place}_{name}") for name in ("number", "starts_at", "ends_at")]
            if any(one is not None for one in row) and any(one is None for one in row):
                self.add_error(None, "Звонку нужны номер, начало и конец.")
                break
        return said

    def change(self) -> BellsChange:
        """Give the schedule that was asked for, its bells in order."""
        said = self.cleaned_data
        bells: list[Bell] = []
        for place in self.rows:
            row: dict[str, Any] = {name: said.get(f"b{place}_{name}") for name in ("number", *self.parts, "hours")}
            if row["number"] is not None:
                pause = [row.get("pause_starts_at"), row.get("pause_ends_at")]
                hours = row["hours"] or (2 if all(pause) else 1)
                bells.append((row["number"], row["starts_at"], row["ends_at"], pause[0], pause[1], hours))
        bells.sort(key=lambda bell: bell[0])
        return BellsChange(
            said["title"].strip(), tuple(said["grades"]), tuple(said["weekdays"]), said["valid_from"], said["valid_to"],
            tuple(bells), said["shift"], " ".join(said["building"].split()),
        )  # fmt: skip

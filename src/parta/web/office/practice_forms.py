"""The form of a group's practices."""

from typing import Any

from django import forms

from parta.curriculum.models import Practice
from parta.curriculum.queries.practices import GroupPractices
from parta.curriculum.rules.practices import MOST_HOURS, PracticeChange

NEW = ("new1", "new2")
_DAY = {"invalid": "Дату пишут так: 2026-11-16."}
_HOURS = dict.fromkeys(("invalid", "min_value", "max_value"), f"Часы — целое число от 1 до {MOST_HOURS}, или ничего.")


class PracticesForm(forms.Form):
    """The practices of a group, two empty rows for new ones; a row without dates is taken out.

    `stood` names the practices that the page was made of.
    """

    def __init__(self, page: GroupPractices, data: Any = None) -> None:
        super().__init__(data)
        self.stood = page.stamp if data is None else str(data.get("stood", ""))[:16]
        self.blocks: dict[str, Practice | None] = {f"p{one.pk}": one for one in page.blocks}
        self.blocks |= dict.fromkeys(NEW)
        subjects = [("", ""), *((str(pk), name) for pk, name in page.subjects)]
        teachers = [("", ""), *((str(pk), name) for pk, name in page.teachers)]
        for name, one in self.blocks.items():
            own = [(str(one.teacher_id), str(one.teacher))] if one and one.teacher_id else []
            self.fields[f"{name}_subject"] = forms.ChoiceField(
                choices=subjects, required=False, initial=one.subject_id if one else "",
                error_messages={"invalid_choice": "Выберите практику из списка."},
            )  # fmt: skip
            self.fields[f"{name}_teacher"] = forms.ChoiceField(
                choices=[*teachers, *own], required=False, initial=(one.teacher_id or "") if one else "",
                error_messages={"invalid_choice": "Выберите руководителя из списка."},
            )  # fmt: skip
            for end, value in (("first", one and one.starts_on), ("last", one and one.ends_on)):
                self.fields[f"{name}_{end}"] = forms.DateField(
                    input_formats=["%Y-%m-%d"], required=False, initial=value, error_messages=_DAY
                )
            self.fields[f"{name}_hours"] = forms.IntegerField(
                required=False,
                min_value=1,
                max_value=MOST_HOURS,
                initial=one.hours if one else None,
                error_messages=_HOURS,
            )
            for part, said in (("place", one.place if one else ""), ("leader", one.leader if one else "")):
                self.fields[f"{name}_{part}"] = forms.CharField(
                    required=False, max_length=300, initial=said,
                    error_messages={"max_length": "База и руководитель — не длиннее 300 знаков."},
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for the discipline and both days of a practice that is not left empty."""
        said = super().clean() or {}
        for name in self.blocks:
            days = [said.get(f"{name}_{end}") for end in ("first", "last")]
            if any(days) and not all(days):
                self.add_error(None, "Практике нужны первый и последний день.")
            elif all(days) and not said.get(f"{name}_subject") and f"{name}_subject" not in self.errors:
                self.add_error(None, "Выберите, какая это практика.")
        return said

    def wanted(self) -> list[PracticeChange]:
        """Give the practices that have dates; a leader of the staff has the own name where none is written."""
        said = self.cleaned_data
        names = {str(key): title for name in self.blocks for key, title in self.fields[f"{name}_teacher"].choices}
        found = []
        for name, one in self.blocks.items():
            if not said[f"{name}_first"]:
                continue
            teacher = said[f"{name}_teacher"]
            leader = " ".join(said[f"{name}_leader"].split())
            changed = teacher != str((one.teacher_id or "") if one else "")
            if teacher and (not leader or (changed and one and leader == one.leader)):
                leader = names[teacher]
            found.append(
                PracticeChange(
                    one.pk if one else None,
                    int(said[f"{name}_subject"]),
                    said[f"{name}_first"],
                    said[f"{name}_last"],
                    said[f"{name}_hours"],
                    " ".join(said[f"{name}_place"].split()),
                    leader,
                    int(teacher) if teacher else None,
                )
            )
        return found

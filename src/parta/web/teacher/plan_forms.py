"""Forms of lesson plans: the head of a new one, and the lines of a draft, a page of them at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from parta.curriculum.rules.plans import MOST_HOURS, Line, Lines, added, joined, moved, split, without

PER_PAGE = 40
_TOO_LONG = "Слишком длинно."
ACTS: dict[str, Callable[[Lines, int], Lines]] = {
    "up": lambda lines, place: moved(lines, place, -1),
    "down": lambda lines, place: moved(lines, place, 1),
    "join": joined,
    "split": split,
    "drop": without,
    "add": lambda lines, place: added(lines, place, Line("Новая тема", section=_section(lines, place))),
}
"""What a button at a line does with the lines."""


class NewPlanForm(forms.Form):
    """What a plan is for, what it is called, and where its lines come from."""

    subject = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите предмет.")
    )
    grade = forms.TypedChoiceField(
        coerce=int, error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите параллель.")
    )
    title = forms.CharField(
        max_length=300, error_messages={"required": "Назовите план.", "max_length": "Название длиннее 300 знаков."}
    )
    file = forms.FileField(
        required=False, max_length=200,
        error_messages={"empty": "Файл пуст.", "max_length": "Имя файла длинное.", "invalid": "Выберите файл."},
    )  # fmt: skip
    pasted = forms.CharField(required=False, max_length=200_000, strip=False, error_messages={"max_length": _TOO_LONG})

    def __init__(
        self, subjects: Sequence[tuple[int, str, bool]], grades: Sequence[int], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.subjects = subjects
        self.grades = grades
        self.fields["subject"].choices = [(pk, name) for pk, name, _ in subjects]
        self.fields["grade"].choices = [(grade, grade) for grade in grades]


class LineForm(forms.Form):
    """One line of a draft."""

    topic = forms.CharField(max_length=1000, error_messages={"required": "Напишите тему.", "max_length": _TOO_LONG})
    hours = forms.IntegerField(
        min_value=1, max_value=MOST_HOURS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Часы — от 1 до {MOST_HOURS}."
        ),
    )  # fmt: skip
    section = forms.CharField(max_length=500, required=False, error_messages={"max_length": _TOO_LONG})
    lesson_kind = forms.CharField(max_length=200, required=False, error_messages={"max_length": _TOO_LONG})
    control_kind = forms.CharField(max_length=200, required=False, error_messages={"max_length": _TOO_LONG})
    homework = forms.CharField(max_length=1000, required=False, error_messages={"max_length": _TOO_LONG})
    resources = forms.CharField(max_length=1000, required=False, error_messages={"max_length": _TOO_LONG})


class LinesForm:
    """A page of a draft's lines; the others stay as they are."""

    def __init__(self, lines: Lines, page: int, data: Any = None) -> None:
        self.lines = lines
        self.pages = max(1, -(-len(lines) // PER_PAGE))
        self.page = min(max(1, page), self.pages)
        self.start = (self.page - 1) * PER_PAGE
        self.rows = [
            (place, LineForm(data, prefix=f"l{place}", initial=_initial(line)))
            for place, line in enumerate(lines[self.start : self.start + PER_PAGE], self.start)
        ]

    def is_valid(self) -> bool:
        """Tell whether every line of the page can be stored."""
        return not [form for _, form in self.rows if not form.is_valid()]

    def written(self) -> Lines:
        """Give all lines of the plan as they are written now."""
        shown = tuple(replace(self.lines[place], **form.cleaned_data) for place, form in self.rows)
        return (*self.lines[: self.start], *shown, *self.lines[self.start + len(shown) :])


def _initial(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in LineForm.base_fields}


def _section(lines: Lines, place: int) -> str:
    return lines[place].section if 0 <= place < len(lines) else ""

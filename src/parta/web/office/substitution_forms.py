"""What the page of substitutions is sent: an absence, and choices for lessons."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from parta.journal.services.arranging import Arrangement
from parta.timetable.enums import SubstitutionKind
from parta.timetable.queries.cover import CoverPage
from parta.timetable.rules.absences import LONGEST_TEXT, AbsenceWords

_DATE = {"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."}
_LONG = {"max_length": f"Короче: не больше {LONGEST_TEXT} знаков.", "required": "Напишите причину."}
_NUMBER = dict.fromkeys(("invalid", "min_value", "max_value"), "Номер урока (пары): от 1 до 15.")
MOST_LESSONS = 200
_WITHDRAW, _CANCEL, _SUBSTITUTE, _JOIN, _COURSE = "w", "x", "s", "j", "c"


class AbsenceForm(forms.Form):
    """Who is away, from which day to which, on the first from which lesson on, why, by which order."""

    employee = forms.ChoiceField(error_messages=dict.fromkeys(("required", "invalid_choice"), "Выберите, кого нет."))
    starts_on = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE)
    ends_on = forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages=_DATE)
    reason = forms.CharField(max_length=LONGEST_TEXT, error_messages=_LONG)
    ground = forms.CharField(max_length=LONGEST_TEXT, required=False, error_messages=_LONG)
    after = forms.IntegerField(min_value=1, max_value=15, required=False, error_messages=_NUMBER)

    def __init__(self, page: CoverPage, data: Any = None, *, corrects: bool = False) -> None:
        super().__init__(data, initial={"starts_on": page.first.isoformat(), "ends_on": page.first.isoformat()})
        self.fields["employee"].choices = [(str(one.id), one.full_name) for one in page.teachers]
        if corrects:
            self.fields.pop("employee")

    def said(self) -> AbsenceWords:
        """Give what was said; without a last day it is the first one."""
        fields = self.cleaned_data
        start: date = fields["starts_on"]
        return AbsenceWords(start, fields["ends_on"] or start, fields["reason"], fields["ground"], fields["after"])


def choices_in(sent: QueryDict) -> dict[int, str]:
    """Give what was chosen for which lesson; untouched lessons are left out."""
    found = {}
    for name, value in sent.items():
        if name.startswith("lesson-") and isinstance(value, str) and value:
            found[_number(name.removeprefix("lesson-"))] = value
    if len(found) > MOST_LESSONS:
        raise SuspiciousOperation("too many lessons")
    return found


def arrangements_in(sent: QueryDict) -> list[Arrangement]:
    """Read the choices: `s7` teacher 7, `j7` join lesson 7, `c5.7` course 5 of teacher 7, `x` cancel, `w` take back."""
    return [
        _arrangement(lesson, _number(sent.get(f"base-{lesson}", "")), value)
        for lesson, value in choices_in(sent).items()
    ]


def _arrangement(lesson: int, base: int, value: str) -> Arrangement:
    if value == _WITHDRAW:
        return Arrangement(lesson, base, None)
    if value == _CANCEL:
        return Arrangement(lesson, base, SubstitutionKind.CANCELLED)
    letter, rest = value[:1], value[1:]
    if letter == _SUBSTITUTE:
        return Arrangement(lesson, base, SubstitutionKind.SUBSTITUTE, teacher_id=_number(rest))
    if letter == _JOIN:
        return Arrangement(lesson, base, SubstitutionKind.JOINED, partner_id=_number(rest))
    if letter == _COURSE:
        course, _, teacher = rest.partition(".")
        kind = SubstitutionKind.OTHER_SUBJECT
        return Arrangement(lesson, base, kind, teacher_id=_number(teacher), course_id=_number(course))
    raise SuspiciousOperation("bad choice")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise SuspiciousOperation("bad number")
    return int(text)

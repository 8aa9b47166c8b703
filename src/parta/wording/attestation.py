"""Attestation of a college in Russian: forms of control, results, refusals about sheets."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.curriculum.enums import ControlForm
from parta.journal.enums import SheetRefusal
from parta.wording.dates import full_date
from parta.wording.plurals import counted

Sentence = tuple[str, str, str]

FORMS = {
    ControlForm.EXAM: "экзамен",
    ControlForm.GRADED_CREDIT: "дифференцированный зачёт",
    ControlForm.CREDIT: "зачёт",
    ControlForm.QUALIFYING_EXAM: "квалификационный экзамен",
    ControlForm.COURSE_PROJECT: "курсовой проект",
    ControlForm.NONE: "нет аттестации",
}
SHEETS = {
    ControlForm.EXAM: "Экзаменационная ведомость",
    ControlForm.GRADED_CREDIT: "Ведомость дифференцированного зачёта",
    ControlForm.CREDIT: "Зачётная ведомость",
    ControlForm.QUALIFYING_EXAM: "Ведомость квалификационного экзамена",
    ControlForm.COURSE_PROJECT: "Ведомость защиты курсовых проектов",
}
_RESULTS = {
    "5": "отлично",
    "4": "хорошо",
    "3": "удовлетворительно",
    "2": "неудовлетворительно",
    "зач": "зачтено",
    "нзч": "не зачтено",
    "н/а": "не явился, не аттестован",
}


def form_title(form: str) -> str:
    """Name a form of control."""
    return FORMS[ControlForm(form)]


def sheet_title(form: str, number: int) -> str:
    """Name a sheet: «Экзаменационная ведомость № 3»."""
    return f"{SHEETS[ControlForm(form)]} № {number}"


def result_words(value: str) -> str:
    """Say a result in words: «хорошо»; a result of another scale as it is."""
    return _RESULTS.get(value, value)


SHEET_REFUSALS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    SheetRefusal.NO_CONTROL: lambda p: (
        "Составить ведомость нельзя",
        "в этом семестре аттестации по дисциплине нет",
        "Задайте форму контроля в графике",
    ),
    SheetRefusal.NO_DAY: lambda p: (
        "Составить ведомость нельзя",
        "день аттестации не назначен, а в ведомости студенты группы на этот день",
        "Назначьте день в графике",
    ),
    SheetRefusal.STANDS: lambda p: (
        "Составить вторую ведомость нельзя",
        f"за этот семестр уже есть ведомость № {p['number']}",
        "Откройте её",
    ),
    SheetRefusal.NOBODY: lambda p: (
        "Составить ведомость нельзя",
        f"{full_date(p['day'])} в группе нет ни одного студента",
        "Проверьте день аттестации и состав группы",
    ),
    SheetRefusal.EARLY: lambda p: (
        "Закрыть ведомость нельзя",
        f"аттестация будет {full_date(p['day'])}",
        "Закройте её в этот день или позже",
    ),
    SheetRefusal.INCOMPLETE: lambda p: (
        "Закрыть ведомость нельзя",
        f"нет результата у {counted(p['count'], 'студента', 'студентов', 'студентов')}",
        "Выставьте отметки; кто не явился, тому «н/а»",
    ),
    SheetRefusal.CLOSED: lambda p: (
        "Изменить ведомость нельзя",
        "она уже закрыта",
        "Пересдача отмечается в задолженностях",
    ),
}

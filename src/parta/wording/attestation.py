"""Attestation of a college in Russian: forms of control, results, refusals about sheets."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.curriculum.enums import ControlForm
from parta.journal.enums import DebtRefusal, DebtState, PauseReason, ProjectRefusal, SheetRefusal
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


STATES = {
    DebtState.OPEN: "не закрыта",
    DebtState.OVERDUE: "срок пересдачи прошёл",
    DebtState.EXPIRED: "не ликвидирована в срок",
    DebtState.CLEARED: "ликвидирована",
}
PAUSES = {
    PauseReason.ILLNESS: "болезнь",
    PauseReason.ACADEMIC_LEAVE: "академический отпуск",
    PauseReason.MATERNITY_LEAVE: "отпуск по беременности и родам",
}
SHEET_REFUSALS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    ProjectRefusal.CHANGED: lambda p: (
        f"Записать проекты нельзя ({p['name']})",
        "пока вы смотрели, этот проект уже изменили",
        "Откройте страницу снова и сверьтесь с тем, что в ней теперь",
    ),
    ProjectRefusal.WITHOUT_THEME: lambda p: (
        f"Записать проекты нельзя ({p['name']})",
        "тема не названа",
        "Напишите тему или уберите остальное",
    ),
    ProjectRefusal.DAY_WRONG: lambda p: (
        f"Записать проекты нельзя ({p['name']})",
        f"{full_date(p['day'])} не в этом учебном году или ещё не наступило",
        "Проверьте дату",
    ),
    ProjectRefusal.RESULT_IN_JOURNAL: lambda p: (
        f"Записать отметку здесь нельзя ({p['name']})",
        "семестр заканчивается самим проектом",
        "Поставьте отметку в журнал или в ведомость",
    ),
    ProjectRefusal.RESULT_UNCLEAR: lambda p: (
        f"Записать отметку нельзя ({p['name']})",
        "отметке нужен день защиты, а дню защиты отметка из списка",
        "Укажите и отметку, и день",
    ),
    ProjectRefusal.NOT_APPROVED: lambda p: (
        f"Записать отметку нельзя ({p['name']})",
        "тема к дню защиты не утверждена",
        "Укажите, когда тему утвердили",
    ),
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
    SheetRefusal.NO_GROUND: lambda p: (
        "Составить ведомость заново нельзя",
        "не названо основание",
        "Напишите, почему состав или день изменились",
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

DEBT_REFUSALS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    DebtRefusal.NOTHING_CHOSEN: lambda p: (
        "Оформлять нечего",
        "не отмечен ни один студент",
        "Отметьте строки в списке",
    ),
    DebtRefusal.TERMS_BACKWARDS: lambda p: (
        "Назначить такие сроки нельзя",
        f"задолженность возникла {full_date(p['day'])}, а вторая пересдача бывает не раньше первой",
        "Проверьте даты",
    ),
    DebtRefusal.TERM_TOO_LATE: lambda p: (
        "Назначить такой срок нельзя",
        f"задолженность ликвидируют в течение года, последний день — {full_date(p['day'])} (273-ФЗ, ст. 58, ч. 5)",
        "Выберите день раньше",
    ),
    DebtRefusal.PAUSE_BACKWARDS: lambda p: (
        "Записать эти дни нельзя",
        "последний день раньше первого",
        "Проверьте даты",
    ),
    DebtRefusal.COMMISSION_SMALL: lambda p: (
        "Назначить такую комиссию нельзя",
        f"в ней меньше {p['least']} человек",
        "Назовите всех членов комиссии, каждого с новой строки",
    ),
    DebtRefusal.NO_GROUND: lambda p: (
        "Записать эти дни нельзя",
        "не назван документ",
        "Укажите справку или приказ",
    ),
    DebtRefusal.NO_WITHDRAWAL_GROUND: lambda p: (
        "Снять запись нельзя",
        "не названо основание",
        "Напишите, почему она ошибочна",
    ),
    DebtRefusal.RETAKEN: lambda p: (
        "Снять задолженность нельзя",
        "по ней уже записана пересдача",
        "Завершите её пересдачей",
    ),
    DebtRefusal.COMMISSION_SAT: lambda p: (
        "Сменить комиссию нельзя",
        "она уже приняла вторую пересдачу",
        "Обновите страницу",
    ),
    DebtRefusal.NO_ORDER: lambda p: (
        "Назначить комиссию нельзя",
        "не назван номер приказа",
        "Укажите приказ: номер и дату",
    ),
    DebtRefusal.BEFORE_ORDER: lambda p: (
        "Записать вторую пересдачу этим днём нельзя",
        f"приказ о комиссии — от {full_date(p['day'])}",
        "Проверьте дату",
    ),
    DebtRefusal.VALUE_UNKNOWN: lambda p: (
        "Записать такую отметку нельзя",
        "пересдача ею не заканчивается",
        f"Выберите отметку из списка: {', '.join(p['values'])}",
    ),
    DebtRefusal.NEEDS_COMMISSION: lambda p: (
        "Записать вторую пересдачу нельзя",
        "её принимает комиссия, а она не назначена (273-ФЗ, ст. 58, ч. 6)",
        "Сначала внесите приказ о комиссии",
    ),
    DebtRefusal.ATTEMPT_EARLY: lambda p: (
        "Записать пересдачу этим днём нельзя",
        f"она бывает позже {full_date(p['day'])}",
        "Проверьте дату",
    ),
    DebtRefusal.IN_FUTURE: lambda p: (
        "Записать это нельзя",
        f"{full_date(p['day'])} ещё не наступило",
        "Проверьте дату",
    ),
    DebtRefusal.TOO_LATE: lambda p: (
        "Записать пересдачу нельзя",
        f"год на ликвидацию задолженности закончился {full_date(p['day'])} (273-ФЗ, ст. 58, ч. 5)",
        "Если студент болел или был в отпуске, учебная часть отметит эти дни: они в срок не входят",
    ),
    DebtRefusal.SPENT: lambda p: (
        "Записать третью пересдачу нельзя",
        "закон даёт две (273-ФЗ, ст. 58, ч. 5)",
        "Что делать дальше, решает директор",
    ),
    DebtRefusal.CLEARED: lambda p: (
        "Изменить задолженность нельзя",
        "она уже ликвидирована",
        "Обновите страницу",
    ),
}

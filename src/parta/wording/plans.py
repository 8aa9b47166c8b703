"""Lesson plans (КТП) in words: their states, and refusals: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from parta.curriculum.enums import CorrectionKind, MaterialAudience, PlanRefusal, PlanState
from parta.wording.plurals import counted

Sentence = tuple[str, str, str]

STATES = {
    PlanState.DRAFT: "черновик",
    PlanState.ON_APPROVAL: "на утверждении",
    PlanState.APPROVED: "утверждён",
    PlanState.ARCHIVED: "в архиве",
    PlanState.FITTED: "план журнала",
}

PLANS: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    PlanRefusal.NOT_IN_STATE: lambda p: (
        "Сделать это с планом нельзя",
        f"сейчас он {plan_state(p['state'])}",
        "Обновите страницу: возможно, его уже послали, утвердили или вернули",
    ),
    PlanRefusal.EMPTY: lambda p: (
        "Послать план на утверждение нельзя",
        "в нём нет ни одной темы",
        "Сначала внесите темы",
    ),
    PlanRefusal.WITHOUT_WORDS: lambda p: (
        "Вернуть план нельзя",
        "не написано, что исправить",
        "Напишите это автору",
    ),
    PlanRefusal.CHANGED_SINCE: lambda p: (
        "Сохранить нельзя",
        "пока страница была открыта, план изменили",
        "Откройте его заново и повторите правку",
    ),
    PlanRefusal.TITLE_TAKEN: lambda p: (
        f"Назвать план «{p['title']}» нельзя",
        "план с таким названием для этого предмета и параллели уже есть",
        "Дополните название, например, фамилией или автором учебника",
    ),
    PlanRefusal.DRAFT_OPEN: lambda p: (
        "Начать новую редакцию нельзя",
        "черновик следующей редакции уже есть",
        "Откройте его в списке планов",
    ),
    PlanRefusal.IN_USE: lambda p: (
        "Убрать черновик нельзя",
        "по нему идёт журнал",
        "Сначала выберите журналу другой план",
    ),
    PlanRefusal.TOO_LONG: lambda p: (
        "Сохранить план нельзя",
        f"в нём больше {p['most']} строк",
        "Разделите его на два плана",
    ),
    PlanRefusal.NOT_READ: lambda p: (
        f"Прочитать план{' из «' + p['what'] + '»' if p['what'] else ''} не получилось",
        "не найдено таблицы со столбцами «Тема урока» и «Количество часов»",
        "Проверьте файл (.xlsx, .xls, .ods, .csv) или вставьте темы, по одной в строке",
    ),
    PlanRefusal.NO_REASON: lambda p: (
        "Исправить план нельзя",
        "не написано почему",
        "Напишите причину: она войдёт в лист коррекции",
    ),
    PlanRefusal.LINE_GIVEN: lambda p: (
        f"Исправить тему № {p['number']} нельзя",
        "по ней уже записан урок",
        "Исправляют темы, которые впереди",
    ),
    PlanRefusal.LINE_CANNOT: lambda p: (
        f"Исправить так тему № {p['number']} нельзя",
        "у неё нет лишнего часа или следующей темы",
        "Выберите другую тему",
    ),
    PlanRefusal.OTHER_SUBJECT: lambda p: (
        "Дать журналу этот план нельзя",
        "он для другого предмета, другой параллели или другого года",
        "Выберите план из списка",
    ),
    PlanRefusal.MATERIAL_EMPTY: lambda p: (
        "Приложить материал нельзя",
        "нужно название и что-то одно: файл или ссылка",
        "Выберите файл или вставьте адрес",
    ),
    PlanRefusal.MATERIAL_ADDRESS: lambda p: (
        "Приложить ссылку нельзя",
        "это не адрес в интернете",
        "Скопируйте адрес целиком: он начинается с https://",
    ),
    PlanRefusal.MATERIALS_MANY: lambda p: (
        "Приложить ещё материал нельзя",
        f"у плана их уже {p['most']}",
        "Уберите лишние",
    ),
}
"""Code → what cannot be done, why, what can be done."""


AUDIENCES = {
    MaterialAudience.STAFF: "только учителям школы",
    MaterialAudience.FAMILIES: "и семьям, когда план утверждён",
}


def audience_text(audience: str, *, college: bool = False) -> str:
    """Say who sees a material of a plan."""
    text = AUDIENCES[MaterialAudience(audience)]
    return text.replace("учителям школы", "преподавателям").replace("семьям", "студентам и семьям") if college else text


def plan_state(state: str) -> str:
    """Say how far a plan has come."""
    return STATES[PlanState(state)]


CORRECTIONS = {
    CorrectionKind.JOIN: "слиты темы",
    CorrectionKind.SPLIT: "тема разделена",
    CorrectionKind.SHORTEN: "часов меньше",
    CorrectionKind.LENGTHEN: "часов больше",
}
_ADVICE = {
    CorrectionKind.JOIN: "слить со следующей",
    CorrectionKind.SPLIT: "разделить на две",
    CorrectionKind.SHORTEN: "убрать час",
    CorrectionKind.LENGTHEN: "добавить час",
}


def hours_text(hours: int) -> str:
    """Say whether hours lack to the end of a period or of the year."""
    many = counted(abs(hours), "час", "часа", "часов")
    if not hours:
        return "хватает ровно"
    return f"не хватает {_lack(hours)}" if hours > 0 else f"в запасе {many}"


def _lack(hours: int) -> str:
    return counted(hours, "часа", "часов", "часов")


def correction_text(kind: str) -> str:
    """Say what was done to a journal's plan."""
    return CORRECTIONS[CorrectionKind(kind)]


def advice_text(kind: str) -> str:
    """Say what may be done with a line, as a button does."""
    return _ADVICE[CorrectionKind(kind)]


def told_lines(lines: Sequence[Sequence[Any]]) -> str:
    """Say lines of a plan by number, words and hours."""
    return "; ".join(f"№ {number} «{topic}», {hours} ч" for number, topic, hours in lines)
